// Every op that the graph package offers writes itself, in text and in LaTeX.
import * as graph from "@cadena/graph";
import { constant, input, type Node, stack } from "@cadena/graph";
import { pick, together } from "@cadena/graph/extend";
import { parse, toLatex, toLines, toText } from "@cadena/notation";
import { describe, expect, test } from "vitest";

const x = input("x", [2, 3]);
const y = input("y", [2, 3]);
const labels = input("k", [2], "integer");
const truths = graph.greater(x, 0);

const images = input("x", [2, 4, 5, 2]);
const sequences = input("x", [2, 5, 2]);

/** Ops that need more than one or two tensors of one shape. */
const special: Readonly<Record<string, () => Node>> = {
  addBias: () => graph.addBias(x, input("b", [1, 3])),
  at: () => graph.at(x, 0, 1),
  avgPool1d: () => graph.avgPool1d(sequences, 2),
  avgPool2d: () => graph.avgPool2d(images, 2, { padding: 1 }),
  broadcastTo: () => graph.broadcastTo(x, [4, 2, 3]),
  cast: () => graph.cast(truths, "integer"),
  concat: () => graph.concat([x, y]),
  constant: () => constant([[1, 2]]),
  conv1d: () => graph.conv1d(sequences, input("w", [3, 2, 4]), { dilation: 2 }),
  conv1dTranspose: () => graph.conv1dTranspose(sequences, input("w", [3, 4, 2])),
  conv2d: () => graph.conv2d(images, input("w", [3, 3, 1, 4]), { stride: 2, padding: "same", groups: 2 }),
  conv2dTranspose: () => graph.conv2dTranspose(images, input("w", [3, 3, 4, 2]), { stride: [2, 1] }),
  expandDims: () => graph.expandDims(x, 2),
  full: () => graph.full([2, 3], 7),
  gather: () => graph.gather(x, labels),
  input: () => x,
  logicalAnd: () => graph.logicalAnd(truths, truths),
  logicalNot: () => graph.logicalNot(truths),
  logicalOr: () => graph.logicalOr(truths, truths),
  matmul: () => graph.matmul(x, y, { transposeB: true }),
  maxPool1d: () => graph.maxPool1d(sequences, 2),
  maxPool2d: () => graph.maxPool2d(images, [2, 3], { stride: 1 }),
  oneHot: () => graph.oneHot(labels, 4, { axis: 0 }),
  overlapAdd: () => graph.overlapAdd(input("x", [2, 3, 2, 1]), [4]),
  pad: () =>
    graph.pad(x, [
      [1, 0],
      [0, 2],
    ]),
  parameter: () => graph.parameter("p", [2]),
  reshape: () => graph.reshape(x, [3, 2]),
  scatterAdd: () => graph.scatterAdd(x, labels, 5),
  slice: () => graph.slice(x, [[0, 1]]),
  squeeze: () => graph.squeeze(graph.expandDims(x, 0)),
  stack: () => stack([x, y]),
  transpose: () => graph.transpose(x),
  where: () => graph.where(truths, x, y),
  windows: () => graph.windows(images, [2, 2], { stride: 2 }),
};

/** What the package offers beside ops. */
const others =
  /^(Session|Tensor|Node|.*Error|evaluate|grad|gradients|vjp|valueAndGrad|captureOrigins|userLine|float\d+|initialOf|isParameter|substitute|mergeEqual|simplify|same|leavesOf|topological|interpreter|compile|integers|tensor|unstack)$/;

const offered = Object.entries(graph).filter(([name]) => !others.test(name));

/** The op of a name, of one tensor or else of two. */
function nodeOf(name: string, op: unknown): Node {
  const apply = op as (...operands: Node[]) => Node;
  const own = special[name]?.();
  if (own !== undefined) return own;
  try {
    return apply(x);
  } catch {
    return apply(x, y);
  }
}

describe("every op writes itself", () => {
  test.each(offered)("%s", (name, op) => {
    const node = nodeOf(name, op);
    for (const written of [toText(node), toLatex(node), toLines(node).join("\n")]) {
      expect(written).not.toBe("");
      expect(written).not.toMatch(/undefined|\[object|NaN/);
    }
    expect(braces(toLatex(node))).toBe(0);
  });
});

/** Ops of which the writing says less than all, so that another graph of the same value is read. */
const ambiguous: Readonly<Record<string, string>> = {
  addBias: "its strictness is not written",
  broadcastTo: "stretching is left to the reader",
  cast: "a truth counts as a number, real or integer",
  full: "equal elements are written once",
  logSigmoid: "it is written by its meaning",
  matmul: "whether a transpose is part of the product is not written",
  squeeze: "leading axes of size 1 are stretched",
  stack: "leading axes of size 1 are stretched",
};

describe("what every op writes is read back as the same graph, or of the same value,", () => {
  test.each(offered)("%s", (name, op) => {
    const node = nodeOf(name, op);
    const leaves = graph.leavesOf([node]);
    const scope = Object.fromEntries(leaves.map((leaf) => [leaf.name as string, leaf]));
    for (const write of [toText, toLatex]) {
      const back = parse(write(node), scope);
      if (graph.same(back, node)) continue;
      expect(Object.keys(ambiguous), write(node)).toContain(name);
      const at = new Map(leaves.map((leaf) => [leaf, someValues(leaf)]));
      const [read, written] = [back, node].map((one) =>
        graph.evaluate(graph.sum(graph.mul(one, 1)), at).item(),
      );
      const copies = node.size / back.size;
      expect((read as number) * copies).toBeCloseTo(written as number, 12);
    }
  });
});

function someValues({ shape, size, dtype }: Node): graph.Tensor {
  const data = Array.from({ length: size }, (_, i) => (i % 3) + (dtype === "integer" ? 0 : 0.25));
  return new graph.Tensor(shape, dtype === "integer" ? Int32Array.from(data) : Float64Array.from(data));
}

test("values at places of a larger tensor are written with their steps", () => {
  const [stepped] = graph.gradients(graph.sum(graph.slice(x, [null, [0, 3, 2]])), [x]);
  expect(toText(stepped)).toBe("place(broadcastTo(1, [2, 2]), at=[0, 0], of=[2, 3], by=[1, 2])");
  expect(() => parse("place(x, at=[0])", { x })).toThrow("place needs of=[...], a list of whole numbers");
});

/** How many braces stay open; every \left needs its \right. */
function braces(latex: string): number {
  const count = (part: RegExp): number => latex.match(part)?.length ?? 0;
  expect(count(/\\left/g)).toBe(count(/\\right/g));
  return count(/(?<!\\)\{/g) - count(/(?<!\\)\}/g);
}

test("the second derivative of every differentiable op of one operand writes itself", () => {
  for (const op of [
    graph.exp,
    graph.log,
    graph.tanh,
    graph.sigmoid,
    graph.softplus,
    graph.relu,
    graph.abs,
    graph.sqrt,
    graph.square,
  ]) {
    const [first] = graph.gradients(graph.sum(op(x)), [x]);
    const [second] = graph.gradients(graph.sum(graph.square(first)), [x]);
    expect(toText(second)).not.toMatch(/undefined/);
  }
});

test("one of several results is written with its number", () => {
  expect(toText(pick(together([x, y]), 1))).toBe("together(x, y).1");
});

describe("a convolution and its derivatives", () => {
  const w = input("w", [3, 3, 2, 4]);
  const y = graph.conv2d(images, w, { stride: [2, 1], padding: [[1, 0], 1] });
  const g = input("g", y.shape);
  const [dx, dw] = graph.vjp(y, g, [images, w]);

  test("write how they slide, as far as it is not usual", () => {
    const sliding = "stride=[2, 1], padding=[[1, 0], [1, 1]]";
    expect(toText(y)).toBe(`conv2d(x, w, ${sliding})`);
    expect(toText(dx)).toBe(`conv2dTranspose(g, w, size=[4, 5], ${sliding})`);
    expect(toText(dw)).toBe(`conv2dFilters(x, g, size=[3, 3], ${sliding})`);
    expect(toLatex(graph.conv2d(images, w))).toBe("\\operatorname{conv2d}\\left(x, w\\right)");
    expect(toText(graph.maxPool2d(images, 2))).toBe("maxPool2d(x, [2, 2])");
    expect(toText(graph.maxPool2d(images, 2, { stride: 1 }))).toBe("maxPool2d(x, [2, 2], stride=[1, 1])");
  });

  test.each([
    ["the convolution", y],
    ["its derivative to the input", dx],
    ["its derivative to the filters", dw],
    ["pooling in steps of one", graph.maxPool2d(images, [2, 3], { stride: 1 })],
    ["pooling in steps of a window", graph.avgPool2d(images, 2, { padding: [1, [0, 1]] })],
    ["groups", graph.conv1d(sequences, input("w", [2, 1, 4]), { groups: 2, dilation: 2 })],
    ["windows", graph.windows(images, [2, 2], { stride: 2 })],
    ["windows that are added up", graph.overlapAdd(graph.windows(images, [2, 2]), [4, 5])],
  ] as const)("are read back: %s", (_, node: Node) => {
    const scope = Object.fromEntries(graph.leavesOf([node]).map((leaf) => [leaf.name as string, leaf]));
    for (const write of [toText, toLatex]) expect(graph.same(parse(write(node), scope), node)).toBe(true);
  });

  test("are read with a word for the padding, and refused with a word that is none", () => {
    const same = graph.conv2d(images, w, { padding: "same" });
    expect(graph.same(parse("conv2d(x, w, padding=same)", { x: images, w }), same)).toBe(true);
    expect(() => parse("conv2d(x, w, padding=much)", { x: images, w })).toThrow(
      'conv2d: a padding is "valid", "same" or numbers, got much',
    );
    expect(() => parse("conv2d(x, w, stride=half)", { x: images, w })).toThrow(
      "conv2d needs stride as whole numbers",
    );
  });
});
