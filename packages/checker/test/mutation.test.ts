// How much a check sees: of right formulas, all wrong ones that differ somewhere; and where it looks only where they do
// not differ, that it does not.
import {
  input,
  log,
  matmul,
  mean,
  mul,
  type Node,
  neg,
  relu,
  sigmoid,
  square,
  sub,
  sum,
} from "@cadena/graph";
import { describe, expect, test } from "vitest";
import { check, derivation, type Mistake, mutationScore, mutationToText, positive } from "../src/index.ts";

const line = derivation({
  id: "line",
  title: "A line",
  dimensions: { n: 3, m: 5 },
  examples: "m",
  build: ({ n, m }) => {
    const [w, X, y] = [input("w", [1, n]), input("X", [n, m]), input("y", [1, m])] as [Node, Node, Node];
    const E = sub(matmul(w, X), y) as Node;
    return { loss: mean(square(E)) as Node, quantities: { w, X, y, E } };
  },
});

describe("a mutation score", () => {
  const score = mutationScore(
    line
      .claim("dE", { formula: "2/m E", convention: "cost" })
      .claim("dw", { formula: "dE X^T", convention: "cost" }),
  );

  test("counts the mutants of each formula, and all that differ are killed", () => {
    expect(score.claims.map(({ name }) => name)).toEqual(["dE", "dw"]);
    expect(score.mutants).toBeGreaterThan(100);
    expect([score.killed, score.holes]).toEqual([score.mutants, 0]);
    expect(mutationToText(score).split("\n")[0]).toBe(
      `line  A line: this check kills ${score.mutants} of ${score.mutants} mutants`,
    );
  });

  test("does not count a formula that is equal as a mutant", () => {
    const survivors = score.claims.flatMap((claim) => claim.survivors);
    expect(survivors.every(({ why }) => why === "equal")).toBe(true);
    expect(survivors.map(({ formula }) => formula)).toEqual(["((1 / m) (2 E)) Xᵀ"]);
  });

  test("leaves out errata, numbers and formulas that are wrong", () => {
    const others = line
      .erratum("dw", { formula: "E X^T" })
      .claim("dE", { formula: "E", convention: "cost" })
      .claim("dy", { values: 0, of: ({ y }) => sum(mul(0, y)) as Node });
    expect(mutationScore(others).claims).toEqual([]);
  });

  test("finds a hole where points see one region only", () => {
    const rectified = derivation({
      id: "relu",
      title: "A rectifier",
      dimensions: { m: 4 },
      build: ({ m }) => {
        const [z, u] = [input("z", [m]), input("u", [m])] as [Node, Node];
        return { loss: sum(mul(u, relu(z))) as Node, quantities: { z, u } };
      },
    });
    const forgotten: Mistake = {
      name: "a threshold at 1",
      edits: function* ({ part, parent }) {
        if (parent === undefined)
          yield { cost: 1, instead: () => relu(sub(part, -3)) as Node, sentence: () => "a threshold" };
      },
    };
    const claimed = rectified.claim("du", { formula: ({ z }) => relu(z) });
    const [claim] = mutationScore(claimed, { mistakes: [forgotten] }).claims;
    expect([claim?.mutants, claim?.killed]).toEqual([1, 1]);
    const only: Mistake = {
      name: "a cap",
      edits: function* ({ part, parent }) {
        if (parent === undefined)
          yield {
            cost: 1,
            instead: (x) => sub(x, relu(sub(x, 3) as Node)) as Node,
            sentence: () => `${part} is capped`,
          };
      },
    };
    expect(mutationScore(claimed, { mistakes: [only] })).toMatchObject({
      mutants: 1,
      killed: 0,
      holes: 1,
      claims: [{ survivors: [{ mistake: "a cap", why: "hole" }] }],
    });
  });

  test("leaves open what no point tells apart", () => {
    const probability = derivation({
      id: "p",
      title: "A probability",
      dimensions: {},
      given: [positive("a")],
      build: () => {
        const a = input("a", []) as Node;
        return { loss: neg(log(a)) as Node, quantities: { a } };
      },
    }).claim("da", { formula: "-1/a" });
    const [claim] = mutationScore(probability).claims;
    const open = claim?.survivors.filter(({ why }) => why === "open") ?? [];
    expect(open.map(({ formula }) => formula)).toContain("-1 / relu(a)");
    expect(open.every(({ formula }) => /relu|sign|\|/.test(formula))).toBe(true);
    expect(mutationToText(mutationScore(probability))).toContain("is not told apart at any point");
  });

  test("refuses points that are none", () => {
    expect(() => mutationScore(line, { points: 0 })).toThrow(
      "mutationScore: points is a whole number from 1 on, not 0",
    );
  });
});

describe("a check that says nothing is told", () => {
  const softened = derivation({
    id: "vacuous",
    title: "A loss that is constant",
    dimensions: { n: 3 },
    build: ({ n }) => {
      const z = input("z", [n]) as Node;
      const e = sigmoid(z) as Node;
      return { loss: sum(sub(e, e)) as Node, quantities: { z } };
    },
  });
  const empty = "both sides are 0 at every point, so that their agreement says nothing";

  test("where the gradient is 0 by construction", () => {
    const [claim] = check(softened.claim("dz", { formula: ({ z }) => mul(0, z) as Node })).claims;
    expect(claim?.warnings).toContain(empty);
  });

  test("where all inputs are 0", () => {
    const zeros = {
      X: [
        [0, 0, 0, 0, 0],
        [0, 0, 0, 0, 0],
        [0, 0, 0, 0, 0],
      ],
    };
    const [claim] = check(line.claim("dw", { formula: "E X^T / 7", convention: "cost", at: zeros })).claims;
    expect(claim?.warnings).toContain(empty);
  });

  test("where a mask never takes anything in", () => {
    const masked = derivation({
      id: "masked",
      title: "A mask",
      dimensions: { m: 3 },
      build: ({ m }) => {
        const [x, M] = [input("x", [m]), input("M", [m])] as [Node, Node];
        return { loss: sum(mul(M, square(x))) as Node, quantities: { x, M } };
      },
    }).claim("dx", { formula: "M * x", convention: "cost", at: { M: [0, 0, 0] } });
    expect(check(masked).claims[0]?.warnings).toContain(empty);
  });
});
