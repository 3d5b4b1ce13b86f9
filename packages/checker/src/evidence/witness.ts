// The automatic gradient itself, against the forward program: by forward mode over intervals, and by difference
// quotients of floats and of p-adic numbers. All look along random directions; a wrong gradient is wrong along almost
// all of them.
import { CadenaError, float64, type Node, UndecidedError } from "@cadena/graph";
import type { Points } from "../points/points.ts";
import { draws } from "../points/random.ts";
import { generic } from "../points/sampling.ts";
import type { GradientWitnesses, NumericVerdict, Witness } from "../report/result.ts";
import { type Cut, cut } from "./cut.ts";
import { byDifferences } from "./differences.ts";
import { type Question, type Trial, undecided } from "./direction.ts";
import { byDuals } from "./forward.ts";
import { type Evaluation, elements, prepared } from "./program.ts";
import { byQuotients } from "./quotients.ts";

/** So many directions must agree, out of at most so many. */
const wanted = 3;
const most = 12;

/** A gradient, and the scalar that it belongs to. */
export interface Gradient {
  readonly scalar: Node;
  readonly quantity: Node;
  /** The gradient of the scalar with respect to the quantity, as a graph. */
  readonly gradient: Node;
  readonly points: Points;
  /** Gradients with respect to several quantities, among them this one, which are evaluated together. */
  readonly together?: Together;
}

/** Gradients of one scalar, and what evaluates all of them. */
interface Together {
  readonly gradients: readonly Node[];
  readonly evaluate: Evaluation;
}

/**
 * Compares a gradient with the derivative of the scalar that it belongs to.
 * @param small the same at small sizes, which p-adic numbers are asked about: they are exact, but long
 */
export function witnesses(gradient: Gradient, small: Gradient = gradient): GradientWitnesses {
  const fixed = questionOf(gradient);
  const at = (index: number): Question => ({
    ...fixed,
    index,
    direction: directionAt(fixed.cut, fixed.points, index),
  });
  const duals = inDirections(at, byDuals, 1);
  // An error bar that is an estimate may be wrong once.
  const differences = inDirections(at, byDifferences, 2);
  const quotients = byQuotients(small === gradient ? fixed : questionOf(small));
  const verdicts: readonly string[] = [duals.verdict, differences.verdict, quotients.verdict];
  const agrees = verdicts.includes("exact") || verdicts.includes("numeric");
  const verdict = verdicts.includes("refuted") ? "refuted" : agrees ? "numeric" : "undecided";
  return { verdict, duals, differences, quotients };
}

function questionOf({
  scalar,
  quantity,
  gradient,
  points,
  together,
}: Gradient): Omit<Question, "index" | "direction"> {
  const place = together?.gradients.indexOf(gradient) ?? -1;
  const isAmong = together !== undefined && place >= 0;
  return {
    cut: cut(scalar, quantity),
    gradient: isAmong ? together.evaluate : prepared([gradient]),
    place: isAmong ? place : 0,
    points,
  };
}

/** A random direction, in which each element moves by about its own size, and by 1 where it is 0. */
function directionAt({ at, variable }: Cut, points: Points, index: number): number[] {
  const stream = draws(points.seed, index, -1);
  const center = elements(float64, at(float64, points.at(float64, index))(variable));
  return Array.from(center, (x) => generic(stream) * (Math.abs(x) || 1));
}

/** Asks along random directions at random points, until enough of them agree, or enough contradict. */
function inDirections(
  at: (index: number) => Question,
  ask: (question: Question) => Trial,
  contradictions: number,
): Witness {
  const found: Record<NumericVerdict, Trial[]> = { numeric: [], refuted: [], undecided: [] };
  for (let index = 0; index < most; index++) {
    const trial = attempt(() => ask(at(index)));
    found[trial.verdict].push(trial);
    if (found.numeric.length >= wanted || found.refuted.length >= contradictions) break;
  }
  const verdict: NumericVerdict =
    found.refuted.length >= contradictions
      ? "refuted"
      : found.numeric.length > found.refuted.length
        ? "numeric"
        : "undecided";
  const [first, ...others] = found[verdict];
  if (first === undefined) return { ...undecided("one of two quotients contradicts"), directions: 0 };
  const distance = ({ gradient, derivative }: Trial): number => Math.abs(gradient - derivative);
  const shown = others.reduce((a, b) => (distance(b) > distance(a) ? b : a), first);
  return { ...shown, verdict, directions: found[verdict].length };
}

function attempt(run: () => Trial): Trial {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof CadenaError)) throw error;
    return undecided(error instanceof UndecidedError ? `a branch is not decided: ${error.what}` : error.what);
  }
}
