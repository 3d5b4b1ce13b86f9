// What stands below a claim: why it is wrong or open, the counter-example, and what to be careful about.
import { sizesAsText } from "../derivation/sizes.ts";
import { entryOf, firstLine } from "./facts.ts";
import { apart, gap, middle } from "./figures.ts";
import type { ClaimResult, Counterexample } from "./result.ts";

/** How long a point may be to be written out. */
const short = 60;

/** The notes on one claim, each a sentence or two; lines of a formula may stand below. */
export function notesOf(claim: ClaimResult): string[] {
  return [...claim.hints.map(({ text }) => text), ...found(claim), ...warningsOf(claim)];
}

/** What to be careful about. */
export const warningsOf = ({ warnings }: ClaimResult): string[] =>
  warnings.map((warning) => `warning: ${warning}`);

function found({ erratum, ok, evidence: { finding, atOwnSizes, seed } }: ClaimResult): string[] {
  const elsewhere = atOwnSizes === null ? [] : ["it agrees at the derivation's own sizes, and not at others"];
  switch (finding.kind) {
    case "entry":
      return erratum && ok ? [] : [...elsewhere, example(finding, seed)];
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
function example(found: Counterexample, seed: number): string {
  const [claimed, automatic] = apart(middle(found.claimed), middle(found.automatic));
  const distance = Number(gap(found.claimed, found.automatic).toPrecision(2));
  const bars = found.estimated ? "estimated error bars" : "enclosures";
  const difference = `yours ${claimed}, true ${automatic} (${bars} disjoint by ${distance})`;
  return `e.g. ${entryOf(found)}${difference}, ${placeOf(found, seed)}`;
}

/** Where it is so: the point itself where that is short, otherwise which one it is. */
function placeOf({ point, points, sizes }: Counterexample, seed: number): string {
  const leaves = Object.entries(point);
  if (leaves.length === 0) return "at every point";
  const values = leaves.map(([name, value]) => `${name} = ${JSON.stringify(value)}`).join(", ");
  const own = sizesAsText(sizes);
  const where = own === "" ? "" : ` with ${own}`;
  if (values.length <= short) return `at ${values}${where}`;
  const names = leaves.map(([name]) => name).join(" ");
  return `at random point ${points} of seed ${seed}${where} (values of ${names} in the JSON report)`;
}
