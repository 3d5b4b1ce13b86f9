import {
  add,
  exp,
  gather,
  gradients,
  input,
  log,
  matmul,
  mean,
  mul,
  type Node,
  parameter,
  relu,
  sigmoid,
  square,
  sub,
  sum,
  tanh,
  transpose,
} from "@cadena/graph";
import { general, pick } from "@cadena/graph/extend";
import { type Explanation, explain } from "@cadena/wasm";
import { expect, test } from "vitest";

/** What became of the nodes, as "op: text". */
const fates = ({ nodes }: Explanation): string[] => nodes.map(({ node, text }) => `${node.op.name}: ${text}`);

/** One step of a network with a hidden layer. */
function training(batch: number, width: number) {
  const x = input("x", [batch, width]);
  const y = input("y", [batch, 1]);
  const W = parameter("W", [width, width]);
  const b = parameter("b", [width]);
  const V = parameter("V", [width, 1]);
  const loss = mean(square(sub(matmul(relu(add(matmul(x, W), b)), V), y)));
  const parameters = [W, b, V] as Node[];
  const slopes = gradients(loss, parameters);
  return {
    outputs: { loss },
    updates: parameters.map((w, k) => [w, sub(w, mul(0.1, slopes[k] as Node)) as Node] as const),
  };
}

test("each node is told whether it is stored, in a register, a product or a number", () => {
  const [x, W] = [input("x", [3, 4]), parameter("W", [2, 4])];
  const z = matmul(x, transpose(W));
  const told = explain({ outputs: { J: sum(mul(add(2, 3), exp(z))) } });
  expect(fates(told)).toEqual([
    "constant: folded into 2",
    "constant: folded into 3",
    "add: folded into 5",
    "broadcastTo: folded into 5",
    "input: an input",
    "parameter: a parameter, stays in memory",
    "transpose: read by strides in part 1",
    "matmul: a product, part 1",
    "exp: fused into part 2",
    "mul: fused into part 2",
    "sum: stored by part 2, J",
  ]);
});

test("an op without loops is called by its own meaning, and its name is told", () => {
  const reversed = general<Record<string, never>>({
    name: "reversed",
    infer: ([x]) => ({ shape: (x as Node).shape, dtype: "real" }),
    floats: ([x]) => Float64Array.from(x as Float64Array).reverse(),
    vjp: "nondifferentiable",
  });
  const told = explain({ outputs: [exp(reversed([input("x", [3])], {}))] });
  expect(fates(told)).toEqual([
    "input: an input",
    "reversed: called by its own meaning in part 1: reversed has no loops",
    "exp: stored by part 2, output 1",
  ]);
});

test("an op with several results is called where one of them is picked", () => {
  const twice = general<Record<string, never>>({
    name: "twice",
    infer: ([x]) => {
      const { shape, dtype } = x as Node;
      return { shape: [], dtype: "real", outputs: [1, 2].map(() => ({ shape, dtype })) };
    },
    meaning: (_, [x]) => ({ dtype: "several", parts: [x, x] as never }),
    vjp: "nondifferentiable",
  });
  const told = explain({ outputs: [exp(pick(twice([input("x", [3])], {}), 1))] });
  expect(told.nodes.map(({ became }) => became)).toEqual(["given", "called", "called", "stored"]);
});

test("what has no elements is not computed", () => {
  const told = explain({ outputs: { J: sum(exp(add(input("x", [0]), 1))), all: exp(input("y", [0])) } });
  expect(fates(told).filter((text) => text.startsWith("exp"))).toEqual([
    "exp: nothing to compute",
    "exp: nothing to compute, all",
  ]);
  expect(fates(told)).toContain("sum: stored by part 1, J");
});

test("a node that several parts compute anew says so", () => {
  const x = input("x", [4, 5]);
  const shifted = add(x, 1);
  const told = explain({ outputs: [matmul(exp(shifted), parameter("W", [5, 2])), sum(log(shifted))] });
  const fate = told.nodes.find(({ node }) => node.op.name === "add");
  expect(fate?.became).toBe("fused");
  const parts = told.parts.filter(({ text }) => text.includes("(x[") && text.includes("+ 1")).length;
  expect(fate?.parts).toHaveLength(parts);
});

test("parts of a network's step are all told, each computed node in one of them at least", () => {
  const told = explain(training(8, 16));
  expect(told.parts.map(({ number }) => number)).toEqual(told.parts.map((_, k) => k + 1));
  for (const { became, parts, name, node } of told.nodes) {
    const isComputed = became !== "given" && became !== "folded";
    expect(parts.length > 0, `${name} is ${became}`).toBe(isComputed);
    for (const number of parts) expect(told.parts[number - 1]?.number).toBe(number);
    const boxes = told.groups.filter(({ nodes }) => nodes.includes(node));
    expect(boxes, name).toHaveLength(isComputed ? 1 : 0);
  }
  const written = new Set(told.parts.flatMap(({ writes }) => writes));
  for (const { became, name } of told.nodes) {
    if (became === "stored" || became === "product") expect(written).toContain(name);
  }
  expect(told.nodes.flatMap(({ ends }) => ends).toSorted()).toEqual(["loss", "next V", "next W", "next b"]);
  expect(Object.keys(told.names)).toEqual(["loss", "next W", "next b", "next V"]);
});

test("products, elementwise ops and look-ups are counted as they are done", () => {
  const product = explain({ outputs: [matmul(input("a", [3, 5]), input("b", [5, 7]))] }).parts[0];
  expect(product).toMatchObject({ kind: "product", flops: 2 * 3 * 5 * 7, bytes: 8 * (15 + 35 + 21) });
  const single = { precision: "float32" } as const;
  const chain = explain({ outputs: [tanh(exp(input("x", [10])))] }, single).parts[0];
  expect(chain).toMatchObject({ kind: "loops", flops: 20, bytes: 4 * 20 });
  const table = input("table", [1000, 3]);
  const found = explain({ outputs: [gather(table, [7, 8])] }, single).parts.at(-1);
  // Two rows of three, and two indices; not the table.
  expect(found?.bytes).toBe(4 * (2 * 3 + 2 + 2 * 3));
});

test("without a profile nothing is run, and parameters need no values", () => {
  for (const part of explain(training(2, 3)).parts) {
    expect(part).not.toHaveProperty("ms");
    expect(part).not.toHaveProperty("share");
  }
});

test("a profile gives each part a time and its share of all", () => {
  const { parts, groups } = explain(training(4, 8), { profile: true });
  for (const { ms } of parts) expect(ms).toBeGreaterThan(0);
  expect(parts.reduce((all, { share = 0 }) => all + share, 0)).toBeCloseTo(1, 12);
  expect(groups.map(({ weight }) => weight)).toEqual(parts.map(({ share }) => share));
});

test("a profile runs on the values that are given, and refuses those that do not fit", () => {
  const [x, at] = [input("x", [4]), input("at", [2], "integer")];
  const picked = { outputs: [sum(gather(x, at))] };
  expect(() => explain(picked, { profile: true, values: { at: [0, 4] } })).toThrow("index 4");
  expect(() => explain(picked, { profile: true, values: { x: [1, 2] } })).toThrow(
    "x [4] got a value of shape [2]",
  );
});

test("the table has columns, and lines of 80 letters at most", () => {
  const x = input("x", [1000]);
  expect(String(explain({ outputs: { J: sum(sigmoid(x)) } }, { precision: "float32" })).split("\n")).toEqual([
    "1 part, 3 nodes, float32: 2.00 kFLOP",
    "64 B of memory beside inputs, parameters and constants (at least 64 B)",
    "",
    "   kind     FLOP   bytes  computes",
    "1  loops  2.00 k  4.00 k  J",
    "",
    "node      shape   what became of it",
    "x         1000    an input",
    "sigmoid1  1000    fused into part 1",
    "sum2      scalar  stored by part 1, J",
  ]);
  for (const profile of [false, true]) {
    const long = String(explain(training(16, 64), { profile }));
    for (const line of long.split("\n")) expect(line.length, line).toBeLessThanOrEqual(80);
  }
});
