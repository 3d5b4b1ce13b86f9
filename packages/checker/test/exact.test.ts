// Exact verdicts: formulas are equal to the automatic gradient in exact arithmetic, or they are not called so.
import {
  add,
  addBias,
  constant,
  div,
  exp,
  full,
  greater,
  input,
  log,
  logSumExp,
  matmul,
  mean,
  mul,
  type Node,
  neg,
  parameter,
  pow,
  relu,
  sigmoid,
  softmax,
  sqrt,
  square,
  sub,
  sum,
  tanh,
  transpose,
  where,
} from "@cadena/graph";
import { describe, expect, test } from "vitest";
import { smallestSizes } from "../src/derivation/sizes.ts";
import {
  type AnyDerivation,
  check,
  columnsSumToOne,
  derivation,
  smallSizes,
  toJSON,
  toText,
} from "../src/index.ts";

const exactly = (one: AnyDerivation, seed = 1) => check(one, { require: "exact", seed });
const verdictsOf = (one: AnyDerivation, seed = 1) => exactly(one, seed).claims.map((claim) => claim.verdict);

/** Two layers with a hidden activation, and the back-propagation of the notes. */
function twoLayers(g: (z: Node) => Node, slope: (q: { Z1: Node; A1: Node }) => Node) {
  return derivation({
    id: "net",
    title: "Two layers",
    dimensions: { n: 4, h: 6, c: 2, m: 5 },
    examples: "m",
    given: [columnsSumToOne("Y")],
    build: ({ n, h, c, m }) => {
      const X = input("X", [n, m]) as Node;
      const Y = input("Y", [c, m]) as Node;
      const W1 = parameter("W1", [h, n]) as Node;
      const b1 = parameter("b1", [h, 1]) as Node;
      const W2 = parameter("W2", [c, h]) as Node;
      const Z1 = addBias(matmul(W1, X), b1) as Node;
      const A1 = g(Z1);
      const Z2 = matmul(W2, A1) as Node;
      const A2 = softmax(Z2, { axis: 0 });
      const J = neg(div(sum(mul(Y, log(A2))), m)) as Node;
      return { loss: J, quantities: { X, Y, W1, b1, W2, Z1, A1, Z2, A2 } };
    },
  })
    .claim("dZ2", { formula: ({ A2, Y }) => sub(A2, Y), convention: "per-example" })
    .claim("dW2", { formula: ({ dZ2, A1, m }) => div(matmul(dZ2, transpose(A1) as Node), m) })
    .claim("dZ1", {
      formula: ({ W2, dZ2, Z1, A1 }) => mul(matmul(transpose(W2) as Node, dZ2), slope({ Z1, A1 })),
      convention: "per-example",
    })
    .claim("dW1", { formula: ({ dZ1, X, m }) => div(matmul(dZ1, transpose(X) as Node), m) })
    .claim("db1", { formula: ({ dZ1, m }) => div(sum(dZ1, { axis: 1, keepDims: true }), m) });
}

describe("a right formula is exact", () => {
  test.each([
    ["sigmoid", sigmoid, ({ A1 }: { A1: Node }) => mul(A1, sub(1, A1))],
    ["tanh", tanh, ({ A1 }: { A1: Node }) => sub(1, square(A1))],
  ] as const)("for each step of the back-propagation through %s", (_, g, slope) => {
    expect(verdictsOf(twoLayers(g, slope) as AnyDerivation)).toEqual([
      "exact",
      "exact",
      "exact",
      "exact",
      "exact",
    ]);
  });

  test("where it uses the logarithm of a sum, by p-adic numbers", () => {
    const cost = derivation({
      id: "J",
      title: "The cost of logits",
      dimensions: { n: 4 },
      build: ({ n }) => {
        const z = input("z", [n]) as Node;
        return { quantities: { z, a: softmax(z) } };
      },
    }).claim("log a", { of: ({ a }) => log(a), formula: ({ z }) => sub(z, logSumExp(z)) });
    const [claim] = exactly(cost as AnyDerivation).claims;
    expect(claim?.verdict).toBe("exact");
    expect(claim?.evidence.finding).toMatchObject({ kind: "identity", heuristic: expect.any(String) });
  });

  test("by p-adic numbers where the tower leaves it open, and says that branches were not counted", () => {
    const cost = derivation({
      id: "j",
      title: "The logarithm of the other probability",
      dimensions: {},
      build: () => {
        const z = input("z", []) as Node;
        return { quantities: { z, y: input("y", []) as Node, a: sigmoid(z) as Node } };
      },
    }).claim("y log(1 - a)", {
      of: ({ y, a }) => mul(y, log(sub(1, a))),
      formula: ({ y, z }) => mul(y, sub(neg(z), log(add(1, exp(neg(z)))))),
    });
    expect(toText(exactly(cost as AnyDerivation))).toMatch(
      /EXACT +E4 {2}\(in p-adic numbers; .*; branches not counted\)$/m,
    );
  });

  test("at two choices of sizes, with the chance that it is wrong", () => {
    const [claim] = exactly(twoLayers(tanh, ({ A1 }) => sub(1, square(A1))) as AnyDerivation).claims;
    const { finding } = claim?.evidence ?? {};
    if (finding?.kind !== "identity") throw new Error("an identity is expected");
    expect(finding.sizes).toEqual([
      { n: 3, h: 5, c: 7, m: 11 },
      { n: 5, h: 3, c: 11, m: 7 },
    ]);
    expect(finding.error).toBeLessThan(1e-40);
    expect(finding).toMatchObject({ heuristic: null, local: ["A2"] });
  });

  test("with a bound, not an estimate, where the theorem on random points applies", () => {
    const square3 = derivation({
      id: "s",
      title: "A square",
      dimensions: { n: 2 },
      build: ({ n }) => {
        const x = input("x", [n]) as Node;
        return { loss: sum(square(x)) as Node, quantities: { x } };
      },
    }).claim("dx", { formula: ({ x }) => add(x, x) });
    const [claim] = exactly(square3 as AnyDerivation).claims;
    expect(claim?.evidence.finding).toMatchObject({ kind: "identity", heuristic: null });
    expect(toText(exactly(square3 as AnyDerivation))).toMatch(
      /^ {2}dx {2}x \+ x +EXACT {2}E5 {2}\(error < \de-5\d\)\n.*\n {2}sizes {2}n=3 and n=5$/m,
    );
  });
});

describe("a formula as text", () => {
  const written = (text: string) =>
    derivation({
      id: "t",
      title: "Logistic regression",
      dimensions: { n: 3, m: 5 },
      examples: "m",
      build: ({ n, m }) => {
        const X = input("X", [n, m]) as Node;
        const Y = input("Y", [1, m]) as Node;
        const W = parameter("W", [1, n]) as Node;
        const A = sigmoid(matmul(W, X)) as Node;
        const J = neg(mean(add(mul(Y, log(A)), mul(sub(1, Y), log(sub(1, A)))))) as Node;
        return { loss: J, quantities: { X, Y, W, A } };
      },
    }).claim("dW", { formula: text });

  test.each(["(1/m) (A - Y) X^T", "np.dot(A - Y, X.T) / m", "\\frac{1}{m} (A - Y) X^{\\top}"])(
    "is parsed: %s",
    (text) => {
      const [claim] = exactly(written(text) as AnyDerivation).claims;
      expect(claim).toMatchObject({ verdict: "exact", formula: text });
    },
  );

  test("is refuted where it is wrong, also by its shape", () => {
    expect(verdictsOf(written("(A - Y) X^T") as AnyDerivation)).toEqual(["refuted"]);
    expect(verdictsOf(written("X (A - Y)^T / m") as AnyDerivation)).toEqual(["refuted"]);
  });

  test("that names an unknown quantity is undecided, with a caret below the name", () => {
    const [claim] = exactly(written("(1/m) (A - B) X^T") as AnyDerivation).claims;
    expect(claim?.verdict).toBe("undecided");
    expect(claim?.evidence.finding).toMatchObject({ reason: expect.stringMatching(/\bB\b[\s\S]*\^/) });
  });
});

describe("nothing else is exact", () => {
  test("a formula that holds for one example only", () => {
    const one = derivation({
      id: "m",
      title: "A mean",
      dimensions: { m: 1 },
      build: ({ m }) => {
        const x = input("x", [m]) as Node;
        return { loss: mean(square(x)) as Node, quantities: { x } };
      },
    }).claim("dx", { formula: ({ x }) => mul(2, x) });
    const result = exactly(one as AnyDerivation);
    expect(result.claims[0]).toMatchObject({
      verdict: "refuted",
      evidence: { finding: { kind: "entry", sizes: { m: 3 } }, atOwnSizes: { kind: "agreement" } },
    });
  });

  test("a formula that is off by less than intervals can see", () => {
    const nearly = derivation({
      id: "n",
      title: "Nearly",
      dimensions: {},
      build: () => {
        const x = input("x", []) as Node;
        return { loss: square(x) as Node, quantities: { x } };
      },
    }).claim("dx", { formula: ({ x }) => add(mul(2, x), mul(1e-30, x)) });
    expect(exactly(nearly as AnyDerivation).claims[0]?.verdict).not.toBe("exact");
  });

  test("a difference that p-adic numbers of few digits cannot see, once the prime fields have seen it", () => {
    const high = derivation({
      id: "h",
      title: "A high power of a small number",
      dimensions: {},
      build: () => {
        const [x, y] = [input("x", []) as Node, input("y", []) as Node];
        return { quantities: { x, y } };
      },
    }).claim("z", { of: ({ y }) => y, formula: ({ x, y }) => add(y, mul(1e-30, pow(tanh(x), 40))) });
    expect(exactly(high as AnyDerivation).claims[0]).toMatchObject({ verdict: "numeric", ok: false });
    expect(check(high).claims[0]).toMatchObject({ verdict: "numeric", ok: true });
  });

  test("a formula whose shape is right at one size only, and the other claims are still tried", () => {
    const one = derivation({
      id: "s",
      title: "One number",
      dimensions: { m: 1 },
      build: ({ m }) => {
        const x = input("x", [m]) as Node;
        return { loss: sum(x) as Node, quantities: { x } };
      },
    })
      .claim("dx", { formula: () => constant([1]) })
      .claim("dx again", { of: "x", formula: ({ m }) => full([m], 1) });
    const result = exactly(one as AnyDerivation);
    expect(result.claims.map(({ verdict }) => verdict)).toEqual(["refuted", "exact"]);
    expect(toText(result)).toContain("the formula has the shape [1], not [3] (at m=3)");
  });

  test("an erratum, whose verdict stays refuted", () => {
    const wrong = twoLayers(sigmoid, ({ Z1 }) => mul(Z1, sub(1, Z1)));
    expect(verdictsOf(wrong as AnyDerivation).slice(0, 3)).toEqual(["exact", "exact", "refuted"]);
  });

  test("given numbers, which are not asked to be", () => {
    const numbers = derivation({
      id: "v",
      title: "Values",
      dimensions: {},
      build: () => {
        const x = input("x", []) as Node;
        return { quantities: { x, y: exp(x) as Node } };
      },
    }).claim("e", { of: ({ y }) => y, values: 7.389, decimals: 3, at: { x: 2 } });
    expect(exactly(numbers as AnyDerivation).claims[0]).toMatchObject({ verdict: "numeric", ok: true });
  });
});

describe("exact checking", () => {
  test("goes through both sides of relu, region by region", () => {
    const rectified = twoLayers(relu, ({ A1 }) => div(A1, A1));
    const [, , dZ1] = exactly(rectified as AnyDerivation).claims;
    // relu'(z) = a / a divides by 0 where z < 0.
    expect(dZ1?.verdict).not.toBe("exact");
  });

  test("sees relu on both of its sides, and tells where it has not", () => {
    const right = twoLayers(relu, ({ Z1 }) => where(greater(Z1, 0), 1, 0));
    const [, , dZ1] = exactly(right as AnyDerivation).claims;
    expect(dZ1?.evidence.finding).toMatchObject({ kind: "identity" });
    const never = derivation({
      id: "n",
      title: "Never negative",
      dimensions: {},
      build: () => {
        const x = input("x", []) as Node;
        return { loss: relu(add(square(x), 1)) as Node, quantities: { x } };
      },
    }).claim("dx", { formula: ({ x }) => mul(2, x) });
    const [dx] = exactly(never as AnyDerivation).claims;
    expect(dx?.evidence.finding).toMatchObject({ kind: "identity", oneSided: 1 });
    expect(toText(exactly(never as AnyDerivation))).toContain("; 1 comparison seen one way only");
  });

  test("tells where it has not seen both signs of what a root is taken of the square of", () => {
    const thin = derivation({
      id: "t",
      title: "Negative close to 0 only",
      dimensions: {},
      build: () => {
        const [x, y] = [input("x", []), input("y", [])];
        const u = sub(add(square(x), square(y)), 1e-4);
        return { loss: sqrt(square(u)), quantities: { x, y, u } };
      },
    }).claim("du", { formula: () => constant(1) });
    const [du] = exactly(thin as AnyDerivation).claims;
    expect(du?.evidence.finding).toMatchObject({ kind: "identity", oneSided: 1 });
  });

  test("is the same for the same seed", () => {
    const one = twoLayers(tanh, ({ A1 }) => sub(1, square(A1))) as AnyDerivation;
    expect(toJSON(exactly(one, 3))).toEqual(toJSON(exactly(one, 3)));
  });
});

describe("small sizes", () => {
  test("are distinct primes that differ between two choices", () => {
    const dimensions = { a: 9, b: 9, c: 9 };
    expect(smallSizes(dimensions, 0)).toEqual({ a: 3, b: 5, c: 7 });
    expect(smallSizes(dimensions, 1)).toEqual({ a: 5, b: 3, c: 11 });
  });
  test("keep what is fixed, admit what is admissible, and avoid what a formula mentions", () => {
    const dimensions = {
      two: { size: 2, fixed: true },
      even: { size: 8, admits: (k: number) => k % 2 === 0 },
      n: 9,
    };
    expect(smallSizes(dimensions, 0, new Set([3, 4]))).toEqual({ two: 2, even: 6, n: 5 });
    expect(smallestSizes(dimensions)).toEqual({ two: 2, even: 2, n: 3 });
  });
  test("may be the smallest ones that differ where no formulas are compared", () => {
    expect(smallestSizes({ a: 9, b: 9, c: 1 })).toEqual({ a: 2, b: 3, c: 4 });
  });
});
