// Every error that a user can meet, asserted whole: its class, its one line, the user's own line, at most one hint.
import { readFileSync } from "node:fs";
import {
  add,
  addBias,
  argmax,
  at,
  BindingError,
  broadcastTo,
  CadenaError,
  captureOrigins,
  cast,
  compile,
  concat,
  constant,
  conv1d,
  conv2d,
  conv2dTranspose,
  DomainError,
  evaluate,
  exp,
  expandDims,
  float64,
  full,
  gather,
  gradients,
  input,
  integers,
  log,
  logicalAnd,
  logSumExp,
  matmul,
  max,
  maxPool1d,
  maxPool2d,
  mean,
  mul,
  type Node,
  NonFiniteError,
  OverflowError,
  oneHot,
  overlapAdd,
  ParseError,
  pad,
  parameter,
  pow,
  reshape,
  Session,
  ShapeError,
  scatterAdd,
  sigmoid,
  slice,
  softmax,
  square,
  squeeze,
  stack,
  sub,
  sum,
  Tensor,
  tensor,
  transpose,
  UndecidedError,
  UnsupportedError,
  unstack,
  valueAndGrad,
  vjp,
  where,
  windows,
} from "@cadena/graph";
import { evaluateIn, general, numberSystem, pick, together, type UnaryOp, unary } from "@cadena/graph/extend";
import { describe, expect, test } from "vitest";

const file = import.meta.filename;
const lines = readFileSync(file, "utf8").split("\n");
/** The place of the only line that ends with the comment `mark`, without the column. */
const placeOf = (mark: string): string =>
  `${file}:${lines.findIndex((line) => line.endsWith(`// ${mark}`)) + 1}`;

function caught(act: () => unknown): CadenaError {
  try {
    act();
  } catch (error) {
    if (error instanceof CadenaError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

type Kind = abstract new (...args: never[]) => CadenaError;
type Row = readonly [act: () => unknown, kind: Kind, what: string, hint?: string];

/** The whole text: what is wrong, a line of this file, the hint. */
function states(rows: readonly Row[]): void {
  for (const [act, kind, what, hint] of rows) {
    test(what, () => {
      const error = caught(act);
      expect(error.where?.replace(/:\d+:\d+$/, "")).toBe(file);
      expect(error.message).toBe(
        `${what}\n  at ${error.where}${hint === undefined ? "" : `\n  Hint: ${hint}`}`,
      );
      expect(error).toBeInstanceOf(kind);
      expect(error.name).toBe(kind.name);
      expect(error).toMatchObject({ what, hint, role: undefined });
    });
  }
}

const a = input("a", [3, 4]) as Node;
const b = input("b", [5, 2]) as Node;
const x = input("x", [2, 3]) as Node;
const v = input("v", [3]) as Node;
const empty = input("empty", [2, 0]) as Node;
const labels = input("labels", [3], "integer") as Node;
const truths = input("truths", [3], "boolean") as Node;

describe("operands that do not go together", () => {
  states([
    [() => matmul(a, b), ShapeError, "matmul: inner sizes differ: a [3, 4] · b [5, 2] (4 ≠ 5)"],
    [
      () => matmul(a, b, { transposeA: true, transposeB: true }),
      ShapeError,
      "matmul: inner sizes differ: a [3, 4]ᵀ · b [5, 2]ᵀ (3 ≠ 2)",
    ],
    [
      () => matmul(v, a),
      ShapeError,
      "matmul: v [3] is no matrix: its rank is 1",
      "reshape a vector to a row [1, n] or a column [n, 1]",
    ],
    [
      () => matmul(input("p", [2, 3, 4]) as Node, input("q", [5, 4, 3])),
      ShapeError,
      "matmul: batch sizes differ: p [2, 3, 4] · q [5, 4, 3] (2 ≠ 5)",
    ],
    [() => add(a, x), ShapeError, "add: sizes differ: a [3, 4] and x [2, 3] (4 ≠ 3)"],
    [() => pow(a, x), ShapeError, "pow: sizes differ: a [3, 4] and x [2, 3] (4 ≠ 3)"],
    [
      () => where(truths, a, 0),
      ShapeError,
      "where: sizes differ: truths [3] and a [3, 4] and constant [] (3 ≠ 4)",
    ],
    [() => addBias(x, a), ShapeError, "addBias: the bias does not fit: x [2, 3] + a [3, 4] (4 ≠ 3)"],
    [
      () => addBias(v, x),
      ShapeError,
      "addBias: the bias does not fit: v [3] + x [2, 3] (the bias has more axes)",
    ],
    [() => concat([a, x]), ShapeError, "concat: sizes differ beside axis 0: a [3, 4] and x [2, 3] (4 ≠ 3)"],
    [() => concat([a, v]), ShapeError, "concat: sizes differ beside axis 0: a [3, 4] and v [3] (2 axes ≠ 1)"],
    [() => concat([]), ShapeError, "concat: needs at least one node, got none"],
    [() => stack([]), ShapeError, "stack: needs at least one node, got none"],
    [() => stack([a, x]), ShapeError, "stack: shapes differ: a [3, 4] and x [2, 3]"],
    [() => vjp(x, v, [x]), ShapeError, "vjp: the cotangent v [3] has not the shape of x [2, 3]"],
    [
      () => scatterAdd(x, labels, 4),
      ShapeError,
      "scatterAdd: x [2, 3] has no axes like the indices labels [3] from axis 0 on",
    ],
  ]);

  test("are facts of the error", () => {
    const error = caught(() => matmul(a, b));
    expect(error).toMatchObject({ shapes: [[3, 4], [5, 2]] }); // biome-ignore format: two shapes
  });
});

describe("shapes that cannot be had", () => {
  states([
    [() => reshape(x, [4]), ShapeError, "reshape: x [2, 3] has 6 elements, [4] has 4 (6 ≠ 4)"],
    [() => reshape(x, [4, -1]), ShapeError, "reshape: x [2, 3] does not divide into [4, -1]"],
    [() => reshape(x, [-1, -1]), ShapeError, "reshape: x [2, 3] does not divide into [-1, -1]"],
    [() => broadcastTo(x, [4, 3]), ShapeError, "broadcastTo: x [2, 3] does not stretch to [4, 3] (2 ≠ 4)"],
    [() => broadcastTo(x, [3]), ShapeError, "broadcastTo: x [2, 3] does not stretch to [3] (2 axes > 1)"],
    [() => input("n", [2, -1]), ShapeError, "input: n cannot have an axis of size -1"],
    [() => parameter("w", [1.5]), ShapeError, "parameter: w cannot have an axis of size 1.5"],
    [() => full([-1], 0), ShapeError, "full: the constant cannot have an axis of size -1"],
    [() => broadcastTo(1, [2.5]), ShapeError, "broadcastTo: the result cannot have an axis of size 2.5"],
    [() => oneHot(labels, -1), ShapeError, "oneHot: the vectors cannot have an axis of size -1"],
    [() => scatterAdd(v, labels, -3), ShapeError, "scatterAdd: the result cannot have an axis of size -3"],
    [
      () => parameter("w", [2], { initial: [1, 2, 3] }),
      ShapeError,
      "parameter: w is [2], its initial value is [3]",
    ],
    [
      () => parameter("n", [2], { initial: [1, 0.5], dtype: "integer" }),
      DomainError,
      "parameter: n is integer, got 0.5 (element 1)",
    ],
    [() => new Tensor([2, 2], new Float64Array(3)), ShapeError, "tensor: [2, 2] has 4 elements, got 3"],
  ]);
});

describe("axes that are not there", () => {
  states([
    [() => sum(x, { axis: 2 }), ShapeError, "sum: no axis 2 in x [2, 3], whose axes are -2 to 1"],
    [() => mean(x, { axis: -3 }), ShapeError, "mean: no axis -3 in x [2, 3], whose axes are -2 to 1"],
    [() => softmax(x, { axis: 0.5 }), ShapeError, "softmax: no axis 0.5 in x [2, 3], whose axes are -2 to 1"],
    [() => softmax(constant(1)), ShapeError, "softmax: no axis -1 in constant [], which has no axes"],
    [() => sum(x, { axis: [0, -2] }), ShapeError, "sum: axis 0 of x [2, 3] is given twice"],
    [() => max(empty, { axis: 1 }), ShapeError, "max: axis 1 of empty [2, 0] is empty"],
    [() => logSumExp(empty), ShapeError, "logSumExp: axis 1 of empty [2, 0] is empty"],
    [() => argmax(empty, { axis: 1 }), ShapeError, "argmax: axis 1 of empty [2, 0] is empty"],
    [() => max(truths), ShapeError, "max: needs numbers, got truths: truths [3]"],
    [() => transpose(x, [0, 0]), ShapeError, "transpose: [0, 0] is no permutation of the 2 axes of x [2, 3]"],
    [() => squeeze(x, 0), ShapeError, "squeeze: axis 0 of x [2, 3] has size 2, not 1"],
    [
      () => expandDims(x, 3),
      ShapeError,
      "expandDims: no place 3 for a new axis in x [2, 3], the places are -3 to 2",
    ],
    [
      () => stack([v], { axis: 2 }),
      ShapeError,
      "stack: no place 2 for a new axis in v [3], the places are -2 to 1",
    ],
    [
      () => oneHot(labels, 2, { axis: -3 }),
      ShapeError,
      "oneHot: no place -3 for a new axis in labels [3], the places are -2 to 1",
    ],
    [() => unstack(x, 2), ShapeError, "unstack: no axis 2 in x [2, 3], whose axes are -2 to 1"],
  ]);
});

describe("parts that are not there", () => {
  states([
    [() => slice(v, [null, null]), ShapeError, "slice: 2 ranges for v [3], whose rank is 1"],
    [
      () => slice(v, [[1, 4]]),
      DomainError,
      "slice: no range [1, 4) in steps of 1 in axis 0 of v [3], which has size 3",
    ],
    [
      () => slice(v, [[0, 3, 0]]),
      DomainError,
      "slice: no range [0, 3) in steps of 0 in axis 0 of v [3], which has size 3",
    ],
    [() => pad(v, []), ShapeError, "pad: 0 pairs for v [3], whose rank is 1"],
    [() => pad(v, [[0, -1]]), DomainError, "pad: a width of -1 around v [3], needs whole numbers from 0"],
    [() => at(v, 0, 0), ShapeError, "at: 2 indices into v [3], whose rank is 1"],
    [() => at(v, 3), DomainError, "at: no index 3 in axis 0 of v [3], whose size is 3"],
    [() => tensor([1, 2]).at(2), DomainError, "tensor: no element [2] in a tensor of shape [2]"],
    [() => tensor([1, 2]).item(), ShapeError, "tensor: item() needs one element, got shape [2]"],
    [() => pick(together([x, v]), 2), ShapeError, "pick: no result 2 of together [], which has 2"],
  ]);
});

describe("elements of another kind", () => {
  const integerHint = 'declare them as input(name, shape, "integer"), or cast them';
  states([
    [
      () => where(v, 1, 0),
      ShapeError,
      "where: the condition has to be boolean, got v [3] (real)",
      "compare it, or cast it",
    ],
    [() => logicalAnd(truths, v), ShapeError, "logicalAnd: needs truths, got v [3] (real)"],
    [() => gather(x, v), ShapeError, "gather: the indices are real, not integer: v [3]", integerHint],
    [() => oneHot(v, 2), ShapeError, "oneHot: the labels are real, not integer: v [3]", integerHint],
    [() => integers([1, 2.5]), DomainError, "integers: 2.5 is no 32-bit integer (element 1)"],
    [() => gather(x, [0.5]), DomainError, "integers: 0.5 is no 32-bit integer (element 0)"],
    [
      () => exp([1, 2] as never),
      UnsupportedError,
      "exp: a node or a number is needed, got an array",
      "wrap arrays in constant(...)",
    ],
    [() => add(x, undefined as never), UnsupportedError, "add: a node or a number is needed, got undefined"],
    [
      () => sigmoid({} as never),
      UnsupportedError,
      "sigmoid: a node or a number is needed, got object [object Object]",
    ],
    [() => sum("1" as never), UnsupportedError, "sum: a node or a number is needed, got string 1"],
  ]);
});

describe("data that are no tensor", () => {
  states([
    [() => tensor([[1, 2], [3]]), ShapeError, "tensor: ragged array: [1] has length 1, expected length 2"],
    [() => tensor([[1, 2], 3]), ShapeError, "tensor: ragged array: [1] is 3, expected length 2"],
    [() => constant([1, [2]]), ShapeError, "constant: ragged array: [1] has length 1, expected a number"],
    [() => tensor(["1"] as never), DomainError, 'tensor: [0] is "1", which is no number'],
    [() => tensor(null as never), DomainError, "tensor: got null, which is no number"],
    [
      () => tensor({ text: "x".repeat(1000) } as never),
      DomainError,
      `tensor: got {"text":"${"x".repeat(51)}..., which is no number`,
    ],
    [
      () => tensor(new Float32Array(3) as never),
      DomainError,
      "tensor: got [object Float32Array], which is no number",
    ],
    [
      () => parameter("w", [2], { initial: new Float32Array(3) }),
      ShapeError,
      "parameter: w is [2], its initial value is [3]",
    ],
    [
      () => parameter("w", [2], { initial: [1, null] as never }),
      DomainError,
      "parameter: w: [1] is null, which is no number",
    ],
  ]);
});

describe("values for leaves", () => {
  const weight = parameter("weight", [2]);
  const twice = add(input("t", []), input("t", []));
  const loss = sum(mul(weight, input("data", [2])));
  states([
    [() => evaluate(loss), BindingError, "no value for weight [2] (parameter), data [2] (input)"],
    [() => evaluate(loss, { weight: [1, 2] }), BindingError, "no value for data [2] (input)"],
    [
      () => evaluate(loss, { wieght: [1, 2] }),
      BindingError,
      "unknown name wieght: the leaves are data, weight",
      "did you mean weight?",
    ],
    [
      () => evaluate(loss, { momentum: 1 }),
      BindingError,
      "unknown name momentum: the leaves are data, weight",
    ],
    [
      () => evaluate(loss, { Data: [1, 2] }),
      BindingError,
      "unknown name Data: the leaves are data, weight",
      "did you mean data?",
    ],
    [() => evaluate(v, { w: [1, 2, 3] }), BindingError, "unknown name w: the leaves are v"],
    [() => evaluate(constant(1), { x: 1 }), BindingError, "unknown name x: the leaves are none"],
    [
      () => evaluate(twice, { t: 1 }),
      BindingError,
      "two leaves are named t: t [] and t []",
      "bind them by node, in a Map",
    ],
    [
      () => evaluate(loss, new Map([[loss, 1]])),
      BindingError,
      "sum [] got a value, but it is no leaf: it is computed",
      "bind inputs and parameters, or use substitute",
    ],
    [() => evaluate(v, { v: [1, 2] }), BindingError, "v [3] got a value of shape [2]"],
    [() => evaluate(v, { v: new Float64Array(2) }), BindingError, "v [3] has 3 elements, got 2"],
    [() => evaluate(x, { x: [[1, 2, 3], [4, 5]] }), ShapeError, "x [2, 3]: ragged array: [1] has length 2, expected length 3"], // biome-ignore format: rows
    [() => evaluate(v, { v: [1, "a", 2] as never }), DomainError, 'v [3]: [1] is "a", which is no number'],
    [
      () => evaluate(labels, { labels: [0, 1.5, 2] }),
      BindingError,
      "labels [3] holds integers, got 1.5 (element 1)",
    ],
    [
      () => evaluate(truths, { truths: [0, 1, 2] }),
      BindingError,
      "truths [3] holds truths, got 2 (element 2)",
    ],
  ]);
});

describe("gradients that do not exist", () => {
  const rank: (z: Node) => Node = (z) =>
    general<Readonly<Record<string, never>>>({
      name: "rank",
      infer: ([z]) => ({ shape: (z as Node).shape, dtype: "real" }),
      floats: ([z]) => z as ArrayLike<number>,
      vjp: "nondifferentiable",
    })([z], {});
  const wrong: UnaryOp = unary({ name: "wrong", scalar: (n, z) => n.neg(z), vjp: ({ ct }) => sum(ct) });
  states([
    [
      () => gradients(x, [x]),
      ShapeError,
      "gradients: a gradient belongs to one number, got x [2, 3] (6 elements)",
      "take a mean or a sum first, or use vjp with a cotangent",
    ],
    [
      () => gradients(sum(labels), [labels]),
      UnsupportedError,
      "gradients: a gradient belongs to a real number, got sum [] (integer)",
    ],
    [() => gradients(sum(v), [labels]), UnsupportedError, "gradients: labels [3] is integer, not real"],
    [
      () => gradients(sum(rank(v)), [v]),
      UnsupportedError,
      "gradients: rank has no derivative: rank [3]",
      "stopGradient takes its value for a constant",
    ],
    [
      () => gradients(sum(wrong(v)), [v]),
      ShapeError,
      "gradients: the rule of wrong gives [] for its input v [3]",
    ],
    [
      () => valueAndGrad((z: Node) => square(z))(v),
      ShapeError,
      "gradients: a gradient belongs to one number, got square [3] (3 elements)",
      "take a mean or a sum first, or use vjp with a cotangent",
    ],
  ]);
});

describe("programs", () => {
  const w = parameter("w", [2]);
  const session = new Session();
  const program = session.compile({ outputs: [mul(w, v.shape.length), sum(v)] });
  states([
    [() => compile({ inputs: [], outputs: [v] }), BindingError, "compile: v [3] is not among the inputs"],
    [
      () => compile({ outputs: [], updates: [[v, v]] }),
      UnsupportedError,
      "compile: only a parameter can be updated, got v [3]",
    ],
    [
      () => compile({ outputs: [], updates: [[w, w], [w, w]] }), // biome-ignore format: pairs
      UnsupportedError,
      "compile: w [2] is updated twice",
    ],
    [
      () => compile({ outputs: [], updates: [[w, v]] }),
      ShapeError,
      "compile: w [2] (real) cannot become v [3] (real)",
    ],
    [() => program.run(), BindingError, "no value for v [3] (input)"],
    [
      () => program.run({ V: [1, 2, 3] }),
      BindingError,
      "unknown name V: the leaves are v",
      "did you mean v?",
    ],
    [
      () => program.run({ v: [1, 2, 3] }),
      BindingError,
      "no value for w [2] (parameter)",
      "give it an initial value, or write one into the session",
    ],
    [() => session.write(w, [1]), BindingError, "w [2] got a value of shape [1]"],
  ]);
});

describe("values that an op refuses when it is evaluated", () => {
  const index = input("index", [2], "integer") as Node;
  const undecided = numberSystem({ ...float64, name: "fog", isFloat: false, decide: () => undefined });
  const leaf = { dtype: "real", shape: [3], data: [1, 2, 3] } as const;
  const floats = general<Readonly<Record<string, never>>>({
    name: "short",
    infer: ([z]) => ({ shape: (z as Node).shape, dtype: "real" }),
    floats: () => [1],
    vjp: "zero",
  });
  states([
    [
      () => evaluate(gather(v, index), { v: [1, 2, 3], index: [0, 3] }),
      DomainError,
      "gather: index 3 is out of range: axis 0 has size 3 (element 1 of the indices)",
    ],
    [
      () => evaluate(oneHot(labels, 2), { labels: [0, 1, 2] }),
      DomainError,
      "oneHot: label 2 is out of range: there are 2 classes (element 2)",
    ],
    [
      () => evaluate(mul(labels, constant(integers(2 ** 30))), { labels: [1, 2, 3] }, { debug: true }),
      OverflowError,
      "mul: integer overflow: 2147483648 does not fit into 32 bits",
    ],
    [
      () => evaluate(log(sub(v, 1)), { v: [1, 2, 3] }, { debug: true }),
      NonFiniteError,
      "log: log [3] is -Infinity at [0]; inputs: sub [3] = 0",
    ],
    [
      () => evaluateIn(undecided, [argmax(v)], () => leaf),
      UndecidedError,
      "argmax: two elements are not told apart in fog",
    ],
    [
      () => evaluateIn(undecided, [cast(cast(v, "boolean"), "integer")], () => leaf),
      UndecidedError,
      "cast: a truth is not decided in fog",
    ],
    [
      () => evaluateIn(undecided, [floats([v], {})], () => leaf),
      UnsupportedError,
      "short: has a meaning over floats only, not in fog",
    ],
    [
      () => evaluate(floats([v], {}), { v: [1, 2, 3] }),
      UnsupportedError,
      "short: gave 1 numbers, its shape has 3",
    ],
    [
      () => evaluate(together([v, v]), { v: [1, 2, 3] }),
      UnsupportedError,
      "evaluate: an op with several results has no value: pick one of them",
    ],
  ]);
});

describe("the user's own line", () => {
  test("is the line of the call that throws", () => {
    const error = caught(() => {
      matmul(a, b); // the product
    });
    expect(error.where).toBe(`${placeOf("the product")}:7`);
  });

  test("is the line of the node for an error of its evaluation", () => {
    const index = input("index", [1], "integer");
    const part = gather(v, index); // the lookup
    const error = caught(() => evaluate(sum(part), { v: [1, 2, 3], index: [7] }));
    expect(error.where).toBe(`${placeOf("the lookup")}:18`);
  });

  test("is the line of the forward op, with its role, for a node of the gradient", () => {
    const root = sum(pow(v, 0.5)); // the root
    const [slope] = gradients(root, [v]);
    const error = caught(() => evaluate(slope as Node, { v: [0, 1, 4] }, { debug: true }));
    expect(error).toBeInstanceOf(NonFiniteError);
    expect(error.where).toContain(placeOf("the root"));
    expect(error.role).toBe("gradient of power");
    expect(error.message).toContain(`\n  at ${error.where} (gradient of power)`);
  });

  test("is the line of a composite for what stands inside it", () => {
    const p = softmax(v); // the probabilities
    const error = caught(() => evaluate(p, { v: [1e308, -1e308, 0] }, { debug: true }));
    expect(error.what).toBe(
      "sub: sub [3] is -Infinity at [1]; inputs: v [3] = -1e+308, broadcastTo [3] = 1e+308",
    );
    expect(error.where).toBe(`${placeOf("the probabilities")}:15`);
    expect(error.role).toBe("inside softmax");
  });

  test("is kept by valueAndGrad, which puts other nodes in the place of its leaves", () => {
    const f = valueAndGrad((z: Node) => sum(log(z))); // the logarithm
    const { value } = f(v);
    const error = caught(() => evaluate(value, { v: [0, 1, 1] }, { debug: true }));
    expect(error.where).toContain(placeOf("the logarithm"));
  });

  test("is missing where capturing is off", () => {
    const before = captureOrigins(false);
    try {
      const error = caught(() => matmul(a, b));
      expect(error.message).toBe("matmul: inner sizes differ: a [3, 4] · b [5, 2] (4 ≠ 5)");
      expect(error.where).toBeUndefined();
    } finally {
      captureOrigins(before);
    }
  });
});

describe("windows, convolutions and pooling", () => {
  const images: Node = input("x", [8, 5, 4, 3]);
  const filters: Node = input("w", [3, 3, 2, 6]);
  const sequence: Node = input("s", [1, 3, 1]);
  const w222: Node = input("w", [2, 2, 2]);
  states([
    [
      () => conv2d(sequence, filters),
      ShapeError,
      "conv2d: needs [batch, height, width, features], got s [1, 3, 1]",
    ],
    [() => conv1d(images, w222), ShapeError, "conv1d: needs [batch, length, features], got x [8, 5, 4, 3]"],
    [
      () => conv2d(images, w222),
      ShapeError,
      "conv2d: filters are [height, width, inputs, outputs], got w [2, 2, 2]",
    ],
    [
      () => conv2d(images, filters),
      ShapeError,
      "conv2d: channels differ: x [8, 5, 4, 3] * w [3, 3, 2, 6] (3 ≠ 2)",
    ],
    [
      () => conv2d(images, filters, { groups: 3 }),
      ShapeError,
      "conv2d: channels differ: x [8, 5, 4, 3] * w [3, 3, 2, 6] (3 ≠ 2 in each of 3 groups)",
    ],
    [
      () => conv2d(images, filters, { groups: 4 }),
      DomainError,
      "conv2d: w [3, 3, 2, 6] does not divide into 4 groups of outputs",
    ],
    [
      () => conv2d(images, input("w", [3, 5, 3, 1])),
      ShapeError,
      "conv2d: a window is larger than axis 2 of x [8, 5, 4, 3] (5 > 4)",
    ],
    [
      () => conv1d(sequence, input("w", [3, 1, 1]), { dilation: 3, padding: [[1, 2]] }),
      ShapeError,
      "conv1d: a window is larger than axis 1 of s [1, 3, 1] (7 > 6, padding included)",
    ],
    [
      () => conv1d(sequence, input("w", [0, 1, 1])),
      DomainError,
      "conv1d: a size of a window is a whole number from 1, got 0",
    ],
    [
      () => maxPool1d(sequence, 2, { stride: 0 }),
      DomainError,
      "maxPool1d: a stride is a whole number from 1, got 0",
    ],
    [
      () => maxPool2d(images, 2, { dilation: [1, 1.5] }),
      DomainError,
      "maxPool2d: a dilation is a whole number from 1, got 1.5",
    ],
    [
      () => windows(sequence, [2], { padding: -1 }),
      DomainError,
      "windows: a padding is a whole number from 0, got -1",
    ],
    [
      () => maxPool2d(images, [2]),
      DomainError,
      "maxPool2d: a size of a window is needed for each of 2 axes, got [2]",
    ],
    [
      () => maxPool2d(images, 2, { padding: [1] }),
      DomainError,
      "maxPool2d: a padding is needed for each of 2 axes, got [1]",
    ],
    [
      () => maxPool2d(images, 2, { padding: "full" as never }),
      DomainError,
      'maxPool2d: a padding is "valid", "same" or numbers, got full',
    ],
    [
      () => maxPool1d(sequence, 2, { padding: 3 }),
      ShapeError,
      "maxPool1d: a window holds nothing but padding along axis 1 of s [1, 3, 1]",
    ],
    [
      () => conv2dTranspose(images, filters),
      ShapeError,
      "conv2dTranspose: channels differ: x [8, 5, 4, 3] * w [3, 3, 2, 6] (3 ≠ 6)",
    ],
    [
      () => conv2dTranspose(images, input("w", [3, 3, 2, 3]), { size: [7, 7] }),
      ShapeError,
      "conv2dTranspose: an axis of size 7 has 5 windows, axis 2 of x [8, 5, 4, 3] has size 4",
    ],
    [
      () => conv2dTranspose(images, input("w", [3, 3, 2, 3]), { size: [7] }),
      DomainError,
      "conv2dTranspose: a size is needed for each of 2 axes, got [7]",
    ],
    [
      () => overlapAdd(images, [6]),
      ShapeError,
      "overlapAdd: an axis of size 6 has 3 windows, axis 1 of x [8, 5, 4, 3] has size 5",
    ],
    [
      () => overlapAdd(images, [6, 6]),
      ShapeError,
      "overlapAdd: needs [batch, ...windows, ...elements, features] for the axes [6, 6], got x [8, 5, 4, 3]",
    ],
  ]);
});

describe("what is no node, from plain JavaScript", () => {
  const hint = "wrap values in constant(...)";
  states([
    [() => matmul(x, 3 as never), UnsupportedError, "matmul: a node is needed, got number 3", hint],
    [() => softmax([1, 2] as never), UnsupportedError, "softmax: a node is needed, got an array", hint],
    [() => reshape(undefined as never, [2]), UnsupportedError, "reshape: a node is needed, got undefined"],
    [() => transpose("x" as never), UnsupportedError, "transpose: a node is needed, got string x"],
    [() => argmax(1 as never), UnsupportedError, "argmax: a node is needed, got number 1", hint],
    [() => gather(null as never, [0]), UnsupportedError, "gather: a node is needed, got null"],
    [() => gradients(sum(x), ["x"] as never), UnsupportedError, "gradients: a node is needed, got string x"],
    [() => evaluate(3 as never), UnsupportedError, "evaluate: a node is needed, got number 3", hint],
  ]);
});

describe("a text that cannot be read", () => {
  test("has a line and a column instead of a line of code", () => {
    const error = new ParseError("formula: no closing parenthesis", 2, 7);
    expect(error.message).toBe("formula: no closing parenthesis");
    expect(error).toMatchObject({ name: "ParseError", line: 2, column: 7, where: undefined });
  });
});
