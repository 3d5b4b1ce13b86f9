// Engine B: two sides in p-adic numbers, where the logarithm of a sum keeps its laws.
import type { Node } from "@cadena/graph";
import { agreement, digitsFor, type PAdic, pAdic, samplePAdic } from "../numbers/padic/index.ts";
import { exponentDepth } from "../numbers/tower/depth.ts";
import type { Points } from "../points/points.ts";
import { draws } from "../points/random.ts";
import type { Pair } from "./holding.ts";
import { elements, prepared } from "./program.ts";

/** So many points must agree. */
export const formalPoints = 3;

/** Whether two sides agree in p-adic numbers at all points. */
export function inPAdics({ claimed, target }: Pair, points: Points, seed: number): boolean {
  const n = pAdic("formal", digitsFor(exponentDepth([claimed, target])));
  const evaluate = prepared([claimed, target] satisfies Node[]);
  return Array.from({ length: formalPoints }, (_, index) => index).every((index) => {
    const { uniform } = draws(seed, index, -4);
    const fresh = (shadow: number): PAdic => samplePAdic(uniform, n.digits, shadow, { valuation: 0 });
    const [a, b] = evaluate(n, points.at(n, index, fresh)).map((value) => elements(n, value));
    return Array.from(b ?? []).every((y, i) => agreement(a?.[i] as PAdic, y).answer === "equal");
  });
}
