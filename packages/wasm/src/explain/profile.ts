// How long each part of a program takes: each is a module of its own over the same memory, and all run in turn.
import { type Bindings, initialOf, isParameter, type Node, Tensor } from "@cadena/graph";
import { bind, type Step } from "@cadena/graph/extend";
import type { Precision } from "../emit/lanes/width.ts";
import { canFuse } from "../emit/product/fused.ts";
import { written } from "../emit/program.ts";
import type { Statement } from "../loops/statement.ts";
import type { Lowered } from "../lower/lower.ts";
import { calling } from "../session/calls.ts";
import { Memory } from "../session/memory.ts";
import { Parameters } from "../session/parameters.ts";
import { placed } from "../session/places.ts";

/** Milliseconds of runs before those that count, when compilers are at work, and of those that count. */
const [warming, counting] = [500, 500];
/** At least so many runs of each, and at most so many that count. */
const [fewest, most] = [5, 1000];
/** Milliseconds that a sample takes at least: a clock is not exact. */
const sample = 0.02;

/**
 * The median milliseconds of each part in a run.
 * @throws BindingError for values that do not fit
 */
export function timesOf(
  step: Pick<Step, "outputs" | "updates">,
  lowered: Lowered,
  parts: readonly (readonly Statement[])[],
  precision: Precision,
  values: Bindings,
): number[] {
  const memory = new Memory(precision);
  const parameters = new Parameters(memory, precision);
  const leaves = [...lowered.given.keys()].filter(({ op }) => op.isLeaf);
  const start = bind(leaves, values, (leaf) => initialOf(leaf) ?? madeUp(leaf));
  for (const leaf of leaves) if (isParameter(leaf)) parameters.write(leaf, start.get(leaf) as Tensor);
  for (const [parameter] of step.updates) {
    if (!start.has(parameter)) parameters.write(parameter, initialOf(parameter) ?? madeUp(parameter));
  }
  const { addressOf, view, scratch } = placed(step, lowered, memory, parameters, precision);
  const runs = parts.map((part) => {
    const target = { precision, isFused: canFuse(), addressOf, scratch: scratch(0) };
    const { bytes, calls } = written(part, target);
    const host = { memory: memory.handle, call: calling(calls, view, precision) };
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { host });
    return exports.run as () => void;
  });
  // Updates that are written over their parameter would lead who knows where after a thousand runs.
  const restore = (): void => {
    for (const [leaf, value] of start) {
      const buffer = lowered.given.get(leaf);
      if (buffer !== undefined) view(buffer).set(value.data as ArrayLike<number>);
    }
  };
  return medians(runs, restore);
}

function medians(runs: readonly (() => void)[], restore: () => void): number[] {
  const estimates = runs.map(() => 0);
  const begin = performance.now();
  for (let k = 0; k < fewest || performance.now() - begin < warming; k++) {
    restore();
    for (const [i, run] of runs.entries()) estimates[i] = timed(run, 1);
  }
  const repeats = estimates.map((ms) => Math.min(100, Math.ceil(sample / Math.max(ms, 1e-4))));
  const times = runs.map((): number[] => []);
  const middle = performance.now();
  for (let k = 0; k < most && (k < fewest || performance.now() - middle < counting); k++) {
    restore();
    for (const [i, run] of runs.entries()) times[i]?.push(timed(run, repeats[i] as number));
  }
  return times.map((list) => list.toSorted((a, b) => a - b)[list.length >> 1] as number);
}

function timed(run: () => void, repeats: number): number {
  const start = performance.now();
  for (let k = 0; k < repeats; k++) run();
  return (performance.now() - start) / repeats;
}

/** Numbers between 0 and 1, which most functions can take; integers are 0, which is an index of everything. */
function madeUp({ shape, size, dtype }: Node): Tensor {
  if (dtype === "integer") return new Tensor(shape, new Int32Array(size));
  if (dtype === "boolean")
    return new Tensor(
      shape,
      Uint8Array.from({ length: size }, (_, k) => k % 2),
    );
  // Multiples of the golden ratio are spread evenly (H. Weyl 1916).
  const golden = (Math.sqrt(5) - 1) / 2;
  return new Tensor(
    shape,
    Float64Array.from({ length: size }, (_, k) => ((k + 1) * golden) % 1),
  );
}
