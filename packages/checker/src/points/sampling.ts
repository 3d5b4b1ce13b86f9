// How one leaf is sampled. A sampling uses a number system's own operations, so that the same point is the same in
// all of them; free numbers have 20 binary digits after the point, which every system holds exactly.

import type { Shape, Tensor } from "@cadena/graph";
import { type Domain, type NumberSystem, sizeOf } from "@cadena/graph/extend";
import type { Condition } from "../derivation/condition.ts";
import type { Draws } from "./random.ts";

/**
 * A free number with a given float beside it; a number system whose numbers are more than floats makes its own. `place` is
 * its number among the elements of all leaves.
 */
export type Fresh<T> = (x: number, place: number) => T;

/** Draws the numbers of one leaf. */
export type Sampling = <T, B>(
  n: NumberSystem<T, B>,
  shape: Shape,
  draws: Draws,
  fresh: (x: number) => T,
) => ArrayLike<T>;

const unit = 2 ** 20;

/** The nearest number with 20 binary digits after the point. */
const dyadic = (x: number): number => Math.round(x * unit) / unit;

/** A number that nothing distinguishes: of either sign, neither large nor close to 0. */
export function generic({ uniform }: Draws): number {
  const size = dyadic(0.1 + 1.5 * uniform());
  return uniform() < 0.5 ? -size : size;
}

/** Free real numbers. */
export const free: Sampling = (_, shape, draws, fresh) =>
  Array.from({ length: sizeOf(shape) }, () => fresh(generic(draws)));

/** Integers and truths that nothing is said about: 0 or 1. */
export const bits: Sampling = (n, shape, { pick }) =>
  Array.from({ length: sizeOf(shape) }, () => n.constant(pick(2)));

/** Numbers that satisfy a condition. */
export function conditioned(condition: Condition): Sampling {
  return (n, shape, draws, fresh) => condition.sample(n, shape, () => fresh(generic(draws)), draws.pick);
}

/** Numbers from the domain of an op, away from the points that it avoids. */
export function within({ low, high, avoid = [] }: Domain): Sampling {
  const distance = (high - low) / 40;
  const draw = ({ uniform }: Draws): number => {
    for (let tries = 0; tries < 100; tries++) {
      const x = dyadic(low + (high - low) * uniform());
      if (avoid.every((bad) => Math.abs(x - bad) > distance)) return x;
    }
    return dyadic((low + high) / 2);
  };
  return (_, shape, draws, fresh) => Array.from({ length: sizeOf(shape) }, () => fresh(draw(draws)));
}

/** Given numbers. */
export function fixed({ data }: Tensor): Sampling {
  return (n) => Array.from(data, (x: number) => n.constant(x));
}
