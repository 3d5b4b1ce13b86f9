// What a session's parameters become, and where.
import { input, mul, parameter, Session, sub, sum, Tensor, tensor } from "@cadena/graph";
import { expect, test } from "vitest";
import { wasm } from "../src/index.ts";

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
