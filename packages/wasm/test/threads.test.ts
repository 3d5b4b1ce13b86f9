/// <reference lib="dom" />
// Threads: results do not depend on how many there are, callers stay free, and nothing is left behind.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { promisify } from "node:util";
import {
  add,
  argmax,
  avgPool2d,
  conv2d,
  exp,
  gather,
  gradients,
  input,
  matmul,
  max,
  mean,
  mul,
  type Node,
  neg,
  parameter,
  relu,
  Session,
  sigmoid,
  softmax,
  square,
  sub,
  sum,
  Tensor,
  tanh,
} from "@cadena/graph";
import { describe, expect, test } from "vitest";
import { piecesOf } from "../src/emit/product/parts.ts";
import { turnsOf } from "../src/emit/tasks.ts";
import { wasm } from "../src/engine.ts";
import { lower } from "../src/lower/lower.ts";
import { pool } from "../src/threads/pool.ts";

const precisions = ["float32", "float64"] as const;
const manyThreads = [2, 3, 5];

/** Numbers between -2 and 2 that repeat late. */
const numbers = (size: number, seed = 1): Float64Array =>
  Float64Array.from({ length: size }, (_, i) => 2 * Math.sin(seed * (i + 1) * 12.9898));

const given = (name: string, shape: readonly number[], seed = 1): Node => {
  const size = shape.reduce((a, b) => a * b, 1);
  return parameter(name, shape, { initial: new Tensor(shape, numbers(size, seed)) });
};

const product = (transposeA: boolean, transposeB: boolean): Node =>
  matmul(
    given("a", transposeA ? [131, 127] : [127, 131], 1),
    given("b", transposeB ? [143, 131] : [131, 143], 2),
    { transposeA, transposeB },
  );

/** Works that are large enough for several threads, in sizes that no number of threads divides. */
const works: Readonly<Record<string, () => readonly Node[]>> = {
  "a long chain of elementwise ops": () => {
    const x = given("x", [50_021]);
    return [add(mul(sigmoid(x), tanh(x)), exp(neg(square(x))))];
  },
  "rows of softmax": () => [softmax(given("z", [203, 311]), { axis: 1 })],
  "columns of softmax": () => [softmax(given("z", [311, 203]), { axis: 0 })],
  "long sums, and what is largest": () => {
    const x = given("x", [300_007]);
    return [sum(x), mean(square(x)), max(x), sum(exp(x))];
  },
  "a mean and its gradient": () => {
    const x = given("x", [100_003]);
    const loss = mean(mul(sigmoid(x), tanh(x)));
    return [loss, ...gradients(loss, [x])];
  },
  "sums over rows, columns and everything": () => {
    const x = given("x", [701, 503]);
    return [sum(x, { axis: 0 }), sum(x, { axis: 1 }), sum(x)];
  },
  "few long rows": () => {
    const x = given("x", [3, 70_001]);
    return [softmax(x, { axis: 1 }), sum(x, { axis: 1 }), sum(x, { axis: 0 }), max(x)];
  },
  "few long columns": () => {
    const x = given("x", [70_001, 3]);
    return [softmax(x, { axis: 0 }), sum(x, { axis: 0 }), sum(x, { axis: 1 }), mean(exp(x))];
  },
  "one row that is added to another one, in three axes": () => {
    const x = given("x", [7, 131, 211]);
    return [sum(mul(x, given("y", [131, 211], 2)), { axis: [0, 2] }), sum(square(x), { axis: 1 })];
  },
  "the place of the largest element": () => {
    const x = given("x", [50_021]);
    return [argmax(x, { axis: 0 }), argmax(given("y", [501, 307]), { axis: 1 })];
  },
  "look-ups, and sums at indices that repeat": () => {
    const table = given("table", [211, 61]);
    const words = parameter("words", [1009], {
      initial: Array.from({ length: 1009 }, (_, i) => (i * 37) % 211),
      dtype: "integer",
    });
    const loss = sum(exp(gather(table, words)));
    return [loss, ...gradients(loss, [table])];
  },
  "windows that overlap, and sums where they meet": () => {
    const x = given("x", [4, 41, 43, 3]);
    const loss = mean(
      square(avgPool2d(conv2d(x, given("w", [3, 3, 3, 8], 2), { padding: "same" }), 3, { stride: 2 })),
    );
    return [loss, ...gradients(loss, [x])];
  },
  "a product": () => [product(false, false)],
  "a product with its left side transposed": () => [product(true, false)],
  "a product with its right side transposed": () => [product(false, true)],
  "a product with both sides transposed": () => [product(true, true)],
  "a tall product": () => [matmul(given("a", [5003, 67]), given("b", [67, 5], 2))],
  "a wide product": () => [matmul(given("a", [3, 67]), given("b", [67, 5003], 2))],
  "a deep product": () => [matmul(given("a", [17, 5003]), given("b", [5003, 13], 2))],
  "many small products": () => [matmul(given("a", [61, 17, 19]), given("b", [61, 19, 23], 2))],
  "two large products": () => [matmul(given("a", [2, 131, 67]), given("b", [2, 67, 71], 2))],
};

/** All bits of results, as something short that can be compared. */
const bits = (tensors: readonly Tensor[]): string => {
  const hash = createHash("sha256");
  for (const { data } of tensors) hash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  return hash.digest("hex");
};

/** Whether some of the work is split for threads: otherwise there is nothing to compare. */
const isSplit = (outputs: readonly Node[]): boolean =>
  lower(outputs).statements.some((one) =>
    one.kind === "product"
      ? piecesOf(one, "float32", 2) !== undefined
      : one.kind === "loop" && turnsOf(one, "float32", 2) !== undefined,
  );

describe("results have the same bits for any number of threads", () => {
  for (const [name, make] of Object.entries(works)) {
    test(name, () => {
      const outputs = make();
      expect(isSplit(outputs)).toBe(true);
      for (const precision of precisions) {
        const on = (threads: number) =>
          new Session({ engine: wasm, precision, threads }).compile({ outputs });
        const expected = bits(on(1).run());
        for (const threads of manyThreads) {
          const program = on(threads);
          // The first runs may be over before other threads have started.
          for (let k = 0; k < 10; k++) expect(bits(program.run())).toEqual(expected);
        }
      }
    });
  }

  test("a training step", async () => {
    const trained = async (threads: number): Promise<unknown> => {
      const x = given("x", [64, 120], 3);
      const y = given("y", [64, 10], 4);
      const weights = [given("V", [120, 130], 5), given("b", [130], 6), given("W", [130, 10], 7)] as const;
      const [V, b, W] = weights;
      const loss = mean(square(sub(matmul(relu(add(matmul(x, V), b)), W), y)));
      const session = new Session({ engine: wasm, precision: "float32", threads });
      const updates = gradients(loss, weights).map(
        (gradient, k) => [weights[k] as Node, sub(weights[k] as Node, mul(1e-4, gradient))] as const,
      );
      const step = session.compile({ outputs: [loss], updates });
      const losses = Array.from({ length: 30 }, () => String(step.run()[0]));
      for (let k = 0; k < 10; k++) losses.push(String((await step.runAsync())[0]));
      return [losses, bits(weights.map((one) => session.read(one)))];
    };
    const expected = await trained(1);
    for (const threads of manyThreads) expect(await trained(threads)).toEqual(expected);
  });
});

test("ten million numbers keep six digits in a mean of floats", () => {
  const size = 10_000_000;
  const data = Float32Array.from({ length: size }, (_, i) => 1 + (i % 1000) / 999);
  const x = input("x", [size]);
  const program = new Session({ engine: wasm, precision: "float32" }).compile({ outputs: [mean(x)] });
  const [found] = program.run({ x: new Tensor([size], data) });
  expect((found as Tensor).data[0] as number).toBeCloseTo(1.5, 6);
});

describe("a session", () => {
  test("has as many threads as it is asked for, and says so", () => {
    const on = (threads: number | "auto") => new Session({ engine: wasm, threads }).threads;
    expect(on(1)).toEqual({ count: 1 });
    expect(on(3)).toEqual({ count: 3 });
    expect(on("auto").count).toBeGreaterThanOrEqual(1);
    expect(on("auto").count).toBeLessThanOrEqual(8);
    expect(new Session({ threads: 3 }).threads).toEqual({ count: 1 });
  });

  test("refuses a number of threads that is none", () => {
    for (const threads of [0, -1, 1.5, Number.NaN, 257]) {
      expect(() => new Session({ engine: wasm, threads })).toThrow(
        `session: threads are a whole number from 1 to 256, or "auto", got ${threads}`,
      );
    }
  });

  test("uses the threads of others: there are never more than the most that were asked for", () => {
    const outputs = [exp(given("x", [50_000]))];
    for (let k = 0; k < 40; k++) new Session({ engine: wasm, threads: 3 }).compile({ outputs }).run();
    // Those of the tests above, and the conductor.
    expect(pool().size).toBeLessThanOrEqual(5);
  });
});

describe("a run aside", () => {
  const slow = () => {
    const w = given("w", [300, 300]);
    const next = mul(1e-3, matmul(matmul(w, w), matmul(w, w)));
    const session = new Session({ engine: wasm, precision: "float32", threads: 2 });
    const program = session.compile({ outputs: [sum(w)], updates: [[w, next]] });
    return { w, session, program };
  };

  test("leaves the thread of the caller free", async () => {
    const { program } = slow();
    await program.runAsync();
    let isOver = false;
    let turns = 0;
    const all = Promise.all(Array.from({ length: 20 }, () => program.runAsync()));
    all.finally(() => {
      isOver = true;
    });
    while (!isOver) {
      await new Promise((resolve) => setImmediate(resolve));
      turns++;
    }
    expect(turns).toBeGreaterThan(20);
  });

  test("gives what a run gives, one after the other, in their order", async () => {
    const [one, other] = [slow(), slow()];
    const expected = Array.from({ length: 4 }, () => String(one.program.run()[0]));
    const found = await Promise.all(Array.from({ length: 4 }, () => other.program.runAsync()));
    expect(found.map(([loss]) => String(loss))).toEqual(expected);
    expect(bits([other.session.read(other.w)])).toEqual(bits([one.session.read(one.w)]));
  });

  test("has the session for itself until it is over", async () => {
    const { w, session, program } = slow();
    const running = program.runAsync();
    const inFlight = "session: a run is in flight; await it before anything else";
    expect(() => program.run()).toThrow(inFlight);
    expect(() => session.read(w)).toThrow(inFlight);
    expect(() => session.write(w, new Tensor([300, 300], numbers(90_000)))).toThrow(inFlight);
    await running;
    expect(String(session.read(w).shape)).toBe("300,300");
  });

  test("is refused for bad values, and the next one is not", async () => {
    const x = input("x", [3]);
    const program = new Session({ engine: wasm, threads: 2 }).compile({ outputs: [mul(x, 2)] });
    const bad = program.runAsync({});
    const good = program.runAsync({ x: [1, 2, 3] });
    await expect(bad).rejects.toThrow("no value for x");
    expect(String((await good)[0])).toBe("[2, 4, 6]");
  });

  test("refuses an index that is out of range as a run does, and goes on", async () => {
    const table = given("table", [50, 60]);
    const words = input("words", [3], "integer");
    const rows = gather(table, words);
    const session = new Session({ engine: wasm, threads: 2 });
    const updates = [[table, sub(table, gradients(sum(square(rows)), [table])[0])]] as const;
    const program = session.compile({ outputs: [sum(rows)], updates });
    const before = bits([session.read(table)]);
    const refusal = (() => {
      try {
        program.run({ words: [0, 50, 1] });
      } catch (error) {
        return (error as Error).message;
      }
      return undefined;
    })();
    expect(refusal).toMatch(/50/);
    await expect(program.runAsync({ words: [0, 50, 1] })).rejects.toThrow(refusal);
    expect(bits([session.read(table)])).toBe(before);
    await program.runAsync({ words: [0, 49, 1] });
    expect(bits([session.read(table)])).not.toBe(before);
  });

  test("works without threads as well", async () => {
    const x = input("x", [3]);
    for (const session of [new Session({ engine: wasm, threads: 1 }), new Session()]) {
      const program = await session.compileAsync({ outputs: [mul(x, 2)] });
      expect(String((await program.runAsync({ x: [1, 2, 3] }))[0])).toBe("[2, 4, 6]");
    }
  });
});

test("a process that has used threads ends by itself", async () => {
  const script = `
    import { exp, parameter, Session, Tensor } from "@cadena/graph";
    import { wasm } from "@cadena/wasm";
    const x = parameter("x", [100000], { initial: new Tensor([100000], new Float32Array(100000)) });
    const session = new Session({ engine: wasm, threads: 3 });
    const program = session.compile({ outputs: [exp(x)] });
    for (let k = 0; k < 20; k++) program.run();
    await program.runAsync();
    console.log("done", session.threads.count);`;
  const flags = ["--import", "tsx", "-C", "@cadena/source", "--input-type=module", "-e", script];
  const cwd = new URL("../../../test", import.meta.url);
  const { stdout } = await promisify(execFile)(process.execPath, flags, { cwd, timeout: 30_000 });
  expect(stdout).toBe("done 3\n");
}, 40_000);
