// Results as text: what stands in a line, what stands below it, and how lines are laid out.
import {
  div,
  exp,
  input,
  log,
  matmul,
  mean,
  mul,
  type Node,
  neg,
  square,
  sub,
  tanh,
  transpose,
} from "@cadena/graph";
import { unary } from "@cadena/graph/extend";
import { describe, expect, test } from "vitest";
import { check, columnsSumToOne, derivation, type Identity, legend, levels, toText } from "../src/index.ts";
import { magnitude } from "../src/report/figures.ts";
import { layer, right, wrong } from "./models.ts";

/** Without figures that another seed would change. */
const rough = (text: string): string =>
  text
    .replace(/-?\d+(\.\d+)?e-\d+/g, "TINY")
    .replace(/-?\d+\.\d+/g, "NUMBER")
    .replace(/(estimated error|error <) TINY/g, "error TINY")
    .replace(/to \d+ bits/g, "to N bits")
    .replace(/of \d+ (edits|makes)/g, "of N $1");

const squared = derivation({
  id: "S",
  title: "A square",
  dimensions: {},
  build: () => {
    const x: Node = input("x", []);
    const J = square(x);
    return { loss: J, quantities: { x, J } };
  },
});

const claims = layer
  .claim("dZ", { formula: ({ A, Y }) => sub(A, Y), text: "A - Y", convention: "per-example" })
  .erratum("dW", { formula: wrong["the sign"]![1], text: "-dW", given: [columnsSumToOne("Y")] })
  .erratum("dZ", { formula: right.dZ, text: "as it is" })
  .claim("db", { formula: ({ W }) => W })
  .claim("dX", { formula: ({ X }) => log(neg(square(X))), text: "log(-X^2)" });
const result = check(claims);
const plain = { legend: false };

describe("a report as text", () => {
  test("is a block with a line for each claim, what is unexpected told below, and the levels at the end", () => {
    expect(rough(toText(result))).toBe(
      `
layer  A layer of sigmoids
  dZ  A - Y             EXACT      E5  (per example; error TINY; for all A)
  dW  -dW               REFUTED    E3  (an erratum; given: the columns of Y sum to 1; entry [0, 0]: NUMBER, true NUMBER)
  dZ  as it is          HOLDS      E5  (an erratum, not refuted; error TINY; for all A)
  db  W                 WRONG      E3
      W must be dZ; a mean is missing: dZ must be averaged over axis 1
        mean(dZ, axis=1, keepDims)
        ^^^^^^^^^^^^^^^^^^^^^^^^^^
      the formula has the shape [2, 3], not [2, 1]
  dX  log(-X^2)         UNDECIDED  E0
      the formula has no finite value at [0, 0]; a condition on the leaves (between, positive, ...) may help
  autodiff of the loss  EXACT      p-adic difference quotients agree to N bits for Z W b X
  sizes  n=3 k=5 m=7 and n=5 k=3 m=11
  per example  the gradient of the cost, times the number of examples

E5  exact, and the automatic gradient itself is confirmed by exact difference quotients of the forward program
E3  refuted: by a counter-example, by its shape, or by a statistical test
E0  undecided`.trimStart(),
    );
  });

  test("shows a counter-example: both values, how far apart they are for certain, and the point", () => {
    const at3 = check(squared.claim("dx", { formula: ({ x }) => x, at: { x: 3 } }));
    expect(toText(at3, plain)).toContain(
      "\n      e.g. yours 3, true 6 (enclosures disjoint by 3), at x = 3\n",
    );
  });

  test("names the point of a counter-example that is too long to be shown", () => {
    const found = check(layer.claim("dW", { formula: (s) => neg(right.dW(s)) }), { seed: 7 });
    expect(rough(toText(found, plain))).toContain(
      "      e.g. entry [0, 0]: yours NUMBER, true NUMBER (enclosures disjoint by NUMBER), at random point 1 of " +
        "seed 7 with n=3 k=2 m=5 (values of ",
    );
  });

  test("says where a formula is right at the derivation's own sizes only", () => {
    const oneExample = derivation({
      id: "M",
      title: "A mean of one",
      dimensions: { m: 1 },
      build: ({ m }) => {
        const x: Node = input("x", [m]);
        return { loss: mean(square(x)), quantities: { x } };
      },
    }).claim("dx", { formula: ({ x }) => mul(2, x) });
    expect(toText(check(oneExample), plain)).toMatch(
      /\n {6}it agrees at the derivation's own sizes, and not at others\n {6}e\.g\. entry .* with m=3/,
    );
  });

  test("shows as many digits as two close numbers need", () => {
    const near = check(layer.erratum("dW", { formula: (s) => mul(1 + 1e-9, right.dW(s)) }));
    const [, claimed, automatic] = /: (\S+), true (\S+)\)/.exec(toText(near)) ?? [];
    expect(claimed).not.toBe(automatic);
    expect(Number(claimed)).toBeCloseTo(Number(automatic), 6);
  });

  test("tells the first wrong step of a chain, and those that inherit its error together", () => {
    const chain = layer
      .claim("dZ", { formula: ({ A }) => A, text: "A", convention: "per-example" })
      .claim("dW", { formula: ({ dZ, X, m }) => div(matmul(dZ, transpose(X)), m) as Node })
      .claim("dX", { formula: ({ dZ, W, m }) => div(matmul(transpose(W), dZ), m) as Node });
    const lines = rough(toText(check(chain), plain)).split("\n");
    expect(lines[1]).toMatch(/^ {2}dZ {2}A +WRONG +E3 {2}<- first wrong step {2}\(per example\)$/);
    expect(lines.slice(2, 5)).toEqual([
      "      a term is missing: Y must be subtracted from A (only this edit of N makes it right)",
      "        A - Y",
      "          ^^^",
    ]);
    expect(lines[6]).toMatch(
      /^ {2}dW, dX +INHERITS {2}E3 {2}\(the formulas are right: their values inherit the error of dZ\)$/,
    );
    expect(lines).toHaveLength(9);
  });

  test("says of claims that are no identities what they are", () => {
    const numbers = squared
      .claim("dx as printed", { of: "x", values: 0.67, decimals: 2, at: { x: 1 / 3 } })
      .claim("dx as computed", { of: "x", values: 2 / 3, at: { x: 1 / 3 } })
      .claim("dx by a program", { of: "x", numbers: ({ x }) => 2 * (x as number) })
      .drawn("u", {
        text: "uniform in [0, 1)",
        draw: (seed, count) => Array.from({ length: count }, (_, k) => (k * 0.6180339887 + seed / 7) % 1),
        distribution: (x) => x,
      });
    const lines = rough(toText(check(numbers), plain)).split("\n");
    expect(lines[1]).toMatch(
      /NUMERIC {2}E1 {2}\(equal after rounding to 2 decimals, at the given numbers\)$/,
    );
    expect(lines[2]).toMatch(
      /NUMERIC {2}E1 {2}\(compared as numbers: within TINY, estimated, at the given numbers only\)$/,
    );
    expect(lines[3]).toMatch(
      /NUMERIC {2}E2 {2}\(compared as numbers: within TINY, estimated, at 5 points\)$/,
    );
    expect(lines[4]).toMatch(/NUMERIC {2}E2 {2}\(statistical: Kolmogorov-Smirnov, p = .* for \d+ draws\)$/);
  });

  test("calls an error a bound where a theorem bounds it, and estimated elsewhere", () => {
    const [claim] = check(squared.claim("dx", { formula: ({ x }) => mul(2, x) })).claims;
    const { evidence } = claim!;
    const withFinding = (finding: Partial<Identity>) =>
      toText(
        {
          ...result,
          claims: [
            {
              ...claim!,
              evidence: { ...evidence, finding: { ...evidence.finding, ...finding } as Identity },
            },
          ],
        },
        plain,
      );
    expect(withFinding({ error: 1.2e-40, heuristic: null })).toContain("(error < 2e-40)");
    expect(withFinding({ error: 0, heuristic: null })).toContain("(error < 1e-300)");
    expect(withFinding({ error: 1.2e-40, heuristic: "conditions" })).toContain("(estimated error 2e-40)");
  });

  test("tells for all values of what, for any function, and on which branches a formula was shown", () => {
    const [claim] = check(squared.claim("dx", { formula: ({ x }) => mul(2, x) })).claims;
    const factsWith = (finding: Partial<Identity>) => {
      const { evidence } = claim!;
      const found = { ...evidence.finding, error: 1e-40, ...finding } as Identity;
      const text = toText(
        { ...result, claims: [{ ...claim!, evidence: { ...evidence, finding: found } }] },
        plain,
      );
      return /\(error < 1e-40(.*)\)/.exec(text)?.[1];
    };
    expect(factsWith({ local: ["dZ", "A"] })).toBe("; for all dZ A");
    expect(factsWith({ local: ["a", "b", "c", "d", "e", "f"] })).toBe("; for all a b c d and 2 more");
    expect(factsWith({ opaque: ["swish"] })).toBe("; for any function swish");
    expect(factsWith({ opaque: ["f", "g"] })).toBe("; for any functions f g");
    expect(factsWith({ oneSided: 2 })).toBe("; 2 comparisons seen one way only");
  });

  test("says why a formula is numeric only", () => {
    const opaque = unary({
      name: "opaque",
      scalar: (n, x) => n.tanh(x),
      vjp: ({ ct, out }) => mul(ct, sub(1, square(out))),
    });
    const odd = squared.claim("y", { of: ({ x }) => opaque(x), formula: ({ x }) => neg(tanh(neg(x))) });
    const [claim] = check(odd).claims;
    const { evidence } = claim!;
    const finding = { ...evidence.atOwnSizes!, reason: "it rests on a function without algebra" };
    const numeric = {
      ...claim!,
      verdict: "numeric",
      level: "E2",
      evidence: { ...evidence, finding },
    } as const;
    expect(toText({ ...result, claims: [numeric] }, plain)).toContain(
      "\n      not exact: it rests on a function without algebra",
    );
  });

  test("warns below a claim, also below claims that inherit an error", () => {
    const [claim] = check(squared.claim("dx", { formula: ({ x }) => mul(2, x) })).claims;
    const warned = { ...claim!, warnings: ["both sides are 0"] };
    const hint = { kind: "inherits", from: ["dz"], text: "", shown: "exact" } as const;
    const heir = { ...warned, verdict: "refuted", level: "E3", ok: false, hints: [hint] } as const;
    const text = toText({ ...result, claims: [warned, heir, { ...heir, name: "dy" }] }, plain);
    expect(text.split("\n")[2]).toBe("      warning: both sides are 0");
    expect(text.split("\n")[3]).toMatch(/^ {2}dx, dy +INHERITS/);
    expect(text.split("\n")[4]).toBe("      warning: both sides are 0");
    expect(text.split("\n")[5]).toMatch(/^ {2}autodiff/);
  });

  test("of a derivation without claims is short", () => {
    expect(toText(check(squared))).toBe("S  A square\n  no claims");
  });
});

describe("the layout", () => {
  const lines = toText(result).split("\n");

  test("stands in columns", () => {
    const columns = [/EXACT/, /REFUTED/, /HOLDS/].map((word, k) => lines[k + 1]?.search(word));
    expect(new Set(columns).size).toBe(1);
  });

  test("lets a long formula jut out, so that it does not move the others", () => {
    const long = check(
      squared
        .claim("dx", { formula: "2 x" })
        .claim("dx", { of: "x", formula: "2 x", text: "x +".repeat(20) }),
    );
    const [, short, jutting] = toText(long).split("\n");
    expect(short).toHaveLength((short as string).trimEnd().length);
    expect((short as string).indexOf("EXACT")).toBeLessThan(30);
    expect(jutting).toContain(`${"x +".repeat(20)}  EXACT`);
  });

  test("wraps lines to the width that is known", () => {
    const narrow = toText(result, { width: 60 }).split("\n");
    expect(narrow.filter((line) => line.length > 60)).toEqual([]);
    expect(narrow.join(" ").replace(/\s+/g, " ")).toBe(lines.join(" ").replace(/\s+/g, " "));
  });

  test("keeps names with line breaks and control characters on their line", () => {
    const odd = { ...result, id: "a\nb\u001b[31m", title: "c\rd", claims: result.claims.slice(0, 1) };
    expect(toText(odd).split("\n")[0]).toBe("a b [31m  c d");
  });

  test("is green where all is as expected and red where not, when it may be", () => {
    const coloured = toText(result, { color: true }).split("\n");
    expect(coloured[1]).toContain("\u001b[32mEXACT");
    expect(coloured[3]).toContain("\u001b[31mHOLDS");
    expect(toText(result)).not.toContain("\u001b");
  });
});

describe("a level", () => {
  test("is told for each that occurs, from the strongest on, and in words", () => {
    expect(legend([result]).map(([level]) => level)).toEqual(["E5", "E3", "E0"]);
    expect(legend([result])[1]).toEqual(["E3", levels.E3]);
  });

  test("is E5 only where p-adic quotients confirm the automatic gradient", () => {
    const claim = { formula: ({ x }: { x: Node }) => mul(2, x) };
    expect(check(squared.claim("dx", claim)).claims[0]?.level).toBe("E5");
    const slope = squared.claim("slope", { of: ({ x }) => mul(x, 2), ...claim });
    expect(check(slope).claims[0]?.level).toBe("E4");
    const outside = derivation({
      id: "E",
      title: "An exponential of 1 + x",
      dimensions: {},
      build: () => {
        const x: Node = input("x", []);
        return { loss: exp(exp(x)), quantities: { x } };
      },
    }).claim("dx", { formula: ({ x }) => mul(exp(exp(x)), exp(x)) });
    const [found] = check(outside).claims;
    expect(found?.evidence.automatic?.quotients.verdict).toBe("undecided");
    expect(found).toMatchObject({ verdict: "exact", level: "E4" });
    expect(toText(check(outside), plain)).toMatch(
      /autodiff of the loss +NUMERIC {2}forward mode agrees for x \(no p-adic difference quotients: /,
    );
  });
});

test("a magnitude is rounded up", () => {
  expect([0, 1e-9, 1.01e-9, 9.6e-9, 9e-9, Infinity].map(magnitude)).toEqual([
    "0",
    "1e-9",
    "2e-9",
    "1e-8",
    "9e-9",
    "Infinity",
  ]);
});

test("a refutation that rests on an estimate says so", () => {
  expect(toText(check(layer.claim("db", { numbers: () => [[1], [2]] })))).toMatch(
    /yours 1, true \S+ \(estimated error bars disjoint by /,
  );
});

test("a formula without a text is written over the names of the quantities", () => {
  const written = check(layer.claim("dZ", { formula: ({ A, Y }: { A: Node; Y: Node }) => sub(A, Y) }));
  expect(written.claims[0]?.formula).toBe("A - Y");
  const values = check(layer.claim("db", { values: [[1], [2]] }));
  expect(values.claims[0]?.formula).toBe("[[1],[2]]");
  const numbers = check(layer.claim("db", { numbers: () => [[1], [2]] }));
  expect(numbers.claims[0]?.formula).toBe("db");
});
