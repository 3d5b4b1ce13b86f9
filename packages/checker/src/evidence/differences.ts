// Difference quotients as a witness: they evaluate the forward program alone, and see no derivative rule at all.
import { float64, UndecidedError, UnsupportedError } from "@cadena/graph";
import type { Bit, Value } from "@cadena/graph/extend";
import { type Interval, interval } from "../numbers/interval.ts";
import { type Traced, traced } from "../numbers/tracing.ts";
import type { LeafValues } from "../points/points.ts";
import { along, type Question, type Trial, undecided } from "./direction.ts";
import { elements } from "./program.ts";
import { ridders } from "./ridders.ts";

/** A difference quotient further off than this many error bars is another number. */
const bars = 10;
/** A difference quotient with a wider error bar, against the size of the gradient, is no evidence. */
const sharp = 1e-5;
/** The same where the gradient vanishes, against values of the size of 1. */
const vanishing = 1e-9;

/** The largest step, along a direction in which each element moves by its own size. */
const reach = 0.02;
/** A contradiction must persist at a step that is so many times smaller. */
const closer = 1000;

/** The directional derivative by Ridders' method. */
export function byDifferences(question: Question): Trial {
  const { gradient, place, direction } = question;
  const here = standingStill(question);
  const line = alongLine(question);
  const quotient = ridders(line, reach);
  if (quotient === undefined) return undecided("every step meets a kink, or a value that is not finite");
  const { slope, terms } = along(float64, elements(float64, gradient(float64, here)[place]), direction);
  const bar = quotient.bar + 64 * Number.EPSILON * terms;
  const trial = { gradient: slope, derivative: quotient.derivative, bar };
  const isFar = (derivative: number, within: number): boolean => Math.abs(slope - derivative) > bars * within;
  if (isFar(quotient.derivative, bar)) {
    // The error bar is too small where the function is steep or wild within the step, or loses many digits.
    const again = ridders(line, reach / closer, roundingOf(question));
    const same = Math.max(1e-2 * Math.abs(quotient.derivative), 1e-6 * Math.abs(line(0).result));
    const persists =
      again !== undefined &&
      isFar(again.derivative, again.bar) &&
      Math.abs(again.derivative - quotient.derivative) <= same;
    if (persists) return { ...trial, verdict: "refuted" };
    return undecided("the difference quotient is not the same at a smaller step");
  }
  const scale = Math.max(terms, Math.abs(quotient.derivative));
  if (bar <= sharp * scale || bar < vanishing) return { ...trial, verdict: "numeric" };
  return { ...trial, verdict: "undecided", reason: "the error bar of the difference quotient is wide" };
}

/** Whether the function takes the same branches a small step away, on both sides. */
export function isSmooth(question: Question): boolean {
  const f = alongLine(question);
  const step = 1e-7;
  return f(step).branches === f(0).branches && f(-step).branches === f(0).branches;
}

/** The function along the direction. */
function alongLine(question: Question): (t: number) => Traced<number> {
  const { cut, direction } = question;
  const here = standingStill(question);
  const center = elements(float64, here(cut.variable));
  const moved = (t: number): Value<number, Bit> => ({
    dtype: "real",
    shape: cut.variable.shape,
    data: Float64Array.from(center, (x, i) => x + t * (direction[i] as number)),
  });
  return (t) =>
    traced((n) => {
      const variable = moved(t);
      const [value] = cut.value(n, (leaf) => (leaf === cut.variable ? variable : here(leaf)));
      return elements(n, value)[0] as number;
    });
}

/** By how much rounding may change the function's value, as its enclosure tells; 0 where it has none. */
function roundingOf({ cut, points, index }: Question): number {
  try {
    const [value] = cut.value(interval, cut.at(interval, points.at(interval, index)));
    const { low, high } = elements(interval, value)[0] as Interval;
    return high - low;
  } catch (error) {
    if (error instanceof UndecidedError) return Infinity;
    if (error instanceof UnsupportedError) return 0;
    throw error;
  }
}

const standingStill = ({ cut, points, index }: Question): LeafValues<number, Bit> =>
  cut.at(float64, points.at(float64, index));
