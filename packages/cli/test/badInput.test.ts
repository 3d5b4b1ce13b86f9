// Claims and models that ask for what cannot be: each is told at its place, and the other claims are checked.
import { columnsSumToOne, derivation } from "@cadena/checker";
import { input, mul, type Node, reshape, square, sum } from "@cadena/graph";
import { expect, test } from "vitest";
import { models, runs } from "./surroundings.ts";

async function checked(model: unknown): Promise<{ status: number; out: string; err: string }> {
  const { path, importModule } = models({ "a.ts": model });
  return runs(["check", path], importModule);
}

test("a condition that contradicts given values is told with the numbers", async () => {
  const { status, out } = await checked(
    derivation({
      id: "given",
      title: "Given numbers",
      dimensions: { n: 2, m: 2 },
      given: [columnsSumToOne("Y")],
      build: ({ n, m }) => {
        const [P, Y] = [input("P", [n, m]) as Node, input("Y", [n, m]) as Node];
        return { loss: sum(mul(square(P), sum(Y, { axis: 0, keepDims: true }))), quantities: { P, Y } };
      },
    })
      .claim("dP", {
        at: {
          Y: [
            [0.3, 0.4],
            [0.7, 0.3],
          ],
        },
        formula: "2 P",
      })
      .claim("dP for all", { of: "P", formula: "2 P" }),
  );
  expect(out).toContain("given: the columns of Y sum to 1, but the given Y[:, 1] sums to 0.7\n");
  expect(out).toMatch(/ {2}dP +2 P +UNDECIDED/);
  expect(out).toMatch(/ {2}dP for all +2 P +EXACT/);
  expect(status).toBe(2);
});

test("a claim about a quantity that the loss does not depend on is told so, wrong or right", async () => {
  const { status, out } = await checked(
    derivation({
      id: "apart",
      title: "A quantity apart",
      dimensions: { n: 3 },
      build: ({ n }) => {
        const [x, u] = [input("x", [n]), input("u", [n])];
        return { loss: sum(square(x)), quantities: { x, u } };
      },
    })
      .claim("du", { formula: "x" })
      .claim("dx", { formula: "2 x" })
      .claim("du is 0", { of: "u", formula: "0 u" }),
  );
  const told = "the loss does not depend on it, so that its gradient is 0";
  const [, wrong, right, zero] = out.split(/\n {2}(?=\S)/);
  expect(wrong).toMatch(/ WRONG /);
  expect(wrong).toContain(told);
  expect(right).toMatch(/^dx +2 x +EXACT/);
  expect(right).not.toContain(told);
  expect(zero).toMatch(/ EXACT /);
  expect(zero).toContain(told);
  expect(status).toBe(1);
});

test("a derivation that cannot be built at small sizes is told at which, and is checked at others", async () => {
  const { status, out } = await checked([
    derivation({
      id: "even",
      title: "Even sizes only",
      dimensions: { n: 4 },
      build: ({ n }) => {
        const x = input("x", [n]);
        return { loss: sum(square(reshape(x, [n / 2, 2]))), quantities: { x } };
      },
    })
      .claim("dx", { formula: "2 x" })
      .erratum("dx as read", { of: "x", formula: "3 x" }),
    derivation({
      id: "six",
      title: "Six and no other size",
      dimensions: { n: 6 },
      build: ({ n }) => {
        if (n !== 6) throw new RangeError("not six");
        const x = input("x", [n]);
        return { loss: sum(square(x)), quantities: { x } };
      },
    }).claim("dx", { formula: "2 x" }),
  ]);
  expect(out).toContain("cannot be built at n=3: reshape: x [3] does not divide into [1.5, 2]");
  expect(out).toMatch(/ {2}dx +2 x +EXACT.*\n.*cannot be built at n=3.*\n {2}dx as read +3 x +REFUTED/);
  expect(out).toContain("cannot be built at n=3: RangeError: not six");
  expect(status).toBe(0);
});
