// Why a claim is wrong or open: the explanation, with the edit that repairs it marked, and the counter-example.
import { notesOf } from "../notes.ts";
import type { ClaimResult, Hint, Rewritten } from "../result.ts";
import { html, type Markup } from "./markup.ts";

type Edit = Extract<Hint, { kind: "edit" }>;

/** The notes on a claim. */
export function diagnosisOf(claim: ClaimResult): Markup | undefined {
  const edits = claim.hints.filter((hint) => hint.kind === "edit");
  const others = claim.hints.filter(({ kind }) => kind !== "edit");
  const rest = notesOf({ ...claim, hints: others }, "below");
  if (edits.length + rest.length === 0) return undefined;
  return html`<div class="diagnosis">${edits.map(repaired)}${rest.map(note)}</div>`;
}

/** A note; the lines of a formula below it keep their places, since signs under them point there. */
function note(text: string): Markup {
  const [first = "", ...below] = text.split("\n");
  return html`<p>${sentence(first)}</p>${below.length > 0 && html`<pre>${below.join("\n")}</pre>`}`;
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function repaired(hint: Edit): Markup {
  const { text, claimed, changes, equivalents, tried, shown } = hint;
  const before = changes.reduce(
    ({ marks, moved }, { was, becomes, start }) => ({
      marks: [...marks, { start: start - moved, end: start - moved + was.length }],
      moved: moved + becomes.length - was.length,
    }),
    { marks: [] as Stretch[], moved: 0 },
  );
  const sure =
    shown === "exact" ? "equal to the gradient in exact arithmetic" : "right as far as floats can tell";
  return html`<p class="explanation">${sentence(text)}</p>
<dl class="edit">
<dt>By hand</dt><dd><code>${marked(claimed, before.marks, "del")}</code></dd>
<dt>As it should be</dt><dd><code>${marked(hint.repaired, changes, "ins")}</code></dd>
${equivalents.map((one) => html`<dt>Or</dt><dd><code>${one.repaired}</code> <span class="quiet">${one.text}</span></dd>`)}
</dl>
<p class="quiet">Found among ${tried} edits; the repaired formula is ${sure}.</p>`;
}

type Stretch = Pick<Rewritten, "start" | "end">;

/** A text with stretches of it marked; an empty one is not. */
function marked(text: string, stretches: readonly Stretch[], tag: "ins" | "del"): Markup[] {
  let at = 0;
  const parts = stretches.flatMap(({ start, end }) => {
    const before = text.slice(at, start);
    const inside = text.slice(start, end);
    at = end;
    const isEmpty = inside.trim() === "";
    return [
      html`${before}`,
      isEmpty ? html`${inside}` : tag === "ins" ? html`<ins>${inside}</ins>` : html`<del>${inside}</del>`,
    ];
  });
  return [...parts, html`${text.slice(at)}`];
}
