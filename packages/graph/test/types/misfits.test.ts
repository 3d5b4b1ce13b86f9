// Programs whose shapes do not go together do not compile, and the compiler's text says why.
import { expect, test } from "vitest";
import { complaints } from "./compile.ts";

const preamble = `
import { add, addBias, conv1d, conv2d, conv2dTranspose, input, matmul, mul, pow, where, type Node } from "@cadena/graph";
const size: number = 3;
const a34 = input("a", [3, 4]), b52 = input("b", [5, 2]), c23 = input("c", [2, 3]), d24 = input("d", [2, 4]);
const p = input("p", [2, 3, 4]), q = input("q", [5, 4, 3]), v = input("v", [3]), open = input("o", [size, 5]);
const images = input("x", [8, 5, 5, 3]), filters = input("f", [3, 3, 2, 6]);
const anything: Node = a34, dynamic = input("e", [3, 4] as number[]);
`;

/** Each line, and the sentence that stands in the compiler's text. */
const misfits: readonly (readonly [line: string, sentence: string])[] = [
  ["matmul(a34, b52);", "matmul: inner sizes differ: 4 and 5"],
  ["matmul(a34, a34);", "matmul: inner sizes differ: 4 and 3"],
  ["matmul(a34, c23, { transposeA: true });", "matmul: inner sizes differ: 3 and 2"],
  ["matmul(a34, b52, { transposeB: true });", "matmul: inner sizes differ: 4 and 2"],
  ["matmul(a34, b52, { transposeA: true, transposeB: true });", "matmul: inner sizes differ: 3 and 2"],
  ["matmul(open, a34);", "matmul: inner sizes differ: 5 and 3"],
  ["matmul(p, q);", "matmul: batch sizes differ: 2 and 5"],
  ["matmul(v, a34);", "matmul: the first operand is not a matrix"],
  ["matmul(a34, v);", "matmul: the second operand is not a matrix"],
  ["add(c23, d24);", "add: sizes differ: 3 and 4"],
  ["add(a34, c23);", "add: sizes differ: 4 and 3"],
  ["mul(c23, a34);", "mul: sizes differ: 3 and 4"],
  ["add(open, c23);", "add: sizes differ: 5 and 3"],
  ["pow(c23, d24);", "pow: sizes differ: 3 and 4"],
  ["where(c23, d24, 0);", "where: sizes differ: 3 and 4"],
  ["where(true, c23, d24);", "where: sizes differ: 3 and 4"],
  ["addBias(c23, d24);", "addBias: the bias does not fit: 4 against 3"],
  ['addBias(c23, input("b", [1, 4]));', "addBias: the bias does not fit: 4 against 3"],
  ['addBias(input("z", [1, 3]), c23);', "addBias: the bias does not fit: 2 against 1"],
  ["conv2d(images, filters);", "convolution: channels differ: 3 and 2"],
  ["conv2d(images, filters, { stride: 2 });", "convolution: channels differ: 3 and 2"],
  ['conv1d(input("s", [1, 9, 4]), input("f", [3, 1, 5]));', "convolution: channels differ: 4 and 1"],
  ["conv2dTranspose(images, filters);", "convolution: channels differ: 3 and 6"],
  ["addBias(v, c23);", "addBias: the bias has more axes"],
];

/** What is right, or may be right once its sizes are known. */
const fits: readonly string[] = [
  'matmul(a34, input("w", [4, 2]));',
  "matmul(a34, b52, { transposeB: size > 3 });",
  "matmul(open, b52);",
  "matmul(a34, open);",
  "matmul(anything, b52);",
  "matmul(dynamic, dynamic);",
  "add(anything, c23);",
  "add(dynamic, c23);",
  'add(open, input("o", [3, 5]));',
  "add(c23, v);",
  "add(c23, 1);",
  "addBias(c23, v);",
  "addBias(dynamic, c23);",
  "where(anything, dynamic, 0);",
  'conv2d(images, filters, { groups: size, padding: "same" });',
  'conv2d(images, input("f", [3, 3, 1, 6]), { groups: 3 });',
  "conv2d(anything, filters, { padding: [[1, 0], 2] });",
  'conv2dTranspose(images, input("f", [3, 3, 2, size]), { size: [7, 7] });',
];

const said = complaints("misfits", preamble, [...misfits.map(([line]) => line), ...fits]);

test.each(misfits.map(([line, sentence], k) => [line, sentence, said[k]] as const))(
  "%s does not compile: %s",
  (_, sentence, text) => {
    expect(text).toContain(`Misfit<"${sentence}">`);
  },
);

test("the whole text of a misfit is two lines", () => {
  const misfit = 'Misfit<"matmul: inner sizes differ: 4 and 5">';
  expect(said[0]?.split("\n")).toEqual([
    `Argument of type 'Node<[5, 2]>' is not assignable to parameter of type 'Node<[5, 2]> & ${misfit}'.`,
    `  Property '[misfit]' is missing in type 'Node<[5, 2]>' but required in type '${misfit}'.`,
  ]);
});

test.each(fits.map((line, k) => [line, said[misfits.length + k]] as const))("%s compiles", (_, text) => {
  expect(text).toBeUndefined();
});
