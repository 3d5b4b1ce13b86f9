// The gradients of a derivation against its forward program: each one checked once for all claims under the same
// conditions, in floats at the derivation's own sizes and in p-adic numbers at small ones.
import { CadenaError, type Node, topological } from "@cadena/graph";
import type { AnyDerivation } from "../derivation/derivation.ts";
import { smallestSizes, smallSizes } from "../derivation/sizes.ts";
import { remembered } from "../evidence/program.ts";
import { type Gradient, witnesses } from "../evidence/witness.ts";
import type { GradientWitnesses } from "../report/result.ts";
import { type Ground, groundOf } from "./ground.ts";
import { type Problem, pose } from "./problem.ts";
import { quantityOf } from "./target.ts";

/** Asks about the gradient with respect to a quantity, at the points of a claim. */
export type Witnessed = (quantity: Node, ground: Ground) => GradientWitnesses;

/** Remembers what was found. */
export function witnessed(derivation: AnyDerivation, problem: Problem, seed: number): Witnessed {
  const known = new Map<Node, Map<string, GradientWitnesses>>();
  const exactly = new Map<string, (quantity: Node) => Gradient | undefined>();
  let atSmallSizes: Problem | undefined;
  const ask: Witnessed = (quantity, { points, fixed, given, conditions }) => {
    const own = gradientIn(problem, quantity, points);
    // Given values have the derivation's own sizes.
    if (fixed.size > 0) return witnesses(own);
    atSmallSizes ??= smaller(problem, smallProblem(derivation) ?? problem);
    const key = conditions.join("; ");
    const inSmall = exactly.get(key) ?? gradientsIn(atSmallSizes, problem, derivation, given, seed);
    exactly.set(key, inSmall);
    return witnesses(own, inSmall(quantity));
  };
  return (quantity, ground) => {
    if (ground.fixed.size > 0) return ask(quantity, ground);
    const ofQuantity = known.get(quantity) ?? new Map<string, GradientWitnesses>();
    known.set(quantity, ofQuantity);
    const key = ground.conditions.join("; ");
    const found = ofQuantity.get(key) ?? ask(quantity, ground);
    ofQuantity.set(key, found);
    return found;
  };
}

const gradientIn = (problem: Problem, quantity: Node, points: Gradient["points"]): Gradient => ({
  scalar: problem.loss as Node,
  quantity,
  gradient: problem.gradient(quantity),
  points,
});

/** The gradients that are claimed, in a smaller problem, at the same points and evaluated together. */
function gradientsIn(
  small: Problem,
  problem: Problem,
  { claims }: AnyDerivation,
  given: Ground["given"],
  seed: number,
): (quantity: Node) => Gradient | undefined {
  const points = orUndefined(() => groundOf(small, given, {}, seed).points);
  const named = new Set(claims.map((claim) => quantityOf(claim, small.quantities)));
  const gradients = [...named].flatMap((name) => {
    const quantity = name === undefined ? undefined : small.quantities[name];
    const gradient = quantity && orUndefined(() => small.gradient(quantity));
    return gradient === undefined ? [] : [gradient];
  });
  const together = { gradients, evaluate: remembered(gradients) };
  return (quantity) => {
    const name = Object.keys(problem.quantities).find((one) => problem.quantities[one] === quantity);
    const same = name === undefined ? undefined : small.quantities[name];
    if (points === undefined || same === undefined || small.loss === undefined) return undefined;
    return orUndefined(() => ({ ...gradientIn(small, same, points), together }));
  };
}

/** The one of two problems that is evaluated with less work. */
const smaller = (a: Problem, b: Problem): Problem => (workOf(b) < workOf(a) ? b : a);

const workOf = ({ loss }: Problem): number =>
  topological([loss as Node]).reduce((total, { size }) => total + size, 0);

const smallProblem = (derivation: AnyDerivation): Problem | undefined =>
  orUndefined(() => pose(derivation, smallestSizes(derivation.dimensions))) ??
  orUndefined(() => pose(derivation, smallSizes(derivation.dimensions, 0)));

function orUndefined<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof CadenaError) return undefined;
    throw error;
  }
}
