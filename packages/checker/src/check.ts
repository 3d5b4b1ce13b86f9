// The front door: checks all claims of a derivation, one after the other.
import { gradients, type Node } from "@cadena/graph";
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
 * @throws CadenaError where the derivation cannot be built
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
  const problem = pose(derivation);
  const known = new Map<Node, GradientWitnesses>();
  const setting: Setting = {
    problem,
    given: derivation.given ?? [],
    seed,
    points,
    witnesses: (quantity, where, special) => {
      const found = special ? undefined : known.get(quantity);
      if (found !== undefined) return found;
      const loss = problem.loss as Node;
      const [gradient] = gradients(loss, [quantity]) as [Node];
      const fresh = witnesses(loss, quantity, gradient, where);
      if (!special) known.set(quantity, fresh);
      return fresh;
    },
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
