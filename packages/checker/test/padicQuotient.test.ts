// Difference quotients of networks in p-adic numbers: right gradients agree to all digits that are compared, and
// planted mistakes do not.
import {
  add,
  addBias,
  div,
  exp,
  gradients,
  input,
  log,
  logSoftmax,
  matmul,
  maximum,
  mean,
  mul,
  type Node,
  neg,
  parameter,
  pow,
  relu,
  sigmoid,
  softplus,
  sqrt,
  square,
  sub,
  sum,
  tanh,
} from "@cadena/graph";
import { describe, expect, test } from "vitest";
import { prepared } from "../src/evidence/program.ts";
import {
  type PAdic,
  type PAdicQuotient,
  type PAdicSystem,
  pAdic,
  pAdicQuotient,
  type QuotientQuestion,
} from "../src/index.ts";
import { dataOf, leaves, type Rule } from "./padic.ts";

const n = pAdic("true", 20);

/** More digits, for slopes that are multiples of a high power of p. */
const long = pAdic("true", 32);

/** A scalar graph and one of its leaves, at a random point. */
interface Case {
  readonly loss: Node;
  readonly leaf: Node;
  readonly rules?: ReadonlyMap<Node, Rule>;
  readonly system?: PAdicSystem;
}

/** The question whether a graph is the gradient of another one in a leaf. */
function question({ loss, leaf, rules, system = n }: Case, gradient: Node): QuotientQuestion {
  const point = leaves(system, 1, rules, 1);
  const along = (graph: Node): ((x: readonly PAdic[]) => PAdic[]) => {
    const ready = prepared([graph]);
    return (x) => {
      const moved = { dtype: "real", shape: leaf.shape, data: x } as const;
      return dataOf(ready(system, (at) => (at === leaf ? moved : point(at)))[0]!);
    };
  };
  const value = along(loss);
  return {
    system,
    at: dataOf(point(leaf)),
    value: (x) => value(x)[0] as PAdic,
    gradient: along(gradient),
    seed: 1,
  };
}

const slope = (loss: Node, leaf: Node): Node => gradients(loss, [leaf])[0] as Node;
const ask = (made: Case, gradient: Node = slope(made.loss, made.leaf)): PAdicQuotient =>
  pAdicQuotient(question(made, gradient));

/** The same, of numbers that are changed after the graph is computed. */
const altered = (made: Case, change: (g: readonly PAdic[]) => PAdic[]): PAdicQuotient => {
  const right = question(made, slope(made.loss, made.leaf));
  return pAdicQuotient({ ...right, gradient: (x) => change(Array.from(right.gradient(x))) });
};

/** The first entry that is not 0, as those of units that are off are. */
const firstOf = (g: readonly PAdic[]): number => g.findIndex((x) => x.shadow !== 0);

const activations = { sigmoid, tanh, relu, softplus } as const;
type Activation = keyof typeof activations;

interface Model {
  readonly loss: Node;
  readonly weights: readonly Node[];
  readonly biases: readonly Node[];
  readonly rules: ReadonlyMap<Node, Rule>;
}

/** Layers of 3 units each over 4 examples, with L2 regularisation, and a classifier on top. */
function network(hidden: readonly Activation[], top: "logistic" | "softmax"): Model {
  const [width, m, outputs] = [3, 4, top === "logistic" ? 1 : 3];
  const [X, Y] = [input("X", [width, m]), input("Y", [outputs, m])];
  const sizes = [...hidden.map(() => width), outputs];
  const weights = sizes.map((size, l) => parameter(`W${l}`, [size, width]));
  const biases = sizes.map((size, l) => parameter(`b${l}`, [size, 1]));
  let a: Node = X;
  let z: Node = X;
  for (const [l, W] of weights.entries()) {
    z = addBias(matmul(W, a), biases[l] as never) as Node;
    const activation = hidden[l];
    if (activation !== undefined) a = activations[activation](z);
  }
  const p = sigmoid(z);
  const losses: Node =
    top === "logistic"
      ? neg(add(mul(Y, log(p)), mul(sub(1, Y), log(sub(1, p)))))
      : neg(sum(mul(Y, logSoftmax(z, { axis: 0 })), { axis: 0 }));
  const penalty = weights.map((W): Node => sum(square(W))).reduce((s, t): Node => add(s, t) as Node);
  return {
    loss: add(mean(losses), mul(0.05, penalty)),
    weights,
    biases,
    rules: new Map<Node, Rule>([[Y, top === "logistic" ? "bits" : "oneHot"]]),
  };
}

const architectures: [string, Model][] = [
  ["logistic regression", network([], "logistic")],
  ["softmax regression", network([], "softmax")],
  ...(["sigmoid", "tanh", "relu", "softplus"] as const).map((act): [string, Model] => [
    `two layers with ${act}`,
    network([act], act === "relu" ? "softmax" : "logistic"),
  ]),
  ["three layers of sigmoid and tanh", network(["sigmoid", "tanh"], "softmax")],
  ["three layers of softplus and relu", network(["softplus", "relu"], "softmax")],
];

describe.each(architectures)("%s:", (_, { loss, weights, biases, rules }) => {
  test.each([...weights, ...biases].map((leaf) => [leaf.name, leaf] as const))(
    "the gradient in %s agrees with the quotient to 7 digits",
    (_name, leaf) => {
      const answer = ask({ loss, leaf, rules });
      expect(answer).toMatchObject({ applicable: true, agrees: true });
      if (answer.applicable) expect(answer.digits).toBeGreaterThanOrEqual(7);
    },
  );

  const differs = (answer: PAdicQuotient): void =>
    expect(answer).toMatchObject({ applicable: true, agrees: false });

  test("planted mistakes in every gradient differ", () => {
    for (const leaf of [...weights, biases[0] as Node]) {
      const made = { loss, leaf, rules };
      const right = question(made, slope(loss, leaf));
      const altered = (change: (g: readonly PAdic[]) => PAdic[]): PAdicQuotient =>
        pAdicQuotient({ ...right, gradient: () => change(known) });
      const known = Array.from(right.gradient(right.at));
      differs(altered((g) => g.map((x) => n.neg(x))));
      differs(altered((g) => g.map((x) => n.mul(n.constant(2), x))));
      differs(altered((g) => g.map((x) => n.mul(n.constant(0.25), x))));
      differs(altered((g) => g.map((x, i) => (i === firstOf(g) ? n.zero : x))));
      differs(altered((g) => g.map(() => n.zero)));
      if (leaf.shape.join() === "3,3")
        differs(altered((g) => g.map((_x, i) => g[(i % 3) * 3 + Math.floor(i / 3)] as PAdic)));
    }
    for (const leaf of weights) {
      const unregularised = sub(slope(loss, leaf), mul(0.1, leaf)) as Node;
      differs(ask({ loss, leaf, rules }, unregularised));
    }
  });
});

describe("the quotient", () => {
  const [x, y] = [input("x", []), input("y", [])];
  const near = new Map<Node, Rule>([
    [x, "nearOne"],
    [y, "nearOne"],
  ]);

  test("is right for powers, roots and quotients of numbers near 1", () => {
    for (const loss of [
      pow(x, 0.3),
      pow(x, -1.5),
      pow(x, y),
      sub(mul(x, log(mul(2, x))), x),
      sqrt(add(x, y)),
      div(x, y),
      log(add(x, exp(sub(y, 1)))),
    ])
      for (const leaf of [x, y]) {
        const answer = ask({ loss: loss as Node, leaf, rules: near });
        expect(answer).toMatchObject({ applicable: true, agrees: true });
      }
  });

  test("smaller steps decide where a slope is steep: x / y for y a multiple of p", () => {
    const steep = div(x, square(square(y))) as Node;
    expect(ask({ loss: steep, leaf: y })).toMatchObject({ applicable: true, agrees: true });
    expect(ask({ loss: steep, leaf: y }, mul(2, slope(steep, y)) as Node)).toMatchObject({ agrees: false });
  });

  test("does not take digits that are not known for a mistake: 1 / tanh x³", () => {
    const lossy = (power: number): Node => div(1, tanh(pow(x, power))) as Node;
    expect(ask({ loss: lossy(3), leaf: x })).toMatchObject({ applicable: true, agrees: true });
    expect(ask({ loss: lossy(3), leaf: x }, mul(2, slope(lossy(3), x)) as Node)).toMatchObject({
      agrees: false,
    });
    expect(ask({ loss: lossy(5), leaf: x })).toMatchObject({
      applicable: false,
      reason: expect.stringContaining("too few digits"),
    });
    expect(ask({ loss: lossy(5), leaf: x, system: long })).toMatchObject({ applicable: true, agrees: true });
  });

  test("is that of a slope of 0", () => {
    const flat = mul(0, x) as Node;
    expect(ask({ loss: flat, leaf: x })).toEqual({ applicable: true, agrees: true, digits: 20 });
    expect(ask({ loss: flat, leaf: x }, mul(1, x) as Node)).toMatchObject({ agrees: false });
    expect(ask({ loss: square(x), leaf: x }, mul(0, x) as Node)).toMatchObject({ agrees: false });
  });

  test("is of second order where it is asked of the gradient along a direction", () => {
    const { loss, weights, rules } = network(["tanh"], "logistic");
    const [W] = weights as [Node];
    const v = input("v", W.shape);
    const along = sum(mul(slope(loss, W), v)) as Node;
    expect(ask({ loss: along, leaf: W, rules })).toMatchObject({ applicable: true, agrees: true });
    expect(altered({ loss: along, leaf: W, rules }, (g) => g.map((s) => n.neg(s)))).toMatchObject({
      agrees: false,
    });
  });

  test("does not see a mistake of a very high order, as it says", () => {
    const loss = tanh(x);
    const wrong = add(slope(loss, x), pow(x, 12)) as Node;
    expect(ask({ loss, leaf: x }, wrong)).toMatchObject({ agrees: true });
    const seen = new Map<Node, Rule>([[x, { valuation: 1 }]]);
    expect(ask({ loss, leaf: x, rules: seen }, add(slope(loss, x), pow(x, 5)) as Node)).toMatchObject({
      agrees: false,
      digits: 5,
    });
  });

  test("does not apply where exp gets no multiple of p, and says so", () => {
    expect(ask({ loss: exp(add(1, x)) as Node, leaf: x })).toEqual({
      applicable: false,
      reason: "exp of a number that is no multiple of p",
    });
  });

  test("needs more digits for the first of many layers, and says so", () => {
    const { loss, weights, rules } = network(["sigmoid", "softplus", "tanh", "sigmoid", "tanh"], "logistic");
    const unregularised = sub(loss, mul(0.05, sum(square(weights[0] as Node)))) as Node;
    const made = { loss: unregularised, leaf: weights[0] as Node, rules };
    expect(ask(made)).toMatchObject({ applicable: false, reason: expect.stringContaining("too few digits") });
    const precise = ask({ ...made, system: long });
    expect(precise).toMatchObject({ applicable: true, agrees: true });
    expect(altered({ ...made, system: long }, (g) => g.map((x) => n.neg(x)))).toMatchObject({
      agrees: false,
    });
  });

  test("refuses what it cannot compare", () => {
    const right = question({ loss: square(x) as Node, leaf: x }, mul(2, x) as Node);
    expect(() => pAdicQuotient({ ...right, gradient: () => [] })).toThrow(
      "pAdicQuotient: 0 slopes for 1 numbers",
    );
    expect(() => pAdicQuotient({ ...right, system: pAdic("formal", 20) })).toThrow(
      "pAdicQuotient: the slopes of formal p-adic numbers are not those of calculus",
    );
    expect(() => pAdic("true", 1)).toThrow("pAdic: at least 2 digits are needed, got 1");
  });

  test("does not apply on a branch", () => {
    const kink = sum(maximum(x, sub(mul(2, x), x))) as Node;
    expect(ask({ loss: kink, leaf: x })).toMatchObject({ applicable: true, agrees: true });
    const at = question({ loss: maximum(x, y) as Node, leaf: x }, mul(1, x) as Node);
    const tied = {
      ...at,
      value: ([z]: readonly PAdic[]) => n.max(z as PAdic, { ...n.one, shadow: z!.shadow }),
    };
    expect(pAdicQuotient(tied)).toEqual({
      applicable: false,
      reason: "a branch on two numbers that are equal as floats alone",
    });
  });
});
