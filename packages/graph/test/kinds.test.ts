/** Ops of every kind, as an author defines them: several results, floats only, no derivative. */
import {
  add,
  constant,
  evaluate,
  float32,
  gradients,
  input,
  mergeEqual,
  mul,
  type Node,
  square,
  stopGradient,
  sum,
  UnsupportedError,
} from "@cadena/graph";
import {
  composite,
  evaluateIn,
  expressions,
  type GeneralOp,
  general,
  make,
  numberSystem,
  pick,
  ternary,
  together,
  unary,
} from "@cadena/graph/extend";
import { describe, expect, test } from "vitest";

/** The square and the cube of a vector, as one op with two results. */
const powers = general<Record<string, never>>({
  name: "powers",
  infer: ([x]) => {
    const { shape } = x as Node;
    return {
      shape: [],
      dtype: "real",
      outputs: [
        { shape, dtype: "real" },
        { shape, dtype: "real" },
      ],
    };
  },
  meaning: ({ reals: n }, [x]) => {
    if (x?.dtype !== "real") throw new TypeError("powers needs real numbers");
    const { shape, data } = x;
    const squares = Array.from(data, (e) => n.mul(e, e));
    const cubes = squares.map((s, i) => n.mul(s, data[i] as (typeof squares)[number]));
    const part = (numbers: typeof squares) => ({ dtype: "real", shape, data: numbers }) as const;
    return { dtype: "several", parts: [part(squares), part(cubes)] };
  },
  vjp: ({ ct, inputs: [x] }) =>
    add(mul(pick(ct, 0), mul(2, x as Node)), mul(pick(ct, 1), mul(3, square(x as Node)))),
});

describe("an op with several results", () => {
  const x = input("x", [2]);
  const both = powers([x], {});
  const [squares, cubes] = [pick(both, 0), pick(both, 1)];

  test("gives each through pick", () => {
    expect(evaluate([squares, cubes], { x: [2, -3] }).map(String)).toEqual(["[4, 9]", "[8, -27]"]);
    expect([squares.shape, cubes.dtype]).toEqual([[2], "real"]);
  });

  test("has no third result where there are two", () => {
    expect(() => pick(both, 2)).toThrow("pick: no result 2 of powers");
  });

  test("adds the cotangents of its results up, to the third order", () => {
    // f = Σ x² + x³ + x² x³: f' = 2x + 3x² + 5x⁴, f'' = 2 + 6x + 20x³, f''' = 6 + 60x².
    const f = sum(add(add(squares, cubes), mul(squares, cubes)));
    const derivatives = [f as Node];
    while (derivatives.length < 4)
      derivatives.push(gradients(sum(derivatives.at(-1) as Node), [x])[0] as Node);
    expect(evaluate(derivatives.slice(1), { x: [2, -1] }).map(String)).toEqual([
      "[96, 6]",
      "[174, -24]",
      "[246, 66]",
    ]);
  });

  test("has a derivative where only one result is used", () => {
    expect(String(evaluate(gradients(sum(cubes), [x])[0], { x: [2, -1] }))).toBe("[12, 3]");
  });

  test("cannot be evaluated as a whole", () => {
    expect(() => evaluate(both, { x: [1, 2] })).toThrow("pick one of them");
  });
});

describe("nodes put together", () => {
  const [x, y] = [input("x", []), input("y", [2])];

  test("come out again by pick, with their own gradients", () => {
    const pair = together([square(x), mul(y, x)]);
    const f = add(pick(pair, 0), sum(pick(pair, 1)));
    const values = { x: 3, y: [1, 2] };
    expect(evaluate([f, ...gradients(f, [x, y])], values).map(String)).toEqual(["18", "9", "[3, 3]"]);
  });

  test("carry integers beside real numbers", () => {
    const k = input("k", [], "integer");
    const pair = together([k, square(x)]);
    const f = mul(pick(pair, 1), pick(pair, 0));
    expect(pick(pair, 0).dtype).toBe("integer");
    expect(evaluate(gradients(f, [x])[0] as Node, { x: 3, k: 5 }).item()).toBe(30);
  });
});

describe("an op over floats only", () => {
  const doubled: GeneralOp<Record<string, never>> = general<Record<string, never>>({
    name: "doubled",
    infer: ([x]) => ({ shape: (x as Node).shape, dtype: "real" }),
    floats: ([x]) => Float64Array.from(x as ArrayLike<number>, (e) => 2 * e),
    vjp: ({ ct }) => doubled([ct], {}),
  });
  const x = input("x", [2]);

  test("is evaluated in both precisions, and differentiated by its rule", () => {
    const y = doubled([x], {});
    expect(String(evaluate(y, { x: [1, 2] }))).toBe("[2, 4]");
    expect(evaluate(y, { x: [0.1, 2] }, { system: float32 }).data).toEqual(
      Float32Array.of(Math.fround(0.1) * 2, 4),
    );
    expect(String(evaluate(gradients(sum(square(y)), [x])[0], { x: [1, 2] }))).toBe("[8, 16]");
  });

  test("says so in a number system that is no float", () => {
    const other = numberSystem<Node, Node>({ ...expressions, name: "others" });
    const leaf = () => ({ dtype: "real", shape: [2], data: [constant(1), constant(2)] }) as const;
    expect(() => evaluateIn(other, [doubled([x], {})], leaf)).toThrow(
      "doubled: has a meaning over floats only, not in others",
    );
  });

  test("says so where it gives another number of elements than its shape has", () => {
    const short = general<Record<string, never>>({
      name: "short",
      infer: () => ({ shape: [3], dtype: "real" }),
      floats: ([x]) => x as ArrayLike<number>,
      vjp: "zero",
    });
    expect(() => evaluate(short([x], {}), { x: [1, 2] })).toThrow("short: gave 2 numbers, its shape has 3");
  });
});

describe("an op without a derivative", () => {
  const opaque = general<Record<string, never>>({
    name: "opaque",
    infer: ([x]) => ({ shape: (x as Node).shape, dtype: "real" }),
    floats: ([x]) => Float64Array.from(x as ArrayLike<number>, Math.floor),
    vjp: "nondifferentiable",
  });
  const x = input("x", []);

  test("is an error on the way to a gradient, and none beside it", () => {
    expect(() => gradients(opaque([x], {}), [x])).toThrow(UnsupportedError);
    expect(() => gradients(opaque([x], {}), [x])).toThrow("gradients: opaque has no derivative");
    const y = input("y", []);
    expect(evaluate(gradients(mul(opaque([x], {}), y), [y])[0], { x: 2.5 }).item()).toBe(2);
    expect(evaluate(gradients(mul(x, stopGradient(opaque([x], {}))), [x])[0], { x: 2.5 }).item()).toBe(2);
  });
});

test("a rule of the wrong shape is an error that names it", () => {
  const wrong = general<Record<string, never>>({
    name: "wrong",
    infer: ([x]) => ({ shape: (x as Node).shape, dtype: "real" }),
    floats: ([x]) => x as ArrayLike<number>,
    vjp: ({ ct }) => sum(ct),
  });
  const x = input("x", [2]);
  expect(() => gradients(sum(wrong([x], {})), [x])).toThrow("the rule of wrong gives [] for its input x [2]");
});

test("a composite without a rule is one node in its own derivative", () => {
  const swish = composite<Record<string, never>>({
    name: "swish",
    expand: ([x]) =>
      mul(x as Node, unary({ name: "half", scalar: (n, e) => n.div(e, n.constant(2)) })(x as Node)),
  });
  const x = input("x", []);
  const [g] = gradients(swish([x], {}), [x]);
  expect(g.op.name).toBe("swishᵛʲᵖ");
  expect(evaluate(g, { x: 3 }).item()).toBe(3);
  expect(make(swish.op, [x], {}).shape).toEqual([]);
});

test("a meaning in plain arithmetic, as JavaScript allows it, is told at its first gradient", () => {
  const twice = unary({ name: "twice", scalar: ((_: unknown, x: number) => x * 2) as never });
  const x = input("x", [2]);
  expect(() => gradients(sum(twice(x)), [x])).toThrow(UnsupportedError);
  expect(() => gradients(sum(twice(x)), [x])).toThrow(
    /^twice: its meaning gives NaN, not a number of the system\n {2}at .*kinds\.test\.ts:\d+:\d+.*\n {2}Hint: write n\.add\(x, y\) for x \+ y, and n\.constant\(2\) for 2$/,
  );
});

describe("an op without a rule that is given the same node at several places", () => {
  // x^2 y + z, whose derivatives by place are 2 x y, x^2 and 1; all at x: x^3 + x.
  const derived = ternary({ name: "derived", scalar: (n, x, y, z) => n.add(n.mul(n.mul(x, x), y), z) });
  const written = composite<Record<string, never>>({
    name: "written",
    expand: ([x, y, z]) => add(mul(square(x as Node), y as Node), z as Node),
  });
  const x = input("x", []);
  const at2 = (node: Node) => evaluate(add(node, mul(0, x)), { x: 2 }).item();

  test.each([
    ["elementwise", (a: Node, b: Node, c: Node): Node => derived(a, b, c)],
    ["composite", (a: Node, b: Node, c: Node): Node => written([a, b, c], {})],
  ])("takes each place once, to the third order: %s", (_, f) => {
    const [first] = gradients(f(x, x, x), [x]);
    const [second] = gradients(first, [x]);
    const [third] = gradients(second, [x]);
    expect([first, second, third].map(at2)).toEqual([13, 12, 6]);
    const two = constant(2);
    expect(at2(gradients(f(x, two, x), [x])[0])).toBe(9);
    expect(at2(gradients(f(two, x, x), [x])[0])).toBe(5);
  });

  test("that becomes the same only when equal nodes are merged", () => {
    const [a, b] = [mul(x, 1), mul(x, 1)];
    const [da, db] = gradients(written([a, b, constant(0)], {}), [a, b]);
    expect(mergeEqual([da, db]).map(at2)).toEqual([8, 4]);
  });
});
