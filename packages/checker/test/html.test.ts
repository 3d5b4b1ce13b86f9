// The report as a page: all that was found is in it, nothing in it comes from elsewhere, and no name breaks it.
import { div, input, mul, type Node, neg, square, sub, sum } from "@cadena/graph";
import { beforeAll, describe, expect, test } from "vitest";
import { check, derivation, toHTML } from "../src/index.ts";
import { layer, right } from "./models.ts";

const claimed = layer
  .claim("dZ", { formula: "1/m * (A - Y)" })
  .claim("db", { formula: right.db })
  .claim("dW", { formula: "(1/m) dZ X^T * 2" })
  .claim("b of a run", { of: "b", values: [[1], [2]] })
  .erratum("dX", { formula: (s) => neg(right.dX(s)) });

/** The page without its style and script, which have signs of their own. */
const bodyOf = (page: string): string => page.replace(/<(style|script)>[\s\S]*?<\/\1>/g, "");

/** What stands in tags that are open at the end, or are closed without having been opened. */
function unbalanced(page: string): string[] {
  const open: string[] = [];
  for (const [, end, name, own] of bodyOf(page).matchAll(
    /<(\/?)([a-z][a-z0-9]*)(?:"[^"]*"|[^">])*?(\/?)>/gi,
  )) {
    if (own === "/" || /^(meta|input|br)$/.test(name as string)) continue;
    if (end === "") open.push(name as string);
    else if (open.at(-1) === name) open.pop();
    else return [...open, `/${name}`];
  }
  return open;
}

const textOf = (markup: string): string => markup.replace(/<[^>]*>/g, "").replace(/\s+/g, " ");

describe("the page of a check", () => {
  let page = "";
  /** The entry of the claim whose formula is written so. */
  const entry = (formula: string): string => {
    const entries = page.split('<details class="claim').slice(1);
    const written = (one: string): string =>
      textOf(/<code class="written">.*?<\/code>/s.exec(one)?.[0] ?? "");
    return entries.find((one) => written(one) === formula) as string;
  };
  beforeAll(async () => {
    page = await toHTML(check(claimed, { seed: 3 }), {
      derivations: [claimed],
      command: ({ id, options }) => `cadena check model.ts --id ${id} --seed ${options.seed}`,
    });
  }, 60_000);

  test("is whole, and no tag is left open", () => {
    expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(page).toMatch(/<\/html>\n$/);
    expect(unbalanced(page)).toEqual([]);
    expect(unbalanced("<p><b>x</p>")).toEqual(["p", "b", "/p"]);
  });

  test("has every claim with its verdict, and the counts at the top", () => {
    const verdicts = [...page.matchAll(/<details class="claim (\w+)" data-word="(\w+)"( open)?/g)].map(
      ([, look, word, open]) => `${word} ${look}${open ?? ""}`,
    );
    expect(verdicts).toEqual([
      "EXACT good",
      "EXACT good",
      "WRONG bad open",
      "WRONG bad open",
      "REFUTED good",
    ]);
    expect(textOf(/<ul class="counts".*?<\/ul>/s.exec(page)?.[0] ?? "")).toBe("2exact2wrong1errata refuted");
    expect(page).toContain("1 derivation, 5 claims: 2 exact, 2 refuted, 1 erratum refuted");
  });

  test("needs nothing from elsewhere", () => {
    expect(page).not.toMatch(/(?:src|href|action|data)\s*=\s*"(?!#)/);
    expect(page).not.toMatch(/@import|url\(/);
    expect(page.replace(/"http:\/\/www\.w3\.org\/[^"]*"/g, "")).not.toMatch(/https?:/);
    expect(page).toContain("default-src 'none'");
  });

  test("shows both formulas, sizes by their names, and the edit that repairs the wrong one", () => {
    const wrong = entry("(1/m) dZ X^T * 2");
    const [hand = "", automatic = ""] = [...wrong.matchAll(/<figure><figcaption>[\s\S]*?<\/figure>/g)].map(
      ([one]) => one,
    );
    expect(textOf(hand)).toMatch(/^By hand\(1mdZX⊤\)⋅2/);
    expect(textOf(automatic)).toMatch(/^AutomaticdZX⊤/);
    expect(hand).toContain('<mn class="del">2</mn>');
    expect(hand).toContain('<code class="written"><del>(1/m) </del>dZ X^T<del> * 2</del></code>');
    const repaired = /<figure class="repair">.*?<\/figure>/s.exec(wrong)?.[0] ?? "";
    expect(textOf(repaired)).toMatch(/^As it should bedZX⊤dZ X\^T$/);
    expect(wrong).toContain("equal to the gradient in exact arithmetic");
  });

  test("shows how far a wrong formula is off, entry by entry", () => {
    const wrong = entry("(1/m) dZ X^T * 2");
    const heat = wrong.slice(wrong.indexOf('<div class="heat">'));
    expect(heat).toContain("By hand less automatic: 6 of 6 entries differ");
    expect(
      [...heat.matchAll(/<td class="(?:above|below)(?: example)?" style="--heat:(\d+)%">/g)].map(([, x]) =>
        Number(x),
      ),
    ).toHaveLength(6);
    expect(heat).toContain("--heat:100%");
    expect(entry("[[1],[2]]")).toContain("By hand less automatic: 2 of 2 entries differ");
  });

  test("draws the graph with the wrong quantities in red, and tells their values and gradients", () => {
    const svg = /<svg[\s\S]*?<\/svg>/.exec(page)?.[0] ?? "";
    expect(svg).toContain('aria-label="the graph of J, with W, b in red"');
    expect([...svg.matchAll(/class="node \w+ marked"/g)]).toHaveLength(2);
    expect(svg).not.toMatch(/ id=|<title>/);
    const places = Array.from(svg.matchAll(/href="#([^"]*)"/g), ([, place]) => place);
    expect(places.length).toBe(svg.match(/<g class="node/g)?.length);
    for (const place of places) expect(page).toMatch(new RegExp(`<tr id="${place}"[^>]*><th scope="row">`));
    expect(page).toContain("Values and gradients at the counter-example to dW");
  });

  test("has a certificate for each claim, and the command that checks it again", () => {
    expect(page.match(/<dl class="certificate">/g)).toHaveLength(5);
    const exact = textOf(entry("1/m * (A - Y)"));
    expect(exact).toMatch(/seed3.*compared ina tower of prime fields.*\d primes.*error below.*sizesn=/);
    expect(textOf(entry("(1/m) dZ X^T * 2"))).toMatch(/enclosure of yours\[.*found after1 point.*point/);
    expect(page).toContain("<code>cadena check model.ts --id layer --seed 3</code>");
  });

  test("derives the gradients, each line for a reason", () => {
    expect(page).toContain("How the gradients follow, line by line");
    expect(textOf(/<details class="course">[\s\S]*?<\/details>/.exec(page)?.[0] ?? "")).toContain(
      "Shown in exact arithmetic",
    );
  });

  test("can be read by keyboard and by ear: headings, landmarks, names", () => {
    expect(page.match(/<h1>/g)).toHaveLength(1);
    expect(page).toContain('<a class="skip" href="#claims">');
    expect(page).toContain('<main id="claims">');
    expect(page).toMatch(/<section class="derivation" id="d1" aria-labelledby="h1">\s*<h2 id="h1">/);
    for (const [table] of page.matchAll(/<table class="matrix"[^>]*>/g))
      expect(table).toMatch(/aria-label="[^"]+"/);
  });
});

test("large matrices are told in short: a corner, their range, and the difference in blocks", {
  timeout: 60_000,
}, async () => {
  const large = derivation({
    id: "large",
    title: "A long vector",
    dimensions: { n: { size: 100, fixed: true } },
    build: ({ n }) => {
      const x: Node = input("x", [n]);
      return { loss: sum(square(x)), quantities: { x } };
    },
  }).claim("dx", { formula: "3 x" });
  const page = await toHTML(check(large, { mistakes: [] }), { derivations: [large] });
  const heat = /<div class="heat">[\s\S]*?<\/div>/.exec(page)?.[0] ?? "";
  const [yours = "", , blocks = ""] = heat.split("</figure>");
  expect(yours.match(/<td/g)).toHaveLength(8);
  expect(textOf(yours)).toMatch(/the first of 100 rows and 1 columnall between −\S+ and \S+, mean/);
  expect(blocks.match(/<td/g)).toHaveLength(20);
  expect(textOf(blocks)).toContain("each square is 5 × 1 entries, in the colour of its largest difference");
  const ends = /colours from −(\S+) over 0 to \+(\S+)"/.exec(blocks);
  expect(ends?.[1]).toBe(ends?.[2]);
});

test("without the derivation the page has the verdicts, the formulas as text and the certificates", {
  timeout: 60_000,
}, async () => {
  const page = await toHTML(check(claimed), { title: "Homework" });
  expect(page).toContain("<title>Homework</title>");
  expect(page.match(/<details class="claim/g)).toHaveLength(5);
  expect(page).not.toContain("<svg");
  expect(unbalanced(page)).toEqual([]);
});

test("a check of nothing is a page too", async () => {
  expect(await toHTML([])).toContain("0 derivations, 0 claims");
});

describe("names that mean something to a browser or to LaTeX", { timeout: 60_000 }, () => {
  const evil = '"><img src=x onerror=alert(1)>';
  const model = derivation({
    id: evil,
    title: "</style><script>alert(2)</script>",
    dimensions: {},
    build: () => {
      const x = input("\\href{javascript:alert(3)}{x}", [2]);
      const y: Node = input("a}\\class{evil}{b", [2]);
      return {
        loss: sum(square(sub(x, y))),
        quantities: { "</math><b>": x, y, 'q" onclick="alert(4)': mul(x, y) },
      };
    },
  })
    .claim("</summary>", {
      of: "</math><b>",
      formula: (s) => mul(3, sub(s["</math><b>"] as Node, s.y)),
      text: "<i>&amp;",
    })
    .claim("dy", { formula: ({ y }) => div(y, 2) });

  test("are text on the page", async () => {
    const page = await toHTML(check(model), {
      derivations: [model],
      title: evil,
      command: () => "<u>\u0000",
    });
    expect(unbalanced(page)).toEqual([]);
    expect(page).not.toMatch(/<(?:img|i|u)\b|<\/math><b>|onclick="|href="javascript|class="[^"]*evil/);
    expect(page.match(/<script>/g)).toHaveLength(1);
    expect(page).not.toContain("temml-error");
    expect(page).toContain("&lt;i&gt;&amp;amp;");
    expect(page).toContain("&lt;u&gt;\ufffd");
  });
});
