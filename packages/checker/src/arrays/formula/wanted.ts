// What values at a place have to be like, and quick comparisons with it; whoever accepts one looks at the whole formula.
import { is } from "../../claims/diagnosis/repair/ops.ts";
import { isNear } from "../three.ts";
import type { Part } from "./part.ts";
import type { View } from "./view.ts";

/** What is wanted at a place. */
export class Wanted {
  readonly #view: View;
  readonly #wanted: Float64Array;
  /** Two entries in which it is known, the largest first. */
  readonly #first: readonly [number, number];
  /** So far may values be from it, as a part of the largest entry, and as a number. */
  readonly #loose: number;
  readonly #slack: number;
  readonly #sums: readonly number[];
  /** In how many entries it is known. */
  readonly known: number;

  constructor(view: View, loose: number, wanted: Float64Array = view.wanted) {
    this.#view = view;
    this.#wanted = wanted;
    let [size, at, known] = [0, 0, 0];
    for (let k = 0; k < wanted.length; k++) {
      const x = Math.abs(wanted[k] as number);
      if (!Number.isNaN(x)) known++;
      if (x > size) [size, at] = [x, k];
    }
    this.known = known;
    const other = wanted.findIndex((x, k) => k !== at && !Number.isNaN(x) && x !== 0);
    this.#first = [at, other < 0 ? at : other];
    this.#loose = loose;
    this.#slack = loose * size;
    this.#sums = view.probes.map(([seen]) => inner(seen, wanted));
  }

  /** What is wanted beside something that stands there already. */
  beside(values: Float64Array): Wanted {
    const seen = this.#view.see(values);
    const rest = this.#wanted.map((w, k) => w - (seen[k] as number));
    return new Wanted(this.#view, this.#loose, rest);
  }

  /** The number by which values, or their products with others, have to be multiplied. */
  ratio(values: Float64Array, others?: Float64Array): number | undefined {
    const { see, isLinear, isDirect } = this.#view;
    if (!this.#isLikely(values, others)) return undefined;
    const times = isDirect ? others : undefined;
    const seen = isDirect ? values : see(others ? values.map((x, k) => x * (others[k] as number)) : values);
    const wanted = this.#wanted;
    const of = (k: number): number => (seen[k] as number) * (times === undefined ? 1 : (times[k] as number));
    const [at, other] = this.#first;
    const c = (wanted[at] as number) / of(at);
    if (!Number.isFinite(c) || c === 0) return undefined;
    if (!(Math.abs((wanted[other] as number) - c * of(other)) <= this.#slack)) return undefined;
    if (!isLinear && !(Math.abs(c - 1) <= this.#loose)) return undefined;
    let [both, own] = [0, 0];
    for (let k = 0; k < wanted.length; k++) {
      const w = wanted[k] as number;
      if (Number.isNaN(w)) continue;
      const x = of(k);
      if (!(Math.abs(w - c * x) <= this.#slack)) return undefined;
      both += w * x;
      own += x * x;
    }
    return isLinear ? snapped(both / own) : 1;
  }

  /** The number at which values are cut off, where some of them are and others are not. */
  bound(values: Float64Array): number | undefined {
    const [at] = this.#first;
    const [cut, size] = [Math.abs(this.#wanted[at] as number), Math.abs(values[at] as number)];
    if (!this.#view.isDirect || cut === 0 || cut >= size) return undefined;
    const isLeft = (x: number, k: number): boolean =>
      x !== 0 && Math.abs(x) < cut && Math.abs((this.#wanted[k] as number) - x) <= this.#slack;
    return values.some(isLeft) ? cut : undefined;
  }

  /** The exponent that a power has to have. */
  exponent({ node, operands: [base] }: Part): number | undefined {
    if (!this.#view.isDirect || !is(node, "square", "power")) return undefined;
    const { data } = (base as Part).values;
    let [most, at] = [0, -1];
    for (let k = 0; k < data.length; k++) {
      const size = Math.abs(Math.log(data[k] as number));
      if ((this.#wanted[k] as number) > 0 && size > most && Number.isFinite(size)) [most, at] = [size, k];
    }
    return at < 0 ? undefined : snapped(Math.log(this.#wanted[at] as number) / Math.log(data[at] as number));
  }

  /** Whether the sums that are seen of values are a multiple of those that are wanted. */
  #isLikely(values: Float64Array, others: Float64Array | undefined): boolean {
    const [first, second] = this.#view.probes.map(([, own]) => inner(own, values, others));
    if (first === undefined || second === undefined) return true;
    const [one, other] = this.#sums as [number, number];
    return isNear(first * other, second * one);
  }
}

/** The sum of products of entries; what weighs nothing may be no number. */
function inner(weights: Float64Array, a: Float64Array, b?: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < weights.length; k++) {
    const weight = weights[k] as number;
    if (weight !== 0) sum += weight * (a[k] as number) * (b === undefined ? 1 : (b[k] as number));
  }
  return sum;
}

/** A number of few digits that rounding has moved a little. */
function snapped(c: number): number {
  const near = Number(c.toPrecision(6));
  return Math.abs(near - c) <= 1e-8 * Math.abs(c) ? near : c;
}
