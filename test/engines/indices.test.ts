/**
 * Indices on the WebAssembly engine: they are checked before anything is read or written by them, with the words of the
 * interpreter, and a step that is refused leaves everything as it was.
 */
import {
  add,
  cast,
  exp,
  gather,
  gradients,
  input,
  integers,
  interpreter,
  mul,
  type Node,
  oneHot,
  parameter,
  Session,
  scatterAdd,
  sub,
  sum,
} from "@cadena/graph";
import { explain, wasm } from "@cadena/wasm";
import { describe, expect, test } from "vitest";
import { expectSame, numbers, precisions } from "./same.ts";

describe.each(precisions)("in %s", (precision) => {
  test.each([
    ["a look-up", (at: Node) => gather(input("x", [4, 3]), at)],
    ["a look-up along the last axis", (at: Node) => gather(input("x", [2, 4]), at, { axis: 1 })],
    ["a sum at indices", (at: Node) => scatterAdd(input("x", [9, 2]), at, 4)],
    ["a unit vector", (at: Node) => oneHot(at, 4)],
  ])("%s refuses an index below 0 or beyond the end as the interpreter does", (_, make) => {
    const at = input("at", [9], "integer") as Node;
    const y = make(at) as Node;
    const x = y.inputs.find((one) => one !== at);
    for (const list of [
      [1, -1, 9, 1, 1, 2, 3, 1, 1],
      [3, 3, 3, 3, 3, 3, 3, 3, 4],
      [1, 1, 1, 1, 1, -1, 1, 1, 1],
      [0, 0, 0, 0, 0, 0, 2 ** 31 - 1, 0, 0],
      [2, 2, 2, 2, 2, 2, 2, 2, -(2 ** 31)],
    ]) {
      const values = new Map([[at, integers(list)], ...(x ? ([[x, numbers(x.shape, 1)]] as const) : [])]);
      const messages = [interpreter, wasm].map((engine) => {
        const program = new Session({ engine, precision }).compile({ outputs: [y] });
        try {
          program.run(values);
          return "nothing";
        } catch (error) {
          return String(error);
        }
      });
      expect(messages[0]).toMatch(/DomainError: .* is out of range: /);
      expect(messages[1]).toBe(messages[0]);
    }
  });

  test("a constant index out of range is refused by a run, not while compiling; none at all needs no look", () => {
    const x = input("x", [0, 3]) as Node;
    const outputs = [gather(x, [7], { axis: 1 }) as Node];
    expectSame(outputs, new Map([[x, numbers([0, 3], 1)]]), precision);
    const y = input("y", [2, 3]) as Node;
    const program = new Session({ engine: wasm, precision }).compile({
      outputs: [gather(y, [7], { axis: 1 })],
    });
    expect(() => program.run({ y: numbers([2, 3], 1) })).toThrow(
      /index 7 is out of range: axis 1 has size 3/,
    );
  });

  test("an index that is computed and out of range leaves all parameters as they were", () => {
    const w = parameter("w", [3, 2], { initial: numbers([3, 2], 1) }) as Node;
    const count = parameter("count", [], { initial: 0 }) as Node;
    const session = new Session({ engine: wasm, precision });
    const at = cast(input("z", [2]), "integer") as Node;
    const total = sum(gather(w, at)) as Node;
    const [slope] = gradients(total, [w]) as [Node];
    const step = session.compile({
      outputs: [total],
      updates: [
        [count, add(count, 1) as Node],
        [w, sub(w, slope) as Node],
      ],
    });
    const before = String(session.read(w));
    expect(() => step.run({ z: [1, 1e9] })).toThrow(/index 1000000000 is out of range/);
    expect([String(session.read(w)), String(session.read(count))]).toEqual([before, "0"]);
    step.run({ z: [1, 2] });
    expect(String(session.read(count))).toBe("1");
  });

  test("a parameter that is looked up in and replaced by its own rows keeps its old ones until all are read", () => {
    const w = parameter("w", [4, 5], { initial: numbers([4, 5], 3) }) as Node;
    const at = input("at", [4], "integer") as Node;
    const [expected, found] = [interpreter, wasm].map((engine) => {
      const session = new Session({ engine, precision });
      const step = session.compile({
        outputs: [w],
        updates: [[w, add(gather(w, at), mul(w, 2)) as Node]],
      });
      for (let k = 0; k < 3; k++) step.run({ at: integers([1, 2, 3, 0]) });
      return session.read(w);
    });
    expect(found).toEqual(expected);
  });
});

test("indices are checked once, before everything else", () => {
  const w = parameter("w", [6, 4]) as Node;
  const at = input("at", [3], "integer") as Node;
  const [slope] = gradients(sum(exp(gather(w, at))) as Node, [w]) as [Node];
  const { parts } = explain({ outputs: [], updates: [[w, sub(w, slope) as Node]] });
  expect(parts.map(({ kind }) => kind)).toEqual(["check", "clear", "loops", "loops"]);
});

test("indices that are there before a run are checked before anything is computed", () => {
  const x = input("x", [4]) as Node;
  const outputs = [exp(x), gather(exp(x), input("at", [3], "integer"))] as Node[];
  expect(explain({ outputs }).parts[0]?.kind).toBe("check");
});

test("loops that add up at indices are by themselves, so that the others need not run in order", () => {
  const x = input("x", [5]) as Node;
  const outputs = [scatterAdd(x, input("at", [5], "integer"), 5), mul(x, 2)] as Node[];
  expect(explain({ outputs }).parts.map(({ kind }) => kind)).toEqual(["check", "clear", "loops", "loops"]);
});
