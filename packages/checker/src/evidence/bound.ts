// How likely it is that a wrong formula passes: (degree / size)^points, where the theorem of Schwartz and Zippel applies.
import { type Node, sub } from "@cadena/graph";
import { degreeBound, freeDegree } from "../numbers/tower/degree.ts";
import type { Points } from "../points/points.ts";
import type { Tried } from "./fields.ts";
import type { Held } from "./holding.ts";

/** A probability; a bound where nothing says why it is none. */
export interface Bound {
  readonly error: number;
  readonly heuristic: string | null;
}

/** Of what cannot be wrong. */
export const certain: Bound = { error: 0, heuristic: null };

/** The bound for two sides that were tried. */
export function boundOf(
  { pair, leaves }: Held,
  points: Points,
  given: ReadonlySet<Node>,
  { points: count, tower, comparisons, functions }: Tried,
): Bound {
  const facts = { isDrawn: false };
  const { degree, heuristic } = degreeBound([sub(pair.claimed, pair.target)], (n) => {
    const at = points.at(n, 0, () => freeDegree);
    return (leaf) => {
      const { shape, size } = leaf;
      if (leaves.has(leaf)) return { dtype: "real", shape, data: new Array(size).fill(freeDegree) };
      const value = at(leaf);
      const isDrawn = value.dtype !== "real" || Array.from(value.data).some((x) => x.value !== undefined);
      if (isDrawn && !given.has(leaf)) facts.isDrawn = true;
      return value;
    };
  });
  const error = 10 ** (count * (Math.log10(Math.max(1, degree)) - Math.log10(Number(tower.size))));
  const [name] = functions;
  const reason =
    heuristic ??
    (name === undefined ? undefined : `${name} is a function without algebra`) ??
    (comparisons > 0 ? "a comparison: other branches may have been left out" : undefined) ??
    (facts.isDrawn ? "some leaves take few values, of which some may have been left out" : undefined);
  return { error, heuristic: reason ?? null };
}

/** Of several steps, each of which may be wrong. */
export const togetherOf = (bounds: readonly Bound[]): Bound => ({
  error: bounds.reduce((sum, { error }) => sum + error, 0),
  heuristic: bounds.find(({ heuristic }) => heuristic !== null)?.heuristic ?? null,
});

/** Of several choices of sizes: the least certain one counts. */
export const worstOf = (bounds: readonly Bound[]): Bound => ({
  error: bounds.reduce((most, { error }) => Math.max(most, error), 0),
  heuristic: bounds.find(({ heuristic }) => heuristic !== null)?.heuristic ?? null,
});
