// Convolutions and pooling: sizes as published, the adjoint of each part, and what their gradients are made of.
import {
  avgPool2d,
  constant,
  conv1d,
  conv1dTranspose,
  conv2d,
  conv2dTranspose,
  evaluate,
  gradients,
  input,
  integers,
  maxPool2d,
  mul,
  type Node,
  overlapAdd,
  type SlidingOptions,
  sum,
  tensor,
  topological,
  vjp,
  windows,
} from "@cadena/graph";
import { dense, type StructuralOp, structural } from "@cadena/graph/extend";
import { describe, expect, test } from "vitest";

const opsOf = (node: Node): string[] => [
  ...new Set(topological([node]).flatMap(({ op }) => (op.isLeaf ? [] : [op.name]))),
];

/** The examples of V. Dumoulin and F. Visin, "A guide to convolution arithmetic for deep learning", 2016. */
describe("the guide to convolution arithmetic", () => {
  test.each([
    ["2.1", 4, 3, {}, 2],
    ["2.2", 5, 4, { padding: 2 }, 6],
    ["2.3", 5, 3, { padding: 1 }, 5],
    ["2.4", 5, 3, { padding: 2 }, 7],
    ["2.5", 5, 3, { stride: 2 }, 2],
    ["2.6", 5, 3, { padding: 1, stride: 2 }, 3],
    ["2.7", 6, 3, { padding: 1, stride: 2 }, 3],
    ["5.1", 7, 3, { dilation: 2 }, 3],
  ] as const)("figure %s: input %i, filter %i, %o has %i outputs", (_, i, k, options: SlidingOptions, o) => {
    expect(conv2d(input("x", [1, i, i, 1]), input("w", [k, k, 1, 1]), options).shape).toEqual([1, o, o, 1]);
  });

  test.each([
    ["4.1", 2, 3, {}, 4],
    ["4.2", 6, 4, { padding: 2 }, 5],
    ["4.3", 5, 3, { padding: 1 }, 5],
    ["4.4", 7, 3, { padding: 2 }, 5],
    ["4.5", 2, 3, { stride: 2 }, 5],
    ["4.6", 3, 3, { padding: 1, stride: 2 }, 5],
    ["4.7", 3, 3, { padding: 1, stride: 2, size: [6, 6] }, 6],
  ] as const)("figure %s: transposed, input %i, filter %i, %o has %i outputs", (_, i, k, options, o) => {
    const y = conv2dTranspose(input("x", [1, i, i, 1]), input("w", [k, k, 1, 1]), options);
    expect(y.shape).toEqual([1, o, o, 1]);
  });
});

test("padding same has ⌈size / stride⌉ windows, with the odd zero behind", () => {
  const x = constant([[[1], [2], [3], [4]]]);
  const w = constant([[[1]], [[10]]]);
  expect(String(evaluate(conv1d(x, w, { padding: "same" })))).toBe("[[[21], [32], [43], [4]]]");
  expect(String(evaluate(conv1d(x, w, { padding: "same", stride: 3 })))).toBe("[[[21], [4]]]");
});

test("a filter in two dimensions finds the pattern that it is, not its mirror image", () => {
  const x = constant([[[[0], [1], [0]], [[0], [2], [3]]]]); // biome-ignore format: an image
  const w = constant([[[[1]], [[0]]], [[[2]], [[3]]]]); // biome-ignore format: a filter
  expect(String(evaluate(conv2d(x, w)))).toBe("[[[[6], [14]]]]");
});

test("integers are convolved and added up exactly", () => {
  const x = constant(integers([[[1], [2], [3]]]));
  const y = evaluate(conv1d(x, constant(integers([[[1]], [[-1]]]))));
  expect([y.dtype, String(y)]).toEqual(["integer", "[[[-1], [-1]]]"]);
  const added = evaluate(overlapAdd(windows(x, [2]), [3]));
  expect([added.dtype, String(added)]).toEqual(["integer", "[[[1], [4], [3]]]"]);
});

test("the derivatives of a convolution are convolutions again, to any order", () => {
  const x = input("x", [1, 5, 1]) as Node;
  const w = input("w", [3, 1, 2]) as Node;
  const y = conv1d(x, w, { stride: 2, padding: 1 });
  const ct = input("ct", y.shape) as Node;
  const [dx, dw] = vjp(y, ct, [x, w]);
  expect(opsOf(dx)).toEqual(["conv1dTranspose"]);
  expect(opsOf(dw)).toEqual(["conv1dFilters"]);
  const back = input("back", x.shape) as Node;
  expect(vjp(dx, back, [ct, w]).map(opsOf)).toEqual([["conv1d"], ["conv1dFilters"]]);
  const step = input("step", w.shape) as Node;
  expect(vjp(dw, step, [x, ct]).map(opsOf)).toEqual([["conv1dTranspose"], ["conv1d"]]);
});

test("padding that is wider than the filters reaches goes both ways", () => {
  const x = constant([[[3]]]);
  const w = constant([[[2]]]);
  const y = evaluate(conv1d(x, w, { padding: [[1, 2]] }));
  expect(String(y)).toBe("[[[0], [6], [0], [0]]]");
  const back = conv1dTranspose(constant(y), w, { padding: [[1, 2]] });
  expect(String(evaluate(back))).toBe("[[[12]]]");
});

test("elements that no window has get a derivative of 0", () => {
  const x = input("x", [1, 3, 3, 1]) as Node;
  for (const y of [maxPool2d(x, 2), avgPool2d(x, 2), conv2d(x, constant([[[[1]]]]), { stride: 3 })]) {
    const [dx] = gradients(sum(mul(y, y)), [x]);
    const { data } = evaluate(dx as Node, { x: [[[[1], [2], [3]], [[4], [5], [6]], [[7], [8], [9]]]] }); // biome-ignore format: an image
    expect([...data].slice(5)).toEqual([0, 0, 0, 0]);
    expect(data.some((slope: number) => slope !== 0)).toBe(true);
  }
});

test("a structural op of an author's own adds up where its copies meet, in truths too", () => {
  const folded: StructuralOp<Record<string, never>> = structural<Record<string, never>>({
    name: "folded",
    adds: true,
    infer: ([x]) => ({ shape: [2], dtype: (x as Node).dtype }),
    copies: () =>
      [0, 2].map((start) => ({ input: 0, extents: [2], from: { start, strides: [1] }, to: dense([2]) })),
    vjp: () => null,
  });
  expect(String(evaluate(folded([constant([1, 2, 10, 20])], {})))).toBe("[11, 22]");
  const truths = constant(tensor([true, false, true, false]));
  expect([...evaluate(folded([truths], {})).data]).toEqual([1, 0]);
});
