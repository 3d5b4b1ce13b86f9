// What a formula is claimed to equal: the automatic gradient with respect to a quantity, or another node.
import { CadenaError, mul, type Node, transpose } from "@cadena/graph";
import type {
  Claim,
  ClaimDefinition,
  Convention,
  Dimensions,
  Layout,
  Quantities,
} from "../derivation/derivation.ts";
import type { Problem } from "./problem.ts";
import type { NodeScope } from "./scope.ts";

/** The other side of a claim. */
export interface Target {
  readonly node: Node;
  /** The quantity whose gradient it is. */
  readonly gradientOf: Node | undefined;
  readonly convention: Convention | undefined;
  readonly layout: Layout;
}

/** A claim whose definition does not say what it needs to. */
const incomplete = (what: string): CadenaError => new CadenaError(what, { origin: undefined });

/**
 * The target of a claim.
 * @throws CadenaError where the claim does not say enough
 */
export function targetOf(
  name: string,
  states: ClaimDefinition<Quantities, Dimensions>,
  problem: Problem,
  scope: NodeScope,
): Target {
  const { of } = states;
  if (typeof of === "function") {
    return { node: of(scope as never), gradientOf: undefined, convention: undefined, layout: "same" };
  }
  const { loss, quantities, examples } = problem;
  const quantity = quantityOf({ name, states }, quantities);
  if (quantity === undefined) {
    throw incomplete(`${name} does not say what it is the value of: name it like dZ, or give \`of\``);
  }
  const node = quantities[quantity];
  if (node === undefined) {
    throw incomplete(`no quantity ${quantity} (there are ${Object.keys(quantities).join(", ")})`);
  }
  if (loss === undefined) throw incomplete(`a gradient with respect to ${quantity}, but there is no loss`);
  const { convention, layout } = readAs(states);
  const gradient = problem.gradient(node);
  const turned = layout === "same" ? gradient : transpose(gradient);
  if (convention === "cost") return { node: turned, gradientOf: node, convention, layout };
  if (examples === undefined) {
    throw incomplete(
      "the per-example convention, but the derivation does not say which dimension counts examples",
    );
  }
  return { node: mul(examples, turned), gradientOf: node, convention, layout };
}

/** How a gradient is read, where "auto" means what is most usual. */
function readAs({
  convention,
  layout,
}: Pick<ClaimDefinition<Quantities, Dimensions>, "convention" | "layout">): {
  readonly convention: Convention;
  readonly layout: Layout;
} {
  return {
    convention: convention === "per-example" ? convention : "cost",
    layout: layout === "transposed" ? layout : "same",
  };
}

/**
 * The name of the quantity whose gradient a claim gives: "dZ" is about Z, unless it says otherwise.
 * @returns undefined where a claim is about something else, or does not say about what
 * @example
 * quantityOf({ name: "dZ", states: {} }, { Z: constant(1) }) //=> Z
 */
export function quantityOf(
  { name, states }: Pick<Claim, "name" | "states">,
  quantities: Quantities,
): string | undefined {
  if ("draw" in states || typeof states.of === "function") return undefined;
  if (states.of !== undefined) return states.of;
  const rest = name.slice(1);
  return name.startsWith("d") && Object.hasOwn(quantities, rest) ? rest : undefined;
}
