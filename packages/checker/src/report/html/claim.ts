// One claim as an entry that opens: the verdict in its line, all that is known of it inside.
import { type Line, wordOf } from "../block.ts";
import type { ClaimResult } from "../result.ts";
import { certificateOf } from "./certificate.ts";
import { diagnosisOf } from "./diagnosis.ts";
import { claimInLine, sideBySide } from "./formulas.ts";
import { heatOf } from "./heat.ts";
import { html, type Markup } from "./markup.ts";
import type { Study } from "./study.ts";

/** How a verdict looks: as expected, not as expected, or open. */
export const lookOf = ({ ok, verdict }: Pick<ClaimResult, "ok" | "verdict">): "good" | "open" | "bad" =>
  ok ? "good" : verdict === "undecided" || verdict === "numeric" ? "open" : "bad";

/** A claim; it is open where it is not as expected. */
export function claimEntry(study: Study | undefined, claim: ClaimResult, line: Line, k: number): Markup {
  const { ok, level, erratum } = claim;
  const { word, facts, isFirst } = line;
  return html`<details class="claim ${lookOf(claim)}" data-word="${word}"${!ok && html` open`}>
<summary><span class="verdict">${word}</span>${claimInLine(study, claim, k)}<span class="facts">${
    isFirst && html`<strong class="first">first wrong step</strong> `
  }${erratum && word === wordOf(claim) && !facts.some((fact) => fact.startsWith("an erratum")) && "an erratum "}<abbr>${level}</abbr> ${facts.join("; ")}</span></summary>
<div class="inside">
${study && sideBySide(study, claim, k)}
${diagnosisOf(study, claim, k)}
${study && heatOf(study, claim, k)}
<details class="proof"${claim.ok && html` open`}><summary>Certificate: ${level}, seed ${claim.evidence.seed}</summary>${certificateOf(claim)}</details>
</div>
</details>`;
}
