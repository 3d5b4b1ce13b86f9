// What a derivation says, and what it refuses.
import {
  type AnyDerivation,
  columnsSumToOne,
  derivation,
  derive,
  derivedToHtml,
  derivedToLatex,
  derivedToMarkdown,
  derivedToText,
  positive,
} from "@cadena/checker";
import {
  add,
  at,
  captureOrigins,
  div,
  gather,
  input,
  log,
  logSoftmax,
  matmul,
  mean,
  mul,
  type Node,
  neg,
  parameter,
  pow,
  reshape,
  sigmoid,
  softmax,
  sqrt,
  square,
  stack,
  stopGradient,
  sub,
  sum,
  tanh,
} from "@cadena/graph";
import { toText } from "@cadena/notation";
import { describe, expect, test } from "vitest";

captureOrigins(false);

/** The results of a derivation, by the name of the gradient. */
const resultsOf = (...of: Parameters<typeof derive>): Record<string, string> =>
  Object.fromEntries(
    derive(...of).steps.map(({ name, lines }) => [name.text, toText(lines.at(-1)?.formula as Node)]),
  );

const layer = (f: (z: Node) => Node): AnyDerivation =>
  derivation({
    id: "layer",
    title: "A layer",
    dimensions: { n: 3, k: 2, m: 5 },
    examples: "m",
    build: ({ n, k, m }) => {
      const [X, Y, W] = [input("X", [n, m]), input("Y", [k, m]), parameter("W", [k, n])];
      const Z = matmul(W, X) as Node;
      const A = f(Z);
      return {
        loss: mean(sum(mul(0.5, square(sub(A, Y))), { axis: 0 })) as Node,
        quantities: { X, Y, W, Z, A },
      };
    },
  });

describe("formulas", () => {
  test("have the sizes of the model by their names", () => {
    expect(resultsOf(layer(tanh), "W")).toEqual({
      dA: "A - Y",
      dZ: "dA * (1 - A²)",
      dW: "(1 / m) dZ Xᵀ",
    });
  });

  test("keep a number that is no size, although a size is the same number", () => {
    const cubed = layer((z) => pow(z, 3) as Node);
    expect(resultsOf(cubed, "Z").dZ).toBe("3 dA * Z²");
  });

  test("name what stands beside the loss", () => {
    const logits = derivation({
      id: "logits",
      title: "Softmax of logits",
      dimensions: { k: 3, m: 4 },
      examples: "m",
      given: [columnsSumToOne("Y")],
      build: ({ k, m }) => {
        const [Z, Y] = [input("Z", [k, m]), input("Y", [k, m])];
        const costs = neg(sum(mul(Y, logSoftmax(Z, { axis: 0 })), { axis: 0 }));
        return { loss: mean(costs) as Node, quantities: { Z, Y, P: softmax(Z, { axis: 0 }) } };
      },
    });
    const { steps, model } = derive(logits, "Z");
    expect(steps[0]?.lines.map(({ formula, given }) => [toText(formula), ...given])).toEqual([
      ["exp(logSoftmax(Z, axis=0)) * sum(Y, axis=0, keepDims) - Y"],
      ["P * sum(Y, axis=0, keepDims) - Y"],
      ["P - Y", "the columns of Y sum to 1"],
    ]);
    expect(model.map(({ name }) => name.text)).toEqual(["J", "P"]);
  });

  test("have the condition of what is written out in them, and none that they do not need", () => {
    const classes = derivation({
      id: "classes",
      title: "Softmax with a temperature",
      dimensions: { n: 3, k: 2, m: 5 },
      examples: "m",
      given: [positive("τ"), columnsSumToOne("Y")],
      build: ({ n, k, m }) => {
        const [X, Y, W, τ] = [input("X", [n, m]), input("Y", [k, m]), parameter("W", [k, n]), input("τ", [])];
        const Z = matmul(W, X) as Node;
        const P = softmax(div(Z, τ), { axis: 0 });
        const loss = mean(neg(sum(mul(Y, log(P)), { axis: 0 }))) as Node;
        return { loss, quantities: { X, Y, W, τ, Z, P } };
      },
    });
    const last = (through: readonly string[]) => derive(classes, "W", { through }).steps.at(-1)?.lines.at(-1);
    const short = last([]);
    expect([toText(short?.formula as Node), ...(short?.given ?? [])]).toEqual([
      "(1 / (m * τ)) (P - Y) Xᵀ",
      "the columns of Y sum to 1",
    ]);
    expect(last(["Z"])?.given).toEqual([]);
  });

  test("of batch normalisation in one piece are the textbook's", () => {
    const [X, C] = [input("X", [3, 5]), input("C", [3, 5])];
    const μ = mean(X, { axis: 1, keepDims: true });
    const D = sub(X, μ);
    const s = sqrt(mean(square(D), { axis: 1, keepDims: true }));
    const H = div(D, s);
    const found = derive({ loss: sum(mul(C, H)), quantities: { X, C, μ, s, H } }, "X", { through: ["H"] });
    expect(found.steps.every(({ isConfirmed }) => isConfirmed)).toBe(true);
    expect(toText(found.steps.at(-1)?.lines.at(-1)?.formula as Node)).toBe(
      "(dH - (1 / 5) sum(dH, axis=1, keepDims) - (1 / 5) H * sum(dH * H, axis=1, keepDims)) / s",
    );
  });

  test("leave out what is 0, and say so", () => {
    const X = input("X", [3, 5]);
    const μ = mean(X, { axis: 1, keepDims: true });
    const loss = sum(square(sub(X, μ))) as Node;
    const text = derivedToText(derive({ loss, quantities: { X, μ } }, "μ"));
    expect(text).toContain("dμ = -2 sum(X - μ, axis=1, keepDims)   from J");
    expect(text).toMatch(/ = 0 {3,}since sum\(X - μ, axis=1, keepDims\) = 0$/m);
  });

  test.each([
    ["a number that is nowhere negative", 1e-4, "1"],
    ["a number that is negative in a region that no point lies in", -1e-4, "u / √(u²)"],
  ])("take the root of a square for its size: %s", (_, more, slope) => {
    const [x, y] = [input("x", []), input("y", [])];
    const u = add(add(square(x), square(y)), more);
    const model = { loss: sqrt(square(u)), quantities: { x, y, u } };
    expect(resultsOf(model, "u")).toEqual({ du: slope });
    expect(derive(model, "x").steps.every(({ isConfirmed }) => isConfirmed)).toBe(true);
  });

  test("in the numerator layout are transposed", () => {
    expect(
      resultsOf(
        layer((z) => z),
        "W",
        { layout: "transposed", convention: "cost" },
      ),
    ).toEqual({
      dA: "(1 / m) (A - Y)ᵀ",
      dW: "X dA",
    });
  });

  test("are what the graph has where a model is made anew for each size", () => {
    const loop = derivation({
      id: "loop",
      title: "A loop",
      dimensions: { n: 4 },
      build: ({ n }) => {
        const x = input("x", [n]);
        const parts = Array.from({ length: n }, (_, i) => mul(i + 1, square(at(x, i))));
        return { loss: sum(stack(parts as Node[])) as Node, quantities: { x } };
      },
    });
    const { steps } = derive(loop, "x");
    expect(steps.map(({ isConfirmed, lines }) => [isConfirmed, lines.map(({ reason }) => reason)])).toEqual([
      [true, ["automatic"]],
    ]);
    expect(derivedToText(derive(loop, "x"))).toMatch(/as the graph has it, at n=\d+/);
  });

  test("are 0 for what is stopped or beside the point", () => {
    const [x, y] = [input("x", []), input("y", [])];
    const a = mul(stopGradient(x), y);
    expect(resultsOf({ loss: square(a), quantities: { x, y, a } }, ["x", "y"])).toEqual({
      da: "2 * a",
      dx: "0",
      dy: "da * stopGradient(x)",
    });
  });
});

describe("what cannot be derived is an error:", () => {
  const [x, t] = [input("x", [3]), input("t", [2], "integer")];
  const loss = sum(square(gather(x, t))) as Node;
  const model = { loss, quantities: { x, t } };
  test.each([
    ["an unknown name", "X", "derive: there is no quantity X (there are x)"],
    ["whole numbers", "t", "derive: t is integer, not real (there are x)"],
  ])("%s", (_, wrt, message) => {
    expect(() => derive(model, wrt)).toThrow(message);
  });

  test("nothing to derive, or nothing to derive by", () => {
    expect(() => derive(model, [])).toThrow("derive: no quantity to take a gradient by");
    expect(() => derive({} as never, "x")).toThrow(
      "derive: a derivation, or a loss with quantities, is needed",
    );
  });

  test("a quantity that the loss does not depend on", () => {
    const other = input("u", []);
    expect(() => derive({ loss, quantities: { x, u: other } }, "u")).toThrow("does not depend on u");
  });

  test("a model that is too large for exact arithmetic, and has no other sizes", () => {
    const [W, X] = [parameter("W", [10, 784]), input("X", [784, 64])];
    const large = sum(square(matmul(W, X))) as Node;
    expect(() => derive({ loss: large, quantities: { W, X } }, "W")).toThrow(
      "derive: the model has 59297 numbers at the sizes at which it can be built, too many for exact arithmetic (20000 at most)",
    );
  });

  test("a derivation without a loss", () => {
    const lossless = derivation({ id: "Q", title: "", dimensions: {}, build: () => ({ quantities: { x } }) });
    expect(() => derive(lossless, "x")).toThrow("derive: there is no loss");
  });
});

describe("writers", () => {
  const [z, y] = [input("z_<b>", []), input("y", [])];
  const a = sigmoid(z);
  const found = derive({ loss: mul(0.5, square(sub(a, y))) as Node, quantities: { z, y, a } }, "z", {
    style: "partial",
  });

  test("of LaTeX write slopes as fractions, and the reasons as text", () => {
    expect(derivedToLatex(found)).toContain(
      "&= \\frac{\\partial J}{\\partial a} \\frac{\\partial a}{\\partial z} && \\text{chain rule}",
    );
  });

  test("of Markdown put formulas between dollars", () => {
    expect(derivedToMarkdown(found)).toMatch(/^## derivation: gradients\n\n\$\$\n\\begin\{aligned\}/);
  });

  test("of pages leave no name as markup", () => {
    const named = { z: input("z", []), "<script>": add(z, 1) as Node };
    const page = derivedToHtml(
      derive({ loss: square(named["<script>"]), quantities: { ...named, w: z } }, "<script>"),
    );
    expect(page).not.toContain("<script>");
    expect(page).toContain("<math");
  });

  test("put shapes below symbols, in more rows where they would overlap", () => {
    const text = derivedToText(
      derive(
        layer((one) => one),
        "W",
      ),
      { shapes: true },
    );
    expect(text).toContain("  dW = (1 / m) dA Xᵀ   since A = W X\n              k×m\n                 n×m\n");
  });
});

test("a reshaped vector is a column", () => {
  const [A, v] = [parameter("A", [4, 3]), input("v", [3])];
  const u = matmul(A, reshape(v, [3, 1])) as Node;
  const { steps } = derive({ loss: sum(square(u)) as Node, quantities: { A, v, u } }, "v");
  expect(steps.every(({ isConfirmed }) => isConfirmed)).toBe(true);
});
