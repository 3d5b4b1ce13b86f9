// A derivation built at one choice of sizes, with both sides of all its claims: what exact comparison works on.
import { CadenaError, type Node, ShapeError } from "@cadena/graph";
import type {
  AnyDerivation,
  Claim,
  ClaimDefinition,
  Dimensions,
  Quantities,
} from "../derivation/derivation.ts";
import type { SizeTable } from "../derivation/sizes.ts";
import { misfit } from "../evidence/estimate.ts";
import type { Step } from "../evidence/place.ts";
import type { Misshapen } from "../report/result.ts";
import { type Problem, pose } from "./problem.ts";
import { scopeOf } from "./scope.ts";
import type { Statement } from "./sides.ts";
import { statementOf } from "./statement.ts";
import { type Target, targetOf } from "./target.ts";

/** Both sides of a claim at the sizes of a world; that they do not fit each other; or why they cannot be built there. */
export type Posed = ({ readonly kind: "sides"; readonly statement: Statement } & Step) | Unfit | string;

/** A target, and a formula that has another shape; absent where shapes do not go together inside it. */
interface Unfit extends Misshapen {
  readonly name: string;
  readonly target: Node;
  readonly claimed?: Node;
  readonly of: Node;
}

/** Two sides of the same shape. */
export type Pair = Extract<Posed, { kind: "sides" }>;

/** Whether both sides fit each other. */
export const isPair = (posed: Posed): posed is Pair => typeof posed !== "string" && posed.kind === "sides";

/** One choice of sizes. */
export interface World {
  readonly problem: Problem;
  readonly posed: ReadonlyMap<Claim, Posed>;
}

/** The derivation at one choice of sizes. */
export function worldAt(derivation: AnyDerivation, sizes: SizeTable): World {
  const problem = pose(derivation, sizes);
  const earlier: Record<string, Node> = {};
  const posed = new Map<Claim, Posed>();
  for (const claim of derivation.claims) {
    if ("draw" in claim.states) continue;
    const sides = sidesIn(claim, claim.states, problem, earlier);
    posed.set(claim, sides);
    if (claim.erratum) continue;
    const node = isPair(sides) ? sides.claimed : standIn(claim.name, claim.states, problem, earlier);
    if (node !== undefined) earlier[claim.name] = node;
  }
  return { problem, posed };
}

/** What later claims find in the place of a formula that cannot be read: what it should be. */
function standIn(
  name: string,
  states: ClaimDefinition<Quantities, Dimensions>,
  problem: Problem,
  earlier: Readonly<Record<string, Node>>,
): Node | undefined {
  try {
    return targetOf(name, states, problem, scopeOf(problem, earlier)).node;
  } catch {
    return undefined;
  }
}

function sidesIn(
  { name }: Claim,
  states: ClaimDefinition<Quantities, Dimensions>,
  problem: Problem,
  earlier: Readonly<Record<string, Node>>,
): Posed {
  try {
    const scope = scopeOf(problem, earlier);
    const found = targetOf(name, states, problem, scope);
    const target = found.node;
    const base = baseOf(found, problem);
    try {
      const statement = statementOf(states, target, problem, scope, earlier);
      const claimed = statement.kind === "formula" ? statement.node : target;
      const fits = claimed.shape.join() === target.shape.join();
      if (fits) return { kind: "sides", name, target, claimed, statement, ...baseOf(found, problem) };
      return {
        kind: "shape",
        reason: misfit(claimed.shape, target.shape),
        name,
        target,
        claimed,
        of: base.of,
      };
    } catch (error) {
      if (error instanceof ShapeError)
        return { kind: "shape", reason: error.what, name, target, of: base.of };
      throw error;
    }
  } catch (error) {
    return error instanceof CadenaError ? error.what : String(error);
  }
}

/** What a target is a multiple of: the gradient that the sweep has made. */
function baseOf(
  { node, gradientOf, convention, layout }: Target,
  { gradient, examples = 1 }: Problem,
): Pick<Step, "of" | "factor"> {
  if (gradientOf === undefined || layout === "transposed") return { of: node, factor: 1 };
  return { of: gradient(gradientOf), factor: convention === "per-example" ? examples : 1 };
}
