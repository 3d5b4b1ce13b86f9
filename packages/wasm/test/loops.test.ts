// How loops are written: what is stored at all, how long folds run, what instructions stand for.
import {
  constant,
  div,
  exp,
  input,
  max,
  maximum,
  mean,
  min,
  minimum,
  mul,
  type Node,
  Session,
  sub,
  sum,
  where,
} from "@cadena/graph";
import { describe, expect, it } from "vitest";
import { explain, wasm } from "../src/index.ts";

const precisions = ["float32", "float64"] as const;

const softmaxOf = (x: Node): Node => {
  const t = exp(sub(x, max(x, { axis: 1, keepDims: true })));
  return div(t, sum(t, { axis: 1, keepDims: true }));
};

describe("what is stored", () => {
  it("is not what only the next statements of the same turn read", () => {
    const x = input("x", [100]);
    const t = exp(x);
    const { parts } = explain({ outputs: [sum(t), mul(t, t)] });
    expect(parts.map(({ writes }) => writes.length)).toEqual([2]);
  });

  it("takes room for one turn where no other turn needs it", () => {
    const x = input("x", [300, 40]);
    const { memory } = explain({ outputs: [mean(softmaxOf(x))] }, { precision: "float32" });
    expect(memory).toBeLessThan(2048);
  });

  it("is computed once if it is dear and read in two loops", () => {
    const { loops } = explain({ outputs: [softmaxOf(input("x", [30, 40]))] });
    expect(loops.match(/exp\(/g)).toHaveLength(1);
  });

  it("does not meet what another thread stores", () => {
    const x = input("x", [300, 1000]);
    const values = Float64Array.from({ length: x.size }, (_, k) => Math.sin(k));
    const of = (threads: number): (() => Float64Array) => {
      const program = new Session({ engine: wasm, threads }).compile({ outputs: [softmaxOf(x)] });
      return () => program.run({ x: values })[0]?.data as Float64Array;
    };
    const one = of(1)();
    const two = of(2);
    // Others may have the processor for a while.
    for (let k = 0; k < 40; k++) expect(two().every((value, k) => value === one[k])).toBe(true);
  });
});

describe.each(precisions)("in %s", (precision) => {
  const run = (outputs: Node[], values: Record<string, readonly number[]>): number[][] =>
    new Session({ engine: wasm, precision })
      .compile({ outputs })
      .run(values)
      .map(({ data }) => [...(data as Float64Array)]);

  it("a fold has all elements, however many are left behind the last vectors", () => {
    for (let length = 1; length < 75; length++) {
      const x = input("x", [length]);
      const values = Array.from({ length }, (_, k) => ((k * 7919) % length) + 1);
      const total = (length * (length + 1)) / 2;
      const squares = (total * (2 * length + 1)) / 3;
      expect(run([sum(x), max(x), min(x), sum(mul(x, x))], { x: values })).toEqual([
        [total],
        [length],
        [1],
        [squares],
      ]);
    }
  });

  it("a long loop has all elements, however many are left behind the last turns, on one thread and on two", () => {
    for (const threads of [1, 2]) {
      for (const more of [0, 1, 3, 4, 7, 8, 11]) {
        const size = (threads === 1 ? 2_000 : 200_000) + more;
        const x = input("x", [size]);
        const square = mul(x, x);
        const session = new Session({ engine: wasm, precision, threads });
        const values = Float64Array.from({ length: size }, (_, k) => k % 64);
        const outputs = [sub(mul(mul(square, x), x), square)];
        const data = session.compile({ outputs }).run({ x: values })[0]?.data as Float64Array;
        const wrong = data.findIndex((value, k) => value !== (k % 64) ** 4 - (k % 64) ** 2);
        expect([threads, size, wrong]).toEqual([threads, size, -1]);
      }
    }
  });

  it("the larger and the smaller of a number and a constant are what Math says, for zeros, infinities and NaN too", () => {
    const edges = [NaN, Infinity, -Infinity, 0, -0, 1, -1, 3, -3];
    for (const c of edges) {
      const x = input("x", [edges.length]);
      const [larger, smaller, turned] = run([maximum(x, c), minimum(x, c), maximum(c, x)], { x: edges });
      expect([c, larger]).toEqual([c, edges.map((one) => Math.max(one, c))]);
      expect([c, smaller]).toEqual([c, edges.map((one) => Math.min(one, c))]);
      expect([c, turned]).toEqual([c, edges.map((one) => Math.max(c, one))]);
    }
  });

  it("where it does not hold, 0 stands for a number, whatever that is", () => {
    const x = input("x", [6]);
    const holds = constant([true, false, true, false, true, false]);
    expect(run([where(holds, x, 0)], { x: [1, NaN, -0, -1, NaN, Infinity] })).toEqual([
      [1, 0, -0, 0, NaN, 0],
    ]);
  });
});
