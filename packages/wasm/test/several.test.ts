/** Ops with several results, which are called by their own meaning. */
import {
  add,
  DomainError,
  gradients,
  input,
  interpreter,
  mul,
  type Node,
  Session,
  square,
  sum,
  type Tensor,
} from "@cadena/graph";
import { dataOf, type GeneralOp, general, pick, together } from "@cadena/graph/extend";
import { explain, wasm } from "@cadena/wasm";
import { expect, test } from "vitest";

const half = { shape: [2], dtype: "real" } as const;

/** A row of four in two halves. */
const halved: GeneralOp<Record<string, never>> = general({
  name: "halved",
  infer: () => ({ shape: [], dtype: "real", outputs: [half, half] }),
  meaning: (_, [x]) => {
    const data = Array.from(dataOf<never>(x));
    return {
      dtype: "several",
      parts: [0, 2].map((start) => ({ ...half, data: data.slice(start, start + 2) })),
    };
  },
  vjp: ({ ct }) => joined([ct], {}),
});

/** Two halves, given at once, as a row. */
const joined: GeneralOp<Record<string, never>> = general({
  name: "joined",
  infer: () => ({ shape: [4], dtype: "real" }),
  meaning: (_, [halves]) => {
    if (halves?.dtype !== "several") throw new DomainError("joined: needs two halves");
    return {
      dtype: "real",
      shape: [4],
      data: halves.parts.flatMap((part) => Array.from(dataOf<never>(part))),
    };
  },
  vjp: ({ ct }) => halved([ct], {}),
});

const x = input("x", [4]) as Node;
const halves = halved([x], {});

const both = (outputs: readonly Node[]): string[] =>
  [interpreter, wasm].map((engine) =>
    String((new Session({ engine }).compile({ outputs }).run({ x: [1, 2, 3, 4] }) as Tensor[]).map(String)),
  );

test("results of an op with several, and what follows from them, are those of the interpreter", () => {
  const y = add(mul(pick(halves, 0), 2), pick(halves, 1)) as Node;
  const slopes = gradients(sum(mul(square(y), pick(halves, 0))) as Node, [x]);
  const again = gradients(sum(square(slopes[0] as Node)) as Node, [x]);
  const [expected, found] = both([y, pick(halves, 1), ...slopes, ...again]);
  expect(found).toBe(expected);
});

test("one of several nodes that were taken together is that node", () => {
  const outputs = [pick(together([x, mul(x, 2) as Node]), 1)];
  expect(explain({ outputs }).parts.map(({ kind }) => kind)).toEqual(["loops"]);
  expect(both(outputs)).toEqual(["[2, 4, 6, 8]", "[2, 4, 6, 8]"]);
});

test("what the meaning of an op throws tells where the op was made", () => {
  const wrong = joined([x], {});
  const run = (): unknown =>
    new Session({ engine: wasm }).compile({ outputs: [wrong] }).run({ x: [1, 2, 3, 4] });
  expect(run).toThrow(/^joined: needs two halves\n {2}at .*several\.test\.ts/);
});
