// What a verdict rests on, in short facts: what stands in brackets behind it.
import { sizesAsText } from "../derivation/sizes.ts";
import { apart, counted, magnitude, middle } from "./figures.ts";
import type {
  Agreement,
  ClaimResult,
  Counterexample,
  Evidence,
  Finding,
  Identity,
  Likelihood,
} from "./result.ts";

/** How many names are told in one fact. */
const few = 4;

/** The facts of one claim. */
export function factsOf({ erratum, ok, evidence }: ClaimResult): string[] {
  return [
    ...(erratum ? [ok ? "an erratum" : "an erratum, not refuted"] : []),
    ...basis(evidence),
    ...findings(evidence.finding, erratum && ok),
  ];
}

/** Under which conditions, and in which convention and layout. */
function basis({ conditions, convention, layout }: Evidence): string[] {
  return [
    ...(convention === "per-example" ? ["per example"] : []),
    ...(layout === "transposed" ? ["transposed"] : []),
    ...(conditions.length > 0 ? [`given: ${conditions.join(", ")}`] : []),
  ];
}

/** What was found; why something is wrong only where that is as expected, since it is told at length elsewhere. */
function findings(finding: Finding, isExpected: boolean): string[] {
  switch (finding.kind) {
    case "identity":
      return identity(finding);
    case "agreement":
      return [agreement(finding)];
    case "distribution":
      return [likelihood(finding)];
    case "entry":
      return isExpected ? [difference(finding)] : [];
    case "shape":
      return isExpected ? [firstLine(finding.reason)] : [];
    case "undecided":
      return [];
  }
}

function identity({ engine, error, heuristic, local, opaque, oneSided }: Identity): string[] {
  const figure = error === 0 ? "1e-300" : magnitude(error);
  return [
    ...(engine === "p-adic numbers" ? ["in p-adic numbers"] : []),
    heuristic === null ? `error < ${figure}` : `estimated error ${figure}`,
    ...(local.length > 0 ? [`for all ${listed(local)}`] : []),
    ...(opaque.length > 0
      ? [`for any ${opaque.length === 1 ? "function" : "functions"} ${listed(opaque)}`]
      : []),
    ...(oneSided === null ? ["branches not counted"] : []),
    ...(oneSided === null || oneSided === 0 ? [] : [`${counted(oneSided, "comparison")} seen one way only`]),
  ];
}

/** The first few names, and how many more there are. */
function listed(names: readonly string[]): string {
  const more = names.length - few;
  return names.slice(0, few).join(" ") + (more > 0 ? ` and ${more} more` : "");
}

function agreement({ points, bound, estimated, given, decimals }: Agreement): string {
  if (decimals !== null) {
    const where = given ? "at the given numbers" : `at ${counted(points, "point")}`;
    return `equal after rounding to ${counted(decimals, "decimal")}, ${where}`;
  }
  const where = given ? "at the given numbers only" : `at ${counted(points, "point")}`;
  return estimated
    ? `compared as numbers: within ${magnitude(bound)}, estimated, ${where}`
    : `within ${magnitude(bound)} ${where}`;
}

function likelihood({ p, draws }: Likelihood): string {
  const probability = p < 1e-9 ? "p < 1e-9" : `p = ${p.toPrecision(2)}`;
  return `statistical: Kolmogorov-Smirnov, ${probability} for ${draws} draws`;
}

function difference(found: Counterexample): string {
  const [claimed, automatic] = apart(middle(found.claimed), middle(found.automatic));
  return `${entryOf(found)}${claimed}, true ${automatic}`;
}

/** `entry [2, 1]: `, and nothing for a scalar. */
export const entryOf = ({ entry }: Counterexample): string =>
  entry.length === 0 ? "" : `entry [${entry.join(", ")}]: `;

/** The first line of what may have several. */
export const firstLine = (text: string): string => text.split("\n")[0] as string;

/** The choices of sizes at which an identity was shown: `n=3 m=5 and n=5 m=7`; empty for anything else. */
export function sizesOf({ evidence: { finding } }: ClaimResult): string {
  if (finding.kind !== "identity") return "";
  const texts = new Set(finding.sizes.map(sizesAsText));
  return [...texts].filter((text) => text !== "").join(" and ");
}
