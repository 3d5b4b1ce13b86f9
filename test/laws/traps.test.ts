/** Traps that other frameworks fell into, one test each. */
import {
  abs,
  add,
  constant,
  div,
  equal,
  evaluate,
  exp,
  gather,
  grad,
  gradients,
  greater,
  input,
  log,
  logSigmoid,
  logSoftmax,
  logSumExp,
  max,
  maximum,
  mean,
  mergeEqual,
  min,
  minimum,
  mul,
  type Nested,
  type Node,
  pow,
  reciprocal,
  relu,
  sigmoid,
  softmax,
  softplus,
  sqrt,
  square,
  sub,
  sum,
  where,
} from "@cadena/graph";
import { general } from "@cadena/graph/extend";
import { describe, expect, test } from "vitest";
import { wrongDerivatives } from "./derivatives.ts";

/** The elements of a gradient, without the sign of zero. */
const plain = (x: Nested): Nested => (Array.isArray(x) ? x.map(plain) : (x as number) + 0);

/** The value, and the first and second derivative of the sum, of a function of one tensor. */
function derivatives(f: (x: Node) => Node, at: Nested, orders: number): Nested[] {
  const x = input("x", constant(at).shape);
  const graphs: Node[] = [f(x)];
  while (graphs.length <= orders) graphs.push(gradients(sum(graphs.at(-1) as Node), [x])[0]);
  return evaluate(graphs, { x: at }).map((t) => plain(t.toArray()));
}

describe("leaves", () => {
  test("of equal name, shape and value are not merged", () => {
    const [a, b] = [input("w", [2]), input("w", [2])];
    const [merged] = mergeEqual([mul(exp(a), exp(b))]);
    expect(merged?.inputs[0]).not.toBe(merged?.inputs[1]);
    const [da, db] = gradients(sum(mul(a, b)), [a, b]);
    const values = new Map([
      [a, [1, 2]],
      [b, [3, 4]],
    ]);
    expect(evaluate([da, db], values).map(String)).toEqual(["[3, 4]", "[1, 2]"]);
  });

  test("that are constants of equal value keep gradients of their own", () => {
    const [a, b] = [constant([1, 2]), constant([1, 2])];
    const [da, db] = gradients(sum(mul(a, square(b))), [a, b]);
    expect(evaluate([da, db]).map(String)).toEqual(["[1, 4]", "[2, 8]"]);
  });

  test("do not make ops equal whose attributes are different functions", () => {
    const apply = general<{ readonly f: (x: number) => number }>({
      name: "apply",
      infer: ([x]) => ({ shape: (x as Node).shape, dtype: "real" }),
      floats: ([x], { attributes }) => Float64Array.from(x as ArrayLike<number>, attributes.f),
      vjp: "nondifferentiable",
    });
    const x = constant([1, 2]);
    const both = [apply([x], { f: (e) => e + 1 }), apply([x], { f: (e) => 10 * e })];
    expect(evaluate(both).map(String)).toEqual(["[2, 3]", "[10, 20]"]);
  });
});

describe("second derivatives", () => {
  test("see the outputs that a rule has saved", () => {
    const ofRules = [
      [exp, Math.E],
      [sigmoid, (1 / (1 + Math.E ** -1)) * (1 - 1 / (1 + Math.E ** -1)) * (1 - 2 / (1 + Math.E ** -1))],
      [sqrt, -0.25],
      [reciprocal, 2],
    ] as const;
    for (const [op, second] of ofRules) {
      expect(derivatives(op as (x: Node) => Node, 1, 2)[2]).toBeCloseTo(second, 14);
    }
  });
});

describe("nested gradients", () => {
  test("do not confuse two perturbations", () => {
    const x = input("x", []);
    const inner = grad((y: Node) => mul(x, y));
    const outer = grad((z: Node) => mul(z, grad((y: Node) => add(z, y))(z)));
    expect(evaluate([inner(x) as Node, outer(x) as Node], { x: 3 }).map(String)).toEqual(["3", "1"]);
  });

  test("take a node that the function closes over for a constant", () => {
    const x = input("x", []);
    const closed = square(x);
    const derivative = grad((y: Node) => mul(closed, mul(y, y)))(x);
    expect(evaluate(derivative as Node, { x: 3 }).item()).toBe(54);
  });

  test("give the third derivative of a cube", () => {
    const third = grad((x: Node) => grad((y: Node) => grad((z: Node) => pow(z, 3))(y) as Node)(x) as Node);
    expect(evaluate(third(constant(7)) as Node).item()).toBe(6);
  });

  test("refuse an argument that is no real number", () => {
    const k = input("k", [], "integer");
    expect(() => grad((labels: Node, w: Node) => mul(w, labels))(k, constant(2))).toThrow(
      "gradients: argument 0 [] is integer, not real",
    );
  });
});

describe("kinks and ties", () => {
  test("of max are shared equally, along an axis too", () => {
    expect(
      derivatives(
        (x) => max(x, { axis: 1 }),
        [
          [1, 1],
          [2, 3],
        ],
        1,
      )[1],
    ).toEqual([
      [0.5, 0.5],
      [0, 1],
    ]);
    expect(derivatives((x) => min(x), [2, 2, 2, 7], 1)[1]).toEqual([1 / 3, 1 / 3, 1 / 3, 0]);
  });

  test("of maximum and minimum are shared equally, and add up where both sides are one node", () => {
    expect(derivatives((x) => maximum(x, 1), 1, 1)[1]).toBe(0.5);
    expect(derivatives((x) => minimum(x, x), 1, 1)[1]).toBe(1);
  });

  test("relu and abs have the derivative 0 at 0, and so has what is built on it", () => {
    expect(derivatives(relu, [-1, 0, 2], 2)).toEqual([
      [0, 0, 2],
      [0, 0, 1],
      [0, 0, 0],
    ]);
    expect(derivatives(abs, [-1, 0, 2], 2)).toEqual([
      [1, 0, 2],
      [-1, 0, 1],
      [0, 0, 0],
    ]);
    expect(derivatives((x) => square(relu(x)), [-1, 0, 2], 2)).toEqual([
      [0, 0, 4],
      [0, 0, 4],
      [0, 0, 2],
    ]);
  });
});

describe("pow at 0", () => {
  /** Value, first derivatives, then the four second derivatives of a^b. */
  function jet(a: number, b: number): Nested[] {
    const [x, y] = [input("x", []), input("y", [])];
    const z = pow(x, y);
    const first = gradients(z, [x, y]);
    const second = first.flatMap((g) => gradients(g, [x, y]));
    return evaluate([z, ...first, ...second], { x: a, y: b }).map((t) => plain(t.toArray()));
  }

  test.each([
    ["0^0 is 1 and flat", 0, 0, [1, 0, 0, 0, 0, 0, 0]],
    ["0^1 has slope 1", 0, 1, [0, 1, 0, 0, 0, 0, 0]],
    ["0^2 has curvature 2", 0, 2, [0, 0, 0, 2, 0, 0, 0]],
    ["0^3 is flat to the second order", 0, 3, [0, 0, 0, 0, 0, 0, 0]],
  ] as const)("%s", (_, a, b, expected) => {
    const [value, da, db, daa, dab, dba, dbb] = jet(a, b);
    expect([value, da, db, daa, dbb]).toEqual([
      expected[0],
      expected[1],
      expected[2],
      expected[3],
      expected[6],
    ]);
    expect([dab, dba].some((x) => Number.isNaN(x))).toBe(false);
  });

  test("x^0 is 1 with derivatives 0 at any x, and the mixed one is 1 / x", () => {
    expect(jet(2, 0)).toEqual([1, 0, Math.LN2, 0, 0.5, 0.5, Math.LN2 ** 2]);
  });

  test("with a fixed exponent has no NaN in three derivatives", () => {
    expect(derivatives((x) => pow(x, 0), 0, 3)).toEqual([1, 0, 0, 0]);
    expect(derivatives((x) => pow(x, 1), 0, 3)).toEqual([0, 1, 0, 0]);
    expect(derivatives((x) => pow(x, 2), 0, 3)).toEqual([0, 0, 2, 0]);
    expect(derivatives((x) => pow(x, 3), 0, 3)).toEqual([0, 0, 0, 6]);
  });
});

describe("the root at 0", () => {
  test("has an infinite slope", () => {
    expect(derivatives(sqrt, 0, 1)).toEqual([0, Number.POSITIVE_INFINITY]);
  });

  test("makes the slope of a norm NaN there: 0 times infinity", () => {
    expect(derivatives((x) => sqrt(sum(square(x))), [0, 0], 1)[1]).toEqual([Number.NaN, Number.NaN]);
  });

  test("behind a where makes a norm whose slope at 0 is 0", () => {
    const norm = (x: Node): Node => {
      const s = sum(square(x));
      return where(greater(s, 0), sqrt(s), 0);
    };
    expect(derivatives(norm, [0, 0], 1)).toEqual([0, [0, 0]]);
    expect(derivatives(norm, [0, 2], 1)).toEqual([2, [0, 1]]);
  });
});

describe("a masked where", () => {
  test("lets no NaN of the first branch through, forward or backward", () => {
    const f = (x: Node): Node => where(greater(x, 0), log(x), 0);
    expect(derivatives(f, [0, -1, 2], 2)).toEqual([
      [0, 0, Math.LN2],
      [0, 0, 0.5],
      [0, 0, -0.25],
    ]);
  });

  test("lets no NaN of the second branch through, forward or backward", () => {
    const f = (x: Node): Node => where(greater(x, 0), 0, sqrt(mul(x, -1)));
    expect(derivatives(f, [1, -4], 2)).toEqual([
      [0, 2],
      [0, -0.25],
      [0, -1 / 32],
    ]);
  });

  test("stops an infinity that a long branch carries", () => {
    const f = (x: Node): Node => where(greater(x, 700), 0, mul(exp(mul(x, 2)), 3));
    expect(derivatives(f, [1000, 0], 2)).toEqual([
      [0, 3],
      [0, 6],
      [0, 12],
    ]);
  });

  test("stops it through stretching, moving and a branch that is used twice", () => {
    const f = (x: Node): Node => {
      const y = log(x);
      const rows = where(greater(constant([[1], [1]]), x), 0, y);
      return add(sum(rows), sum(where(greater(x, 1), y, 0)));
    };
    expect(derivatives(f, [0, 2], 1)).toEqual([3 * Math.LN2, [0, 1.5]]);
  });

  test("does not hide what another path needs", () => {
    const f = (x: Node): Node => {
      const y = log(x);
      return add(where(greater(x, 1), y, 0), y);
    };
    expect(derivatives(f, [0.5, 2], 1)[1]).toEqual([2, 1]);
  });
});

test("repeated use of a node adds its cotangents up", () => {
  const f = (x: Node): Node => add(mul(x, x), mul(mul(x, x), x));
  expect(derivatives(f, 2, 3)).toEqual([12, 16, 14, 6]);
});

test("gather with repeated indices adds its cotangents up", () => {
  const f = (x: Node): Node => square(gather(x, [1, 1, 0, 1]));
  expect(derivatives(f, [2, 3, 5], 2).slice(1)).toEqual([
    [4, 18, 0],
    [2, 6, 0],
  ]);
});

test("softmax over an axis that is not the last sums to 1 along that axis and has its own derivative", () => {
  const x = input("x", [3, 2]);
  const p = softmax(x, { axis: 0 });
  const at = [
    [1, 2],
    [0.5, -1],
    [0, 0.25],
  ];
  // Three quotients of a common divisor, each rounded once: at most 3/2 units in the last place off 1.
  for (const s of evaluate(sum(p, { axis: 0 }), { x: at }).data) expect(Math.abs(s - 1)).toBeLessThan(4e-16);
  const scalar = sum(
    mul(
      p,
      constant([
        [1, 2],
        [4, 8],
        [16, 32],
      ]),
    ),
  );
  const value = evaluate(x, { x: at });
  expect(wrongDerivatives(scalar, [x], new Map([[x, value]]), 1)).toEqual([]);
});

describe("at ±1000", () => {
  const big = [1000, -1000];

  test("softplus and log-sigmoid are exact in value and two derivatives", () => {
    expect(derivatives(softplus, big, 2)).toEqual([
      [1000, 0],
      [1, 0],
      [0, 0],
    ]);
    expect(derivatives(logSigmoid, big, 2)).toEqual([
      [0, -1000],
      [0, 1],
      [0, 0],
    ]);
  });

  // p (1 - p) with p = 1/2 between two equal elements, and 0 beside one that is far away.
  const hessian = (f: (x: Node) => Node, at: readonly number[]): Nested[] => {
    const x = input("x", [at.length]);
    const [g] = gradients(f(x), [x]);
    const rows = at.map((_, i) => gradients(sum(gather(g, i)), [x])[0] as Node);
    return evaluate([f(x), g, ...rows], { x: at }).map((t) => plain(t.toArray()));
  };

  test.each([1000, -1000])(
    "softmax, log-softmax and logSumExp agree with closed forms: two equal at %d",
    (c) => {
      const at = [c, c];
      const [q, h] = [0.25, 0.5];
      expect(hessian((x) => gather(softmax(x), 0), at)).toEqual([h, [q, -q], [0, 0], [0, 0]]);
      expect(hessian((x) => gather(logSoftmax(x), 0), at)).toEqual([-Math.LN2, [h, -h], [-q, q], [q, -q]]);
      expect(hessian((x) => logSumExp(x), at)).toEqual([c + Math.LN2, [h, h], [q, -q], [-q, q]]);
    },
  );

  test("softmax, log-softmax and logSumExp agree with closed forms: far apart", () => {
    const flat = [
      [0, 0],
      [0, 0],
    ];
    expect(hessian((x) => gather(softmax(x), 1), big)).toEqual([0, [0, 0], ...flat]);
    expect(hessian((x) => gather(logSoftmax(x), 1), big)).toEqual([-2000, [-1, 1], ...flat]);
    expect(hessian((x) => logSumExp(x), big)).toEqual([1000, [1, 0], ...flat]);
  });
});

test("x log y at 0 has value and derivatives 0 behind a where", () => {
  const xlogy = (x: Node, y: Node): Node => where(equal(x, 0), 0, mul(x, log(y)));
  const [x, y] = [input("x", [2]), input("y", [2])];
  const z = xlogy(x, y);
  const values = { x: [0, 2], y: [0, 3] };
  const found = evaluate([z, ...gradients(sum(z), [x, y])], values).map((t) => plain(t.toArray()));
  expect(found).toEqual([
    [0, 2 * Math.log(3)],
    [0, Math.log(3)],
    [0, 2 / 3],
  ]);
});

test("x log x at 0 is NaN without one, as in NumPy", () => {
  expect(derivatives((x) => mul(x, log(x)), 0, 0)[0]).toBeNaN();
});

test("mean over an axis divides by that axis alone", () => {
  const f = (x: Node): Node => mean(x, { axis: 0 });
  expect(
    derivatives(
      f,
      [
        [1, 2, 3],
        [5, 6, 7],
      ],
      1,
    ),
  ).toEqual([
    [3, 4, 5],
    [
      [0.5, 0.5, 0.5],
      [0.5, 0.5, 0.5],
    ],
  ]);
});

test("an input that the scalar does not depend on has the gradient 0 in its own shape", () => {
  const [x, unused] = [input("x", [2]), input("unused", [3, 1])];
  const [, g] = gradients(sum(x), [x, unused]);
  expect(evaluate(g).toArray()).toEqual([[0], [0], [0]]);
});

describe("reductions over an empty axis", () => {
  test("give 0 for a sum and NaN for a mean, with an empty gradient", () => {
    expect(derivatives((x) => sum(x), [], 1)).toEqual([0, []]);
    expect(derivatives((x) => mean(x), [], 1)).toEqual([Number.NaN, []]);
  });

  test.each([
    ["max", () => max(input("x", [0]))],
    ["min", () => min(input("x", [2, 0]), { axis: 1 })],
    ["logSumExp", () => logSumExp(input("x", [0]))],
    ["softmax", () => softmax(input("x", [2, 0]))],
    ["logSoftmax", () => logSoftmax(input("x", [0, 2]), { axis: 0 })],
  ])("are an error of %s at the line that calls it", (name, call) => {
    expect(call).toThrow(`${name}: axis`);
  });
});

test("a plain sum of softmax has gradient 0 whatever the rule says: a weighted one tells a wrong rule", () => {
  const x = input("x", [3]);
  const at = new Map([[x, evaluate(x, { x: [0.3, -0.2, 0.9] })]]);
  const [g] = gradients(sum(softmax(x)), [x]);
  expect(Math.max(...evaluate(g, { x: [0.3, -0.2, 0.9] }).data.map(Math.abs))).toBeLessThan(1e-16);
  expect(wrongDerivatives(sum(mul(softmax(x), constant([1, -2, 4]))), [x], at, 1)).toEqual([]);
});

test("0 by 0 stays NaN: nothing hides it", () => {
  expect(derivatives((x) => div(x, x), 0, 0)[0]).toBeNaN();
  expect(derivatives((x) => sub(x, x), Number.POSITIVE_INFINITY, 0)[0]).toBeNaN();
});
