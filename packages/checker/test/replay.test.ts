// A check is repeated from its report: nothing differs where nothing has changed, and what has is told.
import { div, input, log, matmul, mean, mul, type Node, neg, square, sub, where } from "@cadena/graph";
import { describe, expect, test } from "vitest";
import {
  type AnyDerivation,
  check,
  columnsSumToOne,
  derivation,
  fromJSON,
  type JsonReport,
  orthogonal,
  replay,
  toJSON,
} from "../src/index.ts";
import { layer, right, wrong } from "./models.ts";

/** As it comes from a file. */
const stored = (one: AnyDerivation, seed = 5): JsonReport =>
  fromJSON(JSON.parse(JSON.stringify(toJSON(check(one, { seed, points: 4 })))));

const claims = layer
  .claim("dZ", { formula: ({ A, Y }) => sub(A, Y), convention: "per-example" })
  .claim("dW", { formula: ({ dZ, X, m }) => div(matmul(dZ, X, { transposeB: true }), m) as Node })
  .erratum("dW", { formula: wrong["the sign"]![1], given: [columnsSumToOne("Y")] })
  .erratum("dW", { formula: wrong["a factor 2"]![1] })
  .claim("db", { formula: ({ W }) => W })
  .claim("dX", { formula: ({ X }) => log(neg(square(X))) });

/** Right at the one size at which it is built, and nowhere else. */
const oneExample = derivation({
  id: "M",
  title: "A mean of one",
  dimensions: { m: 1 },
  build: ({ m }) => {
    const x: Node = input("x", [m]);
    return { loss: mean(square(x)), quantities: { x } };
  },
}).claim("dx", { formula: ({ x }) => mul(2, x) });

const report = stored(claims);
const outcomes = (one: AnyDerivation, report: JsonReport) =>
  replay(one, report).claims.map(({ outcome }) => outcome);
const counterexamples = (one: AnyDerivation, report = stored(one)) =>
  replay(one, report).claims.map(({ counterexample }) => counterexample);

/** For tests on a machine that does other work as well. */
const patient = { timeout: 30_000 };

describe("a replay", patient, () => {
  test("of what has not changed is the same, with the options of the report", () => {
    const again = replay(claims, report);
    expect(again).toMatchObject({ id: "layer", title: "A layer of sigmoids", same: true });
    expect(again.claims.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual([
      "dZ same",
      "dW same",
      "dW same",
      "dW same",
      "db same",
      "dX same",
    ]);
  });

  test("does not mind the order of keys, and takes the result of one derivation as well", () => {
    const [one] = report.derivations;
    const sorted = JSON.parse(JSON.stringify(one), (_, value: unknown) =>
      typeof value === "object" && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
        : value,
    );
    expect(replay(claims, sorted).same).toBe(true);
  });

  test("tells what differs: a verdict, a figure, a formula", () => {
    const report = stored(layer.claim("dW", { formula: right.dW, text: "dW" }));
    const other = layer.claim("dW", { formula: wrong["the sign"]![1], text: "dW" });
    expect(replay(other, report).same).toBe(false);
    expect(outcomes(other, report)).toEqual(['verdict: "exact" in the report, "refuted" now']);
    expect(outcomes(layer.claim("dW", { formula: right.dW, text: "d W" }), report)).toEqual([
      'formula: "dW" in the report, "d W" now',
    ]);
    const tampered = JSON.parse(
      JSON.stringify(report).replace(/"error":[^,]*/, '"error":1e-99'),
    ) as JsonReport;
    expect(outcomes(layer.claim("dW", { formula: right.dW, text: "dW" }), tampered)[0]).toMatch(
      /^finding\.error: 1e-99 in the report, \S+ now$/,
    );
  });

  test("tells claims that are there no longer, and those that are new", () => {
    const [both, one] = [layer.claim("dW", { formula: right.dW }).claim("db", { formula: right.db }), layer];
    expect(outcomes(both, stored(one))).toEqual([
      "the report does not have it",
      "the report does not have it",
    ]);
    expect(outcomes(one, stored(both))).toEqual(["it is no longer claimed", "it is no longer claimed"]);
  });

  test("needs the derivation in the report", () => {
    const report = stored(layer);
    expect(() => replay(oneExample, report)).toThrow("replay: the report has no derivation M (it has layer)");
    expect(() => replay(layer, { ok: true, derivations: [] })).toThrow("(it has none)");
  });
});

describe("a counter-example", patient, () => {
  test("is evaluated again, at its own point and sizes", () => {
    expect(counterexamples(claims, report)).toEqual([
      null,
      null,
      "disjoint again",
      "disjoint again",
      null,
      null,
    ]);
    const small = stored(oneExample);
    expect(small.derivations[0]?.claims[0]?.evidence.finding).toMatchObject({
      kind: "entry",
      sizes: { m: 3 },
    });
    expect(counterexamples(oneExample, small)).toEqual(["disjoint again"]);
  });

  test("of numbers, of a program, and below booleans is evaluated again as well", () => {
    const masked = derivation({
      id: "mask",
      title: "A sum over a mask",
      dimensions: {},
      build: () => {
        const [x, keep] = [input("x", [4]) as Node, input("keep", [4], "boolean")];
        return { loss: mean(where(keep, square(x), 0)) as Node, quantities: { x, keep } };
      },
    })
      .claim("dx", { formula: ({ x }) => x })
      .claim("dx printed", { of: "x", values: [0.1, 0.2, 0.3, 0.4], decimals: 1, at: { x: [1, 2, 3, 4] } })
      .claim("dx computed", { of: "x", numbers: ({ x }) => x });
    expect(counterexamples(masked)).toEqual(["disjoint again", "disjoint again", "disjoint again"]);
  });

  test.each([
    ["the derivation", [orthogonal("U")], []],
    ["the claim", [], [orthogonal("U")]],
  ])("that satisfies a condition of %s only up to rounding is one all the same", (_, given, own) => {
    const turned = derivation({
      id: "turned",
      title: "An orthogonal matrix",
      dimensions: {},
      given,
      build: () => {
        const U: Node = input("U", [3, 3]);
        return { loss: mean(square(U)) as Node, quantities: { U } };
      },
    }).claim("dU", { formula: ({ U }) => U, given: own });
    expect(counterexamples(turned, stored(turned, 1))).toEqual(["disjoint again"]);
  });

  test("that is none is told, whatever the verdict", () => {
    const report = stored(layer.claim("dW", { formula: wrong["the sign"]![1], text: "dW" }));
    const now = layer.claim("dW", { formula: right.dW, text: "dW" });
    expect(counterexamples(now, report)).toEqual(["not disjoint"]);
    const claim = report.derivations[0]!.claims[0]!;
    const lost = {
      ...claim,
      evidence: { ...claim.evidence, finding: { ...claim.evidence.finding, point: { Q: 1 } } },
    };
    const odd = {
      ...report,
      derivations: [{ ...report.derivations[0]!, claims: [lost] }],
    } as unknown as JsonReport;
    expect(counterexamples(now, odd)[0]).toMatch(/^not evaluated: at: there is no leaf Q/);
  });
});
