/** Ops that cannot become loops: they are called by their own meaning, and the explanation says why. */
import {
  add,
  constant,
  evaluate,
  exp,
  gradients,
  input,
  mul,
  type Node,
  parameter,
  Session,
  sum,
} from "@cadena/graph";
import { type GeneralOp, general, reduction, unary } from "@cadena/graph/extend";
import { explain, wasm } from "@cadena/wasm";
import { describe, expect, test } from "vitest";

/** 1 + e^x where x > 0, else 1: by a branch on a number of the system, which loops do not know. */
const ops = {
  "the nearest float of its operand": unary({
    name: "steep",
    scalar: (n, x) => (n.toNumber(x) > 0 ? n.add(n.one, n.exp(x)) : n.one),
  }),
  "the truth of a comparison": unary({
    name: "steep",
    scalar: (n, x) => (n.decide(n.compare(x, ">", n.zero)) ? n.add(n.one, n.exp(x)) : n.one),
  }),
  "its operand as if it were a float": unary({
    name: "steep",
    scalar: (n, x) => ((x as number) > 0 ? n.add(n.one, n.exp(x)) : n.one),
  }),
};

const values = { x: [-1, 0, 0.5, 2] };
const found = (outputs: readonly Node[]): string[] => {
  const session = new Session({ engine: wasm });
  return session.compile({ outputs }).run(values).map(String);
};

describe.each(Object.entries(ops))("an op whose meaning looks at %s", (_, steep) => {
  const x = input("x", [4]);

  test("is called by its own meaning, amid loops", () => {
    const y = sum(mul(steep(mul(x, 2)), x)) as Node;
    const [right] = evaluate([y], values).map(Number);
    expect(Number(found([y]))).toBeCloseTo(right as number, 12);
  });

  test("is told of in the explanation, with the reason", () => {
    const { parts, nodes } = explain({ outputs: [steep(mul(x, 2))] });
    expect(parts.map(({ kind }) => kind)).toEqual(["loops", "call"]);
    expect(nodes.at(-1)?.text).toBe(
      "called by its own meaning in part 2: the meaning of steep looks at the value of a number, output 1",
    );
  });
});

test("an op whose meaning gives plain numbers is called", () => {
  const seven = unary({ name: "seven", scalar: () => 7 as never });
  const x = input("x", [4]);
  expect(found([add(seven(x), x)])).toEqual(["[6, 7, 7.5, 9]"]);
  expect(explain({ outputs: [seven(x)] }).nodes.at(-1)?.text).toContain("the meaning of seven gives 7");
});

test("a reduction whose step looks at a number is called", () => {
  const largest = reduction({
    name: "largest",
    combine: (n, data, start, stride, length) => {
      let best: (typeof data)[number] | undefined;
      for (let i = 0; i < length; i++) {
        const element = data[start + i * stride] as (typeof data)[number];
        best = best === undefined ? element : n.max(best, element);
      }
      return best as (typeof data)[number];
    },
    fold: {
      start: Number.NEGATIVE_INFINITY,
      step: (n, soFar, element) => (n.decide(n.compare(soFar, "<", element)) ? element : soFar),
    },
    vjp: () => null,
  });
  const x = input("x", [4]);
  expect(found([largest(exp(x), { axes: [0], keepDims: false })])).toEqual([`${Math.exp(2)}`]);
});

test("an op over floats alone is called, and so is its derivative", () => {
  const reversed: GeneralOp<Record<string, never>> = general<Record<string, never>>({
    name: "reversed",
    infer: ([x]) => ({ shape: (x as Node).shape, dtype: "real" }),
    floats: ([x]) => Float64Array.from(x as ArrayLike<number>).reverse(),
    vjp: ({ ct }) => reversed([ct], {}),
  });
  const x = input("x", [4]);
  const y = sum(mul(reversed([mul(x, x)], {}), constant([1, 2, 3, 4]))) as Node;
  expect(found([y, ...gradients(y, [x])])).toEqual(evaluate([y, ...gradients(y, [x])], values).map(String));
  expect(explain({ outputs: [y] }).nodes.map(({ text }) => text)).toContain(
    "called by its own meaning in part 2: reversed has no loops",
  );
});

test("a parameter whose next value is called steps as the interpreter steps", () => {
  const halved = unary({
    name: "halved",
    scalar: (n, x) => (n.toNumber(x) > 1 ? n.div(x, n.constant(2)) : x),
  });
  const w = parameter("w", [3], { initial: [8, 2, 0.5] }) as Node;
  const session = new Session({ engine: wasm });
  const step = session.compile({ outputs: [w], updates: [[w, halved(w) as Node]] });
  step.run();
  expect(String(step.run())).toBe("[4, 1, 0.5]");
  expect(String(session.read(w))).toBe("[2, 1, 0.5]");
});
