// From a sample call to a node with values: all real elements keep a distance from each other and from the points
// that their domain avoids, so that no tie or kink lies within a step of a difference quotient.
import {
  evaluate,
  gradients,
  input,
  type Nested,
  type Node,
  substitute,
  sum,
  Tensor,
  tensor,
} from "@cadena/graph";
import { type Domain, reals, sizeOf } from "@cadena/graph/extend";
import { random, shuffled } from "./random.ts";
import type { Given, Sample, Special } from "./table.ts";

/** A node over leaves, with a value for each leaf. */
export interface Instance {
  readonly y: Node;
  readonly leaves: readonly Node[];
  readonly values: ReadonlyMap<Node, Tensor>;
}

/** How far a leaf may be moved in any direction with entries up to 1.5 before two elements could meet. */
export const step = 0.02;

/** `count` numbers of a domain in random order, one in each cell of a grid. */
function separated({ low, high, avoid = [] }: Domain, count: number, next: () => number): number[] {
  const width = (high - low) / (count + 2 * avoid.length);
  const centres = Array.from({ length: count + 2 * avoid.length }, (_, k) => low + (k + 0.5) * width);
  const free = centres.filter((c) => avoid.every((a) => Math.abs(a - c) >= 0.49 * width));
  return shuffled(next, free.length)
    .slice(0, count)
    .map((k) => (free[k] as number) + (next() - 0.5) * 0.4 * width);
}

function typed({ shape, dtype = "real" }: Given, values: readonly number[]): Tensor {
  if (dtype === "integer") return new Tensor(shape, Int32Array.from(values));
  return new Tensor(shape, dtype === "boolean" ? Uint8Array.from(values) : Float64Array.from(values));
}

/** Calls the op on fresh leaves. */
export function instance(sample: Sample, seed: number): Instance {
  const next = random(seed);
  const drawn = new Map<Domain, number[]>();
  for (const { shape, values, domain = reals } of sample.inputs) {
    if (values === undefined)
      drawn.set(domain, [...(drawn.get(domain) ?? []), ...new Array(sizeOf(shape)).fill(0)]);
  }
  for (const [domain, { length }] of drawn) drawn.set(domain, separated(domain, length, next));
  const tensors = sample.inputs.map((given) =>
    typed(
      given,
      given.values ?? (drawn.get(given.domain ?? reals)?.splice(0, sizeOf(given.shape)) as number[]),
    ),
  );
  const leaves = sample.inputs.map(({ shape, dtype }, k) => input(`x${k}`, shape, dtype));
  return {
    y: sample.call(...leaves),
    leaves,
    values: new Map(leaves.map((leaf, k) => [leaf, tensors[k] as Tensor])),
  };
}

/** The same call with one leaf in place of two, where two are alike. */
export function repeated(sample: Sample, seed: number): Instance | undefined {
  const one = instance(sample, seed);
  const { inputs } = sample;
  const isLike = (a: Given, b: Given): boolean =>
    (a.dtype ?? b.dtype ?? "real") === "real" && `${a.shape}` === `${b.shape}` && a.domain === b.domain;
  for (const [k, given] of inputs.entries()) {
    const other = inputs.findIndex((b, j) => j > k && isLike(given, b));
    if (other < 0) continue;
    const [y] = substitute([one.y], new Map([[one.leaves[other] as Node, one.leaves[k] as Node]]));
    return { ...one, y, leaves: one.leaves.toSpliced(other, 1) };
  }
  return undefined;
}

/** Calls the op at a special point; `plant` may change the node before. */
export function pointOf({ at, call }: Special, plant: (y: Node) => Node = (y) => y): Instance {
  const given = at.map((x): Tensor => tensor(x));
  const leaves = given.map(({ shape, dtype }, k) => input(`x${k}`, shape, dtype));
  const values = new Map(leaves.map((leaf, k) => [leaf, given[k] as Tensor]));
  return { y: plant(call(...leaves)), leaves, values };
}

/** The value at a special point, and the gradient of the sum of all elements. */
export function valued(
  special: Special,
  plant?: (y: Node) => Node,
): { readonly value: Nested; readonly gradient: readonly Nested[] } {
  const { y, leaves, values } = pointOf(special, plant);
  const real = y.dtype === "real" ? leaves.filter(({ dtype }) => dtype === "real") : [];
  const found = evaluate([y, ...(real.length > 0 ? gradients(sum(y), real) : [])], values);
  // -0 + 0 is 0: the sign of a zero gradient says nothing.
  const gradient = found.slice(1).map(({ shape, data }) =>
    new Tensor(
      shape,
      data.map((x) => x + 0),
    ).toArray(),
  );
  return { value: (found[0] as Tensor).toArray(), gradient };
}
