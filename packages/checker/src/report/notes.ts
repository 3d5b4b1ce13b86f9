// What stands below a claim: why it is wrong or open, the counter-example, and what to be careful about.
import { sizesAsText } from "../derivation/sizes.ts";
import { entryOf, firstLine } from "./facts.ts";
import { apart, gap, middle } from "./figures.ts";
import { length } from "./layout.ts";
import type { ClaimResult, Counterexample, Hint, Respelled } from "./result.ts";

/** How long a point may be to be written out. */
const short = 60;

/**
 * The notes on one claim, each a sentence or two; lines of a formula may stand below.
 * @param values where the values of a long point are told
 */
export function notesOf(claim: ClaimResult, values = "in the JSON report"): string[] {
  const isVain = ({ kind }: Hint): boolean => kind === "unrepaired";
  const telling = claim.hints.filter((hint) => !isVain(hint)).map(hinted);
  const vain = claim.hints.filter(isVain).map(({ text }) => text);
  return [...telling, ...found(claim, values), ...vain, ...warningsOf(claim)];
}

/** A hint; below a repair stands the formula as it should be, in its author's words where they are known, with signs under what was rewritten. */
function hinted(hint: Hint): string {
  if (hint.kind !== "edit") return hint.text;
  const { text, tried, equivalents, shown } = hint;
  const written = hint.asWritten ?? hint;
  const sure = shown === "exact" ? "" : ", as far as floats can tell";
  const alone = equivalents.length === 0 && hint.mistakes.length === 1;
  const told = alone ? ` (only this edit of ${tried} makes it right${sure})` : sure;
  const others = equivalents.map((one) => `or ${one.repaired}  (${one.text})`);
  return [
    `${text}${told}`,
    `  ${written.repaired}`,
    `  ${carets(written)}`,
    ...others.map((one) => `  ${one}`),
  ].join("\n");
}

/** Signs under the stretches that were rewritten; one sign where something was taken out. */
function carets({ repaired, changes }: Respelled): string {
  let signs = "";
  for (const { start, end } of changes) {
    const shown = repaired.slice(start, end);
    const from = length(repaired.slice(0, end)) - length(shown.trimStart());
    const gap = Math.max(0, from - length(signs));
    signs += " ".repeat(gap) + "^".repeat(Math.max(1, length(shown.trim())));
  }
  return signs;
}

/** What to be careful about. */
export const warningsOf = ({ warnings }: ClaimResult): string[] =>
  warnings.map((warning) => `warning: ${warning}`);

function found({ erratum, ok, evidence }: ClaimResult, values: string): string[] {
  const { finding, atOwnSizes, seed } = evidence;
  const elsewhere = atOwnSizes === null ? [] : ["it agrees at the derivation's own sizes, and not at others"];
  switch (finding.kind) {
    case "entry":
      return erratum && ok ? [] : [...elsewhere, example(finding, seed, values)];
    case "shape":
      return erratum && ok ? [] : [...elsewhere, finding.reason];
    case "undecided":
      return [finding.unreadable ? finding.reason : firstLine(finding.reason)];
    case "agreement":
      return finding.reason === undefined ? [] : [`not exact: ${firstLine(finding.reason)}`];
    case "identity":
    case "distribution":
      return [];
  }
}

/** `e.g. entry [2, 1]: yours 0.7714, true 0.0319 (enclosures disjoint by 0.73), at x = 0.5`. */
function example(found: Counterexample, seed: number, values: string): string {
  const [claimed, automatic] = apart(middle(found.claimed), middle(found.automatic));
  const distance = Number(gap(found.claimed, found.automatic).toPrecision(2));
  const bars = found.estimated ? "estimated error bars" : "enclosures";
  const difference = `yours ${claimed}, true ${automatic} (${bars} disjoint by ${distance})`;
  return `e.g. ${entryOf(found)}${difference}, ${placeOf(found, seed, values)}`;
}

/** Where it is so: the point itself where that is short, otherwise which one it is. */
function placeOf({ point, points, sizes }: Counterexample, seed: number, where: string): string {
  const leaves = Object.entries(point);
  if (leaves.length === 0) return "at every point";
  const values = leaves.map(([name, value]) => `${name} = ${JSON.stringify(value)}`).join(", ");
  const own = sizesAsText(sizes);
  const at = own === "" ? "" : ` with ${own}`;
  if (values.length <= short) return `at ${values}${at}`;
  const names = leaves.map(([name]) => name).join(" ");
  return `at random point ${points} of seed ${seed}${at} (values of ${names} ${where})`;
}
