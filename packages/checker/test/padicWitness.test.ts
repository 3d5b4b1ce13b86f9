// p-adic difference quotients as a witness of automatic gradients: they agree with right ones to 7 digits of 61 bits
// each, contradict wrong ones however small the mistake, and say where there are none.
import {
  add,
  addBias,
  exp,
  gradients,
  input,
  log,
  logSoftmax,
  matmul,
  mean,
  mul,
  type Node,
  neg,
  parameter,
  relu,
  sigmoid,
  softplus,
  sqrt,
  square,
  stopGradient,
  sub,
  sum,
  tanh,
  tensor,
} from "@cadena/graph";
import { general } from "@cadena/graph/extend";
import { describe, expect, test } from "vitest";
import { witnesses } from "../src/evidence/witness.ts";
import { type Condition, type GradientWitnesses, oneHotColumns, zeroOrOne } from "../src/index.ts";
import { Points } from "../src/points/points.ts";
import { conditioned, fixed, type Sampling } from "../src/points/sampling.ts";

interface Model {
  readonly loss: Node;
  readonly quantities: Readonly<Record<string, Node>>;
  readonly samplings: ReadonlyMap<Node, Sampling>;
}

type Activation = (x: Node) => Node;

/** Layers over 4 examples, with a mean cross-entropy on top and the squares of the weights. */
function network(hidden: readonly Activation[], top: "logistic" | "softmax"): Model {
  const outputs = top === "logistic" ? 1 : 3;
  const [X, Y] = [input("X", [2, 4]), input("Y", [outputs, 4])];
  const quantities: Record<string, Node> = { X, Y };
  let a: Node = X;
  let penalty: Node = mul(0, sum(X));
  const layer = (l: number, size: number): Node => {
    const W = parameter(`W${l}`, [size, a.shape[0] as number]);
    const b = parameter(`b${l}`, [size, 1]);
    const z = addBias(matmul(W, a), b as never) as Node;
    penalty = add(penalty, sum(square(W)));
    Object.assign(quantities, { [`W${l}`]: W, [`b${l}`]: b, [`z${l}`]: z });
    return z;
  };
  for (const [l, activation] of hidden.entries()) {
    a = activation(layer(l, 3));
    quantities[`a${l}`] = a;
  }
  const z = layer(hidden.length, outputs);
  const p = sigmoid(z);
  const losses: Node =
    top === "logistic"
      ? neg(add(mul(Y, log(p)), mul(sub(1, Y), log(sub(1, p)))))
      : neg(sum(mul(Y, logSoftmax(z, { axis: 0 })), { axis: 0 }));
  const targets: Condition = top === "logistic" ? zeroOrOne("Y") : oneHotColumns("Y");
  return {
    loss: add(mean(losses), mul(0.05, penalty)),
    quantities,
    samplings: new Map([[Y, conditioned(targets)]]),
  };
}

/** What the witnesses say about a gradient; about the automatic one, where no other is given. */
function asked(
  loss: Node,
  quantity: Node,
  samplings: ReadonlyMap<Node, Sampling> = new Map(),
  gradient: Node = gradients(loss, [quantity])[0] as Node,
): GradientWitnesses {
  return witnesses({ scalar: loss, quantity, gradient, points: new Points([], samplings, 1) });
}

const models: readonly (readonly [string, Model])[] = [
  ["logistic regression", network([], "logistic")],
  ["softmax with a cross-entropy", network([], "softmax")],
  ["two layers of tanh and sigmoid", network([tanh], "logistic")],
  ["two layers of relu and softmax", network([relu], "softmax")],
  ["three layers of sigmoid, softplus and softmax", network([sigmoid, softplus], "softmax")],
];

describe.each(models)("%s:", (name, { loss, quantities, samplings }) => {
  const compares = /relu|softmax/.test(name);

  test("quotients agree with the gradient in every quantity", () => {
    for (const quantity of Object.values(quantities)) {
      const { verdict, quotients } = asked(loss, quantity, samplings);
      expect([verdict, quotients.verdict]).toEqual(["numeric", "exact"]);
      expect(quotients.digits).toBeGreaterThanOrEqual(7);
      // One point where nothing is compared; relu and softmax do, and are asked on both sides of something.
      expect(quotients.directions).toBeGreaterThanOrEqual(quotients.regions as number);
      expect(quotients.regions).toBe(compares ? 2 : 1);
    }
  });

  test("quotients refute mistakes of every size", () => {
    const W = quantities.W0 as Node;
    const right = gradients(loss, [W])[0] as Node;
    const wrong: Node[] = [
      neg(right),
      mul(2, right),
      mul(0, right),
      sub(right, mul(0.1, W)),
      mul(1.000000000000001, right),
      add(right, 1e-30),
    ];
    for (const gradient of wrong) {
      const { verdict, quotients } = asked(loss, W, samplings, gradient);
      expect([verdict, quotients.verdict, quotients.directions]).toEqual(["refuted", "refuted", 2]);
    }
  });
});

describe("quotients", () => {
  const [x, y] = [input("x", [3]), input("y", [3])];

  test("see what neither duals nor differences can", () => {
    const found = asked(sum(square(x)), x, new Map(), mul(2.0000000000000004, x));
    expect([found.duals.verdict, found.differences.verdict, found.quotients.verdict]).toEqual([
      "numeric",
      "numeric",
      "refuted",
    ]);
    expect(found.verdict).toBe("refuted");
  });

  test("move a quantity in the middle of a graph", () => {
    const middle = exp(x);
    expect(asked(sum(mul(middle, log(middle))), middle).quotients.verdict).toBe("exact");
  });

  test("hold what derivatives take for a constant", () => {
    const loss = sum(mul(x, stopGradient(exp(x))));
    expect(asked(loss, x).quotients.verdict).toBe("exact");
    expect(asked(loss, x, new Map(), mul(exp(x), add(1, x))).quotients.verdict).toBe("refuted");
  });

  test("find points where a root is one, and numbers near 1 where an exponential needs no more", () => {
    expect(asked(sqrt(sum(square(x))), x).quotients.verdict).toBe("exact");
    expect(asked(sum(exp(mul(x, log(square(y))))), x).quotients.verdict).toBe("exact");
  });

  test("are undecided, with the reason, where there are none", () => {
    const reasonOf = (loss: Node, samplings?: ReadonlyMap<Node, Sampling>): unknown => {
      const { quotients } = asked(loss, x, samplings);
      expect(quotients).toMatchObject({ verdict: "undecided", digits: 0, directions: 0 });
      return quotients.reason;
    };
    expect(reasonOf(sum(exp(add(1, x))))).toBe("exp of a number that is no multiple of p");
    expect(reasonOf(sum(log(neg(square(x)))))).toBe("a value is not finite at the point");
    const zeros = new Map([[x as Node, fixed(tensor([0, 0, 0]))]]);
    expect(reasonOf(sum(relu(x)), zeros)).toBe("a branch on two numbers that are equal as floats alone");
    const opaque = general<Record<never, never>>({
      name: "opaque",
      infer: ([a]) => ({ shape: (a as Node).shape, dtype: "real" }),
      floats: ([a]) => Float64Array.from(a as ArrayLike<number>, Math.sin),
      vjp: ({ ct }) => ct,
    });
    expect(reasonOf(sum(opaque([x], {})))).toBe(
      "opaque: has a meaning over floats only, not in true p-adic numbers",
    );
  });
});
