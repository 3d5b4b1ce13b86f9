import { add, exp, log, mul, type Nested, type Node, neg, square, sub } from "@cadena/graph";
import { describe, expect, test } from "vitest";
import { check, columnsSumToOne, toJSON, toText } from "../src/index.ts";
import { layer, right, wrong } from "./models.ts";

const claims = layer
  .claim("dZ", { formula: ({ A, Y }) => sub(A, Y), text: "A - Y", convention: "per-example" })
  .erratum("dW", { formula: wrong["the sign"]![1], given: [columnsSumToOne("Y")] })
  .erratum("dZ", { formula: right.dZ, text: "as it is" })
  .claim("db", { formula: ({ W }) => W })
  .claim("dX", { formula: ({ X }) => log(neg(square(X))) });
const result = check(claims);

/** The mean over the examples of each row of a difference. */
function meanDifference(A: Nested, Y: Nested, m: number): Nested {
  const rows = A as number[][];
  return rows.map((row, i) => [
    row.reduce((total, a, j) => total + (a - ((Y as number[][])[i]?.[j] as number)) / m, 0),
  ]);
}

describe("a report as text", () => {
  const lines = toText(result).split("\n");

  test("has one line a claim, with its evidence", () => {
    expect(lines).toHaveLength(5);
    expect(lines[0]).toMatch(
      /^layer {2}dZ {2}A - Y +exact +equal in prime fields at n=3 .*, (estimated )?error < \de-\d+; per example$/,
    );
    expect(lines[1]).toMatch(
      /refuted +an erratum; entry \[0, 0\]: claimed -?[\d.]+, automatic -?[\d.]+; given: the columns of Y sum to 1$/,
    );
    expect(lines[2]).toMatch(/as it is +exact +AN ERRATUM THAT HOLDS; equal in prime fields/);
    expect(lines[3]).toMatch(/refuted +WRONG; the formula has the shape \[2, 3\], not \[2, 1\]$/);
    expect(lines[4]).toMatch(/undecided +the formula has no finite value at \[0, 0\]; a condition/);
  });

  test("keeps names with line breaks and control characters on their line", () => {
    const odd = { ...result, id: "a\nb\u001b[31m", claims: result.claims.slice(0, 1) };
    expect(toText(odd)).toMatch(/^a b \[31m {2}dZ {2}/);
  });

  test("stands in columns", () => {
    const column = (word: string, line = ""): number => line.indexOf(word);
    expect(column("exact", lines[0])).toBe(column("refuted", lines[1]));
    expect(column("exact", lines[0])).toBe(column("undecided", lines[4]));
  });

  test("is green where all is as expected and red where not, when it may be", () => {
    const [first, , third] = toText(result, { color: true }).split("\n");
    expect(first).toContain("\u001b[32mexact");
    expect(third).toContain("\u001b[31mexact");
    expect(toText(result)).not.toContain("\u001b");
  });

  test("shows as many digits as two close numbers need", () => {
    const near = check(layer.erratum("dW", { formula: (s) => mul(1 + 1e-9, right.dW(s)) }));
    const [, claimed, automatic] = /claimed (\S+), automatic (\S+)$/.exec(toText(near)) ?? [];
    expect(claimed).not.toBe(automatic);
  });

  test("never calls what agrees numerically proved or exact", () => {
    const close = check(layer.claim("db", { numbers: ({ A, Y, m }) => meanDifference(A, Y, m) }));
    expect(close.claims[0]?.verdict).toBe("numeric");
    expect(toText(close)).not.toMatch(/prove|exact/i);
  });
});

const pointOf = (claim: unknown): Record<string, number[][]> =>
  (claim as { evidence: { finding: { point: Record<string, number[][]> } } }).evidence.finding.point;

describe("a report as JSON", () => {
  const json = toJSON([result]);

  test("has exactly the documented form", () => {
    expect(Object.keys(json)).toEqual(["ok", "derivations"]);
    const [first] = json.derivations;
    expect(Object.keys(first as object)).toEqual(["id", "title", "ok", "claims"]);
    for (const claim of first?.claims ?? []) {
      expect(Object.keys(claim)).toEqual(["name", "formula", "erratum", "verdict", "ok", "evidence"]);
    }
    expect([json.ok, first?.ok]).toEqual([false, false]);
    expect(first?.claims[0]).toMatchObject({
      name: "dZ",
      formula: "A - Y",
      erratum: false,
      verdict: "exact",
      evidence: {
        seed: 1,
        conditions: [],
        convention: "per-example",
        finding: { points: 3 },
        atOwnSizes: { points: 5 },
        warnings: [],
      },
    });
  });

  test("survives being written and read, without NaN or null for a number", () => {
    expect(JSON.parse(JSON.stringify(json))).toEqual(json);
    const huge = check(layer.claim("dX", { formula: ({ X }) => exp(add(1000, square(X))) }));
    expect(huge.claims[0]?.evidence.finding).toMatchObject({
      kind: "entry",
      claimed: [expect.any(Number), Infinity],
    });
    expect(JSON.stringify(toJSON(huge))).toContain('"Infinity"]');
  });

  test("holds the point of a counter-example as plain arrays", () => {
    const point = pointOf(json.derivations[0]?.claims[1]);
    expect(Object.keys(point).sort()).toEqual(["W", "X", "Y", "b"]);
    expect((point.Y as number[][]).reduce((total, [first]) => total + (first as number), 0)).toBeCloseTo(
      1,
      12,
    );
  });
});

test("a refutation that rests on an estimate says so", () => {
  expect(toText(check(layer.claim("db", { numbers: () => [[1], [2]] })))).toMatch(
    /\(by an estimated error bar\)$/,
  );
});

test("a formula without a text is written over the names of the quantities", () => {
  const written = check(layer.claim("dZ", { formula: ({ A, Y }: { A: Node; Y: Node }) => sub(A, Y) }));
  expect(written.claims[0]?.formula).toBe("A - Y");
  const values = check(layer.claim("db", { values: [[1], [2]] }));
  expect(values.claims[0]?.formula).toBe("[[1],[2]]");
  const numbers = check(layer.claim("db", { numbers: () => [[1], [2]] }));
  expect(numbers.claims[0]?.formula).toBe("db");
});
