// Vectors of real elements as matrix products need them: read and written in part, spread, multiplied and added,
// transposed. What a vector does not read is 0.
import type { Code, Statement } from "../../assembler/code.ts";
import type { Variables } from "../../assembler/module.ts";
import { i32 } from "../../assembler/scalar.ts";
import { f32x4, f64x2, v128 } from "../../assembler/vector.ts";
import type { Precision } from "../lanes/width.ts";

type V = Code<"v128">;
type Address = Code<"i32">;

/** How vectors of one precision are written; offsets are in bytes and may be negative. */
export interface Vectors {
  /** How many elements a vector has. */
  readonly count: number;
  /** The bytes of one element. */
  readonly bytes: number;
  readonly zero: V;
  /** The first so many elements. */
  readonly load: (address: Address, count: number, offset: number) => V;
  /** Writes the first so many elements, perhaps in pieces: the value is computed for each. */
  readonly store: (address: Address, value: V, count: number, offset: number) => Statement[];
  /** One element in all lanes. */
  readonly spread: (address: Address, offset: number) => V;
  readonly loadLane: (address: Address, x: V, lane: number, offset: number) => V;
  readonly storeLane: (address: Address, x: V, lane: number, offset: number) => Statement;
  readonly add: (a: V, b: V) => V;
  readonly mul: (a: V, b: V) => V;
  /** a b + c, rounded once. */
  readonly fused: (a: V, b: V, c: V) => V;
  /** Two vectors, of whose lanes 0, 1, ..., and then those of the second, so many are taken in this order. */
  readonly shuffle: (a: V, b: V, lanes: readonly number[]) => V;
}

const zero: V = v128.const(new Array(16).fill(0));

const shuffle =
  (bytes: number) =>
  (a: V, b: V, lanes: readonly number[]): V =>
    v128.shuffle(
      a,
      b,
      lanes.flatMap((lane) => Array.from({ length: bytes }, (_, k) => lane * bytes + k)),
    );

/** What reads or writes at an offset, for offsets below 0 too, which instructions do not have. */
const anywhere = (vectors: Vectors): Vectors => {
  const from = <R>(address: Address, offset: number, use: (address: Address, offset: number) => R): R =>
    offset < 0 ? use(i32.add(address, i32.const(offset)), 0) : use(address, offset);
  const { load, store, spread, loadLane, storeLane } = vectors;
  return {
    ...vectors,
    load: (address, count, offset) => from(address, offset, (at, more) => load(at, count, more)),
    store: (address, value, count, offset) =>
      from(address, offset, (at, more) => store(at, value, count, more)),
    spread: (address, offset) => from(address, offset, spread),
    loadLane: (address, x, lane, offset) => from(address, offset, (at, more) => loadLane(at, x, lane, more)),
    storeLane: (address, x, lane, offset) =>
      from(address, offset, (at, more) => storeLane(at, x, lane, more)),
  };
};

const float32: Vectors = anywhere({
  count: 4,
  bytes: 4,
  zero,
  load: (address, count, offset) => {
    if (count === 1) return v128.load32Zero(address, offset);
    if (count === 4) return v128.load(address, offset);
    const two = v128.load64Zero(address, offset);
    return count === 2 ? two : v128.load32Lane(address, two, 2, offset + 8);
  },
  store: (address, value, count, offset) => {
    if (count === 1) return [v128.store32Lane(address, value, 0, offset)];
    if (count === 4) return [v128.store(address, value, offset)];
    const two = v128.store64Lane(address, value, 0, offset);
    return count === 2 ? [two] : [two, v128.store32Lane(address, value, 2, offset + 8)];
  },
  spread: v128.load32Splat,
  loadLane: v128.load32Lane,
  storeLane: v128.store32Lane,
  add: f32x4.add,
  mul: f32x4.mul,
  fused: f32x4.relaxedMadd,
  shuffle: shuffle(4),
});

const float64: Vectors = anywhere({
  count: 2,
  bytes: 8,
  zero,
  load: (address, count, offset) => (count === 1 ? v128.load64Zero : v128.load)(address, offset),
  store: (address, value, count, offset) => [
    count === 1 ? v128.store64Lane(address, value, 0, offset) : v128.store(address, value, offset),
  ],
  spread: v128.load64Splat,
  loadLane: v128.load64Lane,
  storeLane: v128.store64Lane,
  add: f64x2.add,
  mul: f64x2.mul,
  fused: f64x2.relaxedMadd,
  shuffle: shuffle(8),
});

/** Vectors by precision. */
export const vectors: Readonly<Record<Precision, Vectors>> = { float32, float64 };

/** How many elements each vector has, where so many elements lie in vectors of `count`. */
export const partsOf = (elements: number, count: number): number[] =>
  Array.from({ length: Math.ceil(elements / count) }, (_, v) => Math.min(count, elements - v * count));

/** Vectors whose k-th lanes come from the k-th of as many given ones, and what must run before. */
export function transposed(
  { count, shuffle }: Vectors,
  variables: Variables,
  given: readonly V[],
): { before: Statement[]; across: V[] } {
  const [a, b, c, d] = given as [V, V, V, V];
  if (count === 2) return { before: [], across: [shuffle(a, b, [0, 2]), shuffle(a, b, [1, 3])] };
  const pairs = [
    shuffle(a, b, [0, 4, 1, 5]),
    shuffle(a, b, [2, 6, 3, 7]),
    shuffle(c, d, [0, 4, 1, 5]),
    shuffle(c, d, [2, 6, 3, 7]),
  ].map((value) => ({ value, local: variables.local("v128") }));
  const [p, q, r, s] = pairs.map(({ local }) => local.get) as [V, V, V, V];
  return {
    before: pairs.map(({ value, local }) => local.set(value)),
    across: [
      shuffle(p, r, [0, 1, 4, 5]),
      shuffle(p, r, [2, 3, 6, 7]),
      shuffle(q, s, [0, 1, 4, 5]),
      shuffle(q, s, [2, 3, 6, 7]),
    ],
  };
}
