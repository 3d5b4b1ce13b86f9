// What a formula lacks where no short formula is missing: the gradient divided by it, or less it, by algebra.
import {
  add,
  div,
  input,
  log,
  mul,
  type Node,
  neg,
  parameter,
  sigmoid,
  square,
  sub,
  sum,
} from "@cadena/graph";
import { expect, test } from "vitest";
import { check, derivation } from "../src/index.ts";

const focal = derivation({
  id: "focal",
  title: "A focal loss",
  dimensions: { n: 3, m: 5 },
  examples: "m",
  build: ({ n, m }) => {
    const [Z, Y]: Node[] = [parameter("Z", [n, m]), input("Y", [n, m])];
    const A = sigmoid(Z as Node) as Node;
    const each = mul(mul(Y as Node, square(sub(1, A))), log(A)) as Node;
    return { loss: neg(div(sum(each), m)) as Node, quantities: { Z, Y, A } as Record<string, Node> };
  },
});

const editOf = (claims: Parameters<typeof check>[0]) => {
  const hint = check(claims).claims.at(-1)?.hints[0];
  return hint?.kind === "edit" ? hint : undefined;
};

test("A formula that is a factor of the gradient is told the other one, in its shortest form", () => {
  expect(editOf(focal.claim("dA", { formula: "Y", convention: "per-example" }))).toMatchObject({
    mistakes: ["a missing factor"],
    repaired: "Y * (1 - A) * (-(1 - A) / A + 2 log(A))",
    shown: "exact",
  });
});

test("A formula that is one of several terms of the gradient is told the others", () => {
  const polynomial = derivation({
    id: "polynomial",
    title: "A polynomial",
    dimensions: { n: 4 },
    build: ({ n }) => {
      const [a, b, c, d]: Node[] = [input("a", [n]), input("b", [n]), input("c", [n]), input("d", [n])];
      const x: Node = parameter("x", [n]);
      const terms: Node[] = [
        mul(square(x), a as Node),
        mul(mul(square(x), x), b as Node),
        mul(mul(x, c as Node), d as Node),
      ];
      return {
        loss: sum(terms.reduce((p: Node, q: Node): Node => add(p, q) as Node)),
        quantities: { a, b, c, d, x } as Record<string, Node>,
      };
    },
  });
  expect(editOf(polynomial.claim("dx", { formula: "3 x^2 * b" }))).toMatchObject({
    mistakes: ["a missing term"],
    repaired: "3 x² * b + d * c + 2 a * x",
    shown: "exact",
  });
});

test("No term is told that only takes another one of the formula away again", () => {
  const wrong = focal.claim("dA", { formula: "2 Y * (1 - A) * log(A) + exp(Z)", convention: "per-example" });
  const { equivalents = [], repaired = "" } = editOf(wrong) ?? {};
  const told = [repaired, ...equivalents.map((one) => one.repaired)];
  expect(told.filter((text) => text.includes("- exp(Z)"))).toEqual([]);
});

test("It is found without the earlier gradients that the gradient could be made of", () => {
  const derived = focal.claim("dA", {
    formula: "Y * (2 (1 - A) * log(A) - (1 - A)^2 / A)",
    convention: "per-example",
  });
  const formula = "Y * (1 - A)^2";
  expect(editOf(derived.claim("dZ", { formula, convention: "per-example" }))).toMatchObject({
    mistakes: ["a missing factor"],
    repaired: "Y * (1 - A)² * (2 log(A) * A - (1 - A))",
    shown: "exact",
  });
});
