// Equal graphs become one module; what is not equal does not.
import { setTimeout } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import {
  add,
  constant,
  gather,
  gradients,
  input,
  mean,
  mul,
  type Node,
  type Program,
  parameter,
  pow,
  Session,
  square,
  sub,
  sum,
} from "@cadena/graph";
import { afterAll, beforeEach, expect, test } from "vitest";
import { wasm } from "../src/index.ts";

const { Module } = WebAssembly;
let modules = 0;
beforeEach(() => {
  modules = 0;
  WebAssembly.Module = class extends Module {
    constructor(bytes: BufferSource) {
      super(bytes);
      modules++;
    }
  };
});
afterAll(() => {
  WebAssembly.Module = Module;
});

type Options = ConstructorParameters<typeof Session>[0];
const open = (options: Options = {}): Session =>
  new Session({ engine: wasm, precision: "float32", threads: 1, ...options });

/** A step of gradient descent on a graph of its own. */
function step(rate: number, target: number, name = "w", options: Options = {}): Program<readonly Node[]> {
  const w = parameter(name, [3], { initial: [1, 2, 3] });
  const loss = mean(square(sub(w, constant([target, 1, 2]))));
  const updates = [[w, sub(w, mul(rate, gradients(loss, [w])[0]))]] as const;
  return open(options).compile({ outputs: [loss], updates });
}

const losses = (program: Program<readonly Node[]>): string[] => [1, 2].map(() => program.run().join());

test("equal graphs in sessions of their own share a module, whatever their leaves are called", () => {
  const first = step(0.3, 4);
  const second = step(0.3, 4, "weights");
  expect(modules).toBe(1);
  expect(losses(second)).toEqual(losses(first));
});

test("an equal graph over the parameters of a session shares a module", () => {
  const w = parameter("w", [2], { initial: [1, 2] });
  const session = open();
  const programs = [1, 2].map(() => session.compile({ outputs: [sum(mul(w, 2))] }));
  expect(modules).toBe(1);
  session.write(w, [3, 4]);
  expect(programs.map((program) => program.run().join())).toEqual(["14", "14"]);
});

test("an equal graph over other parameters of a session computes with those", () => {
  const session = open();
  const [a, b] = [1, 5].map((start) => {
    const w = parameter("w", [2], { initial: [start, 2] });
    return session.compile({ outputs: [sum(mul(w, 3))] });
  });
  expect([a!, b!].map((program) => program.run().join())).toEqual(["9", "21"]);
});

test("other numbers in a graph make another module, and so do other precisions", () => {
  const made = [step(0.3, 5), step(0.25, 5), step(0.3, 6), step(0.3, 5, "w", { precision: "float64" })];
  expect(modules).toBe(4);
  const reference = [
    [0.3, 5],
    [0.25, 5],
    [0.3, 6],
    [0.3, 5],
  ].map(([rate, target]) => {
    const w = parameter("w", [3], { initial: [1, 2, 3] });
    const loss = mean(square(sub(w, constant([target as number, 1, 2]))));
    const updates = [[w, sub(w, mul(rate as number, gradients(loss, [w])[0]))]] as const;
    const program = new Session().compile({ outputs: [loss], updates });
    return [1, 2].map(() => program.run()[0].item() as number);
  });
  for (const [k, program] of made.entries()) {
    for (const expected of reference[k]!) expect(program.run()[0]!.item()).toBeCloseTo(expected, 5);
  }
});

test("what is only alike is told apart: the order of inputs, shapes, which result is which", () => {
  const [x, y] = [input("x", [2]), input("y", [2])];
  const values = { x: [2, 3], y: [3, 2] };
  const results = [[pow(x, y)], [pow(y, x)], [add(x, y), sub(x, y)], [sub(x, y), add(x, y)]].map((outputs) =>
    open()
      .compile({ inputs: [x, y], outputs })
      .run(values)
      .join(" "),
  );
  expect(results).toEqual(["[8, 9]", "[9, 8]", "[5, 5] [-1, 1]", "[-1, 1] [5, 5]"]);
});

test("an index out of range is refused with the name of the graph's own node", () => {
  const looking = (name: string): Program<readonly Node[]> => {
    const [x, at] = [input(name, [3]), input("at", [2], "integer")];
    return open().compile({ inputs: [x, at], outputs: [gather(x, at)] });
  };
  const [first, second] = [looking("first"), looking("second")];
  expect(modules).toBe(1);
  expect(String(second.run({ second: [1, 2, 3], at: [2, 0] }))).toBe("[3, 1]");
  const refusal = (program: Program<readonly Node[]>, name: string): string => {
    try {
      program.run({ [name]: [1, 2, 3], at: [0, 3] });
    } catch (error) {
      return (error as Error).message;
    }
    return "";
  };
  expect(refusal(first, "first")).not.toBe("");
  expect(refusal(second, "second").split("\n")[0]).toBe(
    refusal(first, "first").split("\n")[0]!.replaceAll("first", "second"),
  );
});

test("a module is forgotten when no program of it is left", async () => {
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  const forgotten = (): string => losses(step(0.125, 7)).join();
  const before = forgotten();
  for (let k = 0; k < 3; k++) {
    collect();
    await setTimeout(1);
  }
  expect(forgotten()).toBe(before);
  expect(modules).toBe(2);
});
