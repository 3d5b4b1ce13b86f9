// What is said about a formula that cannot be read: the place, what was expected, and what would help.
import { input, type Node, ParseError, ShapeError, sub, sum } from "@cadena/graph";
import { parse } from "@cadena/notation";
import { describe, expect, test } from "vitest";

const scope: Readonly<Record<string, Node | number>> = {
  x: input("x", []),
  X: input("X", [2, 5]),
  Y: input("Y", [1, 5]),
  A2: input("A2", [1, 5]),
  dZ1: input("dZ1", [4, 5]),
  dZ2: input("dZ2", [1, 5]),
  W1: input("W1", [4, 2]),
  p: input("p", [4]),
  t: input("t", [4]),
  m: 5,
};

function errorOf(text: string): Error {
  try {
    parse(text, scope);
  } catch (error) {
    return error as Error;
  }
  throw new Error(`${text} was read`);
}

describe("a text that is no formula gets an error that says", () => {
  test.each([
    [
      "an unknown name, with the nearest ones",
      "dZ3 X^T / m",
      [
        "parse: dZ3 is unknown (line 1, column 1)",
        "  dZ3 X^T / m",
        "  ^^^",
        "  Hint: did you mean dZ1 or dZ2?",
      ],
    ],
    [
      "an unknown name that is like none",
      "2 * momentum",
      [
        "parse: momentum is unknown (line 1, column 5)",
        "  2 * momentum",
        "      ^^^^^^^^",
        "  Hint: known are x, X, Y, A2, dZ1, dZ2, W1, p, ...",
      ],
    ],
    [
      "an index that runs nowhere",
      "p_i / 2",
      ["parse: p_i is unknown (line 1, column 1)", "  p_i / 2", "  ^^^", "  Hint: did you mean p?"],
    ],
    [
      "a parenthesis that is never closed",
      "(A2 - Y / m",
      ["parse: ( is never closed (line 1, column 1)", "  (A2 - Y / m", "  ^", "  Hint: a ) is missing"],
    ],
    [
      "a parenthesis that was never opened",
      "A2 - Y)",
      [
        "parse: ) is not expected here, expected an operator or the end (line 1, column 7)",
        "  A2 - Y)",
        "        ^",
        "  Hint: a bracket that opens is missing",
      ],
    ],
    [
      "a missing operand in the middle",
      "A2 * / m",
      [
        "parse: / is not expected here, expected a number, a name or a bracket (line 1, column 6)",
        "  A2 * / m",
        "       ^",
      ],
    ],
    [
      "a missing operand at the end",
      "A2 -",
      [
        "parse: the formula ends too early, expected a number, a name or a bracket (line 1, column 5)",
        "  A2 -",
        "      ^",
      ],
    ],
    [
      "an unknown function",
      "sigmoi(x) + 1",
      [
        "parse: the function sigmoi is unknown (line 1, column 1)",
        "  sigmoi(x) + 1",
        "  ^^^^^^",
        "  Hint: did you mean sigmoid?",
      ],
    ],
    [
      "a wrong number of operands",
      "1 - tanh(x, x)",
      ["parse: tanh takes 1 operand, got 2 (line 1, column 5)", "  1 - tanh(x, x)", "      ^^^^"],
    ],
    [
      "an axis that is not there",
      "sum(dZ1, axis=2)",
      [
        "parse: sum: there is no axis 2 in a shape of [4, 5] (line 1, column 10)",
        "  sum(dZ1, axis=2)",
        "           ^^^^^^",
        "  Hint: the axes are 0 to 1",
      ],
    ],
    [
      "an option that a function has not",
      "softmax(dZ1, keepdims=True)",
      [
        "parse: softmax has no option keepdims (line 1, column 14)",
        "  softmax(dZ1, keepdims=True)",
        "               ^^^^^^^^^^^^^",
      ],
    ],
    [
      "an index out of range",
      "X[2, 0]",
      [
        "parse: at: no index 2 in axis 0 of X [2, 5], whose size is 2 (line 1, column 1)",
        "  X[2, 0]",
        "  ^^^^^^^",
      ],
    ],
    [
      "two numbers in a row",
      "x 2",
      ["parse: 2 is not expected here, expected an operator or the end (line 1, column 3)", "  x 2", "    ^"],
    ],
    [
      "a function without its operand",
      "1 + tanh",
      ["parse: tanh is a function, expected what it is of (line 1, column 5)", "  1 + tanh", "      ^^^^"],
    ],
    [
      "a derivative that is no elementwise one",
      "softmax'(p)",
      [
        "parse: only first derivatives of elementwise functions are known (line 1, column 1)",
        "  softmax'(p)",
        "  ^^^^^^^^^^^",
      ],
    ],
    [
      "an unknown command of LaTeX",
      "\\frac{1}{2} \\foo x",
      [
        "parse: the command \\foo is unknown (line 1, column 13)",
        "  \\frac{1}{2} \\foo x",
        "              ^^^^",
      ],
    ],
    [
      "a character of no formula",
      "x # y",
      ["parse: the character # has no meaning in a formula (line 1, column 3)", "  x # y", "    ^"],
    ],
    [
      "a product sign that says not which product it is",
      "W1 × X",
      [
        "parse: × between two tensors says not which product it is (line 1, column 4)",
        "  W1 × X",
        "     ^",
        "  Hint: write * for the elementwise product, @ for the matrix product",
      ],
    ],
    [
      "a sum that may go along several axes",
      "Σ_i dZ1_i",
      [
        "parse: Σ_i does not say which axis of [4, 5] it goes along (line 1, column 1)",
        "  Σ_i dZ1_i",
        "  ^^^^^^^^^",
        "  Hint: write sum(..., axis=1), or a size above the sign: Σ_{i=1}^{m}",
      ],
    ],
    [
      "the right line of several",
      "A2\n  - Z",
      [
        "parse: Z is unknown (line 2, column 5)",
        "    - Z",
        "      ^",
        "  Hint: known are x, X, Y, A2, dZ1, dZ2, W1, p, ...",
      ],
    ],
  ])("%s", (_, text, lines) => {
    const error = errorOf(text);
    expect(error).toBeInstanceOf(ParseError);
    expect(error.message).toBe(lines.join("\n"));
  });
});

describe("shapes that do not fit get an error that says", () => {
  test.each([
    [
      "the transpose that would fit on the right",
      "(1/m) dZ1 X",
      [
        "parse: the shapes do not fit: dZ1 [4, 5] · X [2, 5] (line 1, column 11)",
        "  (1/m) dZ1 X",
        "            ^",
        "  Hint: the transpose would fit: dZ1 Xᵀ",
      ],
      [
        [4, 5],
        [2, 5],
      ],
    ],
    [
      "the transpose that would fit on the left",
      "W1 @ dZ1",
      [
        "parse: the shapes do not fit: W1 [4, 2] @ dZ1 [4, 5] (line 1, column 4)",
        "  W1 @ dZ1",
        "     ^",
        "  Hint: the transpose would fit: W1ᵀ @ dZ1",
      ],
      [
        [4, 2],
        [4, 5],
      ],
    ],
    [
      "the other product where that would fit",
      "W1 * X",
      [
        "parse: the shapes do not fit: W1 [4, 2] * X [2, 5] (line 1, column 4)",
        "  W1 * X",
        "     ^",
        "  Hint: the matrix product would fit: W1 @ X",
      ],
      [
        [4, 2],
        [2, 5],
      ],
    ],
    [
      "both operands as they are written",
      "(A2 - Y) + W1^T X",
      [
        "parse: the shapes do not fit: W1^T [2, 4] · X [2, 5] (line 1, column 17)",
        "  (A2 - Y) + W1^T X",
        "                  ^",
        "  Hint: the transpose would fit: W1 X",
      ],
      [
        [2, 4],
        [2, 5],
      ],
    ],
    [
      "what two vectors side by side could mean",
      "p t",
      [
        "parse: two vectors side by side: p [4] and t [4] (line 1, column 3)",
        "  p t",
        "    ^",
        "  Hint: write * for the elementwise product, @ for the sum of its elements",
      ],
      [[4], [4]],
    ],
    [
      "what an op itself says",
      "reshape(X, [3, 3])",
      [
        "parse: reshape: X [2, 5] has 10 elements, [3, 3] has 9 (10 ≠ 9) (line 1, column 1)",
        "  reshape(X, [3, 3])",
        "  ^^^^^^^^^^^^^^^^^^",
      ],
      [
        [2, 5],
        [3, 3],
      ],
    ],
  ])("%s", (_, text, lines, shapes) => {
    const error = errorOf(text);
    expect(error).toBeInstanceOf(ShapeError);
    expect(error.message).toBe(lines.join("\n"));
    expect((error as ShapeError).shapes).toEqual(shapes);
  });
});

test("a text from a file has its errors at the file's lines", () => {
  const error = (() => {
    try {
      return parse("A2 - Z", scope, { line: 12, column: 9 });
    } catch (thrown) {
      return thrown;
    }
  })();
  expect(error).toMatchObject({ line: 12, column: 14 });
});

test("a long line is cut around the place", () => {
  const { message } = errorOf(`${"x + ".repeat(50)}oops${" + x".repeat(50)}`);
  const [, line, carets] = message.split("\n") as [string, string, string];
  expect(line.length).toBeLessThan(90);
  expect(line).toMatch(/^ {2}….*oops.*…$/);
  expect(line.slice(carets.indexOf("^"), carets.length)).toBe("oops");
});

test("a function of the caller that mixes elements has no derivative of its own", () => {
  const functions = { g: (x: Node): Node => sub(x, sum(x)) };
  expect(() => parse("g'(p)", scope, { functions })).toThrow(
    "only first derivatives of elementwise functions",
  );
});

test("a name that may be two quantities is refused", () => {
  const own = { x1: input("x1", []), x_1: input("x_1", []) };
  expect(() => parse("x1", own)).toThrow("parse: x1 could be x1 or x_1 (line 1, column 1)");
});

describe("a name of JavaScript is a name like any other", () => {
  test.each([
    ["constructor", "constructor is unknown"],
    ["__proto__", "the character _ has no meaning"],
    ["toString(x)", "the function toString is unknown"],
    ["x.constructor", ".constructor is unknown, expected .T or a function"],
    ["x.constructor(x)", "the function constructor is unknown"],
    ["hasOwnProperty", "hasOwnProperty is unknown"],
    ["sum(X, __proto__=1)", "the character _ has no meaning"],
  ])("%s", (text, what) => {
    expect(errorOf(text).message).toContain(what);
  });
});
