import { add, cos, div, input, mul, type Node, neg, sin, sub } from "@cadena/graph";
import { unary } from "@cadena/graph/extend";
import { describe, expect, test } from "vitest";
import { check, derivation, equivalent } from "../src/index.ts";
import "../src/vitest.ts";
import { layer, right } from "./models.ts";

const wrongSine = unary({
  name: "wrongSine",
  scalar: (n, x) => n.sin(x),
  vjp: ({ ct, x }) => mul(ct, neg(cos(x))),
});

describe("matchers", { timeout: 60_000 }, () => {
  test("pass for a derivation, a function and an op that are right", () => {
    expect(layer.claim("dW", { formula: right.dW })).toHoldNumerically();
    expect((x: Node) => sin(x)).toHaveRightGradients([[3]], { order: 2 });
    expect(sin).toBeALawfulOp();
  });

  test("fail with the report for those that are not", () => {
    expect(() =>
      expect(layer.claim("dW", { formula: (s) => neg(right.dW(s)) })).toHoldNumerically({ seed: 3 }),
    ).toThrow(
      /layer {2}A layer of sigmoids\n {2}dW .* WRONG +E3\n +the sign is wrong.*\n[\s\S]* +e\.g\. entry/,
    );
    expect(() => expect((x: Node) => wrongSine(x)).toHaveRightGradients([[3]])).toThrow(
      /gradient in argument 0 {2}refuted {2}the gradient gives/,
    );
    expect(() => expect(wrongSine).toBeALawfulOp()).toThrow(/refuted/);
  });

  test("can be negated", () => {
    expect(wrongSine).not.toBeALawfulOp();
    expect(() => expect(sin).not.toBeALawfulOp()).toThrow(/numeric/);
  });

  test("say above the report what was expected", () => {
    const wrong = layer.claim("dW", { formula: (s) => neg(right.dW(s)) });
    const all = "all claims to hold, and all errata to be refuted";
    expect(() => expect(wrong).toHoldNumerically()).toThrow(new RegExp(`^expected ${all}\nlayer {2}A layer`));
    expect(() => expect(layer).not.toHoldNumerically()).toThrow(`expected not ${all}\n`);
    expect(() => expect(sin).not.toHaveRightGradients([[3]])).toThrow(
      "expected not the gradients to be right\n",
    );
    expect(() => expect(wrongSine).toBeALawfulOp()).toThrow("expected the op to be lawful\n");
  });

  test("ask for exactness where that is meant", () => {
    const right = layer.claim("dZ", { formula: ({ A, Y, m }) => div(sub(A, Y), m) });
    expect(right).toHoldExactly();
    const nearly = derivation({
      id: "nearly",
      title: "Within the error bars of floats",
      dimensions: {},
      build: () => ({ quantities: { x: input("x", []) as Node } }),
    }).claim("y", { of: ({ x }) => x, formula: ({ x }) => add(x, mul(1e-20, x)) });
    expect(nearly).toHoldNumerically();
    expect(() => expect(nearly).toHoldExactly()).toThrow(
      /^expected all claims to hold exactly, .*\nnearly {2}Within.*\n {2}y .* NUMERIC +E2 .*\n +not exact: /,
    );
  });

  test("look at the result of a check, or of a comparison", () => {
    const result = check(layer.claim("dZ", { formula: right.dZ }).erratum("db", { formula: right.dZ }));
    expect(result).toBeExact();
    expect(result).toBeAsExpected();
    expect(result).not.toBeRefuted();
    expect(equivalent("(x + y)^2", "x^2 + 2 x y + y^2")).toBeExact();
    expect(equivalent("(x + y)^2", "x^2 + y^2")).toBeRefuted();
    const nearly = check(layer.claim("dZ", { numbers: ({ A }) => A }));
    expect(nearly).not.toBeExact();
    expect(nearly).toBeRefuted();
  });

  test("show the report of a result that is not so", () => {
    const wrong = check(layer.claim("dW", { formula: (s) => neg(right.dW(s)) }), { seed: 3 });
    const all = "every formula to be exact, and every erratum to be refuted";
    expect(() => expect(wrong).toBeExact()).toThrow(
      new RegExp(`^expected ${all}\nlayer {2}A layer of sigmoids\n {2}dW .* WRONG +E3\n`),
    );
    expect(() => expect(wrong).toBeAsExpected()).toThrow(
      "expected every claim to be as expected\nlayer  A layer",
    );
    expect(() => expect(wrong).not.toBeRefuted()).toThrow(
      "expected not every claim to be refuted\nlayer  A layer",
    );
  });

  test("do not pass for a check of nothing", () => {
    expect(() => expect(check(layer)).toBeExact()).toThrow("no claims");
    expect(() => expect(check(layer)).toBeAsExpected()).toThrow("no claims");
  });

  test("refuse what they are not for", () => {
    expect(() => expect(layer).toBeExact()).toThrow(
      /^expect: the result of a check is needed, got a derivation[\s\S]*write expect\(check\(derivation\)\)/,
    );
    expect(() => expect(check(layer)).toHoldExactly()).toThrow(
      /^expect: a derivation is needed, got the result of a check[\s\S]*give the derivation itself/,
    );
    expect(() => expect(4).toBeRefuted()).toThrow("expect: the result of a check is needed, got 4");
    expect(() => expect(3).toHoldNumerically()).toThrow("expect: a derivation is needed, got 3");
    expect(() => expect(undefined).not.toBeALawfulOp()).toThrow("expect: an op is needed, got undefined");
    expect(() => expect("f").toHaveRightGradients([])).toThrow(
      "expect: a function of nodes is needed, got f",
    );
  });
});
