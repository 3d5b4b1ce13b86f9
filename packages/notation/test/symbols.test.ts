// Numbers, constants and names, as text and as LaTeX.
import { constant, input, mul } from "@cadena/graph";
import { toLatex, toText } from "@cadena/notation";
import { expect, test } from "vitest";

test.each([
  [0.5, "0.5"],
  [1 / 3, "1 / 3"],
  [-2 / 3, "-2 / 3"],
  [0.1, "0.1"],
  [1e-8, "1e-8"],
  [12345678, "12345678"],
  [Math.PI, "π"],
  [Math.E, "e"],
  [0.1234567, "0.1234567"],
  [Number.POSITIVE_INFINITY, "∞"],
  [-0, "-0"],
  [1e300, "1e300"],
])("the number %d is written %s", (value, text) => {
  expect(toText(constant(value))).toBe(text);
});

test("constants are written out up to twelve elements, by their sizes beyond, and as one number where all are equal", () => {
  expect(
    toText(
      constant([
        [1, 2],
        [3, 0.5],
      ]),
    ),
  ).toBe("[[1, 2], [3, 0.5]]");
  expect(toText(constant(Array.from({ length: 13 }, (_, i) => i)))).toBe("constant(13)");
  expect(toText(constant([2, 2, 2]))).toBe("2");
  expect(toText(constant([true, false]))).toBe("[true, false]");
});

test.each([
  ["W1", "W_{1}"],
  ["dZ_2", "d Z_{2}"],
  ["λ", "\\lambda"],
  ["Δ", "\\Delta"],
  ["w_out", "w_{\\mathrm{out}}"],
  ["x_i", "x_{i}"],
  ["encoder.0.weight", "\\mathrm{encoder.0.weight}"],
  ["50%_of{it}", "\\mathrm{50\\%\\_of\\{it\\}}"],
])("the name %s is %s in LaTeX", (name, latex) => {
  expect(toLatex(input(name, []))).toBe(latex);
});

test("a product of tensors is enclosed before the dot of a number, which binds as a matrix product does", () => {
  const [A, c] = [input("A", [2, 2]), input("c", [])];
  expect(toLatex(mul(A, c))).toBe("A \\cdot c");
  expect(toLatex(mul(mul(A, A), c))).toBe("\\left(A \\odot A\\right) \\cdot c");
});
