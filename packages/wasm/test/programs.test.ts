// Programs of one session, and what they leave behind in memory: nothing, once nobody holds them.
import { setTimeout } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import {
  add,
  BindingError,
  constant,
  exp,
  gradients,
  input,
  matmul,
  mean,
  mul,
  type Node,
  parameter,
  Session,
  sin,
  square,
  sub,
  sum,
  Tensor,
  UnsupportedError,
} from "@cadena/graph";
import { afterAll, beforeAll, expect, test } from "vitest";
import { explain, wasm } from "../src/index.ts";

/** How many pages of 64 KiB all memories have grown by. */
let pages = 0;
const { grow } = WebAssembly.Memory.prototype;
beforeAll(() => {
  WebAssembly.Memory.prototype.grow = function (more) {
    pages += more;
    return grow.call(this, more);
  };
});
afterAll(() => {
  WebAssembly.Memory.prototype.grow = grow;
});

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

/** Collects garbage, and lets memory hear of it. */
async function cleared(): Promise<void> {
  for (let k = 0; k < 2; k++) {
    collect();
    await setTimeout(1);
  }
}

const open = (): Session => new Session({ engine: wasm, precision: "float32", threads: 1 });
const numbers = (size: number): Tensor =>
  new Tensor(
    [size],
    Float32Array.from({ length: size }, (_, k) => k),
  );

/** Fits w to ones by gradient descent. */
function fitting(size: number): { w: Node; step: ReturnType<Session["compile"]>; session: Session } {
  const w = parameter("w", [size], { initial: new Tensor([size], new Float32Array(size)) });
  const x = input("x", [size]);
  const loss = mean(square(sub(mul(w, x), 1)));
  const session = open();
  const updates = [[w, sub(w, mul(0.1, gradients(loss, [w])[0]))]] as const;
  return { w, step: session.compile({ outputs: [loss], updates }), session };
}

test("programs of one session see what others did to parameters, before and after they are compiled", () => {
  const w = parameter("w", [2], { initial: [1, 2] });
  const session = open();
  const step = session.compile({ outputs: [w], updates: [[w, mul(w, 2)]] });
  step.run();
  const later = session.compile({ outputs: [sum(w)] });
  expect(later.run()[0].item()).toBe(6);
  step.run();
  expect(later.run()[0].item()).toBe(12);
  session.write(w, [5, 7]);
  expect(later.run()[0].item()).toBe(12);
  expect(String(step.run()[0])).toBe("[5, 7]");
  expect(String(session.read(w))).toBe("[10, 14]");
});

test("a value of another shape is refused, and leaves the parameter as it was", () => {
  const w = parameter("w", [2], { initial: [1, 2] });
  const session = open();
  const program = session.compile({ outputs: [mul(w, 1)] });
  expect(() => session.write(w, [1, 2, 3])).toThrow(
    new BindingError("w [2] got a value of shape [3]", { origin: w.origin }),
  );
  expect(String(program.run()[0])).toBe("[1, 2]");
});

test("batches of two sizes train the same weights", () => {
  const w = parameter("w", [3, 1], { initial: [[0], [0], [0]] });
  const session = open();
  const stepFor = (batch: number) => {
    const [x, y] = [input("x", [batch, 3]), input("y", [batch, 1])];
    const loss = mean(square(sub(matmul(x, w), y)));
    const [dw] = gradients(loss, [w]);
    return session.compile({ inputs: [x, y], outputs: [loss], updates: [[w, sub(w, mul(0.5, dw))]] });
  };
  const [one, two] = [stepFor(1), stepFor(2)];
  one.run({ x: [[1, 0, 0]], y: [[4]] });
  two.run({
    x: [
      [0, 1, 0],
      [0, 0, 1],
    ],
    y: [[2], [6]],
  });
  expect(String(session.read(w))).toBe("[[4], [1], [3]]");
});

test("what a run gave is not touched by later runs, nor by other programs", () => {
  const x = input("x", [4]);
  const session = open();
  const [double, half] = [2, 0.5].map((factor) =>
    session.compile({ inputs: [x], outputs: [mul(x, factor)] }),
  );
  const [first] = double!.run({ x: [1, 2, 3, 4] });
  half!.run({ x: [9, 9, 9, 9] });
  double!.run({ x: [0, 0, 0, 0] });
  expect(String(first)).toBe("[2, 4, 6, 8]");
});

test("an input that is also a result, and one that nothing reads, are taken", () => {
  const [x, unread] = [input("x", [2]), input("unread", [2])];
  const program = open().compile({ inputs: [x, unread], outputs: [x, mul(x, 2)] });
  expect(program.run({ x: [1, 2], unread: [0, 0] }).map(String)).toEqual(["[1, 2]", "[2, 4]"]);
});

test("a chain of a thousand sines becomes several loops, since hosts bound functions, and computes what the interpreter does", {
  timeout: 60_000,
}, () => {
  const x = input("x", [3]);
  let y: Node = x;
  for (let k = 0; k < 1_000; k++) y = sin(y);
  expect(explain({ outputs: [y] }).parts.length).toBeGreaterThan(2);
  const values = { x: [0.1, 1, 3] };
  const [expected] = new Session().compile({ outputs: [y] }).run(values);
  const session = new Session({ engine: wasm, threads: 1 });
  const [value] = session.compile({ outputs: [y] }).run(values);
  for (const [k, element] of value.data.entries())
    expect(element).toBeCloseTo(expected.data[k] as number, 12);
});

test("a program that 32 bits cannot hold is refused with its size before anything is taken", () => {
  const x = input("x", [600_000_000]);
  const w = parameter("w", [100_000], { initial: numbers(100_000) });
  const session = open();
  const before = pages;
  const compiling = (): unknown => session.compile({ outputs: [exp(x), sum(w)] });
  expect(compiling).toThrow(UnsupportedError);
  expect(compiling).toThrow(
    "wasm: 4.5 GB are needed, most of it for x (2.3 GB), exp1 (2.3 GB), w [100000] (0.4 MB); 32-bit memory ends at 4 GB",
  );
  expect(pages).toBe(before);
  expect(session.compile({ outputs: [sum(square(w))] }).run()).toHaveLength(1);
});

test("memory that the system does not give leaves a session as it was", () => {
  const session = open();
  const w = parameter("w", [4], { initial: [1, 2, 3, 4] });
  const program = session.compile({ outputs: [sum(w)] });
  const { grow: counting } = WebAssembly.Memory.prototype;
  WebAssembly.Memory.prototype.grow = () => {
    throw new RangeError("no");
  };
  try {
    const x = input("x", [1_000_000]);
    expect(() => session.compile({ outputs: [sin(x)] })).toThrow(
      "wasm: 7.7 MB are needed, most of it for x (3.9 MB), sin1 (3.9 MB); the system gives no more memory",
    );
  } finally {
    WebAssembly.Memory.prototype.grow = counting;
  }
  expect(program.run()[0].item()).toBe(10);
});

test("an evaluation pass beside a larger training step takes no memory", () => {
  const { w, session } = fitting(100_000);
  const before = pages;
  const x = input("x", [100_000]);
  const pass = session.compile({ outputs: [mean(mul(w, x))] });
  expect(pages).toBe(before);
  expect(pass.run({ x: new Float32Array(100_000) })[0].item()).toBe(0);
});

test("programs that are dropped give back their constants and parameters", { timeout: 60_000 }, async () => {
  const session = open();
  const size = 20_000;
  const once = (k: number): number => {
    const w = parameter("w", [size], { initial: numbers(size) });
    const y = sum(mul(add(w, constant(numbers(size))), k));
    return session
      .compile({ outputs: [y] })
      .run()[0]
      .item() as number;
  };
  for (let k = 0; k < 20; k++) once(k);
  await cleared();
  for (let k = 0; k < 20; k++) once(k);
  await cleared();
  const before = pages;
  for (let k = 0; k < 100; k++) {
    once(k);
    if (k % 20 === 19) await cleared();
  }
  // All of them together would take more than two hundred pages.
  expect(pages - before).toBeLessThan(60);
});

test("twenty thousand steps take no more memory than one", async () => {
  const { step, session, w } = fitting(8);
  const x = new Float32Array(8).fill(1);
  const run = (times: number): void => {
    for (let k = 0; k < times; k++) step.run({ x });
  };
  const used = async (): Promise<number> => {
    await cleared();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  run(2_000);
  const [heap, grown] = [await used(), pages];
  run(20_000);
  expect(pages).toBe(grown);
  expect((await used()) - heap).toBeLessThan(1e6);
  expect(session.read(w).data[0]).toBeCloseTo(1, 3);
});
