// Which shapes formulas have, where nobody says: as general as the formulas allow.
import { ParseError, type Shape, ShapeError } from "@cadena/graph";
import { inferShapes, parseShapes, shapeAsText } from "@cadena/notation";
import { describe, expect, test } from "vitest";

const listed = (shapes: ReturnType<typeof parseShapes>): string =>
  Object.entries(shapes)
    .map(([name, shape]) => shapeAsText(name, shape))
    .join(", ");

describe("the most general shapes of", () => {
  test.each([
    ["sin(x)^2 + cos(x)^2", "1", "x"],
    ["log(1/(1 + e^(-z)))", "-log(1 + exp(-z))", "z"],
    ["σ(z)(1 - σ(z))", "σ(z) - σ(z)^2", "z"],
    ["A + B", "B + A", "A [n, m], B [n, m]"],
    ["(A B)^T", "B^T A^T", "A [n, m], B [m, k]"],
    ["A B C", "A (B C)", "A [n, m], B [m, k], C [k, p]"],
    ["X^T X", "X X^T", "X [n, n]"],
    ["W(A - Y)", "W A - W Y", "W [n, m], A [m, k], Y [m, k]"],
    ["dZ X^T/m + λ W", "λ W + (1/m) dZ X^T", "dZ [n, k], X [p, k], m, λ, W [n, p]"],
    ["x^T A x", "x^T A^T x", "x [n], A [n, n]"],
    ["x y^T", "(y x^T)^T", "x [n], y [m]"],
    ["np.dot(A, x)", "A x", "A [n, m], x [m]"],
    ["Σ_i x_i y_i", "x^T y", "x [n], y [n]"],
    ["1/m Σ_{i=1}^m x_i", "mean(x)", "x [m]"],
    ["softmax(z)", "exp(z)/sum(exp(z))", "z [n]"],
    ["softmax(Z, axis=0)", "exp(Z)/np.sum(exp(Z), axis=0)", "Z [n, m]"],
    ["softmax(z + c)", "softmax(z)", "z [n], c"],
    ["mean(c)", "sum(c) / sum(c/c)", "c [n]"],
    ["logSumExp(x)", "c + logSumExp(x - c)", "x [n], c"],
    ["(A + A^T) x", "2 A x", "A [n, n], x [n]"],
    ["n A", "A n", "n, A [m, k]"],
  ])("%s and %s", (left, right, shapes) => {
    expect(listed(inferShapes([left, right]))).toBe(shapes);
  });
});

test("given shapes stay as they are, their letters different, and are sizes in formulas", () => {
  const of = (shapes: string, ...formulas: string[]) =>
    listed(inferShapes(formulas, { shapes: parseShapes(shapes) }));
  expect(of("b: n 1", "W X + b")).toBe("b [n, 1], W [n, m], X [m, k]");
  expect(of("x: m", "1/m sum(x)", "mean(x)")).toBe("x [m]");
  expect(of("A 3x4, λ", "λ A B")).toBe("A [3, 4], λ, B [4, n]");
  expect(() => of("A: n m", "A A")).toThrow(ShapeError);
  expect(() => of("A: 3 4", "A A")).toThrow(ShapeError);
});

test("what leaves have to stand besides is asked too", () => {
  const demand = ({ A = [] }: Readonly<Record<string, Shape>>): void => {
    if (A[0] !== A[1]) throw new ShapeError("no square", [A]);
  };
  expect(listed(inferShapes(["A B"], { demand }))).toBe("A [n, n], B [n, m]");
});

test("a formula that makes no sense at any shapes is told with its first error", () => {
  expect(() => inferShapes(["A + sum(A, axis=5)"])).toThrow("there is no axis 5 in a shape of [n, m]");
  expect(() => inferShapes(["A", "sum(A)"])).toThrow("the formulas have different shapes: [n, m] and []");
  expect(() => inferShapes([`A${" ".repeat(98)}+ sum(A, 2, 3)`])).toThrow("(line 1, column 102)");
  expect(() => inferShapes(["A B", "(A"])).toThrow(ParseError);
  expect(() => inferShapes(["f(x)", "f(x)"])).toThrow("the function f is unknown");
  expect(() => inferShapes(["Σ_i i x_i"])).toThrow("i is unknown");
});

describe("shapes are listed as people write them", () => {
  test.each([
    ["A: n m, x: m, c", "A [n, m], x [m], c"],
    ["A [n, m]; x [m]", "A [n, m], x [m]"],
    ["A 3x4, B: n x m, C n×4", "A [3, 4], B [n, m], C [n, 4]"],
    ["W_1: n 3, \\theta", undefined],
    ["lambda, Z1 (n)", undefined],
    ["λ, x m", "λ, x [m]"],
    ["", ""],
  ])("%s", (text, shapes) => {
    if (shapes !== undefined) return expect(listed(parseShapes(text))).toBe(shapes);
    expect(() => parseShapes(text)).toThrow(ParseError);
  });

  test("a size of 0 is none, and the error says where", () => {
    expect(() => parseShapes("A: n m, x: 0")).toThrow(
      expect.objectContaining({
        message: "shapes: 0 is no size (in x: 0)\n  Hint: write them as in A: n m, x: m, c",
        column: 9,
      }),
    );
  });
});
