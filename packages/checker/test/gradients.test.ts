import {
  cast,
  cos,
  exp,
  float64,
  greater,
  log,
  logSumExp,
  matmul,
  mul,
  type Node,
  pow,
  relu,
  sin,
  softmax,
  square,
  stopGradient,
  sub,
  sum,
  Tensor,
  tanh,
  tensor,
  where,
} from "@cadena/graph";
import { binary, comparing, composite, general, type UnaryOp, unary } from "@cadena/graph/extend";
import { describe, expect, test } from "vitest";
import { checkGradients, checkOp, toText } from "../src/index.ts";

const verdicts = (laws: readonly { verdict: string }[]): string[] => laws.map(({ verdict }) => verdict);

describe("checkGradients", () => {
  test("finds the gradients of compositions right, to second order", () => {
    const f = (W: Node, x: Node): Node => softmax(matmul(tanh(W), relu(x)), { axis: 0 });
    const result = checkGradients(
      f,
      [
        [3, 4],
        [4, 2],
      ],
      { order: 2 },
    );
    expect(result.ok).toBe(true);
    expect(result.laws.map(({ law }) => law)).toEqual([
      "gradient in argument 0",
      "gradient in argument 1",
      "second derivative in argument 0",
      "second derivative in argument 1",
    ]);
  });

  test("is calm about kinks at many seeds", () => {
    const f = (x: Node): Node => logSumExp(where(greater(x, 0), square(x), sin(x)));
    for (let seed = 0; seed < 15; seed++) expect(checkGradients(f, [[5]], { seed }).ok).toBe(true);
  });

  test("takes a tensor for its own value, and passes over arguments that are not real", () => {
    const mask = new Tensor([2], Uint8Array.of(1, 0));
    const f = (chosen: Node, x: Node): Node => where(chosen, exp(x), log(x));
    const result = checkGradients(f as never, [mask, tensor([0.5, 2])]);
    expect(result.laws.map(({ law, verdict }) => [law, verdict])).toEqual([
      ["gradient in argument 1", "numeric"],
    ]);
  });

  test("samples arguments from their domains", () => {
    const f = (x: Node): Node => mul(log(x), log(sub(1, x)));
    expect(checkGradients(f, [[3]]).ok).toBe(false);
    expect(checkGradients(f, [[3]], { domains: [{ low: 0.1, high: 0.9 }] }).ok).toBe(true);
  });

  test("has no gradient of truths", () => {
    expect(() => checkGradients((x: Node) => greater(x, 0), [[3]])).toThrow(
      /is boolean, and has no gradient/,
    );
  });

  test("finds a second derivative wrong where the first is right", () => {
    const slope: UnaryOp = unary({
      name: "slope",
      scalar: (n, x) => n.cos(x),
      vjp: ({ ct, x }) => mul(ct, sin(x)),
    });
    const wave: UnaryOp = unary({
      name: "wave",
      scalar: (n, x) => n.sin(x),
      vjp: ({ ct, x }) => mul(ct, slope(x)),
    });
    expect(verdicts(checkGradients((x: Node) => wave(x), [[3]], { order: 2 }).laws)).toEqual([
      "numeric",
      "refuted",
    ]);
  });
});

describe("checkOp finds planted errors:", () => {
  const rules: Record<string, (ct: Node, x: Node) => Node> = {
    "the sign": (ct, x) => mul(ct, mul(-1, cos(x))),
    "a factor": (ct, x) => mul(ct, mul(1.0001, cos(x))),
    "the wrong point": (ct, x) => mul(ct, cos(sin(x))),
    "a dropped cotangent": (_, x) => cos(x),
  };
  test.each(Object.entries(rules))("%s", (_, rule) => {
    const op = unary({ name: "wrong", scalar: (n, x) => n.sin(x), vjp: ({ ct, x }) => rule(ct, x) });
    const { ok, laws } = checkOp(op);
    expect(ok).toBe(false);
    expect(laws.find(({ law }) => law.startsWith("gradient"))?.verdict).toBe("refuted");
  });

  test("a derivative that is said to be zero and is not", () => {
    const op = unary({ name: "wrong", scalar: (n, x) => n.sin(x), vjp: "zero" });
    expect(checkOp(op).ok).toBe(false);
    expect(
      checkOp(
        unary({
          name: "signum",
          domain: { low: -2, high: 2, avoid: [0] },
          scalar: (n, x) => n.sign(x),
          vjp: "zero",
        }),
      ).ok,
    ).toBe(true);
  });

  test("an operand's rule in the place of the other's", () => {
    const op = binary({
      name: "wrong",
      domain: { low: 0.5, high: 2 },
      scalar: (n, a, b) => n.div(a, b),
      vjp: [({ ct, a }) => mul(ct, a), ({ ct, b }) => mul(ct, b)],
    });
    expect(verdicts(checkOp(op).laws).slice(0, 4)).toEqual(["numeric", "numeric", "refuted", "refuted"]);
  });

  test("a value that differs between number systems", () => {
    const op = unary({
      name: "wrong",
      scalar: (n, x) => (n.isFloat ? n.exp(x) : n.mul(n.exp(x), n.constant(1.001))),
      vjp: ({ ct, x }) => mul(ct, exp(x)),
    });
    expect(checkOp(op).laws[0]).toMatchObject({
      law: "value in double precision",
      verdict: "refuted",
      ok: false,
    });
  });
});

test("a gradient that is not finite is no agreement", () => {
  const [law] = checkGradients((x: Node) => exp(x), [tensor([1000])]).laws;
  expect(law).toMatchObject({ verdict: "undecided", ok: false });
});

describe("checkOp accepts", () => {
  test("a value that is held by design, but no other op that varies where its derivative is zero", () => {
    expect(checkOp(stopGradient).ok).toBe(true);
    const copied = unary({ name: "copied", scalar: (_, x) => x, vjp: "zero" });
    expect(checkOp(copied).ok).toBe(false);
    const within = checkGradients((x: Node) => mul(x, copied(x)), [[3]]);
    expect(verdicts(within.laws)).toEqual(["refuted"]);
  });

  test("the power of 0, whose derivative in the base is not 0 where the exponent is 1", () => {
    for (const exponent of [0, 1, 2]) {
      const { laws } = checkGradients((x: Node, y: Node) => pow(x, y), [tensor([0]), tensor([exponent])]);
      expect(verdicts(laws)).toEqual(["numeric", "numeric"]);
    }
  });

  test("a jump in a cast to integers, which a difference quotient may not step over", () => {
    const jumping = (x: Node) => mul(x, cast(cast(mul(4000, x), "integer"), "real"));
    for (let seed = 0; seed < 10; seed++) {
      const [law] = checkGradients(jumping, [[3]], { seed }).laws;
      expect(law).toMatchObject({ verdict: "numeric" });
      expect(law?.explanation).toMatch(/difference quotients agree/);
    }
  });

  test("an op without a rule, a composite, and a function of nodes", () => {
    const cube = unary({ name: "cube", scalar: (n, x) => n.mul(x, n.mul(x, x)) });
    const swish = composite<object & Record<never, never>>({
      name: "swish",
      expand: ([x]) => mul(x as Node, tanh(x as Node)),
    });
    expect(checkOp(cube).ok).toBe(true);
    expect(checkOp(swish, { inputs: [[2, 3]] }).ok).toBe(true);
    expect(checkOp((x: Node) => sum(square(x)), { inputs: [[4]] }).ok).toBe(true);
  });

  test("an op over floats, by difference quotients alone, and says so", () => {
    const opaque = (slope: number) =>
      general<Record<never, never>>({
        name: "opaque",
        infer: ([x]) => ({ shape: (x as Node).shape, dtype: "real" }),
        floats: ([x]) => Float64Array.from(x as ArrayLike<number>, (one) => float64.sin(one)),
        vjp: ({ ct, inputs: [x] }) => mul(ct, mul(slope, cos(x as Node))),
      });
    const result = checkOp(opaque(1), { inputs: [[4]] });
    expect(result.ok).toBe(true);
    expect(toText(result)).toContain(
      "opaque: has a meaning over floats only, not in dual intervals; difference quotients agree",
    );
    expect(checkOp(opaque(1.001), { inputs: [[4]] }).ok).toBe(false);
  });

  test("an op without a derivative, and says so", () => {
    const { ok, laws } = checkOp(
      binary({
        name: "beats",
        on: comparing,
        scalar: (n, a, b) => n.compare(a, ">", b),
        vjp: "zero",
      }),
    );
    expect(ok).toBe(true);
    expect(laws.at(-1)?.explanation).toBe("boolean results have none");
  });
});

test("an op that is not elementwise needs its inputs' shapes", () => {
  expect(() => checkOp(() => tensor([1]) as never)).toThrow(/^checkOp: a function needs `inputs`/);
});
