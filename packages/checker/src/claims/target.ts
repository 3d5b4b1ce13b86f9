// What a formula is claimed to equal: the automatic gradient with respect to a quantity, or another node.
import { CadenaError, gradients, mul, type Node } from "@cadena/graph";
import type { ClaimDefinition, Dimensions, Quantities } from "../derivation/derivation.ts";
import type { Problem } from "./problem.ts";
import type { NodeScope } from "./scope.ts";

/** The other side of a claim. */
export interface Target {
  readonly node: Node;
  /** The quantity whose gradient it is. */
  readonly gradientOf: Node | undefined;
  readonly convention: "cost" | "per-example" | undefined;
}

/** A claim whose definition does not say what it needs to. */
const incomplete = (what: string): CadenaError => new CadenaError(what, { origin: undefined });

/**
 * The target of a claim.
 * @throws CadenaError where the claim does not say enough
 */
export function targetOf(
  name: string,
  { of, convention = "cost" }: ClaimDefinition<Quantities, Dimensions>,
  problem: Problem,
  scope: NodeScope,
): Target {
  if (typeof of === "function")
    return { node: of(scope as never), gradientOf: undefined, convention: undefined };
  const { loss, quantities, examples } = problem;
  const quantity = of ?? nameOfQuantity(name, quantities);
  const node = quantities[quantity];
  if (node === undefined) {
    throw incomplete(`no quantity ${quantity} (there are ${Object.keys(quantities).join(", ")})`);
  }
  if (loss === undefined) throw incomplete(`a gradient with respect to ${quantity}, but there is no loss`);
  const [gradient] = gradients(loss, [node]) as [Node];
  if (convention === "cost") return { node: gradient, gradientOf: node, convention };
  if (examples === undefined) {
    throw incomplete(
      "the per-example convention, but the derivation does not say which dimension counts examples",
    );
  }
  return { node: mul(examples, gradient), gradientOf: node, convention };
}

/** "dZ" is about Z. */
function nameOfQuantity(claim: string, quantities: Quantities): string {
  const rest = claim.slice(1);
  if (claim.startsWith("d") && Object.hasOwn(quantities, rest)) return rest;
  throw incomplete(`${claim} does not say what it is the value of: name it like dZ, or give \`of\``);
}
