// The two choices of sizes at which a derivation is made: small ones, at which lengths are told from each other.
import { CadenaError, constant, type Node, topological, UnsupportedError } from "@cadena/graph";
import type { Problem } from "../claims/problem.ts";
import { chosenWorlds, type Worlds } from "../claims/worlds.ts";
import type { AnyDerivation } from "../derivation/derivation.ts";
import { correspondence, type Sized } from "./lengths.ts";

/** Sizes that no dimension has, where lengths such as n - 2 are else not told from others. */
const avoidances = [[], [3], [3, 5]];

/**
 * A derivation at its choices of sizes.
 * @throws CadenaError where it cannot be built, or is too large
 */
export function tellingProblems(derivation: AnyDerivation): Problem[] {
  const { worlds, warning } = tellingWorlds(derivation);
  if (worlds.length === 0) throw new CadenaError(`derive: ${warning}`, { origin: undefined });
  const problems = worlds.map(({ problem }) => problem);
  for (const problem of problems) checkSize(problem);
  return problems;
}

/** Two choices of sizes at which each length is told from the others; if there are none, the smallest two. */
function tellingWorlds(derivation: AnyDerivation): Worlds {
  let first: Worlds | undefined;
  for (const avoided of avoidances) {
    const also = avoided.map((size): Node => constant(size) as Node);
    const chosen = chosenWorlds({ ...derivation, claims: [] }, (problem) => [
      ...also,
      ...gradientsOf(problem),
    ]);
    first ??= chosen;
    const [one, other] = chosen.worlds;
    if (one === undefined || other === undefined) break;
    if (correspondence(sizedOf(one.problem), sizedOf(other.problem)) !== undefined) return chosen;
  }
  return first as Worlds;
}

/** What tells lengths and numbers at a choice of sizes. */
export const sizedOf = (problem: Problem): Sized => ({
  sizes: problem.sizes,
  nodes: [problem.loss as Node, ...gradientsOf(problem)],
});

/** More numbers than this take exact arithmetic too long. */
const most = 20_000;

function checkSize({ loss }: Problem): void {
  const count = topological(loss === undefined ? [] : [loss]).reduce((sum, { size }) => sum + size, 0);
  if (count <= most) return;
  throw new UnsupportedError(
    `derive: the model has ${count} numbers at the sizes at which it can be built, too many for exact arithmetic (${most} at most)`,
    { hint: "a derivation with dimensions is derived at small sizes" },
  );
}

/** The gradients with respect to all quantities. */
const gradientsOf = ({ quantities, loss, reached, gradient }: Problem): Node[] =>
  loss === undefined
    ? []
    : Object.values(quantities)
        .filter((node) => node.dtype === "real" && reached.has(node))
        .map(gradient);
