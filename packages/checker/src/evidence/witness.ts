// The automatic gradient itself, against the forward program: by forward mode over intervals, and by difference
// quotients. Both look along random directions; a wrong gradient is wrong along almost all of them.
import { CadenaError, float64, type Node, UndecidedError } from "@cadena/graph";
import { type Bit, type NumberSystem, type Op, sizeOf, type Value } from "@cadena/graph/extend";
import { type Dual, dual } from "../numbers/dual.ts";
import { type Interval, interval, point, type Ternary } from "../numbers/interval.ts";
import { traced } from "../numbers/tracing.ts";
import type { Points } from "../points/points.ts";
import { draws } from "../points/random.ts";
import { generic } from "../points/sampling.ts";
import type { GradientWitnesses, Verdict, Witness } from "../report/result.ts";
import { disjoint, tolerableWidth } from "./compare.ts";
import { type Cut, cut } from "./cut.ts";
import { largest } from "./estimate.ts";
import { type Evaluation, elements, prepared } from "./program.ts";
import { ridders } from "./ridders.ts";

/** What one direction shows. */
type Trial = Pick<Witness, "gradient" | "derivative" | "bar"> & {
  readonly verdict: Verdict;
  readonly reason?: string;
};

interface Question {
  readonly function_: Cut;
  readonly gradient: Evaluation;
  readonly points: Points;
}

const wanted = 3;
const most = 12;

/**
 * Compares a gradient with the derivative of the scalar that it belongs to.
 * @param gradient the gradient of `scalar` with respect to `quantity`, as a graph
 * @param suspect an op that is not believed where it says that it is constant
 */
export function witnesses(
  scalar: Node,
  quantity: Node,
  gradient: Node,
  points: Points,
  suspect?: Op,
): GradientWitnesses {
  const question: Question = {
    function_: cut(scalar, quantity, suspect),
    gradient: prepared([gradient]),
    points,
  };
  const duals = inDirections(question, byDuals, 1);
  const differences = inDirections(question, byDifferences, 2);
  const verdicts = [duals.verdict, differences.verdict];
  const verdict: Verdict = verdicts.includes("refuted")
    ? "refuted"
    : verdicts.includes("numeric")
      ? "numeric"
      : "undecided";
  return { verdict, duals, differences };
}

/** Asks along random directions at random points, until enough of them agree, or enough differ. */
function inDirections(
  question: Question,
  ask: (question: Question, direction: readonly number[], index: number) => Trial,
  contradictions: number,
): Witness {
  const found: Record<Verdict, Trial[]> = { numeric: [], refuted: [], undecided: [] };
  const { points, function_ } = question;
  for (let index = 0; index < most; index++) {
    const stream = draws(points.seed, index, -1);
    const direction = Array.from({ length: sizeOf(function_.variable.shape) }, () => generic(stream));
    const trial = attempt(() => ask(question, direction, index));
    found[trial.verdict].push(trial);
    if (found.numeric.length >= wanted || found.refuted.length >= contradictions) break;
  }
  const verdict: Verdict =
    found.refuted.length >= contradictions ? "refuted" : found.numeric.length > 0 ? "numeric" : "undecided";
  const trials = found[verdict].length > 0 ? found[verdict] : found.refuted;
  const shown = trials.reduce((a, b) =>
    Math.abs(b.gradient - b.derivative) > Math.abs(a.gradient - a.derivative) ? b : a,
  );
  return { ...shown, verdict, directions: trials.length };
}

function attempt(run: () => Trial): Trial {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof CadenaError)) throw error;
    const reason = error instanceof UndecidedError ? `a branch is not decided: ${error.what}` : error.what;
    return undecided(reason);
  }
}

const undecided = (reason: string): Trial => ({
  verdict: "undecided",
  gradient: 0,
  derivative: 0,
  bar: 0,
  reason,
});

const forward: NumberSystem<Dual<Interval>, Ternary> = dual(interval);

/** The directional derivative as a tangent, against the gradient times the direction: two enclosures. */
function byDuals(
  { function_, gradient, points }: Question,
  direction: readonly number[],
  index: number,
): Trial {
  const here = function_.at(interval, points.at(interval, index));
  const [value] = function_.value(forward, (leaf) =>
    moving(here(leaf), leaf === function_.variable ? direction : undefined),
  );
  const { tangent } = elements(forward, value)[0] as Dual<Interval>;
  const { slope, terms } = along(interval, elements(interval, gradient(interval, here)[0]), direction, point);
  const bar = Math.max(slope.high - tangent.low, tangent.high - slope.low);
  const trial = { gradient: interval.toNumber(slope), derivative: interval.toNumber(tangent), bar };
  if (disjoint(slope, tangent)) return { ...trial, bar: width(slope) + width(tangent), verdict: "refuted" };
  if (bar <= tolerableWidth * terms || bar < 1e-12) return { ...trial, verdict: "numeric" };
  return { ...trial, verdict: "undecided", reason: "the enclosures are wide, or not finite" };
}

const width = ({ low, high }: Interval): number => high - low;

/** A value that moves along a direction, or stands still. */
function moving(
  value: Value<Interval, Ternary>,
  direction: readonly number[] | undefined,
): Value<Dual<Interval>, Ternary> {
  if (value.dtype !== "real") return value as Value<Dual<Interval>, Ternary>;
  const { dtype, shape } = value;
  const data = Array.from(value.data, (x, i) => ({ value: x, tangent: point(direction?.[i] ?? 0) }));
  return { dtype, shape, data };
}

/** The gradient times a direction, and the sum of the sizes of its terms. */
function along<T, B>(
  n: NumberSystem<T, B>,
  gradient: ArrayLike<T>,
  direction: readonly number[],
  exactly: (x: number) => T,
): { slope: T; terms: number } {
  const products = direction.map((u, i) => n.mul(gradient[i] as T, exactly(u)));
  const terms = products.reduce((total, x) => total + Math.abs(n.toNumber(x)), 0);
  return { slope: n.sum(products, 0, 1, products.length), terms };
}

/** A difference quotient further off than this many error bars is another number. */
const bars = 10;
/** A difference quotient with a wider error bar, against the size of the gradient, is no evidence. */
const sharp = 1e-5;

/** The directional derivative by Ridders' differences of the forward program. */
function byDifferences(
  { function_, gradient, points }: Question,
  direction: readonly number[],
  index: number,
): Trial {
  const here = function_.at(float64, points.at(float64, index));
  const center = here(function_.variable);
  const size = largest(elements(float64, center));
  const quotient = ridders(
    (t) =>
      traced((n) => {
        const [value] = function_.value(n, (leaf) =>
          leaf === function_.variable ? shifted(center, direction, t) : here(leaf),
        );
        return elements(n, value)[0] as number;
      }),
    0.02 * (size || 1),
  );
  if (quotient === undefined) return undecided("every step meets a kink, or a value that is not finite");
  const { slope, terms } = along(float64, elements(float64, gradient(float64, here)[0]), direction, (x) => x);
  const bar = quotient.bar + 64 * Number.EPSILON * terms;
  const trial = { gradient: slope, derivative: quotient.derivative, bar };
  if (Math.abs(slope - quotient.derivative) > bars * bar) return { ...trial, verdict: "refuted" };
  if (bar <= sharp * Math.max(terms, Math.abs(quotient.derivative)) || bar < 1e-9) {
    return { ...trial, verdict: "numeric" };
  }
  return { ...trial, verdict: "undecided", reason: "the error bar of the difference quotient is wide" };
}

function shifted(center: Value<number, Bit>, direction: readonly number[], t: number): Value<number, Bit> {
  const { shape } = center as Value<number, Bit> & { dtype: "real" };
  const data = Float64Array.from(elements(float64, center), (x, i) => x + t * (direction[i] as number));
  return { dtype: "real", shape, data };
}
