// Results in the formats that programs read: JSON, Markdown and JUnit XML.
import { add, exp, log, mul, neg, square, sub } from "@cadena/graph";
import { describe, expect, test } from "vitest";
import manifest from "../package.json" with { type: "json" };
import {
  check,
  columnsSumToOne,
  type DerivationResult,
  fromJSON,
  summary,
  toJSON,
  toJUnit,
  toMarkdown,
  version,
} from "../src/index.ts";
import { layer, right, wrong } from "./models.ts";

const claims = layer
  .claim("dZ", { formula: ({ A, Y }) => sub(A, Y), text: "A - Y", convention: "per-example" })
  .erratum("dW", { formula: wrong["the sign"]![1], text: "-dW", given: [columnsSumToOne("Y")] })
  .erratum("dZ", { formula: right.dZ, text: "as it is" })
  .claim("db", { formula: ({ W }) => W })
  .claim("dX", { formula: ({ X }) => log(neg(square(X))), text: "log(-X^2)" });
const result = check(claims, { seed: 3 });

/** The same with other words in it. */
const renamed = (name: string, formula: string): DerivationResult => {
  const [claim] = result.claims;
  return { ...result, id: name, title: name, claims: [{ ...claim!, name, formula }] };
};

const pointOf = (claim: unknown): Record<string, number[][]> =>
  (claim as { evidence: { finding: { point: Record<string, number[][]> } } }).evidence.finding.point;

describe("a report as JSON", () => {
  const json = toJSON([result]);

  test("has exactly the documented form", () => {
    expect(Object.keys(json)).toEqual(["ok", "derivations"]);
    const [first] = json.derivations;
    expect(Object.keys(first as object)).toEqual([
      "id",
      "title",
      "ok",
      "loss",
      "options",
      "version",
      "claims",
    ]);
    for (const claim of first?.claims ?? []) {
      expect(Object.keys(claim)).toEqual([
        "name",
        "formula",
        "erratum",
        "verdict",
        "level",
        "ok",
        "evidence",
        "hints",
        "warnings",
      ]);
    }
    expect([json.ok, first?.ok]).toEqual([false, false]);
    expect(first).toMatchObject({ loss: null, options: { seed: 3, points: 5, require: "numeric" }, version });
    expect(first?.claims[0]).toMatchObject({
      name: "dZ",
      formula: "A - Y",
      erratum: false,
      verdict: "exact",
      level: "E5",
      evidence: { seed: 3, conditions: [], convention: "per-example", quantity: "Z" },
      hints: [],
      warnings: [],
    });
  });

  test("survives being written and read, without NaN or null for a number", () => {
    expect(JSON.parse(JSON.stringify(json))).toEqual(json);
    const huge = check(layer.claim("dX", { formula: ({ X }) => exp(add(1000, square(X))) }));
    expect(huge.claims[0]?.evidence.finding).toMatchObject({
      kind: "entry",
      claimed: [expect.any(Number), Infinity],
    });
    expect(JSON.stringify(toJSON(huge))).toContain('"Infinity"]');
  });

  test("keeps the sign of 0, and every digit of a number", () => {
    const odd = { ...result, options: { ...result.options, seed: -0, points: 0.1 + 0.2 } };
    expect(toJSON(odd).derivations[0]?.options).toMatchObject({ seed: "-0", points: 0.30000000000000004 });
  });

  test("holds the point of a counter-example as plain arrays", () => {
    const point = pointOf(json.derivations[0]?.claims[1]);
    expect(Object.keys(point).sort()).toEqual(["W", "X", "Y", "b"]);
    expect((point.Y as number[][]).reduce((total, [first]) => total + (first as number), 0)).toBeCloseTo(
      1,
      12,
    );
  });

  test("is known again, and anything else is refused with what it lacks", () => {
    expect(fromJSON(JSON.parse(JSON.stringify(json)))).toEqual(json);
    const why = (value: unknown): string => {
      try {
        return String(fromJSON(value));
      } catch (error) {
        return (error as Error).message;
      }
    };
    const [first] = json.derivations;
    expect([
      why([]),
      why({}),
      why({ ok: true, derivations: [3] }),
      why({ ok: true, derivations: [{}] }),
      why({ ok: true, derivations: [{ id: "a" }] }),
      why({ ok: true, derivations: [{ id: "a", options: {} }] }),
      why({ ok: true, derivations: [{ ...first, claims: 1 }] }),
      why({ ok: true, derivations: [{ ...first, claims: [{}] }] }),
      why({ ok: true, derivations: [{ ...first, claims: [{ evidence: {} }] }] }),
      why({ ok: true, derivations: [{ ...first, claims: [{ evidence: { finding: {} } }] }] }),
      why({ ok: true, derivations: [{ ...first, claims: [{ evidence: { finding: { kind: "entry" } } }] }] }),
      why({
        ok: true,
        derivations: [{ ...first, claims: [{ evidence: { finding: { kind: "entry", sizes: {} } } }] }],
      }),
    ]).toEqual(
      [
        "the report is no object",
        "it has no ok, or no derivations",
        "derivation 1 is no object",
        "derivation 1 has no id",
        "the options of a is no object",
        "the options of a are not seed, points and require",
        "layer has no claims",
        "the evidence for claim 1 of layer is no object",
        "the finding on claim 1 of layer is no object",
        "claim 1 of layer has no name, or no verdict",
        "the sizes of the counter-example to claim 1 of layer is no object",
        "the point of the counter-example to claim 1 of layer is no object",
      ].map((what) => `report: not one of ours: ${what}`),
    );
  });

  test("names the version of the package", () => expect(version).toBe(manifest.version));
});

describe("a report as Markdown", () => {
  const rough = toMarkdown(result)
    .replace(/-?\d+(\.\d+)?e-\d+/g, "TINY")
    .replace(/-?\d+\.\d+/g, "NUMBER")
    .replace(/(estimated error|error \\<) TINY/g, "error TINY")
    .replace(/to \d+ bits/g, "to N bits")
    .replace(/of \d+ (edits|makes)/g, "of N $1");

  test("is a table for each derivation, with details of what is wrong or open below", () => {
    expect(rough).toBe(
      `
1 derivation, 5 claims: 1 exact, 1 refuted, 1 undecided, 1 erratum refuted, 1 erratum that holds

## layer: A layer of sigmoids

| claim | formula | verdict | level | evidence |
| --- | --- | --- | --- | --- |
| dZ | \`A - Y\` | EXACT | E5 | per example; error TINY; for all A |
| dW | \`-dW\` | REFUTED | E3 | an erratum; given: the columns of Y sum to 1; entry \\[0, 0\\]: NUMBER, true NUMBER |
| dZ | \`as it is\` | **HOLDS** | E5 | an erratum, not refuted; error TINY; for all A |
| db | \`W\` | **WRONG** | E3 | |
| dX | \`log(-X^2)\` | **UNDECIDED** | E0 | |
| autodiff of the loss | | EXACT | | p-adic difference quotients agree to N bits for Z W b X |

- sizes: n=3 k=5 m=7 and n=5 k=3 m=11
- per example: the gradient of the cost, times the number of examples

- db: WRONG
  - W must be dZ; a mean is missing: dZ must be averaged over axis 1
    \`\`\`text
      mean(dZ, axis=1, keepDims)
      ^^^^^^^^^^^^^^^^^^^^^^^^^^
    \`\`\`
  - the formula has the shape \\[2, 3\\], not \\[2, 1\\]
- dX: UNDECIDED
  - the formula has no finite value at \\[0, 0\\]; a condition on the leaves (between, positive, ...) may help

- **E5** exact, and the automatic gradient itself is confirmed by exact difference quotients of the forward program
- **E3** refuted: by a counter-example, by its shape, or by a statistical test
- **E0** undecided
`.trimStart(),
    );
  });

  test("keeps pipes, backquotes, tags and line breaks from ending a cell or a span", () => {
    const lines = toMarkdown(renamed("a|b<i>*_\n", "`|x|`\n``")).split("\n");
    expect(lines[2]).toBe("## a\\|b\\<i\\>\\*\\_ : a\\|b\\<i\\>\\*\\_ ");
    expect(lines[6]).toContain("| a\\|b\\<i\\>\\*\\_ | ``` `\\|x\\|` `` ``` |");
    const cells = (lines[6] as string).split(/(?<!\\)\|/);
    expect(cells).toHaveLength(7);
  });
});

/** The elements of an XML document, or why it is not well-formed; for what has no comments and no CDATA. */
function elements(xml: string): { name: string; attributes: Record<string, string>; text: string }[] {
  const entity = /&(?:amp|lt|gt|quot|#10);/;
  const text = (raw: string): string => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML has no place for.
    if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(raw)) throw new Error(`not XML: ${raw}`);
    if (/[<]/.test(raw) || /&/.test(raw.replace(new RegExp(entity, "g"), ""))) throw new Error(`raw: ${raw}`);
    const named: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#10": "\n" };
    return raw.replace(/&([^;]+);/g, (_, name: string) => named[name] as string);
  };
  const found: ReturnType<typeof elements> = [];
  const open: string[] = [];
  let rest = xml.replace(/^<\?xml version="1.0" encoding="UTF-8"\?>\n/, "");
  while (rest !== "") {
    const [token = "", close, name = "", attributes = "", empty] =
      /^<(\/?)([a-z]+)((?: [a-z]+="[^"]*")*)(\/?)>/.exec(rest) ?? [];
    if (token === "") {
      const [raw] = /^[^<]+/.exec(rest) ?? [];
      if (raw === undefined || (open.length === 0 && raw.trim() !== ""))
        throw new Error(`misplaced: ${rest}`);
      const last = found.at(-1);
      if (last !== undefined) last.text += text(raw).trim();
      rest = rest.slice(raw.length);
      continue;
    }
    if (close === "/") {
      if (open.pop() !== name) throw new Error(`closed: ${name}`);
    } else {
      const pairs = [...attributes.matchAll(/([a-z]+)="([^"]*)"/g)].map(([, key, raw]) => [
        key,
        text(raw as string),
      ]);
      found.push({ name, attributes: Object.fromEntries(pairs), text: "" });
      if (empty === "") open.push(name);
    }
    rest = rest.slice(token.length);
  }
  if (open.length > 0) throw new Error(`not closed: ${open}`);
  return found;
}

describe("a report as JUnit XML", () => {
  const found = elements(toJUnit([result, check(layer)]));

  test("has a suite for each derivation, with its counts", () => {
    const [whole] = found;
    expect(whole).toMatchObject({
      name: "testsuites",
      attributes: { name: "cadena", tests: "5", failures: "2", errors: "0", skipped: "1" },
    });
    expect(found.filter(({ name }) => name === "testsuite").map(({ attributes }) => attributes)).toEqual([
      { name: "layer: A layer of sigmoids", tests: "5", failures: "2", errors: "0", skipped: "1" },
      { name: "layer: A layer of sigmoids", tests: "0", failures: "0", errors: "0", skipped: "0" },
    ]);
  });

  test("has a case for each claim: what is wrong is a failure, what is open is skipped", () => {
    const inside = found
      .filter(({ name }) => !name.startsWith("testsuite"))
      .map(({ name, attributes }) => {
        return [name, attributes.classname ?? attributes.type, attributes.name ?? attributes.message];
      });
    expect(inside).toEqual([
      ["testcase", "layer", "dZ = A - Y"],
      ["testcase", "layer", "dW = -dW (an erratum)"],
      ["testcase", "layer", "dZ = as it is (an erratum)"],
      ["failure", "exact", "HOLDS"],
      ["testcase", "layer", "db = W"],
      ["failure", "refuted", "WRONG: W must be dZ; a mean is missing: dZ must be averaged over axis 1"],
      ["testcase", "layer", "dX = log(-X^2)"],
      ["skipped", undefined, expect.stringMatching(/^UNDECIDED: the formula has no finite value/)],
    ]);
  });

  test("is well-formed whatever names and formulas are, and gives them back where XML can", () => {
    const [, suite, testcase] = elements(
      toJUnit(renamed('<a & "b">\u0000\ud800\n', "x < y\u001b \ufffe 😀")),
    );
    expect(suite?.attributes.name).toMatch(/^<a & "b">\ufffd\ufffd\n: /);
    expect(testcase?.attributes.name).toBe('<a & "b">\ufffd\ufffd\n = x < y\ufffd \ufffd 😀');
  });
});

test("a summary counts", () => {
  expect(summary(result)).toBe(
    "1 derivation, 5 claims: 1 exact, 1 refuted, 1 undecided, 1 erratum refuted, 1 erratum that holds",
  );
  const odd = check(layer.claim("dX", { formula: ({ X }) => mul(2, X) }));
  expect(summary([odd, odd])).toBe("2 derivations, 2 claims: 2 refuted");
  const numeric = { ...result.claims[2]!, verdict: "numeric" } as const;
  expect(summary({ ...result, claims: [numeric] })).toBe("1 derivation, 1 claim: 1 erratum that holds");
  expect(summary([])).toBe("0 derivations, 0 claims");
});
