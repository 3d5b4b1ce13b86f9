// What a verdict rests on, so that somebody else can come to it again.
import { sizesAsText } from "../../derivation/sizes.ts";
import { autodiffOf } from "../autodiff.ts";
import { sizesOf } from "../facts.ts";
import { counted, magnitude } from "../figures.ts";
import { levels } from "../level.ts";
import type { ClaimResult, Counterexample, Finding } from "../result.ts";
import { type Content, html, type Markup } from "./markup.ts";

/** The certificate of a claim as a list of terms. */
export function certificateOf(claim: ClaimResult): Markup {
  const { evidence, level } = claim;
  const { conditions, convention, layout, seed, finding } = evidence;
  const witnesses = autodiffOf([claim]).map(({ word, text }) => `${word.toLowerCase()}: ${text}`);
  const terms: readonly (readonly [string, Content])[] = [
    ["evidence", `${level}: ${levels[level]}`],
    ["given", conditions.join(", ")],
    [
      "convention",
      convention === "per-example" && "per example: the gradient of the cost, times the number of examples",
    ],
    ["layout", layout === "transposed" && "transposed"],
    ["seed", String(seed)],
    ...termsOf(finding),
    ["sizes", sizesOf(claim)],
    ["automatic gradient", witnesses.join("; ")],
  ];
  const told = terms.filter(([, text]) => text !== "" && text !== false && text !== undefined);
  return html`<dl class="certificate">${told.map(([term, text]) => html`<div><dt>${term}</dt><dd>${text}</dd></div>`)}</dl>`;
}

/** Numbers and names of a finding. */
function termsOf(finding: Finding): readonly (readonly [string, Content])[] {
  switch (finding.kind) {
    case "identity": {
      const { engine, points, levels: height, primes, error, heuristic, local, opaque } = finding;
      const figure = error === 0 ? "1e-300" : magnitude(error);
      return [
        ["compared in", `a ${engine}`.replace("a p-adic", "p-adic")],
        ["random points", `${points} at each choice of sizes`],
        ["primes", primesOf(primes, height)],
        ["held free", local.join(" ")],
        ["functions without algebra", opaque.join(" ")],
        [
          heuristic === null ? "error below" : "estimated error",
          heuristic === null ? figure : `${figure}: no bound, as ${heuristic}`,
        ],
      ];
    }
    case "agreement":
      return [
        ["points", String(finding.points)],
        [
          "differs by at most",
          `${magnitude(finding.bound)}, of entries up to ${Number(finding.scale.toPrecision(3))}`,
        ],
      ];
    case "entry":
      return [
        ["enclosure of yours", `[${finding.claimed.join(", ")}]`],
        ["enclosure of what is true", `[${finding.automatic.join(", ")}]`],
        ["found after", counted(finding.points, "point")],
        ["sizes", sizesAsText(finding.sizes)],
        ["point", point(finding.point)],
      ];
    case "distribution":
      return [
        ["draws", String(finding.draws)],
        ["p", finding.p.toPrecision(2)],
      ];
    default:
      return [];
  }
}

/** The values of the leaves, on demand. */
function point(values: Counterexample["point"]): Content {
  const leaves = Object.entries(values);
  if (leaves.length === 0) return undefined;
  const items = leaves.map(
    ([name, value]) => html`<div><code>${name} = ${JSON.stringify(value)}</code></div>`,
  );
  return html`<details class="point"><summary>${leaves.map(([name]) => name).join(" ")}</summary>${items}</details>`;
}

const primesOf = (primes: readonly string[], height: number): Content =>
  primes.length > 0 &&
  html`<details><summary>${counted(primes.length, "prime")}, of 61 and more binary digits, ${counted(height, "level")}</summary><code>${primes.join(", ")}</code></details>`;
