// N22. Hardmax: 1 at the largest entry, the first one among equals, and 0 elsewhere.
import { type AnyDerivation, derivation } from "@cadena/checker";
import { cast, greater, greaterEqual, hardmax, input, mul, type Node, stack, unstack } from "@cadena/graph";

/** 1 where an entry is greater than all before it and no smaller than all behind it. */
function byComparison(z: Node): Node {
  const entries = unstack(z);
  return stack(
    entries.map((zi, i) =>
      entries
        .map((zj, j): Node => cast(j < i ? greater(zi, zj) : greaterEqual(zi, zj), "real"))
        .reduce((product, factor) => mul(product, factor)),
    ),
  );
}

const general = derivation({
  id: "N22",
  title: "Hardmax",
  dimensions: { C: 4, m: 5 },
  build: ({ C, m }) => {
    const [z, Z] = [input("z", [C]), input("Z", [C, m])];
    return { quantities: { z, a: hardmax(z), Z, A: hardmax(Z, { axis: 0 }) } };
  },
})
  .claim("a", {
    of: ({ a }) => a,
    text: "1 where z_i > z_j for all j < i and z_i >= z_j for all j > i, else 0",
    formula: ({ z }) => byComparison(z),
  })
  .claim("a by a program", {
    of: ({ a }) => a,
    text: "1 at the first index of the largest, else 0",
    numbers: ({ z }) => {
      const entries = z as readonly number[];
      const largest = entries.indexOf(Math.max(...entries));
      return entries.map((_, i) => (i === largest ? 1 : 0));
    },
  })
  .claim("A", {
    of: ({ A }) => A,
    text: "the same, column by column",
    formula: ({ Z }) => stack(unstack(Z, 1).map(byComparison), { axis: 1 }),
  });

const given = derivation({
  id: "N22 numbers",
  title: "Hardmax of given numbers",
  dimensions: {},
  build: () => {
    const z = input("z", [4]);
    return { quantities: { z, a: hardmax(z) } };
  },
})
  .claim("one largest", { of: ({ a }) => a, at: { z: [5, 2, -1, 3] }, values: [1, 0, 0, 0] })
  .claim("two equals", { of: ({ a }) => a, at: { z: [2, 5, 3, 5] }, values: [0, 1, 0, 0] })
  .claim("all equal", { of: ({ a }) => a, at: { z: [3, 3, 3, 3] }, values: [1, 0, 0, 0] })
  .claim("equals by comparison", {
    of: ({ a }) => a,
    at: { z: [2, 5, 3, 5] },
    text: "1 where z_i > z_j for all j < i and z_i >= z_j for all j > i, else 0",
    formula: ({ z }) => byComparison(z),
  });

const rows: readonly AnyDerivation[] = [general, given];
export default rows;
