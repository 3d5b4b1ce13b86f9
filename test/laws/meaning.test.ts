/** A rule is checked against the op's own meaning: written out in the core of a number system, and differentiated. */
import { broadcastTo, gradients, mul, type Node, type Operand, sum, topological } from "@cadena/graph";
import {
  type CompositeOp,
  composite,
  expandComposites,
  expressions,
  type NumberSystem,
  numberSystem,
  unary,
} from "@cadena/graph/extend";
import { describe, expect, test } from "vitest";
import { type Ball, double, touch } from "./ball.ts";
import { tower } from "./derivatives.ts";
import { ops } from "./ops.ts";
import { type Instance, instance } from "./sampling.ts";
import type { At } from "./table.ts";
import { inBalls as enclosures } from "./values.ts";

/** Nodes from the core alone: sigmoid is 1 / (1 + e^-z), max a choice, a power a product. */
const core: NumberSystem<Node, Node> = numberSystem<Node, Node>({ ...expressions, name: "core expressions" });

function inBalls(outputs: readonly Node[], { values }: Instance): Ball[][] {
  return outputs.map((y) => enclosures(double, y, values));
}

/** The places where two lists of balls do not touch. */
function apart(a: readonly Ball[][], b: readonly Ball[][]): string[] {
  return a.flatMap((balls, k) =>
    balls.flatMap((ball, i) => {
      const other = b[k]?.[i] as Ball;
      return touch(ball, other)
        ? []
        : [`${k}[${i}]: ${ball.middle} ± ${ball.radius}, ${other.middle} ± ${other.radius}`];
    }),
  );
}

/** Value, projected gradients up to the second order, and the third derivative of a node, by its leaves. */
function derivativesOf(one: Instance, y: Node): Node[] {
  const real = one.leaves.filter(({ dtype }) => dtype === "real");
  const levels = tower({ ...one, y }, 3, 1);
  return [y, ...levels, ...gradients(levels.at(-1) as Node, real)];
}

const cases = ops
  .filter(({ stopped }) => !stopped)
  .flatMap((row) => row.samples.map((sample) => [row.name, sample.what, instance(sample, 1)] as const))
  .filter(([, , { y }]) => y.dtype === "real" && y.size > 0);

const elementwise = cases.filter(([, , { y }]) => y.op.elements === "each" && y.op.expand !== undefined);
const composites = cases.filter(([, , { y }]) => y.op.expands);

test("there are elementwise ops and composites with rules", () => {
  const named = (list: typeof cases) =>
    new Set(list.filter(([, , { y }]) => y.op.derivative === "rule").map(([name]) => name));
  expect(named(elementwise).size).toBeGreaterThan(20);
  expect([...named(composites)].sort()).toEqual([
    "addBias",
    "conv1d",
    "conv1dTranspose",
    "conv2d",
    "conv2dTranspose",
    "logSoftmax",
    "logSumExp",
    "mean",
    "softmax",
  ]);
});

describe.each(elementwise)("the rule of %s %s", (_, __, one) => {
  test("agrees to the third order with its meaning in the core", () => {
    const written = one.y.op.expand?.(one.y.inputs, one.y.attributes, core) as Node;
    const meaning = broadcastTo(written, one.y.shape) as Node;
    expect(apart(inBalls(derivativesOf(one, one.y), one), inBalls(derivativesOf(one, meaning), one))).toEqual(
      [],
    );
  });
});

describe.each(composites)("%s %s", (_, __, one) => {
  const [expansion] = expandComposites([one.y], expressions) as [Node];

  test("has no composite in its expansion", () => {
    expect(topological([expansion]).filter(({ op }) => op.expands)).toEqual([]);
  });

  test("has the value and the derivatives of its expansion, to the third order", () => {
    expect(
      apart(inBalls(derivativesOf(one, one.y), one), inBalls(derivativesOf(one, expansion), one)),
    ).toEqual([]);
  });

  test("without its rule has the same derivatives, through composites named after it", () => {
    const bare: CompositeOp<Node["attributes"]> = composite({
      name: "bare",
      expand: (inputs, attributes) => one.y.op.expand?.(inputs, attributes, expressions) as Node,
    });
    const y = bare(one.y.inputs, one.y.attributes);
    const [g] = gradients(sum(mul(y, y)), [one.leaves[0] as Node]);
    expect(topological([g as Node]).some(({ op }) => op.name.startsWith("bare") && op.name !== "bare")).toBe(
      true,
    );
    expect(apart(inBalls(derivativesOf(one, one.y), one), inBalls(derivativesOf(one, y), one))).toEqual([]);
  });
});

describe("an elementwise op without a rule", () => {
  test("has the derivatives of its meaning to the third order", () => {
    const swish = unary({ name: "swish", scalar: (n, x) => n.mul(x, n.sigmoid(x)) });
    const written = (x: Operand): Node => core.mul(x as Node, core.sigmoid(x as Node));
    const one = instance(
      { what: "[3]", inputs: [{ shape: [3] }], call: (x) => swish(x), shape: [3], value: (x) => x },
      1,
    );
    const direct = written(one.leaves[0] as Node);
    expect(apart(inBalls(derivativesOf(one, one.y), one), inBalls(derivativesOf(one, direct), one))).toEqual(
      [],
    );
  });

  test("that is constant has derivative 0", () => {
    const seven = unary({ name: "seven", scalar: (n) => n.constant(7) });
    const one = instance(
      { what: "[2]", inputs: [{ shape: [2] }], call: (x) => seven(x), shape: [2], value: (x) => x },
      1,
    );
    const [value, , g] = inBalls([one.y, sum(one.y), ...gradients(sum(one.y), one.leaves)], one);
    expect([value, g].map((balls) => balls?.map(({ middle }) => middle))).toEqual([
      [7, 7],
      [0, 0],
    ]);
  });

  test("that chooses keeps a NaN of the other branch out of its derivative", () => {
    const root = unary({
      name: "root",
      scalar: (n, x) => n.select(n.compare(x, ">", n.zero), n.sqrt(x), n.zero),
    });
    const at = {
      what: "[2]",
      inputs: [{ shape: [2], values: [0, 4] }],
      call: (x: Node) => root(x),
      shape: [2],
      value: (x: At) => x,
    };
    const one = instance(at, 1);
    const [g] = inBalls(gradients(sum(one.y), one.leaves), one);
    expect(g?.map(({ middle }) => middle)).toEqual([0, 0.25]);
  });
});

test("a wrong rule is told apart from the meaning", () => {
  const wrong = unary({ name: "wrong", scalar: (n, x) => n.exp(x), vjp: ({ ct, x }) => mul(ct, x) });
  const one = instance(
    { what: "[3]", inputs: [{ shape: [3] }], call: (x) => wrong(x), shape: [3], value: (x) => x },
    1,
  );
  const meaning = core.exp(one.leaves[0] as Node);
  expect(
    apart(inBalls(derivativesOf(one, one.y), one), inBalls(derivativesOf(one, meaning), one)),
  ).not.toEqual([]);
});
