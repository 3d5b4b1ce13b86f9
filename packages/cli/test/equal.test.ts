// Two formulas on the command line.
import { describe, expect, test } from "vitest";
import { runs } from "./surroundings.ts";

const equal = (...words: string[]) => runs(["equal", ...words]);

describe("two formulas", () => {
  test.each([
    [0, ["(A B)^T", "B^T A^T"]],
    [0, ["\\frac{1}{m} \\sum_{i=1}^m x_i", "np.mean(x)"]],
    [0, ["2 A x", "(A + A^T) x", "--given", "A is symmetric"]],
    [0, ["sum(x) / m", "mean(x)", "--shapes", "x: m"]],
    [1, ["2 A x", "(A + A^T) x"]],
    [2, ["log(-x^2)", "x"]],
    [3, ["A + sum(A, axis=5)", "A"]],
  ])("end with status %i: %j", async (status, words) => {
    expect((await equal(...words)).status).toBe(status);
    expect((await equal(...words, "--format", "json")).status).toBe(status);
  });

  test("may begin with a minus", async () => {
    const { out, status } = await equal("-(-x)", "-1 * -x", "--seed", "-2");
    expect(out).toMatch(/^equal {2}for all x\n {2}-\(-x\) {2}-1 \* -x {2}EXACT/);
    expect(status).toBe(0);
  });

  test("are shown with the shapes that they are compared at, and a counter-example", async () => {
    const { out, err } = await equal("(A b)^T", "A^T b");
    expect(out).toMatch(/^equal {2}for all A \[n, n\], b \[n\]\n/);
    expect(out).toMatch(/ {2}\(A b\)\^T {2}A\^T b {2}WRONG .*\n.*e\.g\. entry \[\d\]: yours .*, true /s);
    expect(err).toBe("");
  });

  test("have several shapes and conditions, each said by itself", async () => {
    const given = ["x > 0", "y > 0"].flatMap((text) => ["--given", text]);
    const { out } = await equal("log(x y)", "log x + log y", "--shapes", "x", "--shapes", "y", ...given);
    expect(out).toMatch(/^equal {2}for all x, y\n.*EXACT .*given: x > 0, y > 0/s);
  });

  test("give as JSON the verdict, the shapes and the evidence", async () => {
    const { out } = await equal("A x", "A x + 0", "--format", "json");
    expect(JSON.parse(out)).toMatchObject({
      ok: true,
      verdict: "exact",
      shapes: { A: ["n", "m"], x: ["m"] },
      derivations: [{ claims: [{ name: "A x", formula: "A x + 0", evidence: { points: 5 } }] }],
    });
  });
});

describe("what cannot be compared is told, with its place:", () => {
  test.each([
    [
      ["A +", "B"],
      `parse: the formula ends too early, expected a number, a name or a bracket (line 1, column 4)
  A +
     ^`,
    ],
    [
      ["sgmoid(x)", "x"],
      `parse: the function sgmoid is unknown (line 1, column 1)
  sgmoid(x)
  ^^^^^^
  Hint: did you mean sigmoid?`,
    ],
    [
      ["A B", "A", "--shapes", "A: 2 3, B: 2 3"],
      `parse: the shapes do not fit: A [2, 3] · B [2, 3] (line 1, column 3)
  A B
    ^
  Hint: the transpose would fit: A Bᵀ`,
    ],
    [
      ["A", "A", "--shapes", "A: n -1"],
      "shapes: -1 is no size (in A: n -1)\n  Hint: write them as in A: n m, x: m, c",
    ],
    [["x", "x", "--given", "B is symmetric"], "given: B is symmetric, but there is no B (there are x)"],
  ])("%j", async (words, message) => {
    expect(await equal(...words)).toEqual({ status: 3, out: "", err: `cadena: ${message}\n` });
  });
});
