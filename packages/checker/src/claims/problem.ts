// A derivation, built at its usual sizes: the ground that its claims stand on.
import { CadenaError, leavesOf, Node } from "@cadena/graph";
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
  return { loss, quantities, sizes, examples, leaves };
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
  const known = leaves.map((one) => one.name ?? "?").join(", ");
  throw new CadenaError(`${what}: there is no leaf ${name} (the leaves are ${known})`, { origin: undefined });
}
