/** Traps that other frameworks fell into, one test each. */
import {
  add,
  constant,
  div,
  evaluate,
  exp,
  gather,
  grad,
  gradients,
  input,
  logSoftmax,
  logSumExp,
  max,
  mean,
  mergeEqual,
  min,
  mul,
  type Node,
  pow,
  reciprocal,
  sigmoid,
  softmax,
  sqrt,
  square,
  sub,
  substitute,
  sum,
  topological,
} from "@cadena/graph";
import { general } from "@cadena/graph/extend";
import { describe, expect, test } from "vitest";
import { wrongDerivatives } from "./derivatives.ts";

import { derivatives } from "./jets.ts";

describe("leaves", () => {
  test("of equal name, shape and value are not merged", () => {
    const [a, b] = [input("w", [2]), input("w", [2])];
    const [merged] = mergeEqual([mul(exp(a), exp(b))]);
    expect(merged?.inputs[0]).not.toBe(merged?.inputs[1]);
    const [da, db] = gradients(sum(mul(a, b)), [a, b]);
    const values = new Map([
      [a, [1, 2]],
      [b, [3, 4]],
    ]);
    expect(evaluate([da, db], values).map(String)).toEqual(["[3, 4]", "[1, 2]"]);
  });

  test("that are constants of equal value keep gradients of their own", () => {
    const [a, b] = [constant([1, 2]), constant([1, 2])];
    const [da, db] = gradients(sum(mul(a, square(b))), [a, b]);
    expect(evaluate([da, db]).map(String)).toEqual(["[1, 4]", "[2, 8]"]);
  });

  test("do not make ops equal whose attributes are different functions", () => {
    const apply = general<{ readonly f: (x: number) => number }>({
      name: "apply",
      infer: ([x]) => ({ shape: (x as Node).shape, dtype: "real" }),
      floats: ([x], { attributes }) => Float64Array.from(x as ArrayLike<number>, attributes.f),
      vjp: "nondifferentiable",
    });
    const x = constant([1, 2]);
    const both = [apply([x], { f: (e) => e + 1 }), apply([x], { f: (e) => 10 * e })];
    expect(evaluate(both).map(String)).toEqual(["[2, 3]", "[10, 20]"]);
  });
});

describe("second derivatives", () => {
  test("see the outputs that a rule has saved", () => {
    const ofRules = [
      [exp, Math.E],
      [sigmoid, (1 / (1 + Math.E ** -1)) * (1 - 1 / (1 + Math.E ** -1)) * (1 - 2 / (1 + Math.E ** -1))],
      [sqrt, -0.25],
      [reciprocal, 2],
    ] as const;
    for (const [op, second] of ofRules) {
      expect(derivatives(op as (x: Node) => Node, 1, 2)[2]).toBeCloseTo(second, 14);
    }
  });
});

describe("nested gradients", () => {
  test("do not confuse two perturbations", () => {
    const x = input("x", []);
    const inner = grad((y: Node) => mul(x, y));
    const outer = grad((z: Node) => mul(z, grad((y: Node) => add(z, y))(z)));
    expect(evaluate([inner(x) as Node, outer(x) as Node], { x: 3 }).map(String)).toEqual(["3", "1"]);
  });

  test("take a node that the function closes over for a constant", () => {
    const x = input("x", []);
    const closed = square(x);
    const derivative = grad((y: Node) => mul(closed, mul(y, y)))(x);
    expect(evaluate(derivative as Node, { x: 3 }).item()).toBe(54);
  });

  test("give the third derivative of a cube", () => {
    const third = grad((x: Node) => grad((y: Node) => grad((z: Node) => pow(z, 3))(y) as Node)(x) as Node);
    expect(evaluate(third(constant(7)) as Node).item()).toBe(6);
  });

  test("refuse an argument that is no real number", () => {
    const k = input("k", [], "integer");
    expect(() => grad((labels: Node, w: Node) => mul(w, labels))(k, constant(2))).toThrow(
      "gradients: argument 0 [] is integer, not real",
    );
  });
});

test("repeated use of a node adds its cotangents up", () => {
  const f = (x: Node): Node => add(mul(x, x), mul(mul(x, x), x));
  expect(derivatives(f, 2, 3)).toEqual([12, 16, 14, 6]);
});

test("gather with repeated indices adds its cotangents up", () => {
  const f = (x: Node): Node => square(gather(x, [1, 1, 0, 1]));
  expect(derivatives(f, [2, 3, 5], 2).slice(1)).toEqual([
    [4, 18, 0],
    [2, 6, 0],
  ]);
});

test("softmax over an axis that is not the last sums to 1 along that axis and has its own derivative", () => {
  const x = input("x", [3, 2]);
  const p = softmax(x, { axis: 0 });
  const at = [
    [1, 2],
    [0.5, -1],
    [0, 0.25],
  ];
  // Three quotients of a common divisor, each rounded once: at most 3/2 units in the last place off 1.
  for (const s of evaluate(sum(p, { axis: 0 }), { x: at }).data) expect(Math.abs(s - 1)).toBeLessThan(4e-16);
  const scalar = sum(
    mul(
      p,
      constant([
        [1, 2],
        [4, 8],
        [16, 32],
      ]),
    ),
  );
  const value = evaluate(x, { x: at });
  expect(wrongDerivatives(scalar, [x], new Map([[x, value]]), 1)).toEqual([]);
});

test("the slope of a power has the exponent that it has on paper: 1.7 for 2.7, not 1.7000000000000002", () => {
  const x = input("x", []);
  const left = [2.7, 0.1, 1 / 3].map((exponent) => {
    const [slope] = gradients(pow(x, exponent), [x]);
    return topological([slope]).map(({ attributes }) => (attributes as { exponent?: number }).exponent);
  });
  expect(left.flat().filter((exponent) => exponent !== undefined)).toEqual([1.7, -0.9, -2 / 3]);
});

test("mean over an axis divides by that axis alone", () => {
  const f = (x: Node): Node => mean(x, { axis: 0 });
  expect(
    derivatives(
      f,
      [
        [1, 2, 3],
        [5, 6, 7],
      ],
      1,
    ),
  ).toEqual([
    [3, 4, 5],
    [
      [0.5, 0.5, 0.5],
      [0.5, 0.5, 0.5],
    ],
  ]);
});

test("a node of another shape or kind is not substituted", () => {
  const [x, y, k] = [input("x", [2]), input("y", [3]), input("k", [2], "integer")];
  expect(() => substitute([sum(x)], new Map([[x, y]] as [Node, Node][]))).toThrow(
    "substitute: x [2] (real) cannot become y [3] (real)",
  );
  expect(() => substitute([sum(x)], new Map([[x, k]] as [Node, Node][]))).toThrow("k [2] (integer)");
});

test("an input that the scalar does not depend on has the gradient 0 in its own shape", () => {
  const [x, unused] = [input("x", [2]), input("unused", [3, 1])];
  const [, g] = gradients(sum(x), [x, unused]);
  expect(evaluate(g).toArray()).toEqual([[0], [0], [0]]);
});

describe("reductions over an empty axis", () => {
  test("give 0 for a sum and NaN for a mean, with an empty gradient", () => {
    expect(derivatives((x) => sum(x), [], 1)).toEqual([0, []]);
    expect(derivatives((x) => mean(x), [], 1)).toEqual([Number.NaN, []]);
  });

  test.each([
    ["max", () => max(input("x", [0]))],
    ["min", () => min(input("x", [2, 0]), { axis: 1 })],
    ["logSumExp", () => logSumExp(input("x", [0]))],
    ["softmax", () => softmax(input("x", [2, 0]))],
    ["logSoftmax", () => logSoftmax(input("x", [0, 2]), { axis: 0 })],
  ])("are an error of %s at the line that calls it", (name, call) => {
    expect(call).toThrow(`${name}: axis`);
  });
});

test("a plain sum of softmax has gradient 0 whatever the rule says: a weighted one tells a wrong rule", () => {
  const x = input("x", [3]);
  const at = new Map([[x, evaluate(x, { x: [0.3, -0.2, 0.9] })]]);
  const [g] = gradients(sum(softmax(x)), [x]);
  expect(Math.max(...evaluate(g, { x: [0.3, -0.2, 0.9] }).data.map(Math.abs))).toBeLessThan(1e-16);
  expect(wrongDerivatives(sum(mul(softmax(x), constant([1, -2, 4]))), [x], at, 1)).toEqual([]);
});

test("0 by 0 stays NaN: nothing hides it", () => {
  expect(derivatives((x) => div(x, x), 0, 0)[0]).toBeNaN();
  expect(derivatives((x) => sub(x, x), Number.POSITIVE_INFINITY, 0)[0]).toBeNaN();
});
