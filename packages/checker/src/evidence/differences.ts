// Difference quotients as a witness: they evaluate the forward program alone, and see no derivative rule at all.
import { float64 } from "@cadena/graph";
import type { Bit, Value } from "@cadena/graph/extend";
import { type Traced, traced } from "../numbers/tracing.ts";
import type { LeafValues } from "../points/points.ts";
import { along, type Question, type Trial, undecided } from "./direction.ts";
import { largest } from "./estimate.ts";
import { elements } from "./program.ts";
import { ridders } from "./ridders.ts";

/** A difference quotient further off than this many error bars is another number. */
const bars = 10;
/** A difference quotient with a wider error bar, against the size of the gradient, is no evidence. */
const sharp = 1e-5;
/** The same where the gradient vanishes, against values of the size of 1. */
const vanishing = 1e-9;

/** The directional derivative by Ridders' method. */
export function byDifferences(question: Question): Trial {
  const { gradient, direction } = question;
  const here = standingStill(question);
  const quotient = ridders(alongLine(question), 0.02 * sizeOfVariable(question));
  if (quotient === undefined) return undecided("every step meets a kink, or a value that is not finite");
  const { slope, terms } = along(float64, elements(float64, gradient(float64, here)[0]), direction);
  const bar = quotient.bar + 64 * Number.EPSILON * terms;
  const trial = { gradient: slope, derivative: quotient.derivative, bar };
  if (Math.abs(slope - quotient.derivative) > bars * bar) return { ...trial, verdict: "refuted" };
  const scale = Math.max(terms, Math.abs(quotient.derivative));
  if (bar <= sharp * scale || bar < vanishing) return { ...trial, verdict: "numeric" };
  return { ...trial, verdict: "undecided", reason: "the error bar of the difference quotient is wide" };
}

/** Whether the function takes the same branches a small step away, on both sides. */
export function isSmooth(question: Question): boolean {
  const f = alongLine(question);
  const step = 1e-7 * sizeOfVariable(question);
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

const standingStill = ({ cut, points, index }: Question): LeafValues<number, Bit> =>
  cut.at(float64, points.at(float64, index));

/** The largest element of the variable, which steps are small against; 1 where all are 0. */
const sizeOfVariable = (question: Question): number =>
  largest(elements(float64, standingStill(question)(question.cut.variable))) || 1;
