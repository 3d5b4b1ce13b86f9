// Why a claim is wrong or open: the explanation, the repaired formula with the edit marked, and the counter-example.
import { notesOf } from "../notes.ts";
import type { ClaimResult, Equivalent, Hint, Respelled } from "../result.ts";
import { type Marked, markedInCode, markedInMath } from "./marked.ts";
import { html, type Markup } from "./markup.ts";
import type { Study } from "./study.ts";

type Edit = Extract<Hint, { kind: "edit" }>;

/** The first edit that repairs a claim, as it was written, and where the claimed formula differs from the repaired one. */
export function editOf({
  hints,
}: ClaimResult): (Respelled & { readonly before: readonly Marked[] }) | undefined {
  const edit = hints.find((hint) => hint.kind === "edit");
  if (edit === undefined) return undefined;
  const { claimed, repaired, changes } = edit.asWritten ?? edit;
  let moved = 0;
  const before = changes.map(({ was, becomes, start }) => {
    const at = start - moved;
    moved += becomes.length - was.length;
    return { start: at, end: at + was.length };
  });
  return { claimed, repaired, changes, before };
}

/** The notes on a claim. */
export function diagnosisOf(study: Study | undefined, claim: ClaimResult, k: number): Markup | undefined {
  const edits = claim.hints.filter((hint) => hint.kind === "edit");
  const others = claim.hints.filter(({ kind }) => kind !== "edit");
  const rest = notesOf({ ...claim, hints: others }, "below");
  if (edits.length + rest.length === 0) return undefined;
  return html`<div class="diagnosis">${edits.map((edit) => repaired(study, edit, k))}${rest.map(note)}</div>`;
}

/** A note; the lines of a formula below it keep their places, since signs under them point there. */
function note(text: string): Markup {
  const [first = "", ...below] = text.split("\n");
  return html`<p>${sentence(first)}</p>${below.length > 0 && html`<pre>${below.join("\n")}</pre>`}`;
}

/** With a capital at its beginning; dZ2, z and their like keep theirs. */
const sentence = (text: string): string =>
  /^(?:an? (?:term|factor|sum|divisor|function)|the|it|its|this|none|no|parse|warning|e\.g)\b/.test(text)
    ? text.charAt(0).toUpperCase() + text.slice(1)
    : text;

function repaired(study: Study | undefined, hint: Edit, k: number): Markup {
  const { text, equivalents, tried, shown } = hint;
  const written = hint.asWritten ?? hint;
  const sure =
    shown === "exact" ? "equal to the gradient in exact arithmetic" : "right as far as floats can tell";
  const inMath = study && markedInMath(study, k, written.repaired, written.changes, "ins");
  return html`<p class="explanation">${sentence(text)}.</p>
<figure class="repair"><figcaption>As it should be</figcaption><div class="scroll">${inMath}<code class="written">${markedInCode(written.repaired, written.changes, "ins")}</code></div></figure>
<p class="quiet">Found among ${tried} edits; the repaired formula is ${sure}.</p>
${equivalents.length > 0 && othersOf(equivalents)}`;
}

/** Other edits that are right as well, on demand. */
const othersOf = (equivalents: readonly Equivalent[]): Markup =>
  html`<details class="others"><summary>${equivalents.length === 1 ? "Another edit makes" : `${equivalents.length} other edits make`} it right too</summary><ul>${equivalents.map(
    (one) => html`<li><code>${one.repaired}</code> <span class="quiet">${one.text}</span></li>`,
  )}</ul></details>`;
