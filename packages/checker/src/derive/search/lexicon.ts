// All short formulas over a few names, grown from the cheapest on: the shortest formula of a value is looked up, not
// derived, and that of a longer one is the sum or the product of two that are known.
import {
  add,
  div,
  matmul,
  mul,
  type Node,
  neg,
  type Shape,
  square,
  sub,
  sum,
  transpose,
} from "@cadena/graph";
import { stretchesTo, widerShape } from "@cadena/graph/extend";
import { costOf, costs } from "./cost.ts";
import { Entries, type Entry, endsOf, type Found } from "./entries.ts";
import { combined, multiplied, stretchedValues, totalled, turned } from "./kernels.ts";
import type { Sample, Values } from "./sample.ts";

/** What a lexicon begins with. */
export interface Word {
  readonly formula: Node;
  readonly isNumber: boolean;
}

/** A lexicon of formulas over the symbols of a sample. */
export class Lexicon {
  readonly #sample: Sample;
  readonly #entries = new Entries();
  readonly #most: number;
  /** What the lexicon begins with, in the order of the costs. */
  readonly #words: readonly Entry[];
  #grown = 0;

  /** @param most how many formulas are kept */
  constructor(sample: Sample, words: readonly Word[], most: number) {
    this.#sample = sample;
    this.#most = most;
    const values = sample.valuesOf(words.map(({ formula }) => formula));
    this.#words = words.map(({ formula, isNumber }) => ({
      ...(values.get(formula) as Values),
      cost: costOf(formula),
      isNumber,
      build: () => formula,
    }));
  }

  /** Adds all formulas up to a cost, or as many as are kept; ends where the target is met, as nothing shorter follows. */
  grow(cost: number, target?: Values): void {
    for (let next = this.#grown + 1; next <= cost && this.#entries.count < this.#most; next++) {
      this.#unary(next);
      this.#binary(next);
      for (const word of this.#words) if (word.cost === next) this.#entries.put(word);
      this.#grown = next;
      if (target !== undefined && this.look(target) !== undefined) return;
    }
  }

  /** The shortest known formula of some values. */
  look(values: Values): Found | undefined {
    return this.#entries.look(values);
  }

  /** The shortest formula that is known, or a sum, a difference or a product of two that are, or the negative of one. */
  find(target: Values): Found | undefined {
    const own = this.#found(target);
    const opposite = this.#found({ ...target, data: target.data.map((x) => -x) });
    if (opposite === undefined || (own !== undefined && own.cost <= opposite.cost + costs.sign)) return own;
    return { cost: opposite.cost + costs.sign, build: () => neg(opposite.build()) };
  }

  #found(target: Values): Found | undefined {
    let best: Found | undefined = this.look(target);
    const take = (cost: number, build: () => Node): void => {
      if (best === undefined || cost < best.cost) best = { cost, build };
    };
    const { shape, data } = target;
    for (const entry of this.#entries.all) {
      if (best !== undefined && entry.cost + costs.name + costs.sum >= best.cost) continue;
      if (!stretchesTo(entry.shape, shape)) continue;
      const own = (): Float64Array => stretchedValues(entry, shape, this.#sample.count);
      const ends = endsOf(entry.data);
      const [first, last] = endsOf(data);
      if (!entry.isNumber) {
        const rest = this.#entries.withEnds(shape, first - ends[0], last - ends[1], () =>
          combined(data, own(), minus),
        );
        if (rest !== undefined)
          take(entry.cost + rest.cost + costs.sum, () => add(rest.build(), entry.build()));
        const whole = this.#entries.withEnds(shape, first + ends[0], last + ends[1], () =>
          combined(data, own(), plus),
        );
        if (whole !== undefined)
          take(entry.cost + whole.cost + costs.sum, () => sub(whole.build(), entry.build()));
      }
      const other = this.#entries.withEnds(shape, first / ends[0], last / ends[1], () =>
        combined(data, own(), over),
      );
      if (other !== undefined) {
        take(entry.cost + other.cost + costs.product, () => mul(entry.build(), other.build()));
      }
    }
    return best;
  }

  #unary(cost: number): void {
    const { count } = this.#sample;
    const each = (before: number, made: (entry: Entry) => Values, build: (formula: Node) => Node): void => {
      for (const entry of this.#entries.costing(cost - before)) {
        if (entry.isNumber) continue;
        this.#entries.put({ ...made(entry), cost, isNumber: false, build: () => build(entry.build()) });
      }
    };
    const mapped =
      (of: (x: number) => number) =>
      ({ shape, data }: Entry): Values => ({ shape, data: data.map(of) });
    each(
      costs.sum,
      mapped((x) => 1 - x),
      (formula) => sub(1, formula),
    );
    if (cost === costs.name + costs.transpose) {
      for (const entry of this.#entries.costing(costs.name)) {
        if (entry.shape.length !== 2) continue;
        this.#entries.put({
          ...turned(entry, count),
          cost,
          isNumber: false,
          build: () => transpose(entry.build()),
        });
      }
    }
    if (cost <= 2 * costs.name + costs.square)
      each(
        costs.square,
        mapped((x) => x * x),
        (formula) => square(formula),
      );
    for (const entry of this.#entries.costing(cost - costs.total)) {
      const { shape } = entry;
      if (shape.length === 0) continue;
      const isNumber = false;
      this.#entries.put({
        ...totalled(entry, undefined, count),
        cost,
        isNumber,
        build: () => sum(entry.build()),
      });
      if (shape.length !== 2) continue;
      for (const axis of [0, 1].filter((one) => shape[one] !== 1)) {
        const build = (): Node => sum(entry.build(), { axis, keepDims: true });
        this.#entries.put({ ...totalled(entry, axis, count), cost, isNumber, build });
      }
    }
  }

  #binary(cost: number): void {
    for (let left = 1; left < cost - costs.sum; left++) {
      for (const a of this.#entries.costing(left)) {
        for (const b of this.#entries.costing(cost - costs.sum - left)) {
          if (this.#entries.count >= this.#most) return;
          this.#pair(a, b, cost);
        }
        for (const b of this.#entries.costing(cost - costs.quotient - left)) this.#quotient(a, b, cost);
      }
    }
  }

  #pair(a: Entry, b: Entry, cost: number): void {
    const { count } = this.#sample;
    const [inner, outer] = [a.shape[1], b.shape[0]];
    if (a.shape.length === 2 && b.shape.length === 2 && inner === outer && (inner as number) > 1) {
      this.#entries.put({
        ...multiplied(a, b, count),
        cost,
        isNumber: false,
        build: () => matmul(a.build(), b.build() as never),
      });
    } else if (isOuter(a.shape, b.shape)) {
      this.#entries.put({
        ...multiplied(a, b, count),
        cost,
        isNumber: false,
        build: () => matmul(a.build(), b.build() as never),
      });
    }
    const shape = widerShape(a.shape, b.shape);
    if (shape === undefined) return;
    const [x, y] = [stretchedValues(a, shape, count), stretchedValues(b, shape, count)];
    const isNumber = a.isNumber && b.isNumber;
    if (!b.isNumber && a.cost <= b.cost) {
      this.#entries.put({
        shape,
        data: combined(x, y, by),
        cost,
        isNumber,
        build: () => mul(a.build(), b.build()),
      });
    }
    if (a.isNumber || b.isNumber) return;
    if (a.cost <= b.cost) {
      this.#entries.put({
        shape,
        data: combined(x, y, plus),
        cost,
        isNumber,
        build: () => add(a.build(), b.build()),
      });
    }
    this.#entries.put({
      shape,
      data: combined(x, y, minus),
      cost,
      isNumber,
      build: () => sub(a.build(), b.build()),
    });
  }

  #quotient(a: Entry, b: Entry, cost: number): void {
    const shape = widerShape(a.shape, b.shape);
    if (shape === undefined || this.#entries.count >= this.#most) return;
    const { count } = this.#sample;
    const data = combined(stretchedValues(a, shape, count), stretchedValues(b, shape, count), over);
    this.#entries.put({
      shape,
      data,
      cost,
      isNumber: a.isNumber && b.isNumber,
      build: () => div(a.build(), b.build()),
    });
  }
}

const plus = (x: number, y: number): number => x + y;
const minus = (x: number, y: number): number => x - y;
const by = (x: number, y: number): number => x * y;
const over = (x: number, y: number): number => x / y;

/** A column times a row. */
const isOuter = (a: Shape, b: Shape): boolean =>
  a.length === 2 &&
  b.length === 2 &&
  a[1] === 1 &&
  b[0] === 1 &&
  (a[0] as number) > 1 &&
  (b[1] as number) > 1;
