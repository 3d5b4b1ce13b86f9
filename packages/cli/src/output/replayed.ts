// What a replay finds, as text: a line for a derivation, and below it what differs.
import type { Replayed, ReplayedClaim } from "@cadena/checker";

/** `N7  Sigmoid and cross-entropy  same (6 claims, 2 counter-examples)`. */
export function replayedAsText({ id, title, same, claims }: Replayed): string {
  const counterexamples = claims.filter(({ counterexample }) => counterexample !== null).length;
  const parts = [counted(claims.length, "claim")];
  if (counterexamples > 0) parts.push(counted(counterexamples, "counter-example"));
  return [
    `${id}  ${title}  ${same ? "same" : "DIFFERENT"} (${parts.join(", ")})`,
    ...claims.flatMap(differences),
  ]
    .map(onOneLine)
    .join("\n");
}

/** `26 derivations: 25 same, 1 different`. */
export function replaySummary(results: readonly Replayed[]): string {
  const same = results.filter((result) => result.same).length;
  const parts = [
    same > 0 ? `${same} same` : "",
    same < results.length ? `${results.length - same} different` : "",
  ];
  return [counted(results.length, "derivation"), parts.filter((part) => part !== "").join(", ")]
    .filter((part) => part !== "")
    .join(": ");
}

function differences({ name, outcome, counterexample }: ReplayedClaim): string[] {
  const odd = counterexample === null || counterexample === "disjoint again" ? [] : [retold(counterexample)];
  return [
    ...(outcome === "same" ? [] : [`      ${name}: ${outcome}`]),
    ...odd.map((what) => `      ${name}: the counter-example of the report ${what}`),
  ];
}

const retold = (retrial: string): string =>
  retrial === "not disjoint" ? "refutes it no longer" : `is ${retrial}`;

/** Without line breaks and other control characters, which names and formulas may have. */
const onOneLine = (text: string): string => text.replace(/\p{Cc}+/gu, " ");

const counted = (number: number, one: string): string => `${number} ${one}${number === 1 ? "" : "s"}`;
