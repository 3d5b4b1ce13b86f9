// An engine against the interpreter: whether each element of its results is one that rounding explains.
import {
  Tensor as Dense,
  type Engine,
  isParameter,
  type Node,
  type Precision,
  Session,
  type Tensor,
  topological,
} from "@cadena/graph";
import { evaluateIn, int32, toValue, type Value } from "@cadena/graph/extend";
import type { Ball } from "../laws/ball.ts";
import { computed, isUnknown, type Truth } from "./rounding.ts";

export type Values = ReadonlyMap<Node, Tensor>;

/** What was compared: how many elements, how many that rounding left undecided, and how wide the others' bounds were. */
export class Tally {
  elements = 0;
  undecided = 0;
  /** Of each real element that is not 0: the bound, as a part of its size. */
  readonly widths: number[] = [];

  /** The width below which a share of all bounds is. */
  width(share: number): number {
    const sorted = this.widths.toSorted((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  }
}

/** Values as a precision holds them. */
function held(values: Values, precision: Precision): Values {
  if (precision === "float64") return values;
  return new Map(
    [...values].map(([leaf, tensor]) => [
      leaf,
      tensor.dtype === "real" ? new Dense(tensor.shape, Float64Array.from(tensor.data, Math.fround)) : tensor,
    ]),
  );
}

/** What is compared with the interpreter, and how. */
export interface Comparison {
  readonly engine: Engine;
  readonly precision: Precision;
  /** One if left out. */
  readonly threads?: number;
  /** One for values, and one for each order of derivatives. */
  readonly tallies: readonly Tally[];
}

/**
 * The elements of one program's results that no rounding explains.
 * @param orders what the program gives: values, and derivatives of each order
 * @param values of the leaves, of which some may not be needed
 */
export function disagreements(
  orders: readonly (readonly Node[])[],
  values: Values,
  { engine, precision, threads = 1, tallies }: Comparison,
): string[] {
  const outputs = orders.flat();
  const needed = new Set(topological(outputs));
  const bound = new Map([...held(values, precision)].filter(([leaf]) => needed.has(leaf)));
  const system = computed[precision];
  const machine = { reals: system, integers: int32 };
  const right = evaluateIn(system, outputs, (leaf) => toValue(machine, bound.get(leaf) as Tensor));
  const session = new Session({ engine, precision, threads });
  for (const [leaf, value] of bound) if (isParameter(leaf)) session.write(leaf, value);
  const inputs = new Map([...bound].filter(([leaf]) => !isParameter(leaf)));
  const found = session.compile({ outputs }).run(inputs) as Tensor[];
  const places = orders.flatMap((list, order) => list.map((_, k) => ({ order, k })));
  return places.flatMap(({ order, k }, at) =>
    wrong(right[at] as Value<Ball, Truth>, found[at] as Tensor, tallies[order] ?? new Tally()).map(
      (what) => `order ${order}, output ${k}${what}`,
    ),
  );
}

function wrong(value: Value<Ball, Truth>, { shape, data, dtype }: Tensor, tally: Tally): string[] {
  if (value.dtype === "several" || value.dtype !== dtype || value.shape.join() !== shape.join()) {
    return [` is ${dtype} [${shape}], expected ${JSON.stringify(value)}`];
  }
  return Array.from(value.data as ArrayLike<Ball | Truth | number>).flatMap((expected, i) => {
    const element = data[i] as number;
    tally.elements++;
    if (typeof expected === "object")
      return wrongReal(expected, element, tally).map((one) => `[${i}] ${one}`);
    if (expected === undefined) tally.undecided++;
    else if (element !== Number(expected)) return [`[${i}] is ${element}, expected ${expected}`];
    return [];
  });
}

function wrongReal(expected: Ball, element: number, tally: Tally): string[] {
  const { middle, radius } = expected;
  if (isUnknown(expected)) {
    tally.undecided++;
    return [];
  }
  if (Number.isFinite(middle) && middle !== 0) tally.widths.push(radius / Math.abs(middle));
  const agrees = Object.is(element, middle) || element === middle || Math.abs(element - middle) <= radius;
  return agrees ? [] : [`is ${element}, expected ${middle} ± ${radius}`];
}
