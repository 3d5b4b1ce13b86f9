// Identities of calculus and of networks, and formulas that look like them: the formal p-adic numbers tell the ones
// from the others, those with logarithms included.
import {
  add,
  div,
  exp,
  input,
  leavesOf,
  log,
  logSoftmax,
  logSumExp,
  mul,
  type Node,
  neg,
  pow,
  sigmoid,
  softplus,
  sqrt,
  sub,
} from "@cadena/graph";
import { evaluateIn } from "@cadena/graph/extend";
import { describe, expect, test } from "vitest";
import { agreement, type Condition, type PAdicSystem, pAdic, samplePAdic } from "../src/index.ts";
import { type LeafValues, Points } from "../src/points/points.ts";
import { draws } from "../src/points/random.ts";
import { conditioned } from "../src/points/sampling.ts";
import { dataOf, leaves, type Rule } from "./padic.ts";
import { type Row, textbook } from "./textbook.ts";

const n = pAdic("formal", 16);
type Values = LeafValues<ReturnType<PAdicSystem["constant"]>, ReturnType<PAdicSystem["truth"]>>;

/** What the p-adic numbers say, at the first point where both sides are defined. */
function answer(left: Node, right: Node, at: (seed: number) => Values): string {
  for (let seed = 1; seed < 60; seed++) {
    const [a, b] = evaluateIn(n, [left, right], at(seed)).map(dataOf);
    const answers = (a ?? []).map((x, i) => agreement(x, b?.[i] ?? n.zero).answer);
    if (answers.includes("unknown")) continue;
    return answers.includes("different") ? "different" : "equal";
  }
  return "unknown";
}

/** Units everywhere, but for what the conditions say. */
function under(nodes: readonly Node[], conditions: readonly Condition[]): (seed: number) => Values {
  const all = leavesOf(nodes);
  const samplings = conditions.map((condition) => {
    const leaf = all.find(({ name }) => name === condition.of) as Node;
    return [leaf, conditioned(condition)] as const;
  });
  const points = new Points(all, new Map(samplings), 1);
  return (seed) => {
    const { uniform } = draws(seed);
    return points.at(n, seed, (x) => samplePAdic(uniform, n.digits, x, { valuation: 0 }));
  };
}

describe("the p-adic numbers tell the claims of textbooks apart:", () => {
  test.each(textbook.map((row) => [row[0], row] as const))(
    "%s",
    (_, [, right, a, b, conditions = []]: Row) => {
      expect(answer(a, b, under([a, b], conditions))).toBe(right ? "equal" : "different");
    },
  );
});

describe("and others:", () => {
  const [x, y] = [input("x", []), input("y", [])];
  const Z = input("Z", [4, 3]);
  const along = { axis: 0, keepDims: true } as const;
  const near = new Map<Node, Rule>([[x, "nearOne"]]);
  const power = [mul(pow(x, y), x), pow(x, add(y, 1))] as const;

  test.each([
    ["logSoftmax and logSumExp", "equal", logSoftmax(Z, { axis: 0 }), sub(Z, logSumExp(Z, along))],
    ["log(1 - σ(x)) = -x - log(1 + e^-x)", "equal", log(sub(1, sigmoid(x))), sub(neg(x), softplus(neg(x)))],
    ["√(x y) = √x √y", "equal", sqrt(mul(x, y)), mul(sqrt(x), sqrt(y))],
    ["x^y x = x^(y+1)", "equal", ...power],
    ["x^y x = x^(y+1) for x near 1", "equal", ...power, near],
    ["log(x / y) = log x - log y", "equal", log(div(x, y)), sub(log(x), log(y))],
    ["e^(x y) is not e^x e^y", "different", exp(mul(x, y)), mul(exp(x), exp(y))],
    ["log x + log y is not log(x + y)", "different", add(log(x), log(y)), log(add(x, y))],
  ] as [string, string, Node, Node, Map<Node, Rule>?][])("%s: %s", (_, outcome, left, right, rules) => {
    expect(answer(left, right, (seed) => leaves(n, seed, rules))).toBe(outcome);
  });
});
