// The front door: checks all claims of a derivation, one after the other.
import { CadenaError, gradients, type Node } from "@cadena/graph";
import { judge, type Setting } from "./claims/claim.ts";
import { pose } from "./claims/problem.ts";
import type { AnyDerivation } from "./derivation/derivation.ts";
import { witnesses } from "./evidence/witness.ts";
import type { ClaimResult, DerivationResult, GradientWitnesses } from "./report/result.ts";

/** How thoroughly, and with which random numbers. */
export interface CheckOptions {
  /** Gives the same points each time; 1 where nothing is said. */
  readonly seed?: number;
  /** At how many random points two sides must agree; 5 where nothing is said. */
  readonly points?: number;
}

/**
 * Checks every claim of a derivation against the automatic gradient, and that gradient against the forward program.
 * @throws CadenaError where the derivation cannot be built, or `points` is no whole number from 1 on
 * @example
 * const doubled = derivation({
 *   id: "double",
 *   title: "A square",
 *   dimensions: {},
 *   build: () => {
 *     const x = input("x", []);
 *     return { loss: square(x), quantities: { x } };
 *   },
 * })
 *   .claim("dx", { formula: ({ x }) => mul(2, x) })
 *   .erratum("dx", { formula: ({ x }) => x });
 * check(doubled).claims.map((claim) => claim.verdict).join(" ") //=> numeric refuted
 */
export function check(
  derivation: AnyDerivation,
  { seed = 1, points = 5 }: CheckOptions = {},
): DerivationResult {
  if (!(Number.isInteger(points) && points > 0)) {
    throw new CadenaError(`check: points is a whole number from 1 on, not ${points}`);
  }
  const problem = pose(derivation);
  const setting: Setting = {
    problem,
    given: derivation.given ?? [],
    seed,
    points,
    witnesses: rememberedWitnesses(problem.loss as Node),
  };
  const earlier: Record<string, Node> = {};
  const claims: ClaimResult[] = [];
  for (const claim of derivation.claims) {
    const { result, node } = judge(claim, earlier, setting);
    claims.push(result);
    if (!claim.erratum && node !== undefined) earlier[claim.name] = node;
  }
  const { id, title } = derivation;
  return { id, title, ok: claims.every((claim) => claim.ok), claims };
}

/** The gradient with respect to a quantity, checked once for all claims under the same conditions. */
function rememberedWitnesses(loss: Node): Setting["witnesses"] {
  const known = new Map<Node, Map<string, GradientWitnesses>>();
  return (quantity, { points, fixed, conditions }) => {
    const ask = (): GradientWitnesses =>
      witnesses(loss, quantity, gradients(loss, [quantity])[0] as Node, points);
    if (fixed.size > 0) return ask();
    const ofQuantity = known.get(quantity) ?? new Map<string, GradientWitnesses>();
    known.set(quantity, ofQuantity);
    const key = conditions.join("; ");
    const found = ofQuantity.get(key) ?? ask();
    ofQuantity.set(key, found);
    return found;
  };
}
