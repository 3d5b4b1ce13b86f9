import {
  add,
  addBias,
  argmax,
  at,
  constant,
  cos,
  div,
  exp,
  gradients,
  greater,
  hardmax,
  input,
  log,
  logSoftmax,
  logSumExp,
  matmul,
  max,
  mean,
  mul,
  type Node,
  neg,
  pow,
  relu,
  sigmoid,
  sin,
  softmax,
  softplus,
  sqrt,
  square,
  sub,
  sum,
  tanh,
  transpose,
  where,
} from "@cadena/graph";
import { general, int32, interpret, nonzero, plan, positive, type Value } from "@cadena/graph/extend";
import { describe, expect, test } from "vitest";
import { degreeBound, exponentDepth, type Ternary, type TowerNumber, tower } from "../src/index.ts";
import { compareAt, compareGraphs, elementsIn, from, type Sampler } from "./towerTrial.ts";

const slope = (y: Node, x: Node): Node => (gradients(sum(y), [x]) as Node[])[0] as Node;

describe("graphs in the tower", () => {
  const z = input("z", [3]);
  const a = sigmoid(z);

  test.each([
    ["softmax forgets a shift", softmax(add(z, input("c", []))), softmax(z)],
    ["softmax sums to 1", sum(softmax(z)), constant(1)],
    ["log softmax is the logarithm of softmax", logSoftmax(z), log(softmax(z))],
    ["log softmax is z - log Σ e^z", logSoftmax(z), sub(z, logSumExp(z))],
    ["the gradient of log Σ e^z is softmax", slope(logSumExp(z), z), softmax(z)],
    ["σ' is a (1 - a)", slope(a, z), mul(a, sub(1, a))],
    ["tanh' is 1 - a²", slope(tanh(z), z), sub(1, square(tanh(z)))],
    ["softplus' is σ", slope(softplus(z), z), a],
    ["softplus(z) - softplus(-z) is z", sub(softplus(z), softplus(neg(z))), z],
    ["(sin² z)' is sin 2z", slope(square(sin(z)), z), sin(mul(2, z))],
    ["(e^(e^z))' is e^z e^(e^z)", slope(exp(exp(z)), z), mul(exp(z), exp(exp(z)))],
    ["σ'' is a (1 - a) (1 - 2a)", slope(slope(a, z), z), mul(mul(a, sub(1, a)), sub(1, mul(2, a)))],
    ["(z^(7/2))' is 7/2 z^(5/2)", slope(pow(z, 3.5), z), mul(3.5, mul(square(z), sqrt(z))), from(positive)],
    ["(z^0.3)' is 0.3 z^0.3 / z", slope(pow(z, 0.3), z), div(mul(0.3, pow(z, 0.3)), z), from(positive)],
    ["|z|' is z / |z|", slope(sqrt(square(z)), z), div(z, sqrt(square(z)))],
    ["a relu of a relu is a relu", relu(relu(z)), relu(z)],
  ] as [string, Node, Node, Sampler?][])("agree that %s", (_, left, right, leaves) => {
    expect(compareGraphs(left, right, { ...(leaves && { z: leaves }) })).toBe("equal");
  });

  test("compare a gradient of two layers with the formula by hand", () => {
    const [X, Y] = [input("X", [3, 5]), input("Y", [2, 5])];
    const [W1, b1] = [input("W1", [4, 3]), input("b1", [4, 1])];
    const [W2, b2] = [input("W2", [2, 4]), input("b2", [2, 1])];
    const A1 = tanh(addBias(matmul(W1, X), b1));
    const P = softmax(addBias(matmul(W2, A1), b2), { axis: 0 });
    const J = div(neg(sum(mul(Y, log(P)))), 5);
    const [dW1, db1, dW2] = gradients(J, [W1, b1, W2]) as Node[] as [Node, Node, Node];
    const dZ2 = sub(mul(P, sum(Y, { axis: 0, keepDims: true })), Y);
    const dZ1 = mul(matmul(transpose(W2), dZ2), sub(1, square(A1)));
    expect(compareGraphs(dW2, div(matmul(dZ2, transpose(A1)), 5))).toBe("equal");
    expect(compareGraphs(dW1, div(matmul(dZ1, transpose(X)), 5))).toBe("equal");
    expect(compareGraphs(db1, mean(dZ1, { axis: 1, keepDims: true }))).toBe("equal");
    expect(compareGraphs(dW1, matmul(dZ1, transpose(X)))).toBe("different");
    const atZ = mul(matmul(transpose(W2), dZ2), sub(1, square(addBias(matmul(W1, X), b1))));
    expect(compareGraphs(dW1, div(matmul(atZ, transpose(X)), 5))).toBe("different");
  });

  test("take the branches of the shadows", () => {
    const shadows = [-0.5, 0.25, 1];
    const given = { z: (n: { fresh(x: number): TowerNumber }) => shadows.map((x) => n.fresh(x)) };
    const n = tower({ levels: 1, seed: 5 });
    const [rectified, chosen, one, best] = elementsIn(
      n,
      [relu(z), where(greater(z, 0), z, square(z)), hardmax(z), max(z)],
      given,
    ) as TowerNumber[][] as [TowerNumber[], TowerNumber[], TowerNumber[], TowerNumber[]];
    expect(rectified.map((x) => x.shadow)).toEqual([0, 0.25, 1]);
    expect(rectified[0]).toBe(n.zero);
    expect(chosen.map((x) => x.shadow)).toEqual([0.25, 0.25, 1]);
    expect(one.map((x) => x.shadow)).toEqual([0, 0, 1]);
    expect(n.equal(best[0] as TowerNumber, chosen[2] as TowerNumber)).toBe("equal");
    expect(compareGraphs(slope(max(z), z), hardmax(z))).toBe("equal");
    expect(elementsIn(n, [at(z, 0)], given)[0]?.[0]?.shadow).toBe(-0.5);
    expect(() => elementsIn(n, [argmax(z) as Node], given)).toThrow("a result is integer");
  });

  test("drop an undefined branch", () => {
    const guarded = where(greater(z, 0), log(z), 0);
    const n = tower({ levels: 2, seed: 1 });
    for (const x of elementsIn(n, [guarded, slope(guarded, z)]).flat()) expect(x.trouble).toBeUndefined();
    const bare = elementsIn(n, [log(z)], { z: () => [n.fresh(-1), n.fresh(1), n.fresh(2)] }).flat();
    expect(bare.map((x) => x.trouble?.kind)).toEqual(["undefined", undefined, undefined]);
  });

  test("give a record to each node of an evaluation", () => {
    const n = tower({ levels: 1, seed: 9 });
    const seen = new Map<Node, readonly (Ternary | null)[]>();
    const ready = plan([add(relu(z), max(z))]);
    interpret<TowerNumber, Ternary>(
      { reals: n, integers: int32 },
      ready,
      ({ shape }): Value<TowerNumber, Ternary> => ({
        dtype: "real",
        shape,
        data: [-0.5, 0.25, 1].map((x) => n.fresh(x)),
      }),
      (node) =>
        void seen.set(
          node,
          n.record().comparisons.map(({ outcome }) => outcome),
        ),
    );
    // relu compares z < 0; max compares each element with the largest one so far.
    expect([...seen.values()].filter((outcomes) => outcomes.length > 0)).toEqual([
      [true, false, false],
      [true, true],
    ]);
  });

  test("let a mask of -∞ hide scores from softmax", () => {
    const masked = where(constant([true, true, false]), z, -Infinity);
    const n = tower({ levels: 2, seed: 3 });
    expect(elementsIn(n, [softmax(masked)])[0]?.[2]).toBe(n.zero);
    expect(compareGraphs(sum(softmax(masked)), constant(1))).toBe("equal");
  });
});

describe("the depth of exponentials", () => {
  const z = input("z", [2]);

  test.each([
    ["a polynomial", square(z), 0],
    ["an exponential", exp(z), 1],
    ["the gradient of a sigmoid", slope(sigmoid(z), z), 1],
    ["a sigmoid of a cosine", sigmoid(cos(z)), 2],
    ["softmax of tanh", softmax(tanh(z)), 2],
    ["softplus of softplus", softplus(softplus(z)), 1],
    ["log softmax", logSoftmax(z), 1],
    ["a choice with an exponential in a branch", where(greater(z, 0), z, exp(exp(z))), 2],
    ["a constant e", mul(z, Math.E), 1],
    ["relu", relu(z), 0],
  ] as [string, Node, number][])("of %s is known", (_, node, depth) => {
    expect(exponentDepth([node])).toBe(depth);
    const elements = (levels: number): TowerNumber[] =>
      elementsIn(tower({ levels, seed: 1 }), [node], { z: from(positive) }).flat();
    expect(elements(depth + 1).every((x) => x.trouble === undefined)).toBe(true);
  });

  test("is that of a recurrent net, which needs as many levels and one", () => {
    let h: Node = input("h", [2, 1]);
    const W = input("W", [2, 2]);
    const steps = 14;
    for (let t = 0; t < steps; t++) h = tanh(matmul(W, h) as Node);
    expect(exponentDepth([h])).toBe(steps);
    const dW = slope(h, W);
    expect(compareAt(tower({ levels: steps + 1, seed: 1 }), dW, dW, {})).toBe("equal");
    expect(compareAt(tower({ levels: steps, seed: 1 }), dW, dW, {})).toBe("unknown");
  });
});

describe("the bound of Schwartz and Zippel", () => {
  const [x, y, z] = [input("x", []), input("y", []), input("z", [3])];

  test.each([
    ["x² y", mul(square(x), y), 3, undefined],
    ["x / y + y / x", add(div(x, y), div(y, x)), 4, undefined],
    ["x² + 1/3", add(square(x), 1 / 3), 2, undefined],
    ["e^(2x)", exp(mul(2, x)), 4, undefined],
    ["e^(x/2) + e^(x/3)", add(exp(div(x, 2)), exp(div(x, 3))), 10, undefined],
    ["√3 x", mul(sqrt(constant(3)), x), 1, undefined],
    ["π x", mul(Math.PI, x), 3, undefined],
    ["e x", mul(Math.E, x), 2, undefined],
    ["sin x", sin(x), 3, undefined],
    ["relu", relu(z), 2, undefined],
    ["e^(x y)", exp(mul(x, y)), 2, "an exponential of more than a linear form"],
    ["log x", log(x), 2, "a logarithm"],
    ["√x", sqrt(x), 2, "a square root"],
  ] as [string, Node, number, string | undefined][])(
    "knows the degree of %s",
    (_, node, degree, heuristic) => {
      const bound = degreeBound([node]);
      expect(bound.degree).toBeCloseTo(degree, 12);
      expect(bound.heuristic).toBe(heuristic);
    },
  );

  test("applies to exponentials of free logits, and not behind a layer or a comparison", () => {
    const shares = (logits: Node): Node => div(exp(logits), sum(exp(logits)));
    expect(degreeBound([shares(z)]).heuristic).toBeUndefined();
    expect(degreeBound([shares(mul(input("w", []), z))]).heuristic).toBeDefined();
    // It compares its logits, to find the largest.
    expect(degreeBound([softmax(z)]).heuristic).toBeDefined();
  });

  const a = sigmoid(x);
  const loss = neg(add(mul(y, log(a)), mul(sub(1, y), log(sub(1, a)))));
  const dx = slope(loss, x);
  const root = (k: number): Node => sub(x, k);
  const product = [2, 3, 4, 5, 6, 7].reduce((p: Node, k) => mul(p, root(k)), root(1));

  test.each([
    ["x² = x y", square(x), mul(x, y)],
    ["the product of x - 1 to x - 7 is 0", product, constant(0)],
    ["x/y = y/x", div(x, y), div(y, x)],
    ["σ' = a", slope(a, x), a],
    ["the gradient of the loss is y - a", dx, sub(y, a)],
    ["e^(2x) = e^x + y", exp(mul(2, x)), add(exp(x), y)],
    ["sin² x = sin x", square(sin(x)), sin(x)],
  ] as [string, Node, Node][])("holds in small fields for %s", (_, left, right) => {
    const { degree, heuristic } = degreeBound([sub(left, right)]);
    expect(heuristic).toBeUndefined();
    const seeds = 2000;
    for (const bits of [8, 10, 12]) {
      const n = tower({ levels: 2, seed: 0, bits });
      let [accepted, tried] = [0, 0];
      for (let seed = 0; seed < seeds; seed++) {
        n.reseed(seed);
        const answer = compareAt(n, left, right, { x: from(nonzero) });
        if (answer !== "retry") tried++;
        if (answer === "equal") accepted++;
      }
      const bound = degree / Number(n.size);
      // Four standard deviations above the bound would be a rare accident.
      expect(accepted / tried).toBeLessThan(bound + 4 * Math.sqrt(bound / tried));
    }
  });

  test("is reached by a product of linear factors", () => {
    const n = tower({ levels: 1, seed: 0, bits: 8 });
    let accepted = 0;
    for (let seed = 0; seed < 4000; seed++) {
      n.reseed(seed);
      if (compareAt(n, product, constant(0)) === "equal") accepted++;
    }
    const rate = 7 / Number(n.size);
    expect(Math.abs(accepted / 4000 - rate)).toBeLessThan(4 * Math.sqrt(rate / 4000));
  });

  test("does not apply to a function without algebra", () => {
    const opaque = general<Record<string, never>>({
      name: "opaque",
      infer: () => ({ shape: [], dtype: "real" }),
      floats: ([u]) => Array.from(u as ArrayLike<number>),
      vjp: "nondifferentiable",
    });
    expect(degreeBound([opaque([x], {})]).heuristic).toBe("a function without algebra");
  });
});
