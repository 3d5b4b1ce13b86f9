// A derivation, built at its usual sizes: the ground that its claims stand on.
import { CadenaError, gradients, leavesOf, Node, topological } from "@cadena/graph";
import { nearest } from "@cadena/graph/extend";
import type { AnyDerivation, Built, Quantities } from "../derivation/derivation.ts";
import { type SizeTable, usualSizes } from "../derivation/sizes.ts";

/** The nodes and sizes of a derivation at one choice of sizes. */
export interface Problem {
  readonly loss: Node | undefined;
  readonly quantities: Quantities;
  readonly sizes: SizeTable;
  /** The number of examples, where the derivation has them. */
  readonly examples: number | undefined;
  readonly leaves: readonly Node[];
  /** All that the loss depends on. */
  readonly reached: ReadonlySet<Node>;
  /**
   * The gradient of the loss with respect to a quantity. All of them come from one sweep where that is possible, so that
   * a later one is made from the very nodes of earlier ones.
   */
  readonly gradient: (quantity: Node) => Node;
}

/**
 * Builds a derivation, at its usual sizes where nothing else is said.
 * @throws CadenaError where its own function throws
 */
export function pose(
  derivation: AnyDerivation,
  sizes: SizeTable = usualSizes(derivation.dimensions),
): Problem {
  const { loss, quantities } = built(derivation, sizes);
  const examples = derivation.examples === undefined ? undefined : sizes[derivation.examples];
  const leaves = leavesOf([...(loss === undefined ? [] : [loss]), ...Object.values(quantities)]);
  const reached = new Set(loss === undefined ? [] : topological([loss]));
  return {
    loss,
    quantities,
    sizes,
    examples,
    leaves,
    reached,
    gradient: gradientsOf(loss as Node, quantities),
  };
}

function gradientsOf(loss: Node, quantities: Quantities): (quantity: Node) => Node {
  let together: ReadonlyMap<Node, Node> | undefined;
  return (quantity) => {
    together ??= ofAll(loss, [...new Set(Object.values(quantities))].filter(isReal));
    return together.get(quantity) ?? (gradients(loss, [quantity])[0] as Node);
  };
}

const isReal = ({ dtype }: Node): boolean => dtype === "real";

/** None where one of them has no gradient: then each is asked for by itself. */
function ofAll(loss: Node, quantities: readonly Node[]): ReadonlyMap<Node, Node> {
  try {
    const all = gradients(loss, quantities) as readonly Node[];
    return new Map(quantities.map((quantity, k) => [quantity, all[k] as Node]));
  } catch (error) {
    if (error instanceof CadenaError) return new Map();
    throw error;
  }
}

function built({ id, build }: AnyDerivation, sizes: Problem["sizes"]): Built<Quantities> {
  try {
    return checked(build(sizes as never));
  } catch (error) {
    const what = error instanceof CadenaError ? error.what : String(error);
    const failure = new CadenaError(`derivation ${id}: cannot be built: ${what}`, { origin: undefined });
    failure.cause = error;
    throw failure;
  }
}

/** Refuses what is no model, for whoever writes derivations in plain JavaScript. */
function checked(model: Built<Quantities>): Built<Quantities> {
  const { loss, quantities } = model ?? {};
  if (typeof quantities !== "object" || quantities === null) {
    throw new CadenaError("build gives no { quantities }", { origin: undefined });
  }
  const odd = Object.entries({ ...quantities, ...(loss !== undefined && { loss }) }).find(
    ([, node]) => !(node instanceof Node),
  );
  if (odd !== undefined) throw new CadenaError(`${odd[0]} is no node`, { origin: undefined });
  return model;
}

/** A leaf by its own name, or by that of the quantity that it is. */
export function leafNamed({ leaves, quantities }: Problem, name: string, what: string): Node {
  const leaf = leaves.find((one) => one.name === name) ?? quantities[name];
  if (leaf?.op.isLeaf) return leaf;
  const known = leaves.map((one) => one.name ?? "?");
  const meant = nearest(name, known);
  throw new CadenaError(`${what}: there is no leaf ${name} (the leaves are ${known.join(", ")})`, {
    hint: meant && `did you mean ${meant}?`,
    origin: undefined,
  });
}
