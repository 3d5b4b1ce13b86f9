// Compares two graphs in a tower, as a caller does: both at the same random leaves, again where luck is bad.
import type { Node } from "@cadena/graph";
import { type Domain, evaluateIn, type Value } from "@cadena/graph/extend";
import { exponentDepth, type Ternary, type Tower, type TowerNumber, tower } from "../src/index.ts";

export type Sampler = (n: Tower, leaf: Node) => readonly TowerNumber[];
export type Answer = "equal" | "different" | "unknown" | "retry";

/** Elements from a domain. */
export const from =
  (domain: Domain): Sampler =>
  (n, { size }) =>
    Array.from({ length: size }, () => n.draw(domain));

const free: Sampler = (n, { size }) => Array.from({ length: size }, () => n.draw());

/** The elements of graphs at random leaves. */
export function elementsIn(
  n: Tower,
  nodes: readonly Node[],
  given: Readonly<Record<string, Sampler>> = {},
): (readonly TowerNumber[])[] {
  const values = evaluateIn<TowerNumber, Ternary>(n, nodes, (leaf): Value<TowerNumber, Ternary> => {
    const { shape, dtype, name } = leaf;
    if (dtype !== "real") throw new TypeError(`${leaf} is no real leaf`);
    return { dtype, shape, data: (given[name ?? ""] ?? free)(n, leaf) };
  });
  return values.map((value) => {
    if (value.dtype !== "real") throw new TypeError(`a result is ${value.dtype}`);
    return Array.from(value.data);
  });
}

/** Whether two graphs are equal at one random point. */
export function compareAt(n: Tower, a: Node, b: Node, given: Readonly<Record<string, Sampler>> = {}): Answer {
  const [as, bs] = elementsIn(n, [a, b], given) as [TowerNumber[], TowerNumber[]];
  if (as.length !== bs.length) throw new TypeError(`${a} and ${b} have different shapes`);
  if ([...as, ...bs].some((x) => x.trouble?.kind === "retry")) return "retry";
  const answers = as.map((x, k) => n.equal(x, bs[k] as TowerNumber));
  if (answers.includes("different")) return "different";
  return answers.includes("unknown") ? "unknown" : "equal";
}

/** The same at three points. */
export function compareGraphs(
  a: Node,
  b: Node,
  given: Readonly<Record<string, Sampler>> = {},
  levels: number = exponentDepth([a, b]) + 1,
): Answer {
  const answers: Answer[] = [];
  const n = tower({ levels, seed: 0 });
  for (let seed = 1; answers.length < 3 && seed < 100; seed++) {
    n.reseed(seed);
    const answer = compareAt(n, a, b, given);
    if (answer !== "retry") answers.push(answer);
  }
  if (answers.length < 3) return "retry";
  if (answers.includes("different")) return "different";
  return answers.includes("unknown") ? "unknown" : "equal";
}
