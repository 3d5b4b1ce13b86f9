/**
 * Look-ups by indices, what adds up at indices, and the place of the largest element: on the WebAssembly engine as in
 * the interpreter, down to the last bit where nothing but the order of additions counts.
 */
import {
  add,
  argmax,
  argmin,
  cast,
  concat,
  exp,
  gather,
  gradients,
  hardmax,
  input,
  integers,
  interpreter,
  logSoftmax,
  matmul,
  max,
  mean,
  mul,
  type Node,
  neg,
  oneHot,
  parameter,
  reshape,
  Session,
  scatterAdd,
  sin,
  sub,
  sum,
  Tensor,
  tanh,
  transpose,
} from "@cadena/graph";
import { explain, wasm } from "@cadena/wasm";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ops } from "../laws/ops.ts";
import { instance } from "../laws/sampling.ts";
import { expectClose, expectSame, given, numbers, precisions, whole } from "./same.ts";

const sizes = fc.constantFrom(1, 2, 3, 5, 17);
const lookups = fc
  .record({
    shape: fc.array(sizes, { minLength: 1, maxLength: 3 }),
    at: fc.array(fc.constantFrom(0, 1, 3, 4, 5), { maxLength: 2 }),
    where: fc.nat(),
    seed: fc.nat(1000),
    dtype: fc.constantFrom("real" as const, "integer" as const, "boolean" as const),
  })
  .map(({ where, ...rest }) => ({ ...rest, axis: where % rest.shape.length }));

const indicesFor = (shape: readonly number[], extent: number, seed: number): Tensor =>
  whole(shape, (i) => (7 * i * i + 3 * i + seed) % extent);

describe.each(precisions)("in %s", (precision) => {
  test("elements are looked up along any axis, by indices of any shape", () => {
    fc.assert(
      fc.property(lookups, ({ shape, at, axis, seed, dtype }) => {
        const [x, data] = given("x", shape, dtype, seed);
        const indices = input("at", at, "integer") as Node;
        const values = new Map([
          [x, data],
          [indices, indicesFor(at, shape[axis] as number, seed)],
        ]);
        const found = gather(x, indices, { axis }) as Node;
        const deeper = dtype === "real" ? [gather(mul(x, 3), indices, { axis }) as Node] : [];
        expectSame([found, ...deeper], values, precision);
      }),
      { seed: 1, numRuns: 50 },
    );
  }, 60_000);

  test("elements with one index add up in their order", () => {
    fc.assert(
      fc.property(lookups, fc.constantFrom(1, 2, 5), ({ shape, at, axis, seed, dtype }, size) => {
        const kind = dtype === "boolean" ? "real" : dtype;
        const full = [...shape.slice(0, axis), ...at, ...shape.slice(axis)];
        const [x, data] = given("x", full, kind, seed);
        const scaled = kind === "real" ? (mul(x, 0.1) as Node) : x;
        const indices = input("at", at, "integer") as Node;
        const values = new Map([
          [x, data],
          [indices, indicesFor(at, size, seed)],
        ]);
        expectSame([scatterAdd(scaled, indices, size, { axis }) as Node], values, precision);
      }),
      { seed: 2, numRuns: 50 },
    );
  }, 60_000);

  test("first and second derivatives go through a look-up and back", () => {
    fc.assert(
      fc.property(lookups, ({ shape, at, axis, seed }) => {
        const [x, data] = given("x", shape, "real", seed);
        const indices = input("at", at, "integer") as Node;
        const values = new Map([
          [x, data],
          [indices, indicesFor(at, shape[axis] as number, seed)],
        ]);
        const y = sin(gather(x, indices, { axis }) as Node) as Node;
        const [slope] = gradients(sum(mul(y, y)) as Node, [x]) as [Node];
        const again = gradients(sum(mul(slope, tanh(x) as Node)) as Node, [x]);
        expectClose([slope, ...again], values, precision);
      }),
      { seed: 3, numRuns: 25 },
    );
  }, 60_000);

  test("constants that are all alike are indices as well", () => {
    const [x, data] = given("x", [5, 3], "real", 1);
    const outputs = [gather(x, [2, 2, 2]), scatterAdd(x, [1, 1, 1, 1, 1], 2), gather(x, 4)] as Node[];
    expectSame(outputs, new Map([[x, data]]), precision);
  });

  test("indices are computed, and looked up themselves", () => {
    const [x, data] = given("x", [5, 4], "real", 1);
    const [z, more] = given("z", [3, 5], "real", 2);
    const at = input("at", [4], "integer") as Node;
    const values = new Map([
      [x, data],
      [z, more],
      [at, integers([2, 0, 2, 1])],
    ]);
    const best = argmax(z, { axis: 1 }) as Node;
    const rows = gather(x, best) as Node;
    const chained = gather(x, gather(best, at) as Node) as Node;
    const fromReals = gather(x, cast(mul(gather(z, 1) as Node, 0), "integer"));
    expectSame([rows, chained, fromReals, scatterAdd(rows, best, 5)] as Node[], values, precision);
  });

  test("what is looked up may be computed, moved, and joined with other loops", () => {
    const [x, data] = given("x", [4, 4], "real", 1);
    const at = input("at", [4], "integer") as Node;
    const values = new Map([
      [x, data],
      [at, integers([3, 0, 0, 2])],
    ]);
    const y = exp(x) as Node;
    const outputs = [
      y,
      gather(y, at),
      gather(y, at, { axis: 1 }),
      gather(transpose(x), at),
      add(gather(y, at), gather(y, at, { axis: 1 })),
      sum(gather(mul(x, x), at, { axis: 1 }), { axis: 0 }),
      gather(sum(y, { axis: 1 }), at),
      gather(reshape(concat([x, y]), [32]), at),
      scatterAdd(mul(gather(y, at), y), at, 4, { axis: 1 }),
      mul(scatterAdd(y, at, 4), y),
    ] as Node[];
    expectClose(outputs, values, precision);
    for (const output of outputs) expectClose([output], values, precision);
  });

  test("what is computed twice is told apart by the indices at which it is read", () => {
    const [x, data] = given("x", [5, 4], "real", 1);
    const [a, b] = ["a", "b"].map((name) => input(name, [3], "integer")) as unknown as [Node, Node];
    const values = new Map([
      [x, data],
      [a, integers([0, 1, 2])],
      [b, integers([4, 4, 0])],
    ]);
    const y = sin(x) as Node;
    expectClose([sub(gather(y, a), gather(y, b)) as Node], values, precision);
  });

  test("the first of the best is found along any axis, among ties, infinities and NaN", () => {
    const special = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -0, 1];
    fc.assert(
      fc.property(lookups, fc.boolean(), ({ shape, axis, seed, dtype }, keepDims) => {
        const [x, drawn] = given("x", shape, dtype, seed);
        const odd = drawn.data.map((y: number, i: number) =>
          (i + seed) % 4 === 0 ? (special[(i * seed) % special.length] as number) : y,
        );
        const data = dtype === "real" ? new Tensor(shape, odd) : drawn;
        const outputs = [argmax, argmin].flatMap((first) => [
          first(x, { axis, keepDims }) as Node,
          first(x) as Node,
          ...(dtype === "real" ? [first(neg(mul(x, 2)) as Node, { axis }) as Node] : []),
        ]);
        expectSame(outputs, new Map([[x, data]]), precision);
      }),
      { seed: 4, numRuns: 40 },
    );
  }, 60_000);

  test.each([1, 4, 16, 37, 300])("sums over %i looked-up numbers are those of the interpreter", (count) => {
    const [x, data] = given("x", [3, 7], "real", 1);
    const at = input("at", [count], "integer") as Node;
    const values = new Map([
      [x, data],
      [at, indicesFor([count], 7, 3)],
    ]);
    const found = exp(gather(x, at, { axis: 1 })) as Node;
    const alone = exp(gather(reshape(x, [21]) as Node, at)) as Node;
    expectClose([sum(found, { axis: 1 }), sum(found), sum(alone), max(alone)] as Node[], values, precision);
  });

  test("what adds up at indices has the same bits for any number of threads", () => {
    const [x, data] = given("x", [30, 40, 128], "real", 1);
    const at = input("at", [40], "integer") as Node;
    const values = new Map([
      [x, data],
      [at, indicesFor([40], 7, 3)],
    ]);
    const outputs = [scatterAdd(mul(x, 0.1), at, 7, { axis: 1 }) as Node];
    const [alone, shared] = [1, 3].map((threads) =>
      new Session({ engine: wasm, precision, threads }).compile({ outputs }).run(values),
    );
    expect(shared).toEqual(alone);
  });

  test("an embedding is trained with a softmax as in the interpreter", () => {
    const [vocabulary, width, classes, batch, length] = [11, 6, 3, 5, 4];
    const table = parameter("table", [vocabulary, width], {
      initial: numbers([vocabulary, width], 5),
    }) as Node;
    const W = parameter("W", [width, classes], { initial: numbers([width, classes], 6) }) as Node;
    const words = input("words", [batch, length], "integer") as Node;
    const labels = input("labels", [batch], "integer") as Node;
    const features = mean(gather(table, words) as Node, { axis: 1 }) as Node;
    const logits = matmul(features as Node<[5, 6]>, W as Node<[6, 3]>);
    const loss = neg(mean(sum(mul(logSoftmax(logits), oneHot(labels, classes)), { axis: 1 }))) as Node;
    const hits = mean(cast(mul(hardmax(logits), oneHot(labels, classes)), "real")) as Node;
    const parameters = [table, W];
    const updates = gradients(loss, parameters).map(
      (slope, k) => [parameters[k] as Node, sub(parameters[k] as Node, mul(0.5, slope)) as Node] as const,
    );
    const values = {
      words: whole([batch, length], (i) => (5 * i + (i % 3)) % vocabulary),
      labels: integers([0, 2, 1, 1, 0]),
    };
    const [expected, found] = [interpreter, wasm].map((engine) => {
      const session = new Session({ engine, precision });
      const step = session.compile({ outputs: [loss, hits], updates });
      const shown = Array.from({ length: 30 }, () => step.run(values).map(({ data }) => Number(data[0])));
      return [...shown.flat(), ...parameters.flatMap((one) => [...session.read(one).data])];
    }) as [number[], number[]];
    for (const [k, x] of expected.entries()) {
      expect(found[k]).toBeCloseTo(x, precision === "float64" ? 12 : 4);
    }
    expect(expected[58]).toBeLessThan((expected[0] as number) / 3);
  });
});

test("no op of the table is called by its own meaning", () => {
  const called = ops.flatMap(({ name, samples }) =>
    samples.flatMap((sample) =>
      explain({ outputs: [instance(sample, 1).y] }).parts.some(({ kind }) => kind === "call") ? [name] : [],
    ),
  );
  expect(called).toEqual([]);
});
