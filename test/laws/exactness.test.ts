/** Random formulas through the front door: rewritten by equations they are never refuted, with a mistake never exact. */
import { type ClaimResult, check, derivation } from "@cadena/checker";
import { evaluate, gradients, input, type Node, sum, Tensor } from "@cadena/graph";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { edits, small } from "./edits.ts";
import { random } from "./random.ts";
import { equations, type Rewrite, rewritten } from "./rewrites.ts";
import { apply, type Extent, leaves, nodeOf, type Term, terms, written } from "./terms.ts";

type Leaves = Readonly<Record<string, Node>>;
type Choice = readonly [place: number, row: number];

const leavesAt = (sizes: Readonly<Record<Extent, number>>): Leaves =>
  Object.fromEntries(
    Object.entries(leaves).map(([name, shape]) => [
      name,
      input(
        name,
        shape.map((extent) => sizes[extent]),
      ) as Node,
    ]),
  );

/** A formula and its gradients in two leaves. */
function claimed(term: Term, at: Leaves): readonly [Node, Node, Node] {
  const value = nodeOf(term, at);
  return [value, ...gradients(sum(value), [at.X as Node, at.s as Node])] as unknown as [Node, Node, Node];
}

/** What is said of a formula's value and of two of its gradients, for a formula in its place. */
function results(right: Term, instead: Term, seed: number): readonly ClaimResult[] {
  const claim = (k: 0 | 1 | 2) => ({
    of: (scope: Leaves) => claimed(right, scope)[k],
    formula: (scope: Leaves) => claimed(instead, scope)[k],
    text: written(instead),
  });
  const stated = derivation({
    id: written(right),
    title: "",
    dimensions: { n: 2, m: 3 },
    build: ({ n, m }) => ({ quantities: leavesAt({ n, m, "1": 1 }) }),
  })
    .claim("value", claim(0))
    .claim("dX", claim(1))
    .claim("ds", claim(2));
  return check(stated, { seed, points: 3 }).claims;
}

/** Which of the value and the gradients differ in floats, at some point. */
function differing(a: Term, b: Term): boolean[] {
  const at = leavesAt({ n: 2, m: 3, "1": 1 });
  const sides = [claimed(a, at), claimed(b, at)] as const;
  const next = random(1);
  const points = Array.from({ length: 20 }, () => {
    const draw = ({ shape, size }: Node) =>
      new Tensor(
        shape,
        Float64Array.from({ length: size }, () => 4 * next() - 2),
      );
    const values = new Map(Object.values(at).map((leaf) => [leaf, draw(leaf)]));
    return sides.map((nodes) => evaluate(nodes, values));
  });
  return [0, 1, 2].map((k) =>
    points.some(([left, right]) => {
      const [x, y] = [left?.[k]?.data ?? [], right?.[k]?.data ?? []] as [
        ArrayLike<number>,
        ArrayLike<number>,
      ];
      const scale = Math.max(1, ...Array.from(x, Math.abs), ...Array.from(y, Math.abs));
      return scale < 1e8 && Array.from(x).some((e, i) => Math.abs(e - (y[i] as number)) > 1e-6 * scale);
    }),
  );
}

const choice: fc.Arbitrary<Choice> = fc.tuple(fc.nat(200), fc.nat(200));

/** A formula with some of its parts replaced, as often as there are choices. */
const after = (term: Term, table: Readonly<Record<string, Rewrite>>, choices: readonly Choice[]): Term =>
  choices.reduce((t, one) => rewritten(t, table, one)?.term ?? t, term);

/** What is found of a right formula, in short. */
const summary = ({ verdict, evidence: { finding } }: ClaimResult): string =>
  "reason" in finding && finding.reason !== undefined ? `${verdict}: ${finding.reason}` : verdict;

/** For what reasons a right formula may not be exact; a rewritten one may compare, or take a root, of its own. */
const excused =
  /without algebra|has no finite value|too wide|too few|division by 0|degree is too high|none of the other side's/;

describe.each([
  ["smooth formulas", false],
  ["formulas with comparisons", true],
])("%s", { timeout: 60_000 }, (_, kinks) => {
  test("are exact after any equations, or not for a reason", () => {
    const cases = fc.sample(fc.tuple(terms(kinks), fc.array(choice, { minLength: 1, maxLength: 5 })), {
      seed: 1,
      numRuns: 15,
    });
    const found = cases.flatMap(([right, choices], k) =>
      results(right, after(right, equations, choices), k).map(
        (one) => `${written(right)} is ${summary(one)}`,
      ),
    );
    const others = found.filter((one) => !one.endsWith(" is exact"));
    expect(others.filter((one) => !excused.test(one))).toEqual([]);
    expect(others.length).toBeLessThan(found.length / 10);
  });
});

describe.each([
  ["of any size", edits, edits],
  // What floats cannot see of a mistake, they see of a larger one.
  ["of a size that floats cannot see", small(1e-30), small(1e-2)],
])("formulas with a mistake %s", { timeout: 60_000 }, (_, mistakes, visible) => {
  test("are never exact, whatever equations come after it", () => {
    const cases = fc.sample(fc.tuple(terms(true), choice, fc.array(choice, { maxLength: 2 })), {
      seed: 2,
      numRuns: 20,
    });
    let differences = 0;
    for (const [k, [right, where, choices]] of cases.entries()) {
      const differs = differing(right, after(right, visible, [where]));
      const wrong = after(after(right, mistakes, [where]), equations, choices);
      for (const [i, { verdict }] of results(right, wrong, k).entries()) {
        if (!differs[i]) continue;
        differences++;
        expect(verdict, `${written(right)} and ${written(wrong)}`).not.toBe("exact");
      }
    }
    expect(differences).toBeGreaterThan(10);
  });
});

test("a float that overflows far out takes no branch: max(log e^x, y) is max(x, y)", () => {
  const { X, Y } = {
    X: { name: "X", args: [], shape: leaves.X },
    Y: { name: "Y", args: [], shape: leaves.Y },
  };
  const rewrittenX = apply("log", apply("exp", X));
  for (const seed of [1, 2, 3]) {
    const found = results(apply("maximum", X, Y), apply("maximum", rewrittenX, Y), seed);
    expect(found.map(({ verdict }) => verdict)).toEqual(["exact", "exact", "exact"]);
  }
});
