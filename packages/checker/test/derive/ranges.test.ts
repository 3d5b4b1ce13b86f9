// What a derivation knows of the quantities of a model, whatever its leaves are.
import {
  add,
  argmax,
  cast,
  constant,
  div,
  exp,
  gather,
  greater,
  input,
  log,
  max,
  mean,
  mul,
  type Node,
  oneHot,
  relu,
  sigmoid,
  softmax,
  softplus,
  sqrt,
  square,
  sub,
  sum,
  where,
} from "@cadena/graph";
import { general } from "@cadena/graph/extend";
import { expect, test } from "vitest";
import { rangesOf } from "../../src/derive/ranges.ts";
import { Setting } from "../../src/derive/setting.ts";

/** The ranges of the quantities of a model, in words. */
function told(quantities: Readonly<Record<string, Node>>): string {
  const loss = Object.values(quantities)
    .filter(({ dtype }) => dtype === "real")
    .map((node) => sum(node) as Node)
    .reduce((a, b): Node => add(a, b));
  const build = () => ({ loss, quantities });
  const { main } = new Setting(
    { id: "model", title: "model", dimensions: {}, claims: [], build },
    [],
    "same",
    1,
  );
  return [...rangesOf(main).values()]
    .map(({ text }) => text)
    .filter((text) => !text.includes("J"))
    .join("; ");
}

const x = input("x", [3]);
const z = input("z", [2, 3]);
const labels = input("labels", [3], "integer");
const mask = input("mask", [3], "boolean");

test.each<[string, Readonly<Record<string, Node>>, string]>([
  ["a sigmoid", { a: sigmoid(x) }, "0 < a < 1"],
  ["a softmax", { p: softmax(z, { axis: 0 }) }, "0 < p < 1"],
  ["its logarithm's negative", { p: softmax(x), h: sub(0, log(softmax(x))) }, "0 < p < 1; h > 0"],
  ["a sum of squares and a little", { s: sqrt(add(sum(square(x)), 1e-5)) }, "s > 0"],
  ["a softplus", { a: softplus(x) }, "a > 0"],
  ["a choice by a mask", { a: where(mask, sigmoid(x), softplus(x)) }, "a > 0"],
  ["what holds through a maximum of sums", { a: max(exp(z), { axis: 0 }) }, "a > 0"],
])("%s is known to be positive or a share", (_, quantities, text) => {
  expect(told(quantities)).toBe(text);
});

test("what has a name is a share of a sum with a name", () => {
  const t = exp(x);
  const s = sum(t);
  expect(told({ t, s, p: div(t, s) })).toBe("t > 0; s > 0; 0 < p < 1");
});

test("what follows from a quantity of which nothing is known may be known", () => {
  const t = sub(square(x), 1e-4);
  expect(told({ t, e: exp(t), v: add(square(t), 1) })).toBe("e > 0; v > 0");
});

const noughts = general<Record<string, never>>({
  name: "noughts",
  infer: ([one]) => ({ shape: (one as Node).shape, dtype: "real" }),
  floats: ([one]) => Float64Array.from(one as Float64Array, () => 2),
  vjp: "zero",
});

test.each<[string, Readonly<Record<string, Node>>]>([
  ["is negative in a tiny region only", { u: sub(sum(square(x)), 1e-4) }],
  ["may be 0 in a region", { a: relu(x) }],
  ["may be 0 at a point", { v: mean(square(x)) }],
  ["is looked up by an integer", { e: gather(exp(x), labels) }],
  ["depends on an integer", { y: add(oneHot(labels, 2), 1) }],
  ["depends on where the largest element is", { e: gather(exp(x), argmax(x)) }],
  ["is positive where a mask is", { a: mul(cast(mask, "real"), exp(x)) }],
  ["is positive on one side of a comparison", { a: where(greater(x, 1e-3), exp(x), x) }],
  ["is a function over floats", { f: noughts([x], {}) }],
  ["may be infinite", { e: exp(mul(x, constant(-Infinity))) }],
])("nothing is said of what %s", (_, quantities) => {
  expect(told(quantities)).toBe("");
});
