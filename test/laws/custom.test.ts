/** A user's ops, of every kind, obey the same laws as the built-in ones. */
import {
  add,
  broadcastTo,
  expandDims,
  gradients,
  mul,
  type Node,
  pad,
  sigmoid,
  sub,
  sum,
  transpose,
} from "@cadena/graph";
import {
  binary,
  type CompositeOp,
  composite,
  contraction,
  dense,
  type GeneralOp,
  general,
  make,
  nonzero,
  positive,
  reduction,
  structural,
  ternary,
  unary,
} from "@cadena/graph/extend";
import { describe, expect, test } from "vitest";
import { tower, wrongDerivatives } from "./derivatives.ts";
import { planted } from "./planted.ts";
import { instance, repeated } from "./sampling.ts";
import { type Given, type Sample, sample, total } from "./table.ts";
import { wrongValues } from "./values.ts";

const of = (...shape: number[]): Given => ({ shape });
const sigma = (x: number): number => 1 / (1 + Math.exp(-x));
type None = Record<string, never>;

const mish = unary({ name: "mish", scalar: (n, x) => n.mul(x, n.tanh(n.softplus(x))) });

const leaky = unary({
  name: "leaky",
  domain: nonzero,
  scalar: (n, x) => n.select(n.compare(x, ">", n.zero), x, n.mul(n.constant(0.1), x)),
});

const atan2ish = binary({
  name: "hypot",
  scalar: (n, a, b) => n.sqrt(n.add(n.mul(a, a), n.mul(b, b))),
});

const fma = ternary({ name: "fma", scalar: (n, a, b, c) => n.add(n.mul(a, b), c) });

const gated: CompositeOp<None> = composite<None>({
  name: "gated",
  expand: ([a, b]) => mul(a as Node, sigmoid(b as Node)),
});

const swish: CompositeOp<None> = composite<None>({
  name: "swish",
  expand: ([x]) => mul(x as Node, sigmoid(x as Node)),
});

/** The sum of squares along axes. */
const energy = reduction({
  name: "energy",
  ofNothing: true,
  combine: (n, data, start, stride, length) => {
    let found = n.zero;
    for (let i = 0; i < length; i++) {
      const x = data[start + i * stride] as typeof found;
      found = n.add(found, n.mul(x, x));
    }
    return found;
  },
  vjp: ({ ct, inputs: [x], attributes: { axes, keepDims } }) => {
    const kept = keepDims ? ct : axes.reduce((y: Node, axis) => expandDims(y, axis) as Node, ct);
    return mul(broadcastTo(kept, (x as Node).shape), mul(2, x as Node)) as Node;
  },
});

const lastRow = structural<None>({
  name: "lastRow",
  infer: ([x]) => ({ shape: (x as Node).shape.slice(1), dtype: (x as Node).dtype }),
  copies: ([x], _, shape) => {
    const { start, strides } = dense(shape);
    const before = (x as Node).size - shape.reduce((a, b) => a * b, 1);
    return [{ input: 0, extents: shape, from: { start: before, strides }, to: { start, strides } }];
  },
  vjp: ({ ct, inputs: [x] }) =>
    pad(expandDims(ct, 0) as Node, [
      [((x as Node).shape[0] as number) - 1, 0],
      ...ct.shape.map(() => [0, 0] as const),
    ]) as Node,
});

/** Σ_i a_ij b_ij for each j: a contraction whose label j is in both inputs and in the result. */
const columnDots = contraction<None>({
  name: "columnDots",
  infer: ([a]) => ({ shape: [(a as Node).shape[1] as number], dtype: "real" }),
  labels: () => ({
    inputs: [
      [0, 1],
      [0, 1],
    ],
    output: [1],
  }),
  vjp: ({ ct, inputs }, index) =>
    mul(broadcastTo(ct, (inputs[0] as Node).shape), inputs[1 - index] as Node) as Node,
});

/** Σ_ij a_ij b_ij: two labels are summed over. */
const inner = contraction<None>({
  name: "inner",
  infer: () => ({ shape: [], dtype: "real" }),
  labels: () => ({
    inputs: [
      [0, 1],
      [0, 1],
    ],
    output: [],
  }),
  vjp: ({ ct, inputs }, index) => mul(ct, inputs[1 - index] as Node) as Node,
});

/** Running sums of a vector, with the meaning written over any number system. */
const cumulative: GeneralOp<None> = general<None>({
  name: "cumulative",
  infer: ([x]) => ({ shape: (x as Node).shape, dtype: "real" }),
  meaning: ({ reals: n }, [x]) => {
    if (x?.dtype !== "real") throw new TypeError("cumulative needs real numbers");
    let running = n.zero;
    return { ...x, data: Array.from(x.data, (e) => (running = n.add(running, e))) };
  },
  // The transpose of the running sum: the sum of what is left, Σ ct minus what came before.
  vjp: ({ ct }) => add(sub(sum(ct), cumulative([ct], {})), ct) as Node,
});

const customs: readonly Sample[] = [
  sample(
    "unary, derived",
    [of(4)],
    (x) => mish(x),
    [4],
    (x) => (i) => x(i) * Math.tanh(Math.log(1 + Math.exp(x(i)))),
  ),
  sample(
    "unary with a choice, derived",
    [{ shape: [4], domain: nonzero }],
    (x) => leaky(x),
    [4],
    (x) => (i) => (x(i) > 0 ? x(i) : 0.1 * x(i)),
  ),
  sample(
    "binary, derived",
    [{ shape: [2, 1], domain: positive }, of(3)],
    (a, b) => atan2ish(a, b) as Node,
    [2, 3],
    (a, b) => (i, j) => Math.hypot(a(i, 0), b(j)),
  ),
  sample(
    "binary, derived, of one shape",
    [of(3), of(3)],
    (a, b) => atan2ish(a, b) as Node,
    [3],
    (a, b) => (i) => Math.hypot(a(i), b(i)),
  ),
  sample(
    "composite of two, derived",
    [of(3), of(3)],
    (a, b) => gated([a, b], {}),
    [3],
    (a, b) => (i) => a(i) * sigma(b(i)),
  ),
  sample(
    "ternary, derived",
    [of(2), of(2, 1), of()],
    (a, b, c) => fma(a, b, c) as Node,
    [2, 2],
    (a, b, c) => (i, j) => a(j) * b(i, 0) + c(),
  ),
  sample(
    "composite, derived",
    [of(2, 2)],
    (x) => swish([x], {}),
    [2, 2],
    (x) => (i, j) => x(i, j) * sigma(x(i, j)),
  ),
  sample(
    "reduction",
    [of(2, 3)],
    (x) => energy(x, { axes: [1], keepDims: false }),
    [2],
    (x) => (i) => total(3, (j) => x(i, j) ** 2),
  ),
  sample(
    "structural",
    [of(3, 2)],
    (x) => lastRow([x], {}),
    [2],
    (x) => (j) => x(2, j),
  ),
  sample(
    "contraction",
    [of(3, 2), of(3, 2)],
    (a, b) => columnDots([a, b], {}),
    [2],
    (a, b) => (j) => total(3, (i) => a(i, j) * b(i, j)),
  ),
  sample(
    "contraction over two labels",
    [of(3, 2), of(3, 2)],
    (a, b) => inner([a, b], {}),
    [],
    (a, b) => () => total(3, (i) => total(2, (j) => a(i, j) * b(i, j))),
  ),
  sample(
    "general",
    [of(4)],
    (x) => cumulative([x], {}),
    [4],
    (x) => (i) => total(i + 1, (k) => x(k)),
  ),
];

describe.each(customs.map((one) => [one.what, one] as const))("a user's op: %s", (_, one) => {
  test("has its value in double and single precision and in intervals", () => {
    expect(wrongValues(one, 1)).toEqual([]);
  });

  test.each([1, 2, 3])("has the right derivative of order %i", (order) => {
    const { y, leaves, values } = instance(one, order);
    const scalar = tower({ y, leaves, values }, order, 1).at(-1) as Node;
    expect(wrongDerivatives(scalar, leaves, values, 2)).toEqual([]);
  });

  test.each([1, 2])("has the right derivative of order %i where a node stands at two places", (order) => {
    const twice = repeated(one, 1);
    if (twice === undefined) return;
    const scalar = tower(twice, order, 1).at(-1) as Node;
    expect(wrongDerivatives(scalar, twice.leaves, twice.values, 2)).toEqual([]);
  });

  test("is caught where its rule is wrong", () => {
    const { y, leaves, values } = instance(one, 1);
    if (y.op.derivative !== "rule") return;
    const wrong = planted(y, {
      op: y.op,
      vjp: (node, ct, index) => y.op.vjp(node, mul(ct, 1.001) as Node, index),
    });
    const [scalar] = tower({ y: wrong, leaves, values }, 1, 1) as [Node];
    expect(wrongDerivatives(scalar, leaves, values, 2)).not.toEqual([]);
  });
});

test("a user's op is one node among built-in ones, and transposes, batches and sums like them", () => {
  const one = instance(
    sample(
      "mixed",
      [of(2, 3)],
      (x) => transpose(mish(mul(x, x))) as Node,
      [3, 2],
      (x) => x,
    ),
    1,
  );
  expect(one.y.inputs[0]?.op.name).toBe("mish");
  expect(wrongDerivatives(sum(one.y), one.leaves, one.values, 1)).toEqual([]);
  expect(make(mish.op, one.leaves).shape).toEqual([2, 3]);
  expect(gradients(sum(mish(one.leaves[0] as Node)), one.leaves)[0]?.shape).toEqual([2, 3]);
});
