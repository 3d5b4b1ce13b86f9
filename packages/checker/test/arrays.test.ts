/**
 * Gradients as numbers from elsewhere: right ones agree, however they were kept; wrong ones are told with what explains
 * their numbers. The numbers come from formulas as text, evaluated by the interpreter.
 */
import { ArraysModel, derivation, diagnoseArrays } from "@cadena/checker";
import {
  add,
  evaluate,
  input,
  leavesOf,
  log,
  matmul,
  mean,
  mul,
  type Node,
  neg,
  parameter,
  softmax,
  square,
  sum,
  Tensor,
  tanh,
} from "@cadena/graph";
import { parse } from "@cadena/notation";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

/** Two layers with weight decay, of which columns are examples. */
const network = derivation({
  id: "net",
  title: "Two layers",
  dimensions: { n: 3, h: 4, k: 2, m: 5 },
  examples: "m",
  build: ({ n, h, k, m }) => {
    const [X, Y, λ] = [input("X", [n, m]), input("Y", [k, m]), input("λ", [])] as [Node, Node, Node];
    const [W1, W2] = [parameter("W1", [h, n]), parameter("W2", [k, h])] as [Node, Node];
    const [b1, b2] = [parameter("b1", [h, 1]), parameter("b2", [k, 1])] as [Node, Node];
    const Z1 = add(matmul(W1, X), b1) as Node;
    const A1 = tanh(Z1);
    const Z2 = add(matmul(W2, A1), b2) as Node;
    const A2 = softmax(Z2, { axis: 0 });
    const cost = mean(neg(sum(mul(Y, log(A2)) as Node, { axis: 0 }) as Node));
    const decay = mul(mul(λ, 1 / (2 * m)), add(sum(square(W1)), sum(square(W2)))) as Node;
    return { loss: add(cost, decay) as Node, quantities: { X, Y, λ, W1, b1, Z1, A1, W2, b2, Z2, A2 } };
  },
});

const sizes = { n: 6, h: 5, k: 3, m: 7 };

/** Values of the leaves, whose entries have nothing in common. */
const wave = (shape: readonly number[], phase: number): Tensor =>
  new Tensor(
    shape,
    Float64Array.from(
      { length: shape.reduce((a, b) => a * b, 1) },
      (_, i) => Math.sin(2.3 * i + phase) + 0.3 * Math.cos(5.1 * i * i + phase),
    ),
  );
const { n, h, k, m } = sizes;
const data = {
  X: wave([n, m], 1),
  Y: new Tensor(
    [k, m],
    Float64Array.from({ length: k * m }, (_, i) => Number(Math.floor(i / m) === (i * i) % k)),
  ),
  λ: new Tensor([], Float64Array.of(0.37)),
  W1: wave([h, n], 2),
  b1: wave([h, 1], 3),
  W2: wave([k, h], 4),
  b2: wave([k, 1], 5),
};
// Each column of Y has one 1.
for (let j = 0; j < m; j++) for (let i = 0; i < k; i++) data.Y.data[i * m + j] = Number(i === (j * j) % k);

/** The right gradients, each example's own where there is an entry for each. */
const right = {
  dZ2: "A2 - Y",
  dW2: "1/m dZ2 A1^T + λ/m W2",
  db2: "1/m sum(dZ2, axis=1, keepdims)",
  dA1: "W2^T dZ2",
  dZ1: "dA1 * (1 - A1^2)",
  dW1: "1/m dZ1 X^T + λ/m W1",
  db1: "1/m sum(dZ1, axis=1, keepdims)",
} as const;

type Name = keyof typeof right;

/** The values of gradients, some of which are written in another way. */
function arraysOf(changed: Partial<Record<Name, string>> = {}): Record<string, Tensor> {
  const { quantities } = network.build(sizes);
  const scope: Record<string, Node | number> = { ...quantities, ...sizes };
  const nodes = Object.entries({ ...right, ...changed }).map(([name, text]): [string, Node] => {
    const node = parse(text, scope);
    scope[name] = node;
    return [name, node];
  });
  return Object.fromEntries(nodes.map(([name, node]) => [name, computedAt(node)]));
}

function computedAt(node: Node): Tensor {
  const leaves = new Set(leavesOf([node]).map(({ name }) => name));
  const bound = Object.fromEntries(Object.entries(data).filter(([name]) => leaves.has(name)));
  return evaluate([node], bound)[0] as Tensor;
}

/** What is said of the first array that differs. */
function said(arrays: Readonly<Record<string, Tensor>>): string | undefined {
  const { arrays: results } = diagnoseArrays(network, { ...data, ...arrays });
  const odd = results.find(({ verdict }) => verdict !== "agrees");
  return odd && `${odd.name} ${[odd.reason, odd.explanations[0]?.text].filter(Boolean).join("; ")}`;
}

describe("right gradients agree", () => {
  const arrays = arraysOf();

  test("in the convention that they are in, at the sizes of the arrays", () => {
    const perExample = diagnoseArrays(network, { ...data, ...arrays });
    expect([perExample.ok, perExample.convention, perExample.sizes]).toEqual([true, "per-example", sizes]);
    const ofCost = (name: string, x: Tensor): Tensor =>
      /d[ZA]/.test(name)
        ? new Tensor(
            x.shape,
            Float64Array.from(x.data, (y) => y / m),
          )
        : x;
    const cost = Object.fromEntries(Object.entries(arrays).map(([name, x]) => [name, ofCost(name, x)]));
    const result = diagnoseArrays(network, { ...data, ...cost });
    expect([result.ok, result.convention]).toEqual([true, "cost"]);
  });

  test.each([
    ["floats of 32 bits", (x: number) => Math.fround(x)],
    ["four decimals", (x: number) => Number(x.toFixed(4))],
  ])("kept in %s", (_, kept) => {
    const rounded = Object.entries(arrays).map(([name, x]) => [
      name,
      new Tensor(x.shape, Float64Array.from(x.data, kept)),
    ]);
    expect(said(Object.fromEntries(rounded))).toBeUndefined();
  });

  test("as vectors, where NumPy has no columns, and under other names", () => {
    const b1 = new Tensor([h], data.b1.data);
    const db1 = new Tensor([h], (arrays.db1 as Tensor).data);
    const renamed = { "W1.grad": arrays.dW1, grad_W2: arrays.dW2, d_b2: arrays.db2 };
    const result = diagnoseArrays(network, { ...data, b1, "b1.grad": db1, ...renamed } as Record<
      string,
      Tensor
    >);
    expect([result.ok, result.arrays.length, result.unknown]).toEqual([true, 4, []]);
  });

  test("and values of quantities are compared too", () => {
    const Z1 = parse("W1 X + b1", network.build(sizes).quantities);
    const given = computedAt(Z1);
    expect(said({ dW1: arrays.dW1 as Tensor, Z1: given })).toBeUndefined();
    const halved = new Tensor(
      given.shape,
      Float64Array.from(given.data, (x) => x / 2),
    );
    expect(said({ dW1: arrays.dW1 as Tensor, Z1: halved })).toBe(
      "Z1 is 1/2 times the right one; times 2 it is right",
    );
  });
});

describe("a wrong gradient is told with what explains it", () => {
  test.each<[Name, string, string]>([
    ["db1", "4/m sum(dZ1, axis=1, keepdims)", "is 4 times the right one; times 1/4 it is right"],
    ["db2", "sum(dZ2, axis=1, keepdims)", "is m times the right one; times 1/m it is right"],
    ["db2", "mean(sum(dZ2, axis=1, keepdims))", "has the shape [] instead of [3, 1]"],
    ["dA1", "-(W2^T dZ2)", "has the wrong sign"],
    ["dZ1", "dA1 * (1 - Z1^2)", "has the factor (1 - Z1^2) where (1 - A1^2) belongs"],
    ["dZ1", "dA1", "lacks the factor (1 - A1^2)"],
    ["dZ1", "dA1 * A1 * (1 - A1)", "has the factor (A1 * (1 - A1)) where (1 - A1^2) belongs"],
    ["dZ2", "A2", "has the term Y, which does not belong there"],
    ["dW1", "1/m dZ1 X^T", "lacks the term λ/m W1"],
    ["dW1", "1/m dZ1 X^T + λ W1", "has the term λ W1 where λ/m W1 belongs"],
    ["dW1", "1/m dA1 X^T + λ/m W1", "is 1/m dA1 X^T + λ/m W1"],
    ["dW2", "1/m Z2 A1^T", "is 1/m Z2 A1^T"],
    ["dW2", "2/m dZ2 A1^T + λ/m W2", "is 2/m dZ2 A1^T + λ/m W2"],
    [
      "dW1",
      "(1/m dZ1 X^T + λ/m W1)^T",
      "has the shape [6, 5] instead of [5, 6]; is the transpose of the right one",
    ],
    ["db1", "1/m dZ1", "has the shape [5, 7] instead of [5, 1]; is not summed up over axis 1"],
    [
      "db1",
      "1/m sum(dA1, axis=1, keepdims)",
      "has dA1 where dZ1 belongs: it is (1 / m) sum(dA1, axis=1, keepDims)",
    ],
    [
      "dA1",
      "(W2 - 0.01 dW2)^T dZ2",
      "has W2 - 0.01 * dW2 where W2 belongs, as if W2 had been updated before: it is (W2 - 0.01 * dW2)^T dZ2",
    ],
  ])("%s = %s %s", (name, formula, text) => {
    const arrays = arraysOf({ [name]: formula });
    const after = Object.keys(right).slice(0, Object.keys(right).indexOf(name) + 1);
    const told = Object.fromEntries(after.map((one) => [one, arrays[one] as Tensor]));
    expect(said(told)).toBe(`${name} ${text}`);
  });

  test("one that is made from a wrong one inherits its error", () => {
    const arrays = arraysOf({ dZ1: "dA1 * (1 - Z1^2)" });
    const { arrays: results } = diagnoseArrays(network, {
      ...data,
      dZ2: arrays.dZ2 as Tensor,
      dZ1: arrays.dZ1 as Tensor,
      db1: arrays.db1 as Tensor,
    });
    expect(results.map(({ explanations }) => explanations[0]?.text)).toEqual([
      undefined,
      "has the factor (1 - Z1^2) where (1 - A1^2) belongs",
      "is 1/m sum(your dZ1, axis=1): right by itself, it inherits the error of your dZ1",
    ]);
  });

  const dW1 = arraysOf().dW1 as Tensor;
  const changed = (change: (x: number, k: number) => number): Tensor =>
    new Tensor(dW1.shape, Float64Array.from(dW1.data, change));

  test.each<[string, (x: number, k: number) => number, string]>([
    ["in one column", (x, i) => (i % n === 2 ? x * x + 1 : x), "differs only in column 2"],
    ["in the last row", (x, i) => (i >= (h - 1) * n ? Math.exp(x) : x), "differs only in the last row"],
    [
      "by rows",
      (x, i) => x + Math.sin(1 + 3 * Math.floor(i / n)),
      "is off by the same number all along each row",
    ],
    ["by a number", (x) => x + 0.41, "has the term 0.41 in each entry, which does not belong there"],
    [
      "where W1 < 0",
      (x, i) => ((data.W1.data[i] as number) < 0 ? x * Math.exp(Math.sin(7 * i)) : x),
      "differs exactly where W1 < 0",
    ],
  ])("one that nothing explains, with the pattern of its difference: %s", (_, change, text) => {
    expect(said({ dW1: changed(change) })).toBe(`dW1 ${text}`);
  });

  test("one without a pattern, with how much it is off and where", () => {
    const told = said({ dW1: changed((x, i) => x + Math.sin(11 * i * i)) });
    expect(told).toMatch(
      /^dW1 differs in \d\d of 30 entries, by up to [\d.]+ at \[\d, \d\], \d+ % of the largest entry$/,
    );
  });
});

test("numbers that no formula has made are not explained by one", () => {
  const arrays = arraysOf();
  const model = new ArraysModel(network, data);
  const names = fc.constantFrom(...(Object.keys(right) as Name[]));
  const places = fc.uniqueArray(fc.nat({ max: 5 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(names, places, fc.integer({ min: 1, max: 1000 }), (name, some, phase) => {
      const { shape, data: numbers } = arrays[name] as Tensor;
      const odd = numbers.map((x, k) =>
        some.includes(k % 6) ? x * (2 + Math.sin(phase * (k + 1) ** 2)) : x,
      );
      const question = {
        name,
        quantity: name.slice(1),
        what: "gradient",
        array: new Tensor(shape, odd),
      } as const;
      const [result] = model.compared([question], { convention: "per-example" }).arrays;
      fc.pre(result?.verdict === "differs");
      expect(result?.explanations.filter(({ kind }) => kind !== "pattern")).toEqual([]);
    }),
    { seed: 1, numRuns: 40 },
  );
});

test("a right gradient is never explained, and a scaled one always by its factor", () => {
  const arrays = arraysOf();
  const model = new ArraysModel(network, data);
  const asked = (name: string, array: Tensor) =>
    model.compared([{ name, quantity: name.slice(1), what: "gradient", array }], {}).arrays[0];
  const names = fc.constantFrom("dW1", "dW2", "db1", "db2");
  fc.assert(
    fc.property(names, fc.double({ min: -5, max: 5, noNaN: true }), (name, c) => {
      fc.pre(Math.abs(c) > 1e-3 && Math.abs(c - 1) > 1e-3);
      const x = arrays[name] as Tensor;
      expect(asked(name, x)?.verdict).toBe("agrees");
      const scaled = new Tensor(
        x.shape,
        Float64Array.from(x.data, (y) => c * y),
      );
      expect(asked(name, scaled)?.explanations[0]?.kind).toBe("factor");
    }),
    { seed: 1, numRuns: 50 },
  );
});

describe("what cannot be compared is told", () => {
  const { dW1 } = arraysOf() as { dW1: Tensor };

  test("values that are missing", () => {
    const { X: _, Y: __, ...rest } = data;
    expect(() => diagnoseArrays(network, { ...rest, dW1 })).toThrow(
      "the values of Y [3, 5], X [6, 5] are needed, at which the gradients were computed",
    );
  });

  test("leaves that do not agree on a size", () => {
    expect(() => diagnoseArrays(network, { ...data, Y: wave([3, 8], 1), dW1 })).toThrow(
      "X [6, 7] and Y [3, 8] do not agree on m (7 and 8)",
    );
  });

  test("a value that is not finite, and a gradient that is not, which spoils no other one", () => {
    const X = wave([n, m], 1);
    X.data[8] = Number.NaN;
    expect(() => diagnoseArrays(network, { ...data, X, dW1 })).toThrow(
      "X has an entry that is not finite: NaN at [1, 1]",
    );
    const odd = new Tensor(
      dW1.shape,
      dW1.data.map((x, i) => (i < 2 ? Number.POSITIVE_INFINITY : x)),
    );
    const { arrays, ok } = diagnoseArrays(network, { ...data, dW1: odd, dW2: arraysOf().dW2 as Tensor });
    expect(arrays.map(({ verdict, reason }) => `${verdict} ${reason}`)).toEqual([
      "unreadable has 2 entries that are not finite: Infinity at [0, 0]",
      "agrees ",
    ]);
    expect(ok).toBe(false);
  });

  test("arrays without a gradient, and names that the model does not have", () => {
    expect(() => diagnoseArrays(network, data)).toThrow("there is no gradient among the arrays");
    const { unknown } = diagnoseArrays(network, { ...data, dW1, dW3: dW1, loss: dW1, m: dW1 });
    expect(unknown).toEqual(["dW3 (is dW1 meant?)", "loss"]);
  });

  test("a parameter that the loss does not depend on", () => {
    const idle = derivation({
      id: "idle",
      title: "An idle parameter",
      dimensions: {},
      build: () => {
        const [x, w] = [input("x", []), input("w", [])] as [Node, Node];
        return { loss: square(x), quantities: { x, w } };
      },
    });
    const one = new Tensor([], Float64Array.of(1));
    expect(diagnoseArrays(idle, { x: one, w: one, dw: one }).arrays[0]?.reason).toBe(
      "the loss does not depend on w, so that its gradient is 0",
    );
  });
});
