// Formulas by the values that they have: two of the same values at random points are taken for one (observational
// equivalence), and the shortest one is kept.
import type { Node, Shape } from "@cadena/graph";
import { isNear, type Values } from "./sample.ts";

/** A formula and its values. */
export interface Entry extends Values {
  readonly cost: number;
  /** A number or a size, which stands in front of other things only. */
  readonly isNumber: boolean;
  /** The formula; it is built only where it is wanted. */
  readonly build: () => Node;
}

/** Formulas that were found. */
export interface Found {
  readonly cost: number;
  readonly build: () => Node;
}

/** All formulas that are known, each value once. */
export class Entries {
  readonly #byCost = new Map<number, Entry[]>();
  readonly #byKey = new Map<number, Entry[]>();
  readonly #shapes = new Map<string, number>();
  #count = 0;

  /** How many there are. */
  get count(): number {
    return this.#count;
  }

  /** All of them, the shortest first. */
  get all(): readonly Entry[] {
    return [...this.#byCost.values()].flat();
  }

  /** Those of one cost. */
  costing(cost: number): readonly Entry[] {
    return this.#byCost.get(cost) ?? [];
  }

  /** Keeps a formula whose values are new, and not trivial. */
  put(entry: Entry): void {
    const [first, last] = endsOf(entry.data);
    const key = this.#key(entry.shape, first, last);
    const known = this.#byKey.get(key) ?? [];
    for (const other of known) if (isClose(other.data, entry.data)) return;
    if (isTrivial(entry)) return;
    known.push(entry);
    this.#byKey.set(key, known);
    const alike = this.#byCost.get(entry.cost) ?? [];
    alike.push(entry);
    this.#byCost.set(entry.cost, alike);
    this.#count++;
  }

  /** The formula of some values. */
  look({ shape, data }: Values): Entry | undefined {
    return this.withEnds(shape, ...endsOf(data), () => data);
  }

  /** The same, looked for by the first and the last number, and then by all of them. */
  withEnds(shape: Shape, first: number, last: number, data: () => Float64Array): Entry | undefined {
    const known = this.#byKey.get(this.#key(shape, first, last));
    if (known === undefined) return undefined;
    const all = data();
    return known.find((entry) => isClose(entry.data, all));
  }

  #key(shape: Shape, first: number, last: number): number {
    const text = shape.join();
    const number = this.#shapes.get(text) ?? this.#shapes.size;
    this.#shapes.set(text, number);
    rounded[0] = first + 0;
    rounded[1] = last + 0;
    return (Math.imul(bitsOf[0] as number, 31) ^ (bitsOf[1] as number)) + number * 2 ** 32;
  }
}

const rounded = new Float32Array(2);
const bitsOf = new Int32Array(rounded.buffer);

/** Whether there is nothing to a value: 0 everywhere, 1 everywhere, or no number. */
function isTrivial({ data, cost }: Entry): boolean {
  if (cost > 0 && (data.every((x) => Math.abs(x) < 1e-12) || data.every((x) => Math.abs(x - 1) < 1e-12)))
    return true;
  return data.some((x) => !(Math.abs(x) < 1e9));
}

/** The first and the last number. */
export const endsOf = (data: Float64Array): [number, number] => [data[0] as number, data.at(-1) as number];

function isClose(a: Float64Array, b: Float64Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) {
    if (!isNear(a[i] as number, b[i] as number)) return false;
  }
  return true;
}
