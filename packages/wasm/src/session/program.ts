// A step as a program: its loops, their places in memory, the module, and what happens around a run of it.
import { isParameter, type Node, RunError, type Tensor } from "@cadena/graph";
import type { CompiledStep, Step } from "@cadena/graph/extend";
import { meeting } from "../emit/fork.ts";
import type { Precision } from "../emit/lanes/width.ts";
import { canFuse } from "../emit/product/fused.ts";
import { type Written, written } from "../emit/program.ts";
import type { Buffer } from "../loops/expression.ts";
import type { Lowered } from "../lower/lower.ts";
import type { Bounded } from "../threads/control.ts";
import { pool } from "../threads/pool.ts";
import { calling } from "./calls.ts";
import type { Health } from "./health.ts";
import type { Memory, View } from "./memory.ts";
import type { Parameters } from "./parameters.ts";
import { type Placed, placed } from "./places.ts";
import { binaryOf, prepared } from "./recipe.ts";
import { type Ready, Runs, SharedRuns } from "./runs.ts";
import { tensorOf } from "./tensor.ts";

/** What the programs of a session have in common. */
export interface Opened {
  readonly memory: Memory;
  readonly parameters: Parameters;
  readonly precision: Precision;
  readonly health: Health;
  /** How many threads work at a program; more than one only over memory that threads share. */
  readonly threads: number;
}

/** Compiles a step over the memory of a session. */
export function compiled(step: Step, opened: Opened): CompiledStep {
  const { binary, finish } = drafted(step, opened);
  try {
    binary.module ??= new WebAssembly.Module(binary.written.bytes);
    return finish(binary.module);
  } catch (error) {
    throw refused(error);
  }
}

/** The same, while the host reads the module on a thread of its own. */
export async function compiledAside(step: Step, opened: Opened): Promise<CompiledStep> {
  const { binary, finish } = drafted(step, opened);
  try {
    binary.module ??= await WebAssembly.compile(binary.written.bytes);
    return finish(binary.module);
  } catch (error) {
    throw refused(error);
  }
}

const refused = (error: unknown): RunError => new RunError(`wasm: the host refuses the program (${error})`);

/** A module as bytes, and what makes a step of it once the host has read them. */
function drafted(step: Step, opened: Opened) {
  const { memory, parameters, precision, health, threads } = opened;
  health.check();
  const made = prepared(step);
  const { recipe, lowered } = made;
  const places = placed(step, lowered, memory, parameters, precision, threads);
  const { addressOf, view, scratch, meeting: at } = places;
  const binary = binaryOf(recipe, `${precision} ${threads} ${places.key}`, () =>
    written(lowered.statements, {
      precision,
      isFused: canFuse(),
      addressOf,
      scratch: scratch(0),
      memory: memory.need,
      threads: { count: threads, at },
    }),
  );
  const { isShared } = binary.written;
  const calls = made.calls(binary.written);
  const helping = isShared ? threads - 1 : 0;
  const finish = (module: WebAssembly.Module): CompiledStep => {
    const { call, isRefusal } = refusing(calling(calls, view, precision));
    const host = {
      memory: memory.handle,
      call,
      wake: () => pool().wake(),
      rest: () => pool().rest(),
    };
    const { exports } = new WebAssembly.Instance(module, { host });
    const ready = {
      ...around(step, lowered, places, parameters),
      run: exports.run as () => void,
      call,
      isRefusal,
      health,
      origin: { recipe, binary },
    };
    const checks = checksOf(calls, addressOf);
    if (threads === 1 || (checks === undefined && !isShared)) return new Runs(ready);
    return new SharedRuns(ready, pool(), {
      module,
      memory: memory.handle,
      helping,
      checks,
      scratch,
      done: at + meeting.done,
      failed: at + meeting.failed,
    });
  };
  return { binary, finish };
}

/** Tells what a call has thrown from what goes wrong otherwise. */
function refusing(answer: (number: number) => void): Pick<Ready, "call" | "isRefusal"> {
  const refusals: unknown[] = [];
  return {
    call: (number) => {
      try {
        answer(number);
      } catch (error) {
        refusals[0] = error;
        throw error;
      }
    },
    isRefusal: (error) => refusals.includes(error),
  };
}

/** Where the integers are that a program asks its host to look at; undefined where it asks for something else too. */
function checksOf(calls: Written["calls"], addressOf: (buffer: Buffer) => number): Bounded[] | undefined {
  const checks = calls.filter((one) => one.kind === "check");
  if (checks.length < calls.length) return undefined;
  return checks.map(({ indices, below }) => ({ at: addressOf(indices), size: indices.size, below }));
}

/** What happens before and after a run. */
function around(
  { outputs, updates }: Step,
  lowered: Lowered,
  { view, moved, regions }: Placed,
  parameters: Parameters,
): Pick<Ready, "fill" | "finish" | "isInPlace" | "regions"> {
  const results = lowered.outputs.slice(0, outputs.length);
  const owned = new Set(lowered.given.values());
  const inputs = [...lowered.given].filter(([node]) => node.op.isLeaf && !isParameter(node));
  return {
    isInPlace: moved.length < updates.length,
    regions,
    fill: (values: ReadonlyMap<Node, Tensor>) => {
      for (const [node, buffer] of inputs) {
        view(buffer).set((values.get(node) as Tensor).data as ArrayLike<number>);
      }
    },
    finish: () => {
      const tensors = outputs.map((node, k) => tensorOf(node, view(results[k] as Buffer)));
      // All are read before any is written: a parameter's next value may be another parameter.
      const data = moved.map(({ next }) => (owned.has(next) ? view(next).slice() : view(next)));
      for (const [k, { parameter }] of moved.entries()) parameters.view(parameter).set(data[k] as View);
      return tensors;
    },
  };
}
