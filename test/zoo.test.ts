// A part of the zoo of bench/checking: right gradients are exact, planted mistakes are refuted; and the zoo itself.
import { input } from "@cadena/graph";
import { describe, expect, test } from "vitest";
import { edits } from "../bench/checking/edits.ts";
import { gradientsOf } from "../bench/checking/gradient.ts";
import { judgedByOthers } from "../bench/checking/others.ts";
import { judgedRight, judgedWrong } from "../bench/checking/ours.ts";
import { planted } from "../bench/checking/planted.ts";
import { zoo } from "../bench/checking/zoo.ts";

/** Small ones, of different kinds. */
const some = [
  "lasso",
  "quadratic form",
  "factorisation of what is known",
  "columns of length 1",
  "linear attention",
  "embedding that is looked up",
  "skip-gram with negative samples",
  "convolution of a signal by slices",
];

const named = (id: string) => zoo.find((model) => model.id === id) as (typeof zoo)[number];

describe.each(some)("%s", (id) => {
  const model = named(id);

  test("has exact gradients", () => {
    const judged = judgedRight(model).map(({ name, verdict }) => [name, verdict]);
    expect(judged).toEqual(Object.keys(model.gradients).map((name) => [name, "exact"]));
  });

  test("has no wrong gradient that passes", () => {
    const judged = gradientsOf(model).flatMap((gradient) => judgedWrong(gradient, planted(gradient, 5)));
    expect(judged.length).toBeGreaterThan(5);
    expect(judged.filter(({ verdict }) => verdict !== "refuted")).toEqual([]);
  });
});

// Quantities that are tied to each other behind comparisons, and values that floats cannot hold.
test.each(["batch norm behind a layer", "6 layers of relu, cross-entropy, L2"])(
  "%s has exact gradients, whatever its comparisons come to",
  { timeout: 60_000 },
  (id) => {
    const open = judgedRight(named(id)).filter(({ verdict }) => verdict !== "exact");
    expect(open.map(({ name, reason }) => [name, reason])).toEqual([]);
  },
);

test("the models of the zoo have names of their own", () => {
  expect(new Set(zoo.map(({ id }) => id)).size).toBe(zoo.length);
});

describe("mistakes", () => {
  const scope = { A: input("A", [2, 3]), Y: input("Y", [2, 3]), X: input("X", [4, 3]), m: 3 };
  const texts = edits("1/m (A - Y) X^T", scope).map(({ text }) => text);

  test.each([
    ["the sign", "1/m ((Y) - (A)) X^T"],
    ["a forgotten dimension", "1/(1) (A - Y) X^T"],
    ["a dropped term", "1/m ((A)) X^T"],
    ["the wrong quantity", "1/m (A - (A)) X^T"],
    ["a missing transpose", "1/m (A - Y) ((X))"],
    ["a factor", "(2 * (1/m (A - Y) X^T))"],
  ])("go into a formula as text: %s", (_, text) => {
    expect(texts).toContain(text);
  });

  test("are planted only where they change the value", () => {
    const [gradient] = gradientsOf(named("quadratic form of a symmetric matrix"));
    const found = planted(gradient as NonNullable<typeof gradient>, 1000).map(({ text }) => text);
    expect(found).not.toContain("((A)^T (x)) - c");
    expect(found).toContain("((A x) + (c))");
  });
});

describe("the rules of others", () => {
  const [gradient] = gradientsOf(named("ridge")).filter(({ name }) => name === "dw");
  const wrong = (text: string) => judged(text).map(([rule, { wrongAccepted }]) => [rule, wrongAccepted]);
  const judged = (text: string) => {
    const all = planted(gradient as NonNullable<typeof gradient>, 1000).filter((one) => one.text === text);
    expect(all).toHaveLength(1);
    return Object.entries(judgedByOthers(gradient as NonNullable<typeof gradient>, all));
  };

  test("see a wrong sign, all of them", () => {
    expect(wrong("(-(X^T dr + 2 λ w))").every(([, accepted]) => accepted === 0)).toBe(true);
  });

  test("pass a right gradient, but for those that ask for more than differences can give", () => {
    const rejecting = judged("(-(X^T dr + 2 λ w))").filter(([, { rightRejected }]) => rightRejected > 0);
    expect(rejecting.map(([rule]) => rule)).toEqual([]);
  });
});
