// Results as JUnit XML, which CI systems read: a suite for each derivation, a case for each claim.
import { wordOf } from "./block.ts";
import { escaped } from "./escaped.ts";
import { factsOf, firstLine } from "./facts.ts";
import { notesOf } from "./notes.ts";
import type { ClaimResult, DerivationResult } from "./result.ts";

/**
 * Results as JUnit XML. A claim that is not as expected is a failure, one that could not be decided is skipped.
 * @example
 * const squared = derivation({
 *   id: "S",
 *   title: "A square",
 *   dimensions: {},
 *   build: () => {
 *     const x = input("x", []);
 *     return { loss: square(x), quantities: { x } };
 *   },
 * }).claim("dx", { formula: ({ x }) => mul(2, x) });
 * toJUnit(check(squared)).split("\n")[1]
 * //=> <testsuites name="cadena" tests="1" failures="0" errors="0" skipped="0">
 */
export function toJUnit(results: DerivationResult | readonly DerivationResult[]): string {
  const all = [results].flat() as readonly DerivationResult[];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="cadena" ${counts(all.flatMap(({ claims }) => claims))}>`,
    ...all.flatMap(suite),
    "</testsuites>",
    "",
  ].join("\n");
}

function suite({ id, title, claims }: DerivationResult): string[] {
  return [
    `  <testsuite name="${escaped(`${id}: ${title}`)}" ${counts(claims)}>`,
    ...claims.flatMap((claim) => testcase(id, claim)),
    "  </testsuite>",
  ];
}

function testcase(id: string, claim: ClaimResult): string[] {
  const { name, formula, erratum } = claim;
  const title = `${name} = ${formula}${erratum ? " (an erratum)" : ""}`;
  const begin = `    <testcase classname="${escaped(id)}" name="${escaped(title)}"`;
  const outcome = outcomeOf(claim);
  if (outcome === "passed") return [`${begin}/>`];
  const notes = notesOf(claim);
  const message = `${wordOf(claim)}${notes[0] === undefined ? "" : `: ${firstLine(notes[0])}`}`;
  const inside =
    outcome === "skipped"
      ? `      <skipped message="${escaped(message)}"/>`
      : `      <failure type="${claim.verdict}" message="${escaped(message)}">${escaped([...factsOf(claim), ...notes].join("\n"))}</failure>`;
  return [`${begin}>`, inside, "    </testcase>"];
}

type Outcome = "passed" | "failure" | "skipped";

function outcomeOf({ ok, verdict }: ClaimResult): Outcome {
  if (ok) return "passed";
  return verdict === "undecided" ? "skipped" : "failure";
}

function counts(claims: readonly ClaimResult[]): string {
  const outcomes = claims.map(outcomeOf);
  const of = (one: Outcome): number => outcomes.filter((outcome) => outcome === one).length;
  return `tests="${claims.length}" failures="${of("failure")}" errors="0" skipped="${of("skipped")}"`;
}
