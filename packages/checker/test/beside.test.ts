// What is said beside a first explanation, and what may not be said.
import {
  div,
  input,
  matmul,
  mean,
  mul,
  type Node,
  parameter,
  square,
  sub,
  sum,
  tanh,
  transpose,
} from "@cadena/graph";
import { expect, test } from "vitest";
import { check, derivation } from "../src/index.ts";

const layers = derivation({
  id: "layers",
  title: "Two linear layers",
  dimensions: { n: 3, h: 4, k: 2, m: 5 },
  examples: "m",
  build: ({ n, h, k, m }) => {
    const [X, Y]: Node[] = [input("X", [n, m]), input("Y", [k, m])];
    const [W1, W2]: Node[] = [parameter("W1", [h, n]), parameter("W2", [k, h])];
    const H = matmul(W1 as Node, X as Node) as Node;
    const E = sub(matmul(W2 as Node, H) as Node, Y as Node) as Node;
    return { loss: div(sum(square(E)), 2 * m), quantities: { X, Y, W1, W2, H, E } as Record<string, Node> };
  },
});

const form = derivation({
  id: "form",
  title: "A quadratic form",
  dimensions: { n: 4 },
  build: ({ n }) => {
    const [x, A]: Node[] = [input("x", [n, 1]), parameter("A", [n, n])];
    return {
      loss: sum(matmul(transpose(x as Node) as Node, matmul(A as Node, x as Node) as Node)),
      quantities: { x, A } as never,
    };
  },
});

const hintsOf = (claims: Parameters<typeof check>[0]) => check(claims).claims.at(-1)?.hints ?? [];

test("Where another convention explains a formula, the quantity that may be meant is told as well", () => {
  const claims = layers.claim("dE", { formula: "E / m" }).claim("dX", { formula: "W1^T W2^T E" });
  expect(hintsOf(claims)).toMatchObject([
    { kind: "convention", convention: "per-example" },
    { kind: "edit", repaired: "W1ᵀ W2ᵀ dE", text: "E must be dE" },
  ]);
});

test("A formula that looks right near 0 is not told to be right when it is transposed", () => {
  const clipped = form.claim("dA", { formula: "maximum(-10, minimum(10, x x^T))" });
  const [hint, ...others] = hintsOf(clipped);
  expect(hint).toMatchObject({ kind: "edit", mistakes: ["an extra function"], repaired: "x xᵀ" });
  expect(others).toEqual([]);
});

test("No edit that leaves a formula wrong far out is listed beside one that repairs it", () => {
  const weighted = derivation({
    id: "weighted",
    title: "A weighted sum of squashed numbers",
    dimensions: { n: 4 },
    build: ({ n }) => {
      const [c, x]: Node[] = [input("c", [n]), parameter("x", [n])];
      return {
        loss: sum(mul(c as Node, tanh(mul(x as Node, square(x as Node))))),
        quantities: { c, x } as Record<string, Node>,
      };
    },
  });
  const right = "c * (1 - tanh(x^3)^2) * 3 x^2";
  const [hint] = hintsOf(weighted.claim("dx", { formula: `maximum(-10, minimum(10, ${right}))` }));
  const repaired =
    hint?.kind === "edit" ? [hint.repaired, ...hint.equivalents.map((one) => one.repaired)] : [];
  expect(repaired).toEqual(["c * (1 - tanh(x³)²) * 3 x²"]);
});

test("A number that is a size by chance, where one tries, is written as a number", () => {
  const cubes = derivation({
    id: "cubes",
    title: "Cubes",
    dimensions: { n: 4 },
    build: ({ n }) => {
      const x = parameter("x", [n]) as Node;
      return { loss: mean(mul(x, square(x)) as Node), quantities: { x } as Record<string, Node> };
    },
  });
  const [hint] = hintsOf(cubes.claim("dx", { formula: "2 x^2 / n" }));
  expect(hint).toMatchObject({ kind: "edit", repaired: "3 x² / n", text: "2 must be 3" });
});
