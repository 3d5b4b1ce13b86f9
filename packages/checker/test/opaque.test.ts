// Functions without algebra: plain JavaScript over floats. They are atoms in exact arithmetic: the same value for the same
// argument, and nothing else is known.
import { add, input, mul, type Node, square, sub, sum } from "@cadena/graph";
import { general } from "@cadena/graph/extend";
import { describe, expect, test } from "vitest";
import { type AnyDerivation, check, derivation } from "../src/index.ts";

type Of<A> = (inputs: readonly Node[], attributes: A) => Node;

/** The Bessel function J0 by its series, scaled by an attribute, and its slope, an op of its own. */
const series = (x: number, shift: number): number => {
  let [term, total] = [(x / 2) ** shift, 0];
  for (let k = 0; k < 30; k++) {
    total += term;
    term *= (-x * x) / 4 / (k + 1) / (k + 1 + shift);
  }
  return total;
};
const bessel = (shift: number, vjp: (x: Node, ct: Node) => Node): Of<{ scale: number }> =>
  general<{ scale: number }>({
    name: "bessel",
    infer: ([x]) => ({ shape: (x as Node).shape, dtype: "real" }),
    floats: ([x], { attributes: { scale } }) =>
      Array.from(x as ArrayLike<number>, (t) => scale * series(t, shift)),
    vjp: ({ ct, inputs: [x] }) => vjp(x as Node, ct),
  });
const j1 = bessel(1, (_, ct) => ct);
const j0 = bessel(0, (x, ct) => mul(ct, mul(-1, j1([x], { scale: 1 }))));

const model = derivation({
  id: "b",
  title: "Squares of a Bessel function",
  dimensions: { n: 4 },
  build: ({ n }) => {
    const x = input("x", [n]) as Node;
    const a = j0([x], { scale: 1 });
    return { loss: sum(square(a)) as Node, quantities: { x, a } };
  },
});
const of = (formula: (q: { x: Node; a: Node }) => Node) => {
  const [claim] = check(model.claim("dx", { formula }) as AnyDerivation).claims;
  return claim as NonNullable<typeof claim>;
};

describe("a formula over a function without algebra", () => {
  test("is exact where the function has the same argument on both sides, and says so", () => {
    const right = of(({ x, a }) => mul(mul(-2, a), j1([add(sub(x, 1), 1)], { scale: 1 })));
    expect(right).toMatchObject({ verdict: "exact", ok: true });
    expect(right.evidence.finding).toMatchObject({ kind: "identity", opaque: ["bessel"] });
    expect((right.evidence.finding as { heuristic: string }).heuristic).toMatch(/bessel|without algebra/);
    expect(right.evidence.atOwnSizes).toMatchObject({ kind: "agreement", estimated: true });
  });

  test("is numeric where it rests on what the function is", () => {
    const even = of(({ x, a }) => mul(mul(2, a), j1([mul(-1, x)], { scale: 1 })));
    expect(even).toMatchObject({ verdict: "numeric", ok: true });
    expect(even.evidence.finding).toMatchObject({ reason: "it rests on a function without algebra" });
  });

  test("is refuted where it is wrong, with another op of the same name, or with another attribute", () => {
    expect(of(({ x, a }) => mul(mul(-2, a), j0([x], { scale: 1 }))).verdict).toBe("refuted");
    expect(of(({ x, a }) => mul(mul(-2, a), j1([x], { scale: 1.1 }))).verdict).toBe("refuted");
  });

  test("is not exact with an attribute that is off by less than floats can tell", () => {
    expect(of(({ x, a }) => mul(mul(-2, a), j1([x], { scale: 1 + 2 ** -52 }))).verdict).toBe("numeric");
  });
});
