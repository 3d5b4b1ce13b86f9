// What a session's parameters become, and where.
import {
  exp,
  gather,
  gradients,
  input,
  mul,
  type Node,
  parameter,
  Session,
  sub,
  sum,
  Tensor,
  tensor,
} from "@cadena/graph";
import { expect, test } from "vitest";
import { wasm } from "../src/index.ts";
import { lower } from "../src/lower/lower.ts";
import { Memory } from "../src/session/memory.ts";
import { Parameters } from "../src/session/parameters.ts";
import { placed } from "../src/session/places.ts";

const many = 100_000;
const zeros = new Tensor([many], new Float32Array(many));

test("a parameter that nothing reads takes a result that is larger than all memory before it", () => {
  const x = parameter("x", [], { initial: 2 });
  const place = parameter("place", [many], { initial: zeros });
  const ones = input("ones", [many]);
  const session = new Session({ engine: wasm, precision: "float32" });
  const program = session.compile({ outputs: [sum(mul(x, ones))], updates: [[place, mul(x, ones)]] });
  const [total] = program.run({ ones: new Float32Array(many).fill(1) });
  expect(total.item()).toBe(2 * many);
  expect(session.read(place).data.every((element) => element === 2)).toBe(true);
});

test("two parameters that nothing reads take the same result", () => {
  const x = parameter("x", [3], { initial: [1, 2, 3] });
  const [a, b] = ["a", "b"].map((name) => parameter(name, [3], { initial: [0, 0, 0] }));
  const session = new Session({ engine: wasm, precision: "float64" });
  const next = sub(10, x);
  session
    .compile({
      outputs: [],
      updates: [
        [a!, next],
        [b!, next],
      ],
    })
    .run();
  expect([session.read(a!), session.read(b!)]).toEqual([tensor([9, 8, 7]), tensor([9, 8, 7])]);
});

test("a table is changed where it is by its gradient at indices, and not by rows of its own", () => {
  const table = parameter("table", [4, 2], { initial: new Tensor([4, 2], new Float32Array(8)) }) as Node;
  const at = input("at", [4], "integer");
  const moved = (next: Node): number => {
    const step = { outputs: [], updates: [[table, next] as const] };
    const memory = new Memory("float32");
    return placed(step, lower([next]), memory, new Parameters(memory, "float32"), "float32").moved.length;
  };
  const [slope] = gradients(sum(exp(gather(table, at))) as Node, [table]) as [Node];
  expect(moved(sub(table, slope) as Node)).toBe(0);
  expect(moved(sub(table, gather(table, at)) as Node)).toBe(1);
});
