// Difference quotients with p-adic numbers: (f(x + h u) - f(x)) / h for h = p^J is the slope of f along u up to a
// multiple of h, exactly. Nothing is rounded and nothing is cut off, and a small step loses no digit that matters. Only the
// forward program is evaluated, so that no rule of differentiation is shared with the gradient under test.
import { ShapeError, UndecidedError, UnsupportedError } from "@cadena/graph";
import { longDraws } from "../../points/random.ts";
import { agreement, type PAdicAgreement } from "./agreement.ts";
import { add, type PAdic, vanishes } from "./number.ts";
import type { PAdicSystem } from "./padic.ts";
import { randomInteger } from "./sample.ts";

/** A function of several numbers, and what is said to be its gradient, at a point. */
export interface QuotientQuestion {
  /** The "true" p-adic numbers, in which slopes are those of calculus. */
  readonly system: PAdicSystem;
  /** The numbers that move. */
  readonly at: readonly PAdic[];
  readonly value: (x: readonly PAdic[]) => PAdic;
  /** One number for each that moves. */
  readonly gradient: (x: readonly PAdic[]) => ArrayLike<PAdic>;
  readonly seed: number;
  /** To how many digits the two are compared: the step is p^agreeing, or less where the slope is small. */
  readonly agreeing?: number;
}

/** Whether a gradient agrees with the difference quotient, to how many digits; or why it cannot be asked here. */
export type PAdicQuotient =
  | { readonly applicable: true; readonly agrees: boolean; readonly digits: number }
  | { readonly applicable: false; readonly reason: string };

/**
 * Compares a gradient with the difference quotient of its function, along a random direction. Digits count from the
 * first digit of the slope. Where fewer agree than asked for, a smaller step decides: a quotient's own error shrinks
 * with the step, the error of a gradient stays. A mistake whose size is a high power of p against the slope, such as a
 * wrong ninth-order term where the numbers are multiples of p, is beyond the digits that are compared. A slope that is
 * a multiple of p^v needs a system of 2 (agreeing + v) digits: v is the number of layers above a weight, or less.
 * @throws UnsupportedError for formal p-adic numbers, ShapeError where there is not one slope for each number
 * @example
 * const n = pAdic("true", 20);
 * const at = [samplePAdic(() => 0.3, 20, 0.5, { valuation: 1 })];
 * const gradient = ([x]) => [n.exp(x)];
 * pAdicQuotient({ system: n, at, value: ([x]) => n.exp(x), gradient, seed: 1 }).agrees //=> true
 */
export function pAdicQuotient(question: QuotientQuestion): PAdicQuotient {
  try {
    return compared(question);
  } catch (error) {
    // A program cannot take an integer from a number that lies on a branch.
    if (error instanceof UndecidedError) return inapplicable(error.message);
    throw error;
  }
}

/** By how many digits the second step is smaller than the first. */
const closer = 3;

const inapplicable = (reason: string): PAdicQuotient => ({ applicable: false, reason });

function compared(question: QuotientQuestion): PAdicQuotient {
  const { system: n, at, value, gradient, seed, agreeing = 7 } = question;
  const direction = at.map((_, i) => randomInteger(longDraws(seed, "direction", i), n.digits));
  if (n.mode !== "true")
    throw new UnsupportedError(`pAdicQuotient: the slopes of ${n.name} are not those of calculus`);
  const slopes = gradient(at);
  if (slopes.length !== at.length)
    throw new ShapeError(`pAdicQuotient: ${slopes.length} slopes for ${at.length} numbers`, [
      [slopes.length],
      [at.length],
    ]);
  // What logarithms leave out is constant, and no part of a slope.
  const slope = { ...n.dot(slopes, 0, 1, direction, 0, 1, at.length), twist: undefined };
  const here = value(at);

  /** The quotient for h = p^step against the slope, and the power of p by which they differ. */
  const compare = (step: number): { outcome: PAdicAgreement; error: number } => {
    const there = value(at.map((x, i) => moved(x, direction[i] as PAdic, step)));
    const quotient = { ...timesPower(n.sub(there, here), -step), twist: undefined };
    return { outcome: agreement(quotient, slope), error: n.sub(quotient, slope).valuation };
  };
  const told = (agrees: boolean, digits: number): PAdicQuotient => ({
    applicable: true,
    agrees,
    digits: Math.min(digits, n.digits),
  });

  const step = agreeing + (vanishes(slope) ? 0 : Math.max(0, slope.valuation));
  const { outcome, error } = compare(step);
  if (outcome.answer === "unknown") return inapplicable(outcome.reason);
  if (outcome.answer === "equal" || outcome.digits >= agreeing) return told(true, outcome.digits);
  const second = compare(step + closer);
  if (second.outcome.answer === "unknown") return inapplicable(second.outcome.reason);
  // Where the difference vanishes, its size is that of what is known, and says nothing about the gradient.
  if (second.outcome.answer === "equal" && second.outcome.digits < agreeing)
    return inapplicable(`too few digits are known: ${second.outcome.digits} of ${agreeing}`);
  if (second.outcome.answer === "equal") return told(true, second.outcome.digits);
  return told(second.error >= error + closer, second.outcome.digits);
}

/** x + p^step u, with the branches and the roots of unity of x. */
const moved = (x: PAdic, u: PAdic, step: number): PAdic => ({
  ...add(x, timesPower(u, step)),
  shadow: x.shadow,
  exponent: x.exponent,
  whole: false,
});

const timesPower = (x: PAdic, k: number): PAdic => ({ ...x, valuation: x.valuation + k });
