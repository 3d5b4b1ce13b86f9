/** Where other frameworks give NaN or a wrong convention: kinks, ties, zeros, masked branches, extremes. */
import {
  abs,
  add,
  constant,
  equal,
  evaluate,
  exp,
  gather,
  gradients,
  greater,
  input,
  log,
  logSigmoid,
  logSoftmax,
  logSumExp,
  max,
  maximum,
  min,
  minimum,
  mul,
  type Nested,
  type Node,
  pow,
  relu,
  softmax,
  softplus,
  sqrt,
  square,
  sum,
  where,
} from "@cadena/graph";
import { describe, expect, test } from "vitest";

import { derivatives, plain } from "./jets.ts";

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

  test("at NaN relu, maximum and minimum are NaN and have the derivative 0", () => {
    const at = (f: (x: Node) => Node) => derivatives(f, Number.NaN, 1);
    for (const f of [relu, (x: Node) => maximum(x, 1), (x: Node) => minimum(1, x)]) {
      expect(at(f)).toEqual([Number.NaN, 0]);
    }
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
