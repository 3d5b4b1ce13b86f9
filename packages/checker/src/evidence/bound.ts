// How likely it is that a wrong formula passes: (degree / size)^points, where the theorem of Schwartz and Zippel applies.
import { sub } from "@cadena/graph";
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
  { points: count, size, comparisons, functions }: Tried,
): Bound {
  const { degree, heuristic } = degreeBound([sub(pair.claimed, pair.target)], (n) => {
    const at = points.at(n, 0, () => freeDegree);
    return (leaf) =>
      leaves.has(leaf)
        ? { dtype: "real", shape: leaf.shape, data: new Array(leaf.size).fill(freeDegree) }
        : at(leaf);
  });
  const error = 10 ** (count * (Math.log10(Math.max(1, degree)) - Math.log10(size)));
  const [name] = functions;
  const reason =
    heuristic ??
    (name === undefined ? undefined : `${name} is a function without algebra`) ??
    (comparisons > 0 ? "a comparison: other branches may have been left out" : undefined);
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
