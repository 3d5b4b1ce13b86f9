/** The bounds that engines are held to: what they enclose, what they leave open, and that they are not wider. */
import {
  add,
  constant,
  div,
  type Engine,
  exp,
  greater,
  interpreter,
  log,
  mul,
  type Node,
  type Precision,
  sub,
  sum,
  Tensor,
  where,
} from "@cadena/graph";
import { evaluateIn, type Value } from "@cadena/graph/extend";
import { wasm } from "@cadena/wasm";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Ball } from "../laws/ball.ts";
import { grown, recipes } from "../laws/graphs.ts";
import { ops } from "../laws/ops.ts";
import type { Row } from "../laws/table.ts";
import { wrongGraph, wrongOp } from "./conformance.ts";
import { computed, type Truth } from "./rounding.ts";

const none = (): never => {
  throw new Error("there are no leaves");
};

/** The elements of a graph of constants. */
function elements(y: Node, precision: Precision = "float32"): readonly (Ball | Truth)[] {
  const [value] = evaluateIn(computed[precision], [y], none) as [Value<Ball, Truth> & { dtype: "real" }];
  return Array.from(value.data);
}

const third = 1 / 3;
const tiny = 2 ** -24;

describe("a bound", () => {
  test("of a number that floats do not have is how far the nearest one is", () => {
    expect(elements(constant(third))).toEqual([{ middle: third, radius: Math.fround(third) - third }]);
    expect(elements(constant(third), "float64")).toEqual([{ middle: third, radius: 0 }]);
    expect(elements(constant(0.75))).toEqual([{ middle: 0.75, radius: 0 }]);
  });

  test("of a sum of n numbers is n - 1 roundings of the sum of their sizes, whatever cancels", () => {
    const x = Float64Array.from({ length: 33 }, (_, i) => (-1) ** i);
    const [total] = elements(sum(constant(new Tensor([33], x)))) as [Ball];
    expect(total.middle).toBe(1);
    expect(total.radius / (32 * tiny * 33)).toBeCloseTo(1, 4);
  });

  test("grows with what a difference loses", () => {
    const [lost] = elements(sub(add(1, 1e-3), 1)) as [Ball];
    expect(lost.middle).toBeCloseTo(1e-3, 12);
    expect(lost.radius / lost.middle).toBeGreaterThan(tiny / 1e-3);
    expect(lost.radius / lost.middle).toBeLessThan(3 * (tiny / 1e-3));
  });

  test("of a function is its slope times the bound of what it is of, and two units in the last place", () => {
    const [e] = elements(exp(constant(10 * third))) as [Ball];
    const inherited = Math.fround(10 * third) - 10 * third;
    expect(e.radius / e.middle / (Math.abs(inherited) + 4 * tiny)).toBeCloseTo(1, 4);
  });

  test("is none where single precision overflows, and the result is infinite", () => {
    expect(elements(exp(constant([100, -200])))).toEqual([
      { middle: Infinity, radius: 0 },
      { middle: expect.closeTo(0), radius: 2 ** -149 * (1 + 2 ** -40) + Math.exp(-200) * 4 * tiny },
    ]);
  });

  test("leaves open what rounding decides: a quotient by nearly 0, a comparison of what is nearly equal", () => {
    const nearly0 = sub(mul(3, third), 1);
    expect(elements(div(1, nearly0))).toEqual([{ middle: Infinity, radius: Infinity }]);
    expect(elements(log(nearly0))).toEqual([{ middle: -Infinity, radius: Infinity }]);
    expect(elements(greater(nearly0, 0) as Node)).toEqual([undefined]);
    expect(elements(greater(nearly0, nearly0) as Node)).toEqual([false]);
  });

  test("holds both branches of a choice that is open", () => {
    const [both] = elements(where(greater(sub(mul(3, third), 1), 0), 2, 5)) as [Ball];
    expect(both).toEqual({ middle: 3.5, radius: 1.5 });
  });
});

/** An engine that makes all real results a little too large. */
const inexact = (by: number): Engine => ({
  name: "inexact",
  open: (options) => {
    const opened = wasm.open(options);
    const larger = (y: Tensor): Tensor =>
      y.dtype === "real"
        ? new Tensor(
            y.shape,
            Float64Array.from(y.data, (x) => x * (1 + by)),
          )
        : y;
    return {
      ...opened,
      compile: (step) => {
        const compiled = opened.compile(step);
        return { run: (inputs) => compiled.run(inputs).map(larger) };
      },
    };
  },
});

const slips = [
  ["float64", 1e-12],
  ["float32", 1e-4],
] as const;

/** A few calls of each op. */
const few = ops.map((row) => ({ ...row, samples: row.samples.slice(0, 2) }));

describe.each(slips)("in %s", { timeout: 60_000 }, (precision, by) => {
  const wrongOf = (engine: Engine, row: Row): string[] =>
    wrongOp(row, {}, { engine, precision, tallies: [] }, false).wrong;

  test("the interpreter keeps to the bounds", () => {
    expect(few.flatMap((row) => wrongOf(interpreter, row))).toEqual([]);
    const check = fc.property(recipes, (steps) => {
      const graph = grown(steps, 1, { kinks: true });
      expect(wrongGraph(graph, { engine: interpreter, precision, tallies: [] })).toEqual([]);
    });
    fc.assert(check, { seed: 1, numRuns: 20 });
  });

  test(`an engine whose results are ${by} too large is found out by every op that gives real numbers`, () => {
    const real = few.filter(({ samples }) => samples.some(({ dtype = "real" }) => dtype === "real"));
    const missed = real.filter((row) => wrongOf(inexact(by), row).length === 0);
    expect(missed.map(({ name }) => name)).toEqual([]);
  });
});
