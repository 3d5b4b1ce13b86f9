import {
  abs,
  add,
  constant,
  div,
  input,
  log,
  matmul,
  maximum,
  mul,
  type Node,
  relu,
  square,
  stopGradient,
  sub,
  sum,
  transpose,
} from "@cadena/graph";
import { type UnaryOp, unary } from "@cadena/graph/extend";
import { describe, expect, test } from "vitest";
import {
  between,
  type ClaimResult,
  check,
  derivation,
  hasUnitLength,
  oneHotVector,
  sumsToOne,
} from "../src/index.ts";
import { layer, right, wrong } from "./models.ts";

/** For tests at many seeds, on a machine that does other work as well. */
const patient = { timeout: 30_000 };

const only = (result: { claims: readonly ClaimResult[] }): ClaimResult => result.claims[0] as ClaimResult;
/** f(x) of one number x, whose derivative is claimed. */
const oneNumber = (f: (x: Node) => Node) =>
  derivation({
    id: "f",
    title: "A function of one number",
    dimensions: {},
    build: () => {
      const x: Node = input("x", []);
      return { loss: f(x), quantities: { x } };
    },
  });

describe("a right formula", () => {
  const all = layer
    .claim("dZ", { formula: right.dZ })
    .claim("dW", { formula: right.dW })
    .claim("db", { formula: right.db })
    .claim("dX", { formula: right.dX });

  test(
    "is exact at all seeds, and agrees at its own sizes with a bound of the size of rounding",
    patient,
    () => {
      for (let seed = 0; seed < 10; seed++) {
        for (const { verdict, ok, evidence } of check(all, { seed }).claims) {
          expect([verdict, ok]).toEqual(["exact", true]);
          expect(evidence.atOwnSizes).toMatchObject({
            kind: "agreement",
            points: 5,
            estimated: false,
            vanishes: false,
          });
          const { difference, bound, scale } = evidence.atOwnSizes as {
            difference: number;
            bound: number;
            scale: number;
          };
          expect(difference).toBeLessThanOrEqual(bound);
          expect(bound).toBeLessThan(1e-10 * scale);
          expect(evidence.automatic).toMatchObject({
            verdict: "numeric",
            duals: { verdict: "numeric" },
            differences: { verdict: "numeric" },
          });
        }
      }
    },
  );

  test("per example is m times the gradient of the cost", () => {
    const perExample = layer.claim("dZ", { formula: ({ A, Y }) => sub(A, Y), convention: "per-example" });
    expect(only(check(perExample))).toMatchObject({
      verdict: "exact",
      evidence: { convention: "per-example" },
    });
    const ofTheCost = layer.claim("dZ", { formula: ({ A, Y }) => sub(A, Y) });
    expect(only(check(ofTheCost))).toMatchObject({
      verdict: "refuted",
      hints: [
        {
          kind: "convention",
          text: 'the formula gives 5 times the gradient of the cost: in the convention "per-example" it is right',
        },
      ],
    });
    const twice = layer.claim("dZ", {
      formula: ({ A, Y, m }) => div(sub(A, Y), m),
      convention: "per-example",
    });
    expect(only(check(twice))).toMatchObject({
      verdict: "refuted",
      hints: [
        { text: 'the formula gives 1/5 of the gradient per example: in the convention "cost" it is right' },
      ],
    });
    const neither = layer.claim("dZ", { formula: ({ A, Y }) => sub(Y, A) });
    expect(only(check(neither)).hints).toMatchObject([
      { mistakes: ["the sign", "a division by a count"], repaired: "(A - Y) / m" },
    ]);
  });

  test("can use the claims before it, and what a claim is about can be said", () => {
    const chain = layer
      .claim("dZ", { formula: right.dZ })
      .claim("dW", { formula: ({ dZ, X }) => matmul(dZ, X, { transposeB: true }) })
      .claim("the cost's slope in b", { of: "b", formula: ({ dZ }) => sum(dZ, { axis: 1, keepDims: true }) })
      .claim("1 - A", { of: ({ A }) => sub(1, A), formula: ({ A }) => mul(-1, sub(A, 1)) });
    expect(check(chain).claims.map(({ verdict }) => verdict)).toEqual(Array(4).fill("exact"));
  });

  test("may be a function over numbers: its error bar is estimated, and said to be", () => {
    const numbers = layer.claim("db", {
      numbers: ({ A, Y, m }) =>
        (A as number[][]).map((row, k) => [
          row.reduce((total, a, i) => total + a - ((Y as number[][])[k]?.[i] as number), 0) / m,
        ]),
    });
    expect(only(check(numbers))).toMatchObject({
      verdict: "numeric",
      evidence: { finding: { estimated: true } },
    });
  });

  test("over numbers may round where no input does: its error bar has a floor", () => {
    const tenTenths = oneNumber((x) => x).claim("dx", {
      numbers: () =>
        Array(10)
          .fill(0.1)
          .reduce((a: number, b: number) => a + b),
    });
    expect(only(check(tenTenths)).verdict).toBe("numeric");
  });

  test("may be given numbers at a given point, which is then the only one", () => {
    const at = { x: 0.3 };
    const slope = oneNumber(square).claim("dx", { values: 0.6, at }).erratum("dx", { values: 0.6000001, at });
    const [claim, erratum] = check(slope).claims;
    expect(claim).toMatchObject({ verdict: "numeric", evidence: { finding: { points: 1 } } });
    expect(erratum).toMatchObject({
      verdict: "refuted",
      ok: true,
      evidence: { finding: { point: { x: 0.3 } } },
    });
  });

  test("may be printed with few decimals", () => {
    const third = oneNumber((x) => mul(x, 1 / 3));
    const verdict = (values: number): string =>
      only(check(third.claim("dx", { values, decimals: 2 }))).verdict;
    expect([0.33, 0.34, 0.32].map(verdict)).toEqual(["numeric", "refuted", "refuted"]);
    const half = oneNumber((x) => mul(x, 0.125)).claim("dx", { values: 0.12, decimals: 2 });
    expect(only(check(half)).verdict).not.toBe("refuted");
  });
});

describe("a wrong formula is refuted at all seeds:", patient, () => {
  test.each(Object.entries(wrong))("%s", (_, [of, formula]) => {
    for (let seed = 0; seed < 10; seed++) {
      const claim = only(check(layer.claim(`d${of}`, { formula }), { seed }));
      expect(claim).toMatchObject({
        verdict: "refuted",
        ok: false,
        evidence: { finding: { kind: "entry" } },
      });
      const { claimed, automatic } = claim.evidence.finding as never as Record<string, [number, number]>;
      expect(
        (claimed?.[1] as number) < (automatic?.[0] as number) ||
          (automatic?.[1] as number) < (claimed?.[0] as number),
      ).toBe(true);
    }
  });

  test("an erratum of these is as expected, one of a right formula is not", () => {
    const [of, formula] = wrong["the sign"] as (typeof wrong)[string];
    const both = layer.erratum(`d${of}`, { formula }).erratum("dZ", { formula: right.dZ });
    const result = check(both);
    expect(result.claims.map(({ verdict, ok }) => [verdict, ok])).toEqual([
      ["refuted", true],
      ["exact", false],
    ]);
    expect(result.ok).toBe(false);
  });

  test("by its shape, and told where the transpose would fit", () => {
    const transposed = layer.claim("dW", { formula: (s) => transpose(right.dW(s)) });
    expect(only(check(transposed)).evidence.finding).toEqual({
      kind: "shape",
      reason: "the formula has the shape [3, 2], not [2, 3]; its transpose would fit",
    });
    const untransposed = layer.erratum("dW", { formula: ({ A, X }) => matmul(A, X) });
    expect(only(check(untransposed))).toMatchObject({ verdict: "refuted", ok: true });
    expect(only(check(untransposed)).evidence.finding).toMatchObject({ kind: "shape" });
    const ragged = layer.claim("db", { numbers: () => [1, 2] });
    expect(only(check(ragged)).evidence.finding).toMatchObject({ kind: "shape" });
  });

  test("a function over numbers, and the entry is named", () => {
    const numbers = layer.claim("db", { numbers: ({ A }) => (A as number[][]).map(() => [0.5]) });
    expect(only(check(numbers)).evidence.finding).toMatchObject({ kind: "entry", estimated: true });
    const last = oneNumber((x) => x).claim("a vector", { of: () => constant([1, 2, 3]), values: [1, 2, 4] });
    expect(only(check(last)).evidence.finding).toMatchObject({ entry: [2] });
  });

  test("a claim that builds on a wrong one is judged by its own node", () => {
    const chain = layer
      .claim("dZ", { formula: ({ A }) => A })
      .claim("dW", { formula: ({ dZ, X }) => matmul(dZ, X, { transposeB: true }) });
    expect(check(chain).claims.map(({ verdict }) => verdict)).toEqual(["refuted", "refuted"]);
  });
});

describe("conditions", () => {
  const weighted = derivation({
    id: "weighted",
    title: "x times the sum of y",
    dimensions: { n: 4 },
    build: ({ n }) => {
      const x: Node = input("x", []);
      const y: Node = input("y", [n]);
      return { loss: mul(x, sum(y)), quantities: { x, y } };
    },
  });

  test("make a claim right that is wrong without them, and are printed with it", () => {
    const formula = () => constant(1);
    expect(only(check(weighted.claim("dx", { formula }))).verdict).toBe("refuted");
    for (const condition of [sumsToOne("y"), oneHotVector("y")]) {
      const claim = only(check(weighted.claim("dx", { formula, given: [condition] })));
      expect(claim).toMatchObject({ verdict: "exact", evidence: { conditions: [condition.text] } });
    }
  });

  test("of the derivation hold for all claims", () => {
    const given = derivation({ ...weighted, given: [sumsToOne("y")] });
    expect(only(check(given.claim("dx", { formula: () => constant(1) }))).verdict).toBe("exact");
  });

  test("are one a leaf: two cannot both be sampled, and that is no verdict", () => {
    const both = weighted.claim("dx", {
      formula: () => constant(1),
      given: [sumsToOne("y"), hasUnitLength("y")],
    });
    const { verdict, evidence } = only(check(both));
    expect(verdict).toBe("undecided");
    expect(evidence.finding).toMatchObject({
      reason: expect.stringMatching(/^condition: y has two: y sums to 1, and y has length 1$/m),
    });
  });

  test("may be two on one leaf where one says all that the other does", () => {
    for (const given of [
      [sumsToOne("y"), oneHotVector("y")],
      [oneHotVector("y"), sumsToOne("y")],
    ]) {
      const claim = only(check(weighted.claim("dx", { formula: () => constant(1), given })));
      expect(claim).toMatchObject({ verdict: "exact", evidence: { conditions: ["y is one-hot"] } });
    }
  });

  test("are not claimed of values that are given", () => {
    const at = { x: 1, y: [2, 2, -2, -1] };
    const claim = only(
      check(weighted.claim("dx", { formula: () => constant(1), given: [sumsToOne("y")], at })),
    );
    expect(claim).toMatchObject({ verdict: "numeric", evidence: { conditions: [] } });
  });

  test("hold where the gradient itself is checked, for each claim under its own", () => {
    const slope = ({ x }: { x: Node }) => add(log(sub(x, 3)), div(x, sub(x, 3)));
    const root = oneNumber((x) => mul(x, log(sub(x, 3))))
      .claim("dx", { formula: slope })
      .claim("dx", { formula: slope, given: [between("x", 4, 5)] });
    const verdicts = check(root).claims.map(({ evidence }) => evidence.automatic?.verdict);
    expect(verdicts).toEqual(["undecided", "numeric"]);
  });

  test("keep a point in the domain: without them the verdict is undecided, with a hint", () => {
    const logarithm = oneNumber((x) => mul(x, log(sub(x, 3000))));
    const formula = ({ x }: { x: Node }) => add(log(sub(x, 3000)), div(x, sub(x, 3000)));
    const free = only(check(logarithm.claim("dx", { formula })));
    expect(free).toMatchObject({ verdict: "undecided", ok: false });
    expect(free.evidence.finding).toMatchObject({ reason: expect.stringContaining("between") });
    const kept = only(check(logarithm.claim("dx", { formula, given: [between("x", 3000, 3001)] })));
    expect(kept).toMatchObject({ verdict: "exact", evidence: { automatic: { verdict: "numeric" } } });
  });
});

describe("kinks", () => {
  test("do not make a right gradient wrong, neither near by nor at the convention", patient, () => {
    const f = oneNumber((x) => add(relu(sub(x, 0.4)), abs(maximum(x, -0.3))));
    const slope = f.claim("dx", {
      formula: ({ x }) => add(step(sub(x, 0.4)), mul(step(add(x, 0.3)), signOf(x))),
    });
    for (let seed = 0; seed < 20; seed++) {
      const claim = only(check(slope, { seed }));
      expect([claim.verdict, claim.evidence.automatic?.verdict]).toEqual(["exact", "numeric"]);
    }
  });

  const step: UnaryOp = unary({
    name: "step",
    scalar: (n, x) => n.select(n.compare(x, ">", n.zero), n.one, n.zero),
    vjp: "zero",
  });
  const signOf: UnaryOp = unary({ name: "signOf", scalar: (n, x) => n.sign(x), vjp: "zero" });

  test("a point that lies on one is passed over or judged by the convention, never refuted by a quotient", () => {
    const atZero = oneNumber(relu).claim("dx", { formula: () => constant(0), at: { x: 0 } });
    const claim = only(check(atZero));
    const undecided = { verdict: "undecided", reason: expect.stringContaining("kink") };
    expect(claim).toMatchObject({
      verdict: "numeric",
      ok: true,
      evidence: { automatic: { verdict: "undecided", duals: undecided, differences: undecided } },
    });
  });
});

describe("the automatic gradient itself", () => {
  const wrongSquare: UnaryOp = unary({
    name: "wrongSquare",
    scalar: (n, x) => n.mul(x, x),
    vjp: ({ ct, x }) => mul(ct, mul(2.0001, x)),
  });

  test("is refuted where an op's rule is wrong, by duals and by differences, and no claim is ok then", () => {
    const claim = only(check(oneNumber(wrongSquare).claim("dx", { formula: ({ x }) => mul(2.0001, x) })));
    expect(claim).toMatchObject({
      verdict: "exact",
      ok: false,
      evidence: { automatic: { duals: { verdict: "refuted" }, differences: { verdict: "refuted" } } },
      warnings: [expect.stringContaining("forward program")],
    });
  });

  test("takes a stopped value for a constant in all three ways", () => {
    const stopped = oneNumber((x) => mul(x, stopGradient(square(x))));
    const claim = only(check(stopped.claim("dx", { formula: ({ x }) => square(x) })));
    expect(claim).toMatchObject({ verdict: "exact", evidence: { automatic: { verdict: "numeric" } } });
  });

  test("is checked with respect to interior quantities", () => {
    const claim = only(
      check(
        layer.claim("dA", {
          formula: ({ A, Y, m }) => mul(1 / m, sub(mul(-1, div(Y, A)), mul(-1, div(sub(1, Y), sub(1, A))))),
        }),
      ),
    );
    expect(claim).toMatchObject({ verdict: "exact", evidence: { automatic: { verdict: "numeric" } } });
  });
});

describe("vacuity", () => {
  test("of a gradient that is 0 because the loss does not depend on the quantity is told", () => {
    const unused = derivation({
      id: "unused",
      title: "A loss without y",
      dimensions: {},
      build: () => {
        const [x, y]: Node[] = [input("x", []), input("y", [])] as never;
        return { loss: square(x as Node), quantities: { x: x as Node, y: y as Node } };
      },
    })
      .claim("dy", { formula: () => constant(0) })
      .erratum("dy", { formula: ({ x }) => sub(x, x) })
      .claim("dy", { formula: ({ x }) => x });
    const [claim, erratum, wrong] = check(unused).claims;
    const independent = "the loss does not depend on it, so that its gradient is 0";
    expect(wrong).toMatchObject({ verdict: "refuted", hints: [{ kind: "independent", text: independent }] });
    expect(claim).toMatchObject({ verdict: "exact", warnings: [independent] });
    expect(erratum).toMatchObject({ verdict: "exact", ok: false, warnings: [independent] });
  });

  test("0 stands for zeros of any shape, right or wrong", () => {
    const zeros = derivation({
      id: "zeros",
      title: "A loss without Q",
      dimensions: { n: 2 },
      build: ({ n }) => {
        const [x, Q] = [input("x", [n]), input("Q", [n, n])] as [Node, Node];
        return { loss: sum(square(x)) as Node, quantities: { x, Q } };
      },
    })
      .claim("dQ", { formula: "0" })
      .claim("dx", { formula: () => constant(0) });
    const [dQ, dx] = check(zeros).claims;
    expect(dQ).toMatchObject({
      verdict: "exact",
      ok: true,
      warnings: [expect.stringContaining("does not depend")],
    });
    expect(dx).toMatchObject({ verdict: "refuted", evidence: { finding: { kind: "entry" } } });
  });

  test("of a gradient that vanishes but for rounding is warned of", () => {
    const cancelling = oneNumber((x) => sub(mul(x, 0.1), mul(x, 0.1)));
    const claim = only(check(cancelling.claim("dx", { formula: () => constant(0) })));
    expect(claim.warnings).toHaveLength(1);
  });

  test("is not seen in a gradient with some zeros", () => {
    const masked = derivation({ ...layer }).claim("dZ", { formula: right.dZ });
    expect(only(check(masked)).warnings).toEqual([]);
  });
});

describe("results depend on the seed alone", () => {
  const claims = layer
    .claim("dW", { formula: right.dW })
    .erratum("db", { formula: wrong["a term of 1e-9"]![1] });

  test("the same seed gives the same result, another seed another point", () => {
    expect(check(claims, { seed: 7 })).toEqual(check(claims, { seed: 7 }));
    const point = (seed: number): unknown =>
      (check(claims, { seed }).claims[1] as ClaimResult).evidence.finding;
    expect(point(7)).not.toEqual(point(8));
  });

  test("a claim's point does not change with the claims around it", () => {
    const alone = layer.erratum("db", { formula: wrong["a term of 1e-9"]![1] });
    expect(only(check(alone)).evidence.finding).toEqual(check(claims).claims[1]?.evidence.finding);
  });
});

test("leaves that only a formula has are told apart", () => {
  const strangers = oneNumber(square).claim("dx", {
    formula: ({ x }) => mul(x, add(1, sub(add(1, input("p", [])), input("q", [])))),
  });
  expect(only(check(strangers)).verdict).toBe("refuted");
});

describe("what goes wrong inside a claim becomes its result:", () => {
  const reasonOf = (claim: ClaimResult): string => {
    expect([claim.verdict, claim.ok]).toEqual(["undecided", false]);
    return (claim.evidence.finding as { reason: string }).reason.split("\n")[0] as string;
  };

  test("an unknown quantity in a formula", () => {
    const unknown = layer.claim("dW", { formula: (scope) => (scope as never as { dZ3: Node }).dZ3 });
    expect(reasonOf(only(check(unknown)))).toBe(
      "there is no quantity dZ3 (there are n, k, m, X, W, b, Y, Z, A)",
    );
  });

  test("a name that says no quantity", () => {
    expect(reasonOf(only(check(layer.claim("gradient", { formula: right.dW }))))).toBe(
      "gradient does not say what it is the value of: name it like dZ, or give `of`",
    );
    const of = layer.claim("g", { of: "V" as never, formula: right.dW });
    expect(reasonOf(only(check(of)))).toBe("no quantity V (there are X, W, b, Y, Z, A)");
  });

  test("a condition or a value for a leaf that is not there", () => {
    const given = layer.claim("dW", { formula: right.dW, given: [sumsToOne("V")] });
    expect(reasonOf(only(check(given)))).toBe("condition: there is no leaf V (the leaves are Y, W, X, b)");
    const misfit = layer.erratum("dW", { formula: right.dW, given: [sumsToOne("Y")] });
    expect(reasonOf(only(check(misfit)))).toBe("condition: Y sums to 1, but Y has the shape [2, 5]");
    const at = layer.claim("dW", { formula: right.dW, at: { A: 1 } });
    expect(reasonOf(only(check(at)))).toMatch(/^at: there is no leaf A/);
    const shape = layer.claim("dW", { formula: right.dW, at: { W: [1, 2] } });
    expect(reasonOf(only(check(shape)))).toBe("at: W [2, 3] got a value of shape [2]");
  });

  test("a formula that throws, gives NaN everywhere, or states nothing", () => {
    const throws = layer.claim("dW", {
      formula: () => {
        throw new RangeError("out of patience");
      },
    });
    expect(reasonOf(only(check(throws)))).toBe("RangeError: out of patience");
    const nan = layer.claim("dW", { formula: ({ W }) => log(mul(-1, square(W))) });
    expect(reasonOf(only(check(nan)))).toMatch(/^the formula has no finite value at \[0, 0\]/);
    const numbers = layer.claim("db", { numbers: () => [[Number.NaN], [1]] });
    expect(reasonOf(only(check(numbers)))).toMatch(/^the formula has no finite value at \[0, 0\]/);
    expect(reasonOf(only(check(layer.claim("dW", {}))))).toMatch(
      /exactly one of formula, numbers and values: it has none/,
    );
    expect(reasonOf(only(check(layer.claim("dW", { values: [], formula: right.dW }))))).toMatch(
      /formula and values/,
    );
  });

  test("a gradient without a loss, or per example without examples", () => {
    const lossless = derivation({ ...layer, build: () => ({ quantities: { x: input("x", []) as Node } }) });
    expect(reasonOf(only(check(lossless.claim("dx", { formula: ({ x }) => x }))))).toMatch(
      /there is no loss/,
    );
    const single = oneNumber(square).claim("dx", { formula: ({ x }) => x, convention: "per-example" });
    expect(reasonOf(only(check(single)))).toMatch(/which dimension counts examples/);
  });

  test("an undecided claim does not stop the others", () => {
    const both = layer.claim("gradient", { formula: right.dW }).claim("dW", { formula: right.dW });
    expect(check(both).claims.map(({ verdict }) => verdict)).toEqual(["undecided", "exact"]);
  });
});

test("a derivation that cannot be built throws one error that names it", () => {
  const broken = derivation({
    ...layer,
    id: "N99",
    build: () => ({ quantities: { Z: matmul(input("a", [2, 3]) as Node, input("b", [2, 3])) } }),
  });
  expect(() => check(broken)).toThrow(/^derivation N99: cannot be built: matmul: /);
});

test("a loss that is no scalar is told in each claim about its gradient", () => {
  const vector = derivation({
    id: "vector",
    title: "A vector for a loss",
    dimensions: {},
    build: () => {
      const x: Node = input("x", [3]);
      return { loss: square(x), quantities: { x } };
    },
  }).claim("dx", { formula: ({ x }) => mul(2, x) });
  const claim = only(check(vector));
  expect(claim.verdict).toBe("undecided");
  expect((claim.evidence.finding as { reason: string }).reason).toMatch(
    /^gradients: a gradient belongs to one/,
  );
});

describe("agreement is needed", () => {
  const twoEntries = (f: (x: Node) => Node) =>
    derivation({
      id: "f",
      title: "A function of two numbers",
      dimensions: {},
      build: () => {
        const x: Node = input("x", [2]);
        return { loss: sum(f(x)), quantities: { x } };
      },
    });

  test("entry by entry: a small term is not hidden by a large entry", () => {
    const scales = constant([1e6, 1e-6]);
    const scaled = twoEntries((x) => mul(scales, add(x, mul(5e-9, square(x)))));
    const all = scaled
      .claim("dx", { formula: ({ x }) => mul(scales, add(1, mul(1e-8, x))) })
      .erratum("dx", { formula: () => scales });
    const [, erratum] = check(all).claims;
    expect(check(all).claims.map(({ verdict }) => verdict)).toEqual(["exact", "refuted"]);
    expect(erratum?.evidence.finding).toMatchObject({ entry: [0] });
    const inSmall = twoEntries((x) => mul(constant([1e6, 1e-6]), square(x))).erratum("dx", {
      formula: ({ x }) => mul(constant([2e6, 2.0000001e-6]), x),
    });
    expect(only(check(inSmall))).toMatchObject({ verdict: "refuted", ok: true });
  });

  test("of enclosures that are narrow: where large numbers cancel in one entry, nothing is decided", () => {
    const large = constant([0, 1e6]);
    const scales = constant([1, 1e-3]);
    const close = twoEntries((x) => mul(scales, square(x))).claim("dx", {
      formula: ({ x }) => add(sub(add(mul(scales, mul(2, x)), large), large), 1e-30),
    });
    const claim = only(check(close));
    expect(claim).toMatchObject({ verdict: "undecided", ok: false });
    expect((claim.evidence.finding as { reason: string }).reason).toMatch(
      /^the enclosures overlap, but are too wide at \[1\] \(up to \de-1[01], against entries of \d/,
    );
  });

  test("at as many points as are asked for", () => {
    const seldom = twoEntries((x) => mul(x, log(sub(x, 1)))).claim("dx", {
      numbers: ({ x }) => (x as number[]).map((t) => Math.log(t - 1) + t / (t - 1)),
    });
    const { verdict, evidence } = only(check(seldom, { points: 20 }));
    expect(verdict).toBe("undecided");
    expect((evidence.finding as { reason: string }).reason).toMatch(
      /^agreement at [1-9]\d? of 160 points, and 20 are needed; elsewhere the formula has no finite value/,
    );
    for (const points of [0, -1, 0.5, Number.NaN]) {
      expect(() => check(seldom, { points })).toThrow(
        `check: points is a whole number from 1 on, not ${points}`,
      );
    }
  });
});

test.each([
  [null, "build gives no { quantities }"],
  [{}, "build gives no { quantities }"],
  [{ quantities: { x: 3 } }, "x is no node"],
  [{ quantities: {}, loss: 1 }, "loss is no node"],
])("a derivation whose build gives %j is refused", (model, what) => {
  const broken = derivation({
    id: "N98",
    title: "From JavaScript",
    dimensions: {},
    build: () => model as never,
  });
  expect(() => check(broken)).toThrow(`derivation N98: cannot be built: ${what}`);
});
