// How derivations read: vectors and sizes as on paper, kinks told apart, parts of long formulas by names of their own.
import { type AnyDerivation, derivation, derive, derivedToLatex, derivedToText } from "@cadena/checker";
import {
  abs,
  add,
  captureOrigins,
  gather,
  input,
  less,
  maximum,
  mean,
  mul,
  type Node,
  parameter,
  slice,
  sqrt,
  square,
  sub,
  sum,
  where,
} from "@cadena/graph";
import { parse } from "@cadena/notation";
import { describe, expect, test } from "vitest";

captureOrigins(false);

/** The equations of a derivation, without reasons. */
const equations = (model: AnyDerivation, wrt: string | readonly string[]): string[] =>
  derivedToText(derive(model, wrt))
    .split("\n")
    .filter((line) => / = /.test(line) && !line.includes("Shown"))
    .map((line) => line.trim().split(/ {3,}/)[0] as string);

describe("products stand as on paper", () => {
  const model = derivation({
    id: "ridge",
    title: "Ridge",
    dimensions: { m: 4, n: 3 },
    build: ({ m, n }) => {
      const [X, y, w] = [input("X", [m, n]), input("y", [m]), parameter("w", [n])];
      const [λ, A] = [input("λ", []), parameter("A", [n, n])];
      const scope = { X, y, w, λ, A };
      const r = parse("X w - y", scope);
      return {
        loss: parse("sum(r^2) + λ * sum(w^2) + w^T A w", { ...scope, r }),
        quantities: { X, y, w, λ, A, r },
      };
    },
  });

  test("vectors are columns, and their transposes rows", () => {
    expect(equations(model, ["w", "A", "X"])).toEqual([
      "r = X w - y",
      "J = sum(r²) + λ * sum(w²) + sum(wᵀ A * w)",
      "dA = w wᵀ",
      "dr = 2 r",
      "dX = dr wᵀ",
      "dw = Xᵀ dr + 2 λ w + A w + Aᵀ w",
    ]);
  });
});

describe("sizes inside ops have their names", () => {
  test("of rows that are added up where they were taken from", () => {
    const looked = derivation({
      id: "E",
      title: "An embedding",
      dimensions: { v: 6, d: 4, m: 5 },
      build: ({ v, d, m }) => {
        const [E, t, Y] = [parameter("E", [v, d]), input("t", [m], "integer"), input("Y", [m, d])];
        const X = gather(E, t) as Node;
        return { loss: sum(square(sub(X, Y))) as Node, quantities: { E, t, Y, X } };
      },
    });
    expect(equations(looked, "E").at(-1)).toBe("dE = scatterAdd(dX, t, axis=0, of=[v, d])");
    expect(derivedToLatex(derive(looked, "E"))).toContain("\\text{of=[v, d]}");
  });

  test("also where they are less than a dimension, or a product of such", () => {
    const differences = derivation({
      id: "D",
      title: "Differences",
      dimensions: { h: 6, w: 5 },
      build: ({ h, w }) => {
        const X = parameter("X", [h, w]) as Node;
        const D = sub(
          slice(X, [
            [1, h],
            [2, w],
          ]),
          slice(X, [
            [0, h - 1],
            [0, w - 2],
          ]),
        ) as Node;
        return { loss: mean(square(D)) as Node, quantities: { X, D } };
      },
    });
    expect(equations(differences, "X")).toEqual([
      "D = X[1:h, 2:w] - X[0:h - 1, 0:w - 2]",
      "J = mean(D²)",
      "dD = (2 / ((w - 2) * (h - 1))) D",
      "dX = place(dD, at=[1, 2], of=[h, w]) - place(dD, at=[0, 0], of=[h, w])",
    ]);
  });
});

describe("kinks", () => {
  const lines = (f: (z: Node) => Node): string =>
    derivedToText(
      derive(
        derivation({
          id: "kink",
          title: "A kink",
          dimensions: { n: 3 },
          build: ({ n }) => {
            const [z, c] = [input("z", [n]), input("c", [n])];
            const a = f(z);
            return { loss: sum(mul(c, a)) as Node, quantities: { z, c, a } };
          },
        }),
        "z",
      ),
    );

  test("are told at the line that says nothing about them", () => {
    expect(lines((z) => maximum(0, z) as Node)).toMatch(
      /= da \* \[z > 0\] +∂a\/∂z = \[z > 0\], but for z = 0$/m,
    );
  });

  test("and choices have no negations", () => {
    expect(lines((z) => where(less(abs(z), 1), square(z), add(z, 2)) as Node)).toContain("[|z| ≥ 1]");
  });
});

test("what is above 0 near by, and not everywhere, has its sign", () => {
  const shifted = derivation({
    id: "root",
    title: "The root of a square",
    dimensions: { n: 3 },
    build: ({ n }) => {
      const [x, c] = [parameter("x", [n]), input("c", [n])];
      const q = add(x, 3);
      const s = sqrt(square(q));
      return { loss: sum(mul(c, s)) as Node, quantities: { x, c, q, s } };
    },
  });
  const found = derive(shifted, "q");
  expect(found.steps.every(({ isConfirmed }) => isConfirmed)).toBe(true);
  expect(equations(shifted, "q").at(-1)).toMatch(/q/);
});

describe("long arguments of functions", () => {
  test("get names of their own, and so do their values", () => {
    const gelu = derivation({
      id: "GELU",
      title: "A GELU",
      dimensions: { n: 3, m: 4 },
      build: ({ n, m }) => {
        const [Z, C] = [parameter("Z", [n, m]), input("C", [n, m])];
        const A = parse("Z * (1 + tanh(0.8 * (Z + 0.04 * Z^3)))", { Z });
        return { loss: sum(mul(C, A)) as Node, quantities: { Z, C, A } };
      },
    });
    expect(equations(gelu, "Z")).toEqual([
      "U = 0.8 (Z + 0.04 Z³)",
      "T = tanh(U)",
      "A = Z * (1 + T)",
      "J = sum(C * A)",
      "dA = C",
      "dT = dA * ∂A/∂T",
      "= dA * Z",
      "dU = dT * ∂T/∂U",
      "= dT * (1 - T²)",
      "dZ = dU * ∂U/∂Z + dA * ∂A/∂Z",
      "= dU * (4 / 5 + 0.096 Z²) + dA * (1 + T)",
    ]);
  });

  test("stay where they are if they are short, or have names", () => {
    const plain = layerOf("log(1 + exp(Z))");
    expect(equations(plain, "Z")[0]).toBe("A = log(1 + exp(Z))");
  });
});

function layerOf(formula: string): AnyDerivation {
  return derivation({
    id: "layer",
    title: "A layer",
    dimensions: { n: 3, m: 4 },
    build: ({ n, m }) => {
      const [Z, C] = [parameter("Z", [n, m]), input("C", [n, m])];
      const A = parse(formula, { Z });
      return { loss: sum(mul(C, A)) as Node, quantities: { Z, C, A } };
    },
  });
}
