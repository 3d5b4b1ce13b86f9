// The sizes at which exact arithmetic is asked, and what is said where there are no good ones.
import { add, constant, input, matmul, mul, type Node, ShapeError, square, sum } from "@cadena/graph";
import { describe, expect, test } from "vitest";
import { type AnyDerivation, check, type Dimensions, derivation } from "../src/index.ts";

/** Claims that the slope of Σ x² is 2 x, for a derivation that fails at some sizes. */
const squares = (dimensions: Dimensions, fails: (n: number) => boolean) =>
  derivation({
    id: "s",
    title: "Squares",
    dimensions,
    build: ({ n }) => {
      if (fails(n as number)) throw new ShapeError("pool: 2 does not divide the length", []);
      const x = input("x", [n as number]) as Node;
      return { loss: sum(square(x)) as Node, quantities: { x } };
    },
  })
    .claim("dx", { formula: ({ x }) => mul(2, x) })
    .claim("dx again", { of: "x", formula: ({ x }) => add(x, x) });

const told = (one: AnyDerivation) =>
  check(one).claims.map(({ verdict, warnings, evidence: { finding } }) => ({
    verdict,
    warnings,
    sizes: finding.kind === "identity" ? finding.sizes : undefined,
  }));

describe("a derivation that cannot be built at small sizes", () => {
  test("is built at others, and says so once", () => {
    expect(told(squares({ n: 8 }, (n) => n === 3 || n === 5) as AnyDerivation)).toEqual([
      {
        verdict: "exact",
        sizes: [{ n: 7 }, { n: 11 }],
        warnings: [
          "the derivation cannot be built at n=3: pool: 2 does not divide the length; exact arithmetic took n=7 and n=11",
        ],
      },
      { verdict: "exact", sizes: [{ n: 7 }, { n: 11 }], warnings: [] },
    ]);
  });

  test("is built at its own sizes where it has no others", () => {
    const [dx] = told(squares({ n: 8 }, (n) => n !== 8) as AnyDerivation);
    expect(dx).toMatchObject({ verdict: "exact", sizes: [{ n: 8 }] });
    expect(dx?.warnings).toEqual([
      expect.stringMatching(/cannot be built at n=3: .*; exact arithmetic took n=8$/),
    ]);
  });
});

describe("a derivation at fixed sizes", () => {
  const product = (rows: number, columns: number) =>
    derivation({
      id: "p",
      title: "A product",
      dimensions: {},
      build: () => {
        const [W, x] = [input("W", [rows, columns]) as Node, input("x", [columns, rows]) as Node];
        return { loss: sum(matmul(W, x)) as Node, quantities: { W, x } };
      },
    })
      .claim("dW", {
        formula: ({ x }) =>
          matmul(constant(Array(rows).fill(Array(rows).fill(1))), x as Node, { transposeB: true }),
      })
      .claim("dx", {
        formula: ({ W }) =>
          matmul(W as Node, constant(Array(rows).fill(Array(rows).fill(1))), { transposeA: true }),
      });

  test("warns of equal lengths and of an axis of length 1, with the first claim that they concern", () => {
    const text = (what: string) =>
      `shown at fixed sizes only, which may hide a mistake: ${what}. Dimensions in the derivation help`;
    expect(told(product(2, 2) as AnyDerivation).map(({ warnings }) => warnings)).toEqual([
      [text("x [2, 2] has two equal lengths")],
      [],
    ]);
    const [dW] = told(product(1, 2) as AnyDerivation);
    expect(dW?.warnings).toEqual([text("x [2, 1] has an axis of length 1")]);
  });

  test("warns of nothing where no lengths are special, or where they are declared", () => {
    expect(told(product(2, 3) as AnyDerivation).flatMap(({ warnings }) => warnings)).toEqual([]);
    const declared = squares({ n: { size: 1, fixed: true } }, () => false);
    expect(told(declared as AnyDerivation).flatMap(({ warnings }) => warnings)).toEqual([]);
  });
});
