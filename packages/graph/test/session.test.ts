/** Programs and sessions: what a step sees, what it leaves behind, and what happens when it fails. */
import {
  add,
  BindingError,
  compile,
  constant,
  div,
  evaluate,
  float32,
  gather,
  gradients,
  input,
  log,
  matmul,
  mean,
  mul,
  type Node,
  NonFiniteError,
  OverflowError,
  parameter,
  Session,
  square,
  sub,
  sum,
  Tensor,
  tensor,
  userLine,
} from "@cadena/graph";
import { describe, expect, test } from "vitest";

test("a parameter begins with a flat typed array in its own shape, and with a copy of it", () => {
  const data = Float32Array.of(1, 2, 3, 4);
  const w = parameter("w", [2, 2], { initial: data });
  data.fill(0);
  expect(String(new Session().read(w))).toBe("[[1, 2], [3, 4]]");
});

describe("an update", () => {
  test("uses old values: two parameters can change places", () => {
    const [a, b] = [parameter("a", [], { initial: 1 }), parameter("b", [], { initial: 2 })];
    const session = new Session();
    const swap = session.compile({
      outputs: [a, b],
      updates: [
        [a, b],
        [b, a],
      ],
    });
    expect(swap.run().map(String)).toEqual(["1", "2"]);
    expect([session.read(a).item(), session.read(b).item()]).toEqual([2, 1]);
    expect(swap.run().map(String)).toEqual(["2", "1"]);
  });

  test("is not seen by the outputs of the same step", () => {
    const w = parameter("w", [2], { initial: [1, 2] });
    const step = compile({ outputs: { before: w, next: mul(w, 10) }, updates: [[w, mul(w, 10)]] });
    const first = step.run();
    expect([String(first.before), String(first.next)]).toEqual(["[1, 2]", "[10, 20]"]);
    expect(String(step.run().before)).toBe("[10, 20]");
  });

  test("may stand alone, without an output", () => {
    const count = parameter("count", [], { initial: 0, dtype: "integer" });
    const session = new Session();
    const tick = session.compile({ outputs: [], updates: [[count, add(count, constant(one))]] });
    tick.run();
    tick.run();
    expect(session.read(count).dtype).toBe("integer");
    expect(session.read(count).item()).toBe(2);
  });

  test("trains: gradient descent reaches the mean", () => {
    const x = input("x", [4]);
    const m = parameter("m", [], { initial: 0 });
    const loss = mean(square(sub(x, m)));
    const [dm] = gradients(loss, [m]);
    const session = new Session();
    const step = session.compile({ outputs: { loss }, updates: [[m, sub(m, mul(0.25, dm))]] });
    const losses = Array.from({ length: 60 }, () => step.run({ x: [1, 2, 3, 6] }).loss.item());
    expect(losses[0]).toBe(12.5);
    expect(losses.at(-1)).toBe(3.5);
    expect(session.read(m).item()).toBe(3);
  });
});

const one = new Tensor([], Int32Array.of(1));

describe("a failure", () => {
  const table = input("table", [3]);
  const index = input("index", [], "integer");
  const [w, v] = [parameter("w", [], { initial: 1 }), parameter("v", [], { initial: 1 })];
  const session = new Session({ debug: true });
  const step = session.compile({
    outputs: [w],
    updates: [
      [w, add(w, 1)],
      [v, mul(v, gather(table, index) as Node as Node<[]>)],
    ],
  });
  const state = () => [session.read(w).item(), session.read(v).item()];

  test("in the middle of a run leaves the state of the last completed step", () => {
    step.run({ table: [2, 3, 5], index: 1 });
    expect(state()).toEqual([2, 3]);
    expect(() => step.run({ table: [2, 3, 5], index: 7 })).toThrow("gather: index 7 is out of range");
    expect(state()).toEqual([2, 3]);
    expect(() => step.run({ table: [2, Number.POSITIVE_INFINITY, 5], index: 1 })).toThrow(NonFiniteError);
    expect(state()).toEqual([2, 3]);
    step.run({ table: [2, 3, 5], index: 2 });
    expect(state()).toEqual([3, 15]);
  });

  test("of a binding changes nothing", () => {
    const before = state();
    expect(() => step.run({ table: [1, 2, 3] })).toThrow(BindingError);
    expect(() => step.run({ table: [1, 2], index: 0 })).toThrow("table [3] got a value of shape [2]");
    expect(() => step.run({ table: [1, 2, 3], index: 0, other: 1 })).toThrow("unknown name other");
    expect(state()).toEqual(before);
  });

  test("of runAsync is a rejection", async () => {
    await expect(step.runAsync({ table: [1, 2, 3] })).rejects.toThrow(BindingError);
    const before = state();
    await expect(step.runAsync({ table: [1, 1, 1], index: 0 })).resolves.toHaveLength(1);
    expect(state()[0]).toBe((before[0] as number) + 1);
  });
});

describe("the programs of a session", () => {
  test("share its parameters; those of another session do not", () => {
    const w = parameter("w", [], { initial: 1 });
    const x = input("x", []);
    const [session, other] = [new Session(), new Session()];
    const train = session.compile({ outputs: [], updates: [[w, add(w, 1)]] });
    const predict = session.compile({ outputs: [mul(w, x)] });
    train.run();
    train.run();
    expect(predict.run({ x: 10 })[0].item()).toBe(30);
    expect(
      other
        .compile({ outputs: [mul(w, x)] })
        .run({ x: 10 })[0]
        .item(),
    ).toBe(10);
  });

  test("run under an engine's asynchronous form too", async () => {
    const w = parameter("w", [], { initial: 2 });
    const session = new Session();
    const program = await session.compileAsync({ outputs: { y: square(w) }, updates: [[w, square(w)]] });
    expect((await program.runAsync()).y.item()).toBe(4);
    expect((await program.runAsync()).y.item()).toBe(16);
  });
});

describe("read and write", () => {
  const w = parameter("w", [2], { initial: [1, 2] });

  test("copy: nobody reaches into the session's memory", () => {
    const session = new Session();
    const mine = Float64Array.of(3, 4);
    session.write(w, mine);
    mine[0] = 99;
    session.read(w).data[1] = 99;
    expect(String(session.read(w))).toBe("[3, 4]");
    const [out] = session.compile({ outputs: [w] }).run();
    out.data[0] = 99;
    expect(String(session.read(w))).toBe("[3, 4]");
    expect(String(evaluate(w))).toBe("[1, 2]");
  });

  test("refuse what does not fit, and keep what was there", () => {
    const session = new Session();
    expect(() => session.write(w, [1, 2, 3])).toThrow("w [2] got a value of shape [3]");
    expect(String(session.read(w))).toBe("[1, 2]");
    expect(() => session.write(input("x", []), 1)).toThrow(
      "session: only a parameter can be written, got x []",
    );
    expect(() => session.read(parameter("empty", []))).toThrow("no value for empty [] (parameter)");
  });
});

describe("a float32 session", () => {
  test("keeps its parameters in single precision and rounds every operation", () => {
    const w = parameter("w", [], { initial: 0.1 });
    const session = new Session({ precision: "float32" });
    const step = session.compile({ outputs: [add(w, 0.2)], updates: [[w, mul(w, 3)]] });
    expect(step.run()[0].item()).toBe(Math.fround(Math.fround(0.1) + Math.fround(0.2)));
    expect(session.read(w).data).toEqual(Float32Array.of(Math.fround(0.1) * 3));
  });

  test("computes what evaluate computes in float32", () => {
    const x = input("x", [3]);
    const y = mean(square(log(x)));
    const [program] = compile({ outputs: [y] }, { precision: "float32" }).run({ x: [0.1, 0.7, 3] });
    expect(program.item()).toBe(evaluate(y, { x: [0.1, 0.7, 3] }, { system: float32 }).item());
  });
});

describe("values of the wrong kind of array", () => {
  test("become the kind of their leaf", () => {
    const [x, k, t] = [input("x", [2]), input("k", [2], "integer"), input("t", [2], "boolean")];
    const bound = { x: [true, false], k: Float64Array.of(3, 4), t: [1, 0] };
    expect(evaluate([x, k, t], bound).map(({ dtype }) => dtype)).toEqual(["real", "integer", "boolean"]);
    const counted = new Tensor([2], Int32Array.of(1, 2));
    expect(evaluate(div(x, 2), { x: counted }).data).toEqual(Float64Array.of(0.5, 1));
  });

  test("become the kind of their parameter, or are refused when it is made", () => {
    const k = parameter("k", [2], { initial: [5, 6], dtype: "integer" });
    expect(evaluate(k).dtype).toBe("integer");
    expect(String(evaluate(mul(k, 0.5)))).toBe("[2.5, 3]");
    expect(() => parameter("k", [], { initial: 0.5, dtype: "integer" })).toThrow(
      "parameter: k is integer, got 0.5",
    );
  });
});

describe("the debugging mode", () => {
  const x = input("x", [2, 2]);

  test("names node, op, inputs, element and the user's line, forward", () => {
    const y = log(sub(x, 1));
    const error = failure(() =>
      evaluate(
        sum(y),
        {
          x: [
            [2, 3],
            [1, 5],
          ],
        },
        { debug: true },
      ),
    );
    expect(error.node.op.name).toBe("log");
    expect(error.element).toEqual([1, 0]);
    expect(error.value).toBe(Number.NEGATIVE_INFINITY);
    expect(error.what).toBe("log: log [2, 2] is -Infinity at [1, 0]; inputs: sub [2, 2] = 0");
    expect(error.where).toMatch(/session\.test\.ts:\d+:\d+$/);
  });

  test("names the op whose gradient it is, and the user's line of that op, backward", () => {
    const root = log(x);
    const [g] = gradients(sum(mul(root, 0)), [x]);
    const error = failure(() =>
      evaluate(
        g,
        {
          x: [
            [1, 1],
            [1, 0],
          ],
        },
        { debug: true },
      ),
    );
    expect(error.what).toBe("div: div [2, 2] is NaN at [1, 1]; inputs: mul [2, 2] = 0, x [2, 2] = 0");
    expect(error.role).toBe("gradient of log");
    expect(error.where).toBe(
      failure(() =>
        evaluate(
          root,
          {
            x: [
              [0, 1],
              [1, 1],
            ],
          },
          { debug: true },
        ),
      ).where,
    );
  });

  test("names a leaf that is given as NaN", () => {
    const error = failure(() =>
      evaluate(
        sum(x),
        {
          x: [
            [1, 1],
            [Number.NaN, 1],
          ],
        },
        { debug: true },
      ),
    );
    expect(error.what).toBe("input: x [2, 2] is NaN at [1, 0]");
  });

  test("sees integers overflow; without it they wrap", () => {
    const k = input("k", [2], "integer");
    const big = { k: [2_147_483_647, 1] };
    expect(String(evaluate(add(k, k), big))).toBe("[-2, 2]");
    expect(() => evaluate(add(k, k), big, { debug: true })).toThrow(
      "add: integer overflow: 4294967294 does not fit into 32 bits",
    );
    expect(() => evaluate(sum(k), big, { debug: true })).toThrow("sum: integer overflow");
    expect(() => evaluate(mul(k, k), big, { debug: true })).toThrow("mul: integer overflow");
  });

  test("says in which node, at whose line, an integer overflows", () => {
    const k = input("k", [], "integer");
    const doubled = add(k, k);
    const error = caught(() => evaluate(mul(doubled, 3), { k: 2 ** 30 }, { debug: true }));
    expect(error).toBeInstanceOf(OverflowError);
    expect(error).toMatchObject({ node: doubled, exact: 2 ** 31, where: userLine(doubled.origin) });
  });

  test("sees them overflow in a matrix product; without it the low bits are exact", () => {
    const k = input("k", [1, 2], "integer");
    const big = { k: [[2_147_483_647, 65_537]] };
    const product = matmul(k, k, { transposeB: true });
    // 2147483647² + 65537² = 4611686018427387904 - 4294967295 + 4295098369: 131074 in the low 32 bits.
    const low = Number(BigInt.asIntN(32, 2_147_483_647n ** 2n + 65_537n ** 2n));
    expect(String(evaluate(product, big))).toBe(`[[${low}]]`);
    expect(String(evaluate(mul(k, k), big))).toBe(
      `[[${[2_147_483_647n, 65_537n].map((e) => BigInt.asIntN(32, e * e)).join(", ")}]]`,
    );
    expect(() => evaluate(product, big, { debug: true })).toThrow("integer overflow");
  });

  test("sees a real number that does not fit into an integer", async () => {
    const { cast } = await import("@cadena/graph");
    expect(() => evaluate(cast(constant(3e9), "integer"), {}, { debug: true })).toThrow(
      "integer overflow: 3000000000",
    );
    expect(() => evaluate(cast(constant(Number.NaN), "integer"), {}, { debug: true })).toThrow("NaN");
  });
});

function caught(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error("nothing failed");
}

function failure(run: () => unknown): NonFiniteError {
  const error = caught(run);
  if (error instanceof NonFiniteError) return error;
  throw error;
}

test("outputs share no memory with each other, with what was bound, or with a constant", () => {
  const x = input("x", [2]);
  const k = input("k", [2], "integer");
  const c = constant([7, 8]);
  const bound = { x: Float64Array.of(1, 2), k: Int32Array.of(3, 4) };
  const [first, second, whole, held] = evaluate([x, x, k, c], bound);
  for (const output of [first, whole, held]) output.data.fill(0);
  expect([...second.data, ...bound.x, ...bound.k]).toEqual([1, 2, 1, 2, 3, 4]);
  expect([...evaluate(c).data]).toEqual([7, 8]);
});

test("tensors are what comes out: shapes and kinds as declared", () => {
  const program = compile({ outputs: [constant([[1, 2]]), constant(true), constant(one)] });
  expect(program.run().map(({ shape, dtype }) => [shape, dtype])).toEqual([
    [[1, 2], "real"],
    [[], "boolean"],
    [[], "integer"],
  ]);
  expect(tensor([1]).dtype).toBe("real");
});
