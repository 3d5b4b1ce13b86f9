// Claims: a name, =, and a formula; alone, and in a file of notes.
import {
  div,
  input,
  mul,
  type Node,
  ParseError,
  ShapeError,
  same,
  square,
  sub,
  sum,
  tanh,
} from "@cadena/graph";
import { parse, parseClaim, parseClaims, parseSettings, subjectOf, toText } from "@cadena/notation";
import { describe, expect, test } from "vitest";

const [A2, Y, dZ2, A1, W2, t] = [
  input("A2", [1, 5]),
  input("Y", [1, 5]),
  input("dZ2", [1, 5]),
  input("A1", [4, 5]),
  input("W2", [1, 4]),
  input("t", [4]),
] as [Node, Node, Node, Node, Node, Node];
const scope = { A2, Y, dZ2, A1, W2, t, m: 5 };

describe("the name of a claim is one word", () => {
  test.each([
    ["dZ2 = A2 - Y", "dZ2"],
    ["dZ_2 = A2 - Y", "dZ2"],
    ["dZ^{[2]} = A2 - Y", "dZ2"],
    ["d Z_{2} := A2 - Y", "dZ2"],
    ["\\Delta Z_2 = A2 - Y", "dZ2"],
    ["∂J/∂Z2 = A2 - Y", "dZ2"],
    ["dJ/dZ2 = A2 - Y", "dZ2"],
    ["\\frac{\\partial J}{\\partial Z^{[2]}} = A2 - Y", "dZ2"],
    ["\\frac{dL}{dZ_2} &= A2 - Y".replace("&", ""), "dZ2"],
    ["∂a/∂z = A2 - Y", "da/dz"],
    ["db_out = A2 - Y", "db_out"],
    ["lambda = A2 - Y", "λ"],
    ["J(W, b) = A2 - Y", "J"],
    ["\\hat{y} = A2 - Y", "yhat"],
  ])("%s", (text, name) => {
    const claim = parseClaim(text, scope);
    expect(claim.name).toBe(name);
    expect(same(claim.formula, sub(A2, Y))).toBe(true);
  });
});

test("an index of the name runs in the formula", () => {
  const { name, formula } = parseClaim("a_i = e^{t_i} / Σ_j e^{t_j}", scope);
  expect([name, toText(formula)].join(" = ")).toBe("a_i = exp(t) / sum(exp(t))");
  expect(same(parseClaim("b_i = t_i t_i / 2", scope).formula, div(mul(t, t), 2))).toBe(true);
});

test("the functions of the caller are known in a claim", () => {
  const { formula } = parseClaim("J = Σ g(t)", scope, { functions: { g: (x) => square(tanh(x)) as Node } });
  expect(same(formula, sum(square(tanh(t))))).toBe(true);
});

describe("what is no claim is refused", () => {
  test.each([
    [
      "A2 - Y",
      ["parse: a claim has the form name = formula, expected = (line 1, column 7)", "  A2 - Y", "        ^"],
    ],
    [
      "A2 - Y = dZ2",
      ["parse: expected a single name before = (line 1, column 1)", "  A2 - Y = dZ2", "  ^^^^^^"],
    ],
    [
      "dZ2 = da = A2",
      [
        "parse: a second = in one claim (line 1, column 10)",
        "  dZ2 = da = A2",
        "           ^",
        "  Hint: write a claim for each",
      ],
    ],
    [
      "dZ2 = ",
      [
        "parse: the formula ends too early, expected a number, a name or a bracket (line 1, column 7)",
        "  dZ2 = ",
        "        ^",
      ],
    ],
  ])("%s", (text, lines) => {
    const read = (): unknown => parseClaim(text, scope);
    expect(read).toThrow(ParseError);
    expect(read).toThrow(expect.objectContaining({ message: lines.join("\n") }));
  });

  test("and a shape that does not fit is told at its place in the claim", () => {
    const read = (): unknown => parseClaim("dW2 = dZ2 A1", scope);
    expect(read).toThrow(ShapeError);
    expect(read).toThrow("dZ2 [1, 5] · A1 [4, 5] (line 1, column 11)");
  });
});

const notes = String.raw`# Two layers

The gradient of the cost, where m = the number of examples.

- dZ2 = A2 - Y
- **dW2 = (1/m) dZ2 A1^T**.
* ~~dZ1 = W2^T dZ2 * (1 - Z1^2)~~ (tanh is forgotten)
1. db1 = np.sum(dZ1, axis=1)/m (wrong)
> dX = W1ᵀ dZ1;

L = total de capas
Note = this is a remark

Inline $dA1 = W_2^T dZ_2$, code ${"`db2 = sum(dZ2)`"}, and an erratum: $\frac{\partial J}{\partial W^{[2]}} = dZ_2$ (wrong).
It costs 5$ = 4€, and ~~$a = b$~~.

$$\begin{aligned} dZ^{[2]} &= A^{[2]} - Y \\
  dW^{[2]} &= \frac{1}{m} dZ^{[2]} A^{[1]T} \end{aligned}$$

$$
\frac{\partial J}{\partial a} = -\frac{y}{a} + \frac{1-y}{1-a} = da, \quad r' = \begin{cases} 1 & z = 0 \\ 0 & \text{otherwise} \end{cases}
$$

\[ x = y \]

${"```"}python
import numpy as np
dZ2 = A2 - Y   # output
dW2 = 1./m*np.dot(dZ2,A1.T)*2  # wrong
dZ1 = f(x, axis=1)
if x == 3: pass
x += 1
${"```"}
a_i = t_i / Σ_j t_j`;

test("a file of notes gives its claims, each with its place", () => {
  const found = parseClaims(notes).map(({ line, column, erratum, name, text }) =>
    [`${line}:${column}`, erratum ? "wrong" : "", `${name} = ${text}`].filter(Boolean).join(" "),
  );
  expect(found).toEqual([
    "5:9 dZ2 = A2 - Y",
    "6:11 dW2 = (1/m) dZ2 A1^T",
    "7:11 wrong dZ1 = W2^T dZ2 * (1 - Z1^2)",
    "8:10 wrong db1 = np.sum(dZ1, axis=1)/m",
    "9:8 dX = W1ᵀ dZ1",
    "14:15 dA1 = W_2^T dZ_2",
    "14:40 db2 = sum(dZ2)",
    "14:106 wrong dW2 = dZ_2",
    "15:30 wrong a = b",
    "17:31 dZ2 = A^{[2]} - Y",
    "18:15 dW2 = \\frac{1}{m} dZ^{[2]} A^{[1]T}",
    "21:33 da = -\\frac{y}{a} + \\frac{1-y}{1-a}",
    "21:66 da = da",
    "21:81 r' = \\begin{cases} 1 & z = 0 \\\\ 0 & \\text{otherwise} \\end{cases}",
    "24:8 x = y",
    "28:7 dZ2 = A2 - Y",
    "29:7 wrong dW2 = 1./m*np.dot(dZ2,A1.T)*2",
    "30:7 dZ1 = f(x, axis=1)",
    "34:7 a_i = t_i / Σ_j t_j",
  ]);
});

test("a claim stands in the file where it says", () => {
  const lines = notes.split("\n");
  for (const { line, column, text } of parseClaims(notes)) {
    expect(lines[line - 1]?.slice(column - 1).startsWith(text)).toBe(true);
  }
});

test("a claim of a file is read with its place and its indices", () => {
  const claim = parseClaims("# Notes\n\n- a_i = t_i t_i / 2\n- dW2 = dZ2 A1");
  expect(toText(parse(claim[0]!.text, scope, claim[0]))).toBe("t * t / 2");
  expect(() => parse(claim[1]!.text, scope, claim[1])).toThrow("(line 4, column 13)");
});

test("a file with the ends of lines of Windows has the same claims", () => {
  const places = (text: string) => parseClaims(text).map(({ file, target, ...claim }) => claim);
  expect(places(notes.replaceAll("\n", "\r\n"))).toEqual(places(notes));
});

test("a file without claims has none", () => {
  expect(parseClaims("")).toEqual([]);
  expect(parseClaims("Prices: $x = 3 and $4")).toEqual([]);
  expect(parseClaims("# Nothing\n\nNo formula here = or there.\n$$")).toEqual([]);
});

describe("what a claim is about is found among the names of a model, however it is written:", () => {
  const known = ["X", "W1", "Z1", "A1", "W2", "b_out", "Z[2]", "ŷ", "z", "da"];
  const subject = (text: string) => {
    const found = subjectOf(parseClaims(`$${text}$`)[0]!, known);
    return found && `${found.kind} ${found.of}`;
  };
  test.each([
    ["dZ_1 = 0", "gradient Z1"],
    ["dZ^{[1]} = 0", "gradient Z1"],
    ["\\frac{\\partial J}{\\partial b_{out}} = 0", "gradient b_out"],
    ["d\\hat{y} = 0", "gradient ŷ"],
    ["dz_i = 0", "gradient z"],
    ["dz1 = 0", "gradient Z1"],
    ["A_1 = 0", "quantity A1"],
    ["z_i = 0", "quantity z"],
    ["da = 0", "quantity da"],
    ["J(W, b) = 0", "cost J"],
    ["L = 0", undefined],
    ["s = 0", undefined],
    ["δ_1 = 0", undefined],
    ["∂a/∂z = 0", undefined],
    ["dx_t = 0", undefined],
    ["dZ^{[l]} = 0", undefined],
    ["dZ^{[1](i)} = 0", "gradient Z1"],
  ])("%s", (text, expected) => expect(subject(text)).toBe(expected));

  test.each([
    ["- dZ3 = A2 - Y", "dZ3 is about no quantity of the model", "    ^^^", "did you mean dZ1?"],
    ["- dw_out = 0", "dw_out is about no quantity of the model", "    ^^^^^^", "did you mean db_out?"],
    ["- ∂J/∂q = 0", "dq is about no quantity of the model", "    ^^^^^", "known are dZ1, dw, db_out"],
  ])("but %s is about a gradient that is not there", (text, what, carets, hint) => {
    const [claim] = parseClaims(text, { file: "notes.md" });
    const message = `parse: ${what} (notes.md:1:3)\n  ${text}\n${carets}\n  Hint: ${hint}`;
    expect(() => subjectOf(claim!, ["Z1", "w", "b_out"])).toThrow(
      expect.objectContaining({ message, line: 1, column: 3 }),
    );
  });
});

test("an error in a formula of a file shows the whole line, under the name of the file", () => {
  const text = "# Notes\n\nThen, $dW_2 = \\frac{1}{m} dZ_2 A_1$ and so on.\n";
  const [claim] = parseClaims(text, { file: "notes.md" });
  expect(() => parse(claim!.text, scope, claim)).toThrow(
    expect.objectContaining({
      message: [
        "parse: the shapes do not fit: dZ_2 [1, 5] · A_1 [4, 5] (notes.md:3:32)",
        "  Then, $dW_2 = \\frac{1}{m} dZ_2 A_1$ and so on.",
        "                                 ^",
        "  Hint: the transpose would fit: dZ_2 A_1ᵀ",
      ].join("\n"),
    }),
  );
});

test("a value that no formula names is not asked for", () => {
  const lazy = {
    A2,
    get s(): Node {
      throw new Error("asked for");
    },
  };
  expect(same(parse("A2 A2^T", lazy), parse("A2 A2^T", { A2 }))).toBe(true);
  expect(() => parse("s A2", lazy)).toThrow("asked for");
});

test("an example of a line of numbers is a number, an example of a matrix is none", () => {
  const names = { Y, A2, A1, m: 5 };
  const cost = parse("\\frac{1}{m} \\sum_{i=1}^m y^{(i)} \\log a^{[2](i)}", names);
  expect(same(cost, parse("1/m Σ_i Y_i log A2_i", names))).toBe(true);
  expect(() => parse("\\sum_i a^{[1](i)}", names)).toThrow("parse: a1_i is unknown");
});

test("lambd and lambda_ are what Python writes for lambda", () => {
  const lambda = input("lambda", []) as Node;
  for (const text of ["lambd / 2 * Y", "lambda_/2 * Y", "(lambda_) / 2 * Y"]) {
    expect(same(parse(text, { lambda, Y }), parse("λ / 2 * Y", { lambda, Y }))).toBe(true);
  }
});

test("code with a string in it claims nothing", () => {
  const code = "A1 = cache[\"A1\"]\nb = p['b']\nc = X' Y'\n";
  expect(parseClaims(`\`\`\`\n${code}\`\`\``).map(({ name }) => name)).toEqual(["c"]);
});

test("a function that notes define has parameters", () => {
  expect(parseClaims("$g(z) = tanh(z)$ and $J(W, b) = 0$").map((one) => one.parameters)).toEqual([
    ["z"],
    ["W", "b"],
  ]);
});

describe("claims are found in", () => {
  const found = (text: string) =>
    parseClaims(text).map(
      ({ line, column, name, text: formula }) => `${line}:${column} ${name} = ${formula}`,
    );
  test.each([
    [
      "an environment of LaTeX without dollar signs",
      "\\begin{align*}\ndW &= X \\tag{3} \\\\\ndb &= z\n\\end{align*}\na = b",
      ["2:7 dW = X", "3:7 db = z", "5:5 a = b"],
    ],
    ["the rows of a table", "| step | dW = dZ Aᵀ / m | x |", ["1:15 dW = dZ Aᵀ / m"]],
    ["a line behind a label", "Layer 1: dZ1 = W2ᵀ dZ2", ["1:16 dZ1 = W2ᵀ dZ2"]],
    [
      "a line of several, with semicolons or commas between them",
      "db1 = f(a, b); db2 = z, dW = X, and",
      ["1:7 db1 = f(a, b)", "1:22 db2 = z", "1:30 dW = X, and"],
    ],
    [
      "assignments by arrows",
      "$dZ ← A$, $a \\gets b$, $c \\leftarrow d$",
      ["1:7 dZ = A", "1:20 a = b", "1:38 c = d"],
    ],
    [
      "gradients written with ∇",
      "$∇_W J = X$, $\\nabla_{W_1} \\mathcal{L} = Y$",
      ["1:10 dW = X", "1:42 dW1 = Y"],
    ],
    ["numbered equations", "$a = b$ (2)\n\nc = d   (3)", ["1:6 a = b", "3:5 c = d"]],
  ])("%s", (_, text, claims) => expect(found(text)).toEqual(claims));

  test("but not in a sentence that begins with something else", () => {
    expect(found("The rate is 0.1, x = 3 and W = 5.")).toEqual([]);
  });
});

test("a derivative that is given itself is no derivative of a given function", () => {
  const functions = { g: tanh as never, "f'": (x: Node) => mul(2, x) as Node };
  expect(toText(parse("g'(t)", scope, { functions }))).toBe("1 - tanh(t)²");
  expect(toText(parse("f'(t)", scope, { functions }))).toBe("2 t");
  expect(() => parse("f(t)", scope, { functions })).toThrow("the function f is unknown");
  expect(toText(parse("g^{[1]\\prime}(t)", scope, { functions }))).toBe("1 - tanh(t)²");
});

test("X.shape[1] is how long an axis is", () => {
  expect(toText(parse("(A2 - Y) / Y.shape[1]", scope))).toBe("(A2 - Y) / 5");
  expect(toText(parse("np.squeeze(Y) * A1.shape[-2]", scope))).toBe("reshape(Y, [5]) * 4");
  expect(() => parse("Y / Y.shape[2]", scope)).toThrow("there is no axis 2");
});

test("conditions and conventions of a file stand in lines of their own", () => {
  const text = [
    "Given: the columns of Y sum to 1",
    "- **given:** $0 < a < 1$; u has length 1.",
    "Convention: per example",
    "What was given: nothing",
    "given:",
  ].join("\n");
  const found = parseSettings(text, { file: "n.md" }).map(
    ({ name, value, line, column }) => `${line}:${column} ${name} ${value}`,
  );
  expect(found).toEqual([
    "1:8 given the columns of Y sum to 1",
    "2:14 given 0 < a < 1",
    "2:27 given u has length 1",
    "3:13 convention per example",
  ]);
});
