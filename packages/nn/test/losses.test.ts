import {
  constant,
  evaluate,
  gradients,
  input,
  integers,
  mul,
  type Nested,
  type Node,
  type Shape,
  ShapeError,
  sum,
  Tensor,
  tensor,
} from "@cadena/graph";
import {
  binaryCrossEntropy,
  binaryCrossEntropyWithLogits,
  categoricalCrossEntropy,
  crossEntropy,
  type LossOptions,
  l2Penalty,
  mse,
  Random,
  sparseCrossEntropy,
  squaredError,
} from "@cadena/nn";
import { describe, expect, test } from "vitest";

type AnyLoss = (outputs: Node, targets: Node, options?: LossOptions) => Node;

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));
const softmax = (z: readonly number[]): number[] => {
  const total = z.reduce((a, b) => a + Math.exp(b), 0);
  return z.map((x) => Math.exp(x) / total);
};
const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((s, x, k) => s + x * b[k]!, 0);
const binary = (a: number, y: number): number => -(y * Math.log(a) + (1 - y) * Math.log(1 - a));

/** Each loss with the cost that a textbook gives for one element. */
const overElements: Record<
  string,
  { loss: AnyLoss; cost: (a: number, y: number) => number; outputs: "p" | "z" }
> = {
  mse: { loss: mse, cost: (a, y) => (a - y) ** 2, outputs: "z" },
  squaredError: { loss: squaredError, cost: (a, y) => (a - y) ** 2 / 2, outputs: "z" },
  binaryCrossEntropy: { loss: binaryCrossEntropy, cost: binary, outputs: "p" },
  binaryCrossEntropyWithLogits: {
    loss: binaryCrossEntropyWithLogits,
    cost: (z, y) => binary(sigmoid(z), y),
    outputs: "z",
  },
};

/** Each loss over classes, with the cost of one example. */
const overClasses: Record<
  string,
  { loss: AnyLoss; cost: (a: number[], y: number[]) => number; outputs: "p" | "z" }
> = {
  categoricalCrossEntropy: {
    loss: categoricalCrossEntropy,
    cost: (a, y) => -dot(y, a.map(Math.log)),
    outputs: "p",
  },
  crossEntropy: { loss: crossEntropy, cost: (z, y) => -dot(y, softmax(z).map(Math.log)), outputs: "z" },
};

function sample(shape: Shape, kind: "p" | "z", seed: number): Tensor {
  const random = new Random(seed);
  const size = shape.reduce((a, b) => a * b, 1);
  const draw = () => (kind === "p" ? random.uniform(0.05, 0.95) : random.normal(0, 2));
  return new Tensor(shape, Float64Array.from({ length: size }, draw));
}

/** The elements along an axis, for each place of the others. */
function fibres({ shape, data }: Tensor, axis: number): number[][] {
  const extent = shape[axis]!;
  const inner = shape.slice(axis + 1).reduce((a, b) => a * b, 1);
  return Array.from({ length: data.length / extent }, (_, k) => {
    const start = Math.floor(k / inner) * extent * inner + (k % inner);
    return Array.from({ length: extent }, (_, i) => data[start + i * inner]!);
  });
}

const total = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const close = (actual: ArrayLike<number>, expected: readonly number[], digits = 10): void => {
  expect(actual.length).toBe(expected.length);
  for (const [k, x] of expected.entries()) expect(actual[k]).toBeCloseTo(x, digits);
};

/** Costs as they are, their sum and their mean. */
function checkReductions(
  loss: AnyLoss,
  a: Tensor,
  y: Tensor,
  options: LossOptions,
  costs: readonly number[],
) {
  const of = (reduction?: "none" | "sum" | "mean") =>
    evaluate(loss(constant(a), constant(y), reduction ? { ...options, reduction } : options)).data;
  close(of("none"), costs);
  close(of("sum"), [total(costs)]);
  close(of("mean"), [total(costs) / costs.length]);
  close(of(), [total(costs) / costs.length]);
}

describe.each(Object.entries(overElements))("%s", (_, { loss, cost, outputs }) => {
  const [a, y] = [sample([3, 4], outputs, 1), sample([3, 4], "p", 2)];

  test("costs what the formula says, element by element, under every reduction", () => {
    checkReductions(
      loss,
      a,
      y,
      {},
      Array.from(a.data, (x, k) => cost(x, y.data[k]!)),
    );
  });

  test.each([0, 1, -1])("adds up along axis %i and then reduces over the examples", (axis) => {
    const place = axis < 0 ? axis + 2 : axis;
    const [outs, wanted] = [fibres(a, place), fibres(y, place)];
    const costs = outs.map((fibre, k) => total(fibre.map((x, i) => cost(x, wanted[k]![i]!))));
    checkReductions(loss, a, y, { axis }, costs);
  });
});

describe.each(Object.entries(overClasses))("%s", (_, { loss, cost, outputs }) => {
  test.each([
    [[5, 3], undefined],
    [[5, 3], 1],
    [[3, 5], 0],
    [[2, 3, 4], 1],
    [[2, 4, 3], -1],
    [[3], undefined],
  ] as const)("costs what the formula says for outputs %j with class axis %s", (shape, axis) => {
    const [a, y] = [sample(shape, outputs, 3), sample(shape, "p", 4)];
    const place = axis === undefined || axis < 0 ? shape.length - 1 : axis;
    const wanted = fibres(y, place);
    const costs = fibres(a, place).map((fibre, k) => cost(fibre, wanted[k]!));
    checkReductions(loss, a, y, axis === undefined ? {} : { axis }, costs);
  });
});

describe("sparseCrossEntropy", () => {
  test.each([
    [[5, 3], 1, [5]],
    [[3, 5], 0, [5]],
    [[2, 3, 4], 1, [2, 4]],
  ] as const)("costs -log softmax(z) of the label, for logits %j with class axis %i", (shape, axis, left) => {
    const z = sample(shape, "z", 5);
    const labels = integers(
      new Tensor(
        left,
        Float64Array.from(fibres(z, axis), (_, k) => k % 3),
      ),
    );
    const costs = fibres(z, axis).map((fibre, k) => -Math.log(softmax(fibre)[k % 3]!));
    checkReductions(sparseCrossEntropy as AnyLoss, z, labels, { axis }, costs);
  });
});

/** Central differences of a function of one tensor, at every element. */
function differences(f: (x: Tensor) => number, at: Tensor): number[] {
  const h = 1e-5;
  return Array.from(at.data, (x, k) => {
    const moved = (by: number) => f(new Tensor(at.shape, (at.data as Float64Array).with(k, x + by)));
    return (moved(h) - moved(-h)) / (2 * h);
  });
}

const all: [string, AnyLoss, "p" | "z", "p" | "label"][] = [
  ...Object.entries({ ...overElements, ...overClasses }).map(
    ([name, { loss, outputs }]): [string, AnyLoss, "p" | "z", "p"] => [name, loss, outputs, "p"],
  ),
  ["sparseCrossEntropy", sparseCrossEntropy as AnyLoss, "z", "label"],
];

describe.each(all)("the derivatives of %s", (_, loss, kind, target) => {
  const shape = [3, 4];
  const a = input("a", shape);
  const y = target === "p" ? input("y", shape) : input("y", [3], "integer");
  const values = new Map<Node, Tensor>([
    [a, sample(shape, kind, 6)],
    [y, target === "p" ? sample(shape, "p", 7) : integers([2, 0, 3])],
  ]);
  const wrt = target === "p" ? [a, y] : [a];

  test.each(["mean", "sum", "none"] as const)("are those of central differences (%s)", (reduction) => {
    // A generic cotangent, so that no error cancels out.
    const costs = loss(a, y, { reduction });
    const weighted = sum(mul(costs, constant(sample(costs.shape, "z", 8))));
    const slopes = evaluate(gradients(weighted, wrt), values);
    for (const [k, leaf] of wrt.entries()) {
      const f = (x: Tensor) => evaluate(weighted, new Map([...values, [leaf, x]])).item();
      close(slopes[k]!.data, differences(f, values.get(leaf)!), 6);
    }
  });

  test("are those of central differences in the second order too", () => {
    const [slope] = gradients(loss(a, y, { reduction: "sum" }), [a]);
    const direction = sum(mul(slope!, constant(sample(shape, "z", 9))));
    const curvature = evaluate(gradients(direction, wrt), values);
    for (const [k, leaf] of wrt.entries()) {
      const f = (x: Tensor) => evaluate(direction, new Map([...values, [leaf, x]])).item();
      close(curvature[k]!.data, differences(f, values.get(leaf)!), 5);
    }
  });
});

/** Value, gradient and the diagonal of the second derivative with respect to the outputs. */
function derivatives(loss: AnyLoss, outputs: Nested, targets: Tensor): [number[], number[], number[]] {
  const at = tensor(outputs);
  const a = input("a", at.shape);
  const value = loss(a, constant(targets), { reduction: "none" });
  const [slope] = gradients(sum(value), [a]);
  const curvatures = Array.from(at.data, (_, k) => {
    const unit = new Tensor(at.shape, new Float64Array(at.data.length).fill(1, k, k + 1));
    const [row] = gradients(sum(mul(slope!, constant(unit))), [a]);
    return evaluate(row!, { a: at }).data[k]!;
  });
  const [v, s] = evaluate([value, slope!], { a: at });
  return [[...v!.data], [...s!.data], curvatures];
}

describe("extreme outputs", () => {
  test("binaryCrossEntropy: 0 log 0 costs nothing and has a slope, an impossible event costs ∞", () => {
    const [value, slope, curvature] = derivatives(binaryCrossEntropy, [0, 1], tensor([0, 1]));
    close(value, [0, 0]);
    close(slope, [1, -1]);
    close(curvature, [1, 1]);
    expect(derivatives(binaryCrossEntropy, [0, 1], tensor([1, 0]))[0]).toEqual([Infinity, Infinity]);
  });

  test("categoricalCrossEntropy: 0 log 0 costs nothing in value and derivatives", () => {
    const [value, slope, curvature] = derivatives(categoricalCrossEntropy, [[0, 1]], tensor([[0, 1]]));
    close(value, [0]);
    close(slope, [0, -1]);
    close(curvature, [0, 1]);
  });

  test("a target of exactly 0 or 1 keeps its own derivative", () => {
    const y = input("y", [2]);
    const [slope] = gradients(binaryCrossEntropy(constant([0.2, 0.7]), y, { reduction: "sum" }), [y]);
    close(evaluate(slope!, { y: [0, 1] }).data, [-Math.log(0.2 / 0.8), -Math.log(0.7 / 0.3)]);
  });

  test("binaryCrossEntropyWithLogits is exact at logits of ±1000, and tiny costs keep their digits", () => {
    const y = tensor([0, 1, 0, 1]);
    const [value, slope, curvature] = derivatives(
      binaryCrossEntropyWithLogits,
      [1000, 1000, -1000, -1000],
      y,
    );
    close(value, [1000, 0, 0, 1000]);
    close(slope, [1, 0, 0, -1]);
    close(curvature, [0, 0, 0, 0]);
    const [tiny] = derivatives(binaryCrossEntropyWithLogits, [40, -40], tensor([1, 0]));
    for (const cost of tiny) expect(cost / Math.exp(-40)).toBeCloseTo(1, 12);
  });

  test.each([
    [
      "crossEntropy",
      crossEntropy as AnyLoss,
      tensor([
        [1, 0, 0],
        [1, 0, 0],
        [0, 0.5, 0.5],
      ]),
    ],
    ["sparseCrossEntropy", sparseCrossEntropy as AnyLoss, integers([0, 0, 2])],
  ])("%s is exact at logits of ±1000", (name, loss, targets) => {
    const z = [
      [1000, 0, -1000],
      [-1000, 1000, 1000],
      [0, 0, 0],
    ];
    const [value, slope, curvature] = derivatives(loss, z, targets);
    const half = name === "crossEntropy" ? [1 / 3, -1 / 6, -1 / 6] : [1 / 3, 1 / 3, -2 / 3];
    close(value, [0, 2000 + Math.log(2), Math.log(3)]);
    close(slope, [0, 0, 0, -1, 0.5, 0.5, ...half]);
    close(curvature, [0, 0, 0, 0, 0.25, 0.25, 2 / 9, 2 / 9, 2 / 9]);
  });
});

describe("the identities of the notes", () => {
  const z = input("z", [4, 3]);
  const values = sample([4, 3], "z", 10);

  test("sigmoid with binary cross-entropy: the slope in z is a - y", () => {
    const y = sample([4, 3], "p", 11);
    const [dz] = gradients(binaryCrossEntropyWithLogits(z, constant(y), { reduction: "sum" }), [z]);
    const expected = Array.from(values.data, (x, k) => sigmoid(x) - y.data[k]!);
    close(evaluate(dz!, { z: values }).data, expected);
  });

  test("softmax with cross-entropy: the slope in z is a Σy - y, also where y does not sum to 1", () => {
    const y = sample([4, 3], "p", 12);
    const [dz] = gradients(crossEntropy(z, constant(y), { reduction: "sum" }), [z]);
    const wanted = fibres(y, 1);
    const expected = fibres(values, 1).flatMap((row, i) =>
      softmax(row).map((a, j) => a * total(wanted[i]!) - wanted[i]![j]!),
    );
    close(evaluate(dz!, { z: values }).data, expected);
  });

  test("the cost of y = (0, 1, 0, 0) and a = (0.3, 0.2, 0.1, 0.4) is -log 0.2", () => {
    const cost = categoricalCrossEntropy(constant([0.3, 0.2, 0.1, 0.4]), constant([0, 1, 0, 0]));
    expect(evaluate(cost).item()).toBeCloseTo(-Math.log(0.2), 12);
  });

  test("the penalty λ/(2m) Σ w² has the slope λ/m w", () => {
    const [w1, w2] = [input("w1", [2, 2]), input("w2", [1, 2])];
    const penalty = l2Penalty([w1, w2], 0.6, 3);
    const at = {
      w1: [
        [1, -2],
        [3, 0],
      ],
      w2: [[4, -1]],
    };
    const [value, d1, d2] = evaluate([penalty, ...gradients(penalty, [w1, w2])], at);
    expect(value!.item()).toBeCloseTo(0.1 * (1 + 4 + 9 + 16 + 1), 12);
    close(d1!.data, [0.2, -0.4, 0.6, 0]);
    close(d2!.data, [0.8, -0.2]);
  });

  test("the penalty takes its strength as a node, and no weights cost nothing", () => {
    const lambda = input("lambda", []);
    expect(evaluate(l2Penalty([constant([3])], lambda, 1), { lambda: 2 }).item()).toBe(9);
    expect(evaluate(l2Penalty([], 1, 1)).item()).toBe(0);
  });
});

describe("targets that do not fit", () => {
  const column = input("a", [4, 1]);
  const row = input("y", [4]);

  test.each(Object.entries({ ...overElements, ...overClasses }))(
    "%s never stretches them",
    (name, { loss }) => {
      expect(() => loss(column, row)).toThrow(ShapeError);
      expect(() => loss(column, row)).toThrow(
        `${name}: outputs and targets differ in shape: a [4, 1] and y [4]`,
      );
      expect(() => loss(row, input("Y", [5]))).toThrow("differ in shape: y [4] and Y [5]");
    },
  );

  test("sparseCrossEntropy wants integers of the outputs' shape without the classes", () => {
    const z = input("z", [4, 3]);
    expect(() => sparseCrossEntropy(z, input("y", [4]))).toThrow(
      "sparseCrossEntropy: the labels are real, not integer: y [4]",
    );
    expect(() => sparseCrossEntropy(z, input("y", [4, 1], "integer"))).toThrow(
      "sparseCrossEntropy: the labels of z [4, 3] are [4], got y [4, 1]",
    );
  });

  test("sparseCrossEntropy says which label is out of range", () => {
    const loss = sparseCrossEntropy(
      constant([
        [0, 0],
        [0, 0],
      ]),
      input("y", [2], "integer"),
    );
    expect(() => evaluate(loss, { y: [0, 2] })).toThrow(
      "oneHot: label 2 is out of range: there are 2 classes (element 1)",
    );
    expect(() => evaluate(loss, { y: [-1, 0] })).toThrow("label -1 is out of range");
  });

  test("integer targets count as numbers", () => {
    expect(evaluate(mse(constant([1, 2]), constant(integers([0, 2])))).item()).toBe(0.5);
  });

  test("an axis that is not there is named", () => {
    expect(() => crossEntropy(column, input("y", [4, 1]), { axis: 2 })).toThrow(
      "crossEntropy: no axis 2 in a [4, 1]",
    );
  });
});
