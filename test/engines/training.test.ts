/**
 * Training steps on the WebAssembly engine: after many of them the parameters are those of the interpreter, and a step
 * that fails leaves them as they were.
 */
import {
  add,
  gather,
  gradients,
  input,
  interpreter,
  matmul,
  mul,
  type Node,
  parameter,
  Session,
  sigmoid,
  square,
  sub,
  sum,
  Tensor,
} from "@cadena/graph";
import { wasm } from "@cadena/wasm";
import { describe, expect, test } from "vitest";

const wave = (shape: readonly number[], phase: number): Tensor => {
  const size = shape.reduce((a, b) => a * b, 1);
  return new Tensor(
    shape,
    Float64Array.from({ length: size }, (_, i) => Math.sin(1.7 * i + phase)),
  );
};

/** A network and the parameters of momentum beside it. */
function model() {
  const X = input("X", [7, 5]);
  const Y = input("Y", [7, 3]);
  const W = parameter("W", [5, 3], { initial: wave([5, 3], 1) }) as Node;
  const b = parameter("b", [3], { initial: wave([3], 2) }) as Node;
  const [vW, vb] = [W, b].map((p) =>
    parameter(`v${p.name}`, p.shape, { initial: new Tensor(p.shape, new Float64Array(p.size)) }),
  ) as unknown as [Node, Node];
  const J = sum(square(sub(sigmoid(add(matmul(X, W as Node<[5, 3]>), b as Node<[3]>)), Y))) as Node;
  const slopes = gradients(J, [W, b]) as [Node, Node];
  const updates = [W, b].flatMap((p, k) => {
    const v = [vW, vb][k] as Node;
    const next = add(mul(0.9, v), slopes[k] as Node) as Node;
    return [[v, next] as const, [p, sub(p, mul(0.1, next)) as Node] as const];
  });
  return { J, parameters: [W, b, vW, vb], updates, values: { X: wave([7, 5], 3), Y: wave([7, 3], 4) } };
}

describe.each([["float64", 1e-12] as const, ["float32", 1e-4] as const])("in %s", (precision, tolerance) => {
  test("fifty steps with momentum end where the interpreter ends, and show the cost before each", () => {
    const { J, parameters, updates, values } = model();
    const [expected, found] = [interpreter, wasm].map((engine) => {
      const session = new Session({ engine, precision });
      const step = session.compile({ outputs: [J], updates });
      const costs = Array.from({ length: 50 }, () => Number(step.run(values)[0]?.data[0]));
      return [costs, ...parameters.map((p) => Array.from(session.read(p).data))];
    }) as [number[][], number[][]];
    for (const [k, list] of expected.entries()) {
      for (const [i, x] of list.entries()) expect(found[k]?.[i]).toBeCloseTo(x, -Math.log10(tolerance));
    }
  });

  test("updates see the old values of each other: two parameters change places", () => {
    const [a, b] = [1, 2].map((x) => parameter(`p${x}`, [2], { initial: [x, x] })) as unknown as [Node, Node];
    const session = new Session({ engine: wasm, precision });
    const swap = session.compile({
      outputs: [a, b],
      updates: [
        [a, b],
        [b, a],
      ],
    });
    expect(String(swap.run())).toBe("[1, 1],[2, 2]");
    expect([session.read(a), session.read(b)].map(String)).toEqual(["[2, 2]", "[1, 1]"]);
  });

  test("an output shows a parameter as it was before its update", () => {
    const w = parameter("w", [3], { initial: [1, 2, 3] }) as Node;
    const step = new Session({ engine: wasm, precision }).compile({
      outputs: [w],
      updates: [[w, mul(w, 2) as Node]],
    });
    expect([String(step.run()), String(step.run())]).toEqual(["[1, 2, 3]", "[2, 4, 6]"]);
  });

  test("a step that fails leaves all parameters as they were", () => {
    const w = parameter("w", [2], { initial: [1, 2] }) as Node;
    const at = input("at", [1], "integer");
    const session = new Session({ engine: wasm, precision });
    const step = session.compile({ outputs: [gather(w, at) as Node], updates: [[w, mul(w, 2) as Node]] });
    expect(() => step.run({ at: new Tensor([1], Int32Array.of(5)) })).toThrow(/out of range/);
    expect(String(session.read(w))).toBe("[1, 2]");
    step.run({ at: new Tensor([1], Int32Array.of(1)) });
    expect(String(session.read(w))).toBe("[2, 4]");
  });
});
