// What can be run in parts, and how long folds become parts.
import { add, input, max, mean, mul, sum } from "@cadena/graph";
import { describe, expect, test } from "vitest";
import { shared, tasksFor } from "../src/emit/tasks.ts";
import { apply, Buffer, Counter, type Expression, type Place, Register } from "../src/loops/expression.ts";
import { isIndependent } from "../src/loops/independent.ts";
import { printed } from "../src/loops/print.ts";
import type { Loop, Statement } from "../src/loops/statement.ts";
import { lower } from "../src/lower/lower.ts";

const [i, j] = [new Counter("i", 10), new Counter("j", 4)];
const [x, y] = [new Buffer("x", "real", 100), new Buffer("y", "real", 100)];

const at = (start: number, alongI: number, alongJ = 0): Place => ({
  start,
  strides: new Map([
    [i, alongI],
    [j, alongJ],
  ]),
});
const load = (buffer: Buffer, place: Place): Expression => ({ kind: "load", dtype: "real", buffer, place });
const store = (buffer: Buffer, place: Place, value: Expression): Statement => ({
  kind: "store",
  buffer,
  place,
  value,
});
const over = (...body: Statement[]): Loop => ({
  kind: "loop",
  counter: i,
  body: [{ kind: "loop", counter: j, body }],
});

describe("turns of a loop do not depend on each other", () => {
  const cases: readonly (readonly [string, boolean, Loop])[] = [
    ["where each writes a row of its own", true, over(store(y, at(0, 4, 1), load(x, at(0, 1))))],
    ["where each writes a row from its end", true, over(store(y, at(39, -4, -1), load(x, at(0, 1))))],
    ["not where rows overlap", false, over(store(y, at(0, 3, 1), load(x, at(0, 1))))],
    ["not where all write the same", false, over(store(y, at(0, 0, 1), load(x, at(0, 1))))],
    ["where each reads what it writes", true, over(store(y, at(0, 4, 1), load(y, at(3, 4, -1))))],
    [
      "not where one reads what the next one writes",
      false,
      over(store(y, at(0, 4, 1), load(y, at(4, 4, 1)))),
    ],
    ["not where all read what one writes", false, over(store(y, at(0, 4, 1), load(y, at(0, 0, 1))))],
  ];
  for (const [name, expected, loop] of cases) test(name, () => expect(isIndependent(loop)).toBe(expected));

  test("where they write into room of their thread's own", () => {
    const local = new Buffer("local", "real", 4, true);
    expect(
      isIndependent(
        over(store(local, at(0, 0, 1), load(x, at(0, 1))), store(y, at(0, 4, 1), load(local, at(0, 0, 1)))),
      ),
    ).toBe(true);
  });

  test("not where they fold into a register from outside", () => {
    const register = new Register("r", "real");
    const fold: Statement = {
      kind: "fold",
      register,
      start: 0,
      step: (soFar, element) => apply("add", "real", soFar, element),
      value: load(x, at(0, 4, 1)),
    };
    expect(isIndependent(over(fold))).toBe(false);
    const begin: Statement = { kind: "let", register, value: load(x, at(0, 1)) };
    const inside: Loop = { kind: "loop", counter: i, body: [begin, ...over(fold).body] };
    expect(isIndependent(inside)).toBe(true);
  });
});

describe("a long fold", () => {
  const text = (...outputs: Parameters<typeof lower>[0]): string => printed(lower(outputs).statements);

  const long = 2 ** 23;

  test("becomes folds of parts and one of those", () => {
    expect(text(sum(input("x", [long + 3])))).toBe(`for i0p < 64
  r1 = 0
  for i0 < 131072
    r1 = (r1 + x[131072 i0p + i0])
  r1p[i0p] = r1
r1 = 0
for i0p < 64
  r1 = (r1 + r1p[i0p])
for i0 < 3
  r1 = (r1 + x[i0 + 8388608])
sum1[0] = r1`);
  });

  const loops = (...outputs: Parameters<typeof lower>[0]) => text(...outputs).match(/ *for .*/g);

  test("leaves nothing over where a number of parts divides it", () => {
    const count = 64 * 27;
    expect(loops(sum(input("x", [27 * 2 ** 20])))).toEqual([
      "for i0p < 64",
      `  for i0 < ${(27 * 2 ** 20) / 64}`,
      "for i0p < 64",
    ]);
    expect(loops(sum(input("x", [count, 10_000])))).toEqual([
      "for i0p < 64",
      "  for i0 < 27",
      "    for i1 < 10000",
      "for i0p < 64",
    ]);
  });

  test("takes others along that run as often", () => {
    const x = input("x", [long]);
    expect(loops(sum(x), max(x), mean(mul(x, x)))).toEqual([
      "for i0p < 64",
      "  for i0 < 131072",
      "for i0p < 64",
    ]);
  });

  test("over rows has whole rows in its parts", () => {
    expect(loops(sum(input("x", [101, 100_000])))).toEqual([
      "for i0p < 50",
      "  for i0 < 2",
      "    for i1 < 100000",
      "for i0p < 50",
      "for i0 < 1",
      "  for i1 < 100000",
    ]);
  });

  test("that is short, or stands in another loop, stays whole", () => {
    expect(text(sum(input("x", [1000])))).not.toContain("p <");
    expect(text(sum(input("x", [1000, 1000]), { axis: 1 }))).not.toContain("p <");
    expect(text(add(input("x", [10 ** 6]), 1))).not.toContain("p <");
  });
});

describe("tasks", () => {
  test("are none for little work, as many as threads for more, and twice as many for a lot", () => {
    expect([1e3, 3e5, 1e6, 1e8].map((work) => tasksFor(work, 3))).toEqual([1, 2, 3, 6]);
    expect(tasksFor(1e9, 1)).toBe(1);
    expect(tasksFor(1e12, 256)).toBe(255);
  });

  test("share whole units: all but the last are equal", () => {
    expect(shared(100, 16, 3)).toEqual({ count: 3, each: 48, last: 4 });
    expect(shared(5, 4, 8)).toEqual({ count: 2, each: 4, last: 1 });
    expect(shared(7, 1, 3)).toEqual({ count: 3, each: 3, last: 1 });
    expect(shared(3, 4, 2)).toEqual({ count: 1, each: 4, last: 3 });
  });
});
