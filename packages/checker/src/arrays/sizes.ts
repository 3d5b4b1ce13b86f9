// The sizes at which a derivation has the shapes of given arrays.
import { CadenaError, type Node, type Shape } from "@cadena/graph";
import { pose } from "../claims/problem.ts";
import type { AnyDerivation } from "../derivation/derivation.ts";
import { type SizeTable, smallSizes, usualSizes } from "../derivation/sizes.ts";

/**
 * Sizes from the shapes of leaves, as far as they say them; the usual ones elsewhere.
 * @param shapes of leaves by name
 * @throws CadenaError where two leaves do not agree on a size
 */
export function sizesFor(derivation: AnyDerivation, shapes: Readonly<Record<string, Shape>>): SizeTable {
  const found = new Map<string, { size: number; because: string }>();
  for (const [leaf, axes] of dimensionsOf(derivation)) {
    const shape = shapes[leaf];
    for (const [dimension, size] of shape === undefined ? [] : paired(axes, shape)) {
      if (dimension === undefined) continue;
      const because = `${leaf} [${shape?.join(", ")}]`;
      const before = found.get(dimension);
      if (before !== undefined && before.size !== size) {
        throw new CadenaError(
          `${before.because} and ${because} do not agree on ${dimension} (${before.size} and ${size})`,
          { origin: undefined },
        );
      }
      found.set(dimension, { size, because });
    }
  }
  const sizes = Array.from(found, ([name, { size }]) => [name, size] as const);
  return { ...usualSizes(derivation.dimensions), ...Object.fromEntries(sizes) };
}

/** The dimension and the length of each axis; NumPy has no columns, and tables of numbers have no vectors. */
function paired(
  axes: readonly (string | undefined)[],
  shape: Shape,
): (readonly [string | undefined, number])[] {
  if (axes.length === shape.length) return axes.map((axis, k) => [axis, shape[k] as number]);
  const [named, long] = [axes.filter((axis) => axis !== undefined), shape.filter((extent) => extent !== 1)];
  return named.length === long.length ? named.map((axis, k) => [axis, long[k] as number]) : [];
}

/** The quantities, and leaves, that have an axis of a dimension. */
export function along(derivation: AnyDerivation, dimension: string): ReadonlySet<string> {
  const found = [...dimensionsOf(derivation)].filter(([, axes]) => axes.includes(dimension));
  return new Set(found.map(([name]) => name));
}

/** Which dimension each axis of each leaf and quantity has, as two choices of sizes tell; undefined for another length. */
function dimensionsOf(derivation: AnyDerivation): Map<string, (string | undefined)[]> {
  const choices = [0, 1].map((choice) => smallSizes(derivation.dimensions, choice));
  const [first, second] = choices.map((sizes) => nodesOf(derivation, sizes)) as [Nodes, Nodes];
  return new Map(
    Object.entries(first).map(([name, { shape }]) => {
      const other = second[name]?.shape ?? [];
      const axes = shape.map((extent, axis) =>
        Object.keys(derivation.dimensions).find(
          (d) => choices[0]?.[d] === extent && choices[1]?.[d] === other[axis],
        ),
      );
      return [name, axes];
    }),
  );
}

type Nodes = Readonly<Record<string, Node>>;

function nodesOf(derivation: AnyDerivation, sizes: SizeTable): Nodes {
  const { leaves, quantities } = pose(derivation, sizes);
  return { ...quantities, ...Object.fromEntries(leaves.map((leaf) => [leaf.name ?? "", leaf])) };
}
