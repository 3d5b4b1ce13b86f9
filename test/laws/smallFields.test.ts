/** How often a wrong formula is equal to the right one in a small field: never more often than the bound says. */
import { degreeBound, exponentDepth, type TowerNumber, tower } from "@cadena/checker";
import { gradients, input, leavesOf, type Node, sub, sum } from "@cadena/graph";
import * as fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { elements, prepared } from "../../packages/checker/src/evidence/program.ts";
import { Points } from "../../packages/checker/src/points/points.ts";
import { edits } from "./edits.ts";
import { rewritten } from "./rewrites.ts";
import { leaves, nodeOf, terms } from "./terms.ts";

const sizes = { n: 2, m: 1, "1": 1 };
const leaf = Object.fromEntries(
  Object.entries(leaves).map(([name, shape]) => [
    name,
    input(
      name,
      shape.map((extent) => sizes[extent]),
    ) as Node,
  ]),
);
const slope = (y: Node): Node => gradients(sum(y), [leaf.X as Node])[0] as Node;

/** Random formulas with one mistake each, and the gradients of both. */
function pairs(seed: number, count: number): (readonly [Node, Node])[] {
  const made = fc.sample(fc.tuple(terms(true), fc.nat(99), fc.nat(99)), { seed, numRuns: count });
  return made.flatMap(([right, place, row]) => {
    const wrong = rewritten(right, edits, [place, row]);
    if (wrong === undefined) return [];
    const [a, b] = [nodeOf(right, leaf), nodeOf(wrong.term, leaf)];
    return [[a, b] as const, [slope(a), slope(b)] as const];
  });
}

/** At how many points two formulas have different floats at an element, and at how many of them it is the same in the field. */
function accepts(
  [a, b]: readonly [Node, Node],
  bits: number,
  seeds: number,
): { tried: number; accepted: number } {
  const n = tower({ levels: exponentDepth([a, b]) + 1, seed: 0, bits });
  const evaluate = prepared([a, b]);
  const points = new Points(leavesOf([a, b]), new Map(), 1);
  let [tried, accepted] = [0, 0];
  for (let seed = 0; seed < seeds; seed++) {
    n.reseed(seed);
    const [left, right] = evaluate(n, points.at(n, seed, n.fresh)).map((value) =>
      Array.from(elements(n, value)),
    );
    const both = (left ?? []).map((x, k) => [x, right?.[k] as TowerNumber] as const);
    if (both.flat().some(({ trouble }) => trouble)) continue;
    const apart = both.find(
      ([x, y]) => Math.abs(x.shadow - y.shadow) > 1e-6 * Math.max(1, Math.abs(x.shadow)),
    );
    if (apart === undefined) continue;
    tried++;
    if (n.equal(...apart) === "equal") accepted++;
  }
  return { tried, accepted };
}

interface Measured {
  readonly tried: number;
  readonly accepted: number;
  /** How many a bound, or an estimate where there is no theorem, allows for. */
  readonly allowed: number;
  readonly isBound: boolean;
}

function measured(bits: number): Measured[] {
  const size = Number(tower({ levels: 1, seed: 0, bits }).size);
  return pairs(bits, 40).flatMap((pair) => {
    const { degree, heuristic } = degreeBound([sub(...pair)]);
    if (degree > size / 4) return [];
    const { tried, accepted } = accepts(pair, bits, 120);
    // Formulas that differ at few points differ by a comparison with what is 0 in a small field by accident.
    if (tried < 12) return [];
    return [{ tried, accepted, allowed: (tried * degree) / size, isBound: heuristic === undefined }];
  });
}

const total = (all: readonly Measured[], of: "accepted" | "allowed"): number =>
  all.reduce((n, one) => n + one[of], 0);

describe.each([8, 10, 12])("in fields of %d bits", (bits) => {
  let all: Measured[] = [];
  beforeAll(() => {
    all = measured(bits);
  });

  test("a wrong formula passes no more often than the bound says", () => {
    const bounded = all.filter(({ isBound }) => isBound);
    expect(bounded.length).toBeGreaterThan(20);
    for (const { accepted, allowed } of bounded) {
      // Five standard deviations above the bound would be a rare accident.
      expect(accepted).toBeLessThanOrEqual(1 + allowed + 5 * Math.sqrt(allowed));
    }
    expect(total(bounded, "accepted")).toBeLessThanOrEqual(1 + total(bounded, "allowed"));
  });

  test("nor more often than the estimate, all together, with logarithms, roots and nested exponentials", () => {
    const estimated = all.filter(({ isBound }) => !isBound);
    expect(estimated.length).toBeGreaterThan(5);
    expect(total(estimated, "accepted")).toBeLessThanOrEqual(1 + total(estimated, "allowed"));
  });
});
