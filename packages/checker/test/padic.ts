// Values of a graph's leaves as p-adic numbers, for the tests.
import type { Node } from "@cadena/graph";
import { sizeOf, type Value } from "@cadena/graph/extend";
import { type PAdic, type PAdicSystem, type Place, samplePAdic, type Ternary } from "../src/index.ts";
import { type Draws, draws } from "../src/points/random.ts";

/** How a leaf is sampled that is not free. */
export type Rule = "oneHot" | "bits" | "nearOne" | { readonly valuation: number };

/** Values for all leaves: free numbers of a valuation, or what the rules say. */
export function leaves(
  n: PAdicSystem,
  seed: number,
  rules: ReadonlyMap<Node, Rule> = new Map(),
  valuation = 0,
): (leaf: Node) => Value<PAdic, Ternary> {
  const values = new Map<Node, Value<PAdic, Ternary>>();
  return (leaf) => {
    const value = values.get(leaf) ?? {
      dtype: "real",
      shape: leaf.shape,
      data: sampled(n, leaf, draws(seed, values.size), rules.get(leaf) ?? { valuation }),
    };
    values.set(leaf, value);
    return value;
  };
}

function sampled(n: PAdicSystem, { shape }: Node, { uniform, pick }: Draws, rule: Rule): PAdic[] {
  const [rows, columns] = [shape[0] ?? 1, shape[1] ?? 1];
  const place: Place = rule === "nearOne" || typeof rule === "object" ? rule : { valuation: 0 };
  const free = Array.from({ length: sizeOf(shape) }, () =>
    samplePAdic(
      uniform,
      n.digits,
      (pick(2) === 1 || place === "nearOne" ? 1 : -1) * (0.1 + uniform()),
      place,
    ),
  );
  if (rule === "bits") return free.map(() => n.constant(pick(2)));
  if (rule !== "oneHot") return free;
  const hot = Array.from({ length: columns }, () => pick(rows));
  return free.map((_, k) => n.constant(hot[k % columns] === Math.floor(k / columns) ? 1 : 0));
}

/** The numbers of a real value. */
export function dataOf(value: Value<PAdic, Ternary>): PAdic[] {
  if (value.dtype !== "real") throw new TypeError("a real value is needed");
  return Array.from(value.data);
}
