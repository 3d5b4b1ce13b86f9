// Conditions on each element by itself.
import { CadenaError } from "@cadena/graph";
import { indexAt, type NumberSystem, sizeOf } from "@cadena/graph/extend";
import type { Condition, Demand } from "../condition.ts";
import { exceeds, isWhole, shown } from "./demand.ts";

/** What is said of an element. */
interface ElementCondition {
  draw<T, B>(n: NumberSystem<T, B>, draw: () => T, pick: (below: number) => number): T;
  demands<T, B>(n: NumberSystem<T, B>, x: T, name: string): Demand<T>[];
}

function elementwise(of: string, text: string, says: ElementCondition): Condition {
  return {
    of,
    text,
    sample: (n, shape, draw, pick) => Array.from({ length: sizeOf(shape) }, () => says.draw(n, draw, pick)),
    demands: <T, B>(n: NumberSystem<T, B>, shape: readonly number[], data: ArrayLike<T>) =>
      Array.from(data).flatMap((x, k) => {
        const index = shape.length === 0 ? "" : `[${indexAt(k, shape).join(", ")}]`;
        return says.demands(n, x, `${of}${index}`);
      }),
  };
}

/** A whole number from 0 to `last`. */
const wholeUpTo = (last: number): ElementCondition => ({
  draw: (n, _, pick) => n.constant(pick(last + 1)),
  demands: (n, x, name) => [isWhole(n, `${name} is`, x, last)],
});

/**
 * Every element is 0 or 1.
 * @example
 * zeroOrOne("y").text //=> y is 0 or 1
 */
export function zeroOrOne(of: string): Condition {
  return elementwise(of, `${of} is 0 or 1`, wholeUpTo(1));
}

/**
 * Every element is a whole number from 0 to `bound` - 1: class labels, or indices.
 * @param bound a whole number from 1 on
 * @throws CadenaError for any other bound
 * @example
 * below("t", 10).text //=> t is one of 0 to 9
 */
export function below(of: string, bound: number): Condition {
  if (!(Number.isSafeInteger(bound) && bound > 0)) {
    throw new CadenaError(`below: the bound of ${of} is a whole number from 1 on, not ${bound}`);
  }
  return elementwise(of, `${of} is one of 0 to ${bound - 1}`, wholeUpTo(bound - 1));
}

/**
 * Every element is positive: the square of a number other than 0.
 * @example
 * positive("a").text //=> a > 0
 */
export function positive(of: string): Condition {
  return elementwise(of, `${of} > 0`, {
    draw: (n, draw) => {
      const t = draw();
      return n.mul(t, t);
    },
    demands: (n, x, name) => [exceeds(n, `${name} is`, x, 0)],
  });
}

/**
 * Every element lies strictly between two bounds: at t²/(1 + t²) of the way from one to the other.
 * @throws CadenaError where there is nothing between the bounds
 * @example
 * between("a", 0, 1).text //=> 0 < a < 1
 */
export function between(of: string, low: number, high: number): Condition {
  if (!(low < high && high - low < Infinity)) {
    throw new CadenaError(`between: there is no ${of} with ${low} < ${of} < ${high}`);
  }
  return elementwise(of, `${low} < ${of} < ${high}`, {
    draw: (n, draw) => {
      const t = draw();
      const square = n.mul(t, t);
      const part = n.div(square, n.add(n.one, square));
      return n.add(n.constant(low), n.mul(n.constant(high - low), part));
    },
    demands: (n, x, name) => {
      const instead = (): string => `${name} is ${shown(n, x)}`;
      const room = (value: typeof x): Demand<typeof x> => ({ value, relation: ">", than: 0, instead });
      return [room(n.sub(x, n.constant(low))), room(n.sub(n.constant(high), x))];
    },
  });
}
