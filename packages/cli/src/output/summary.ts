// The last line of a check: how many of what.
import type { ClaimResult, DerivationResult } from "@cadena/checker";

/** What there can be, in the order in which it is told, for one and for several. */
const sorts: readonly { one: string; several: string; is: (claim: ClaimResult) => boolean }[] = [
  { one: "exact", several: "exact", is: (c) => !c.erratum && c.verdict === "exact" },
  { one: "numeric", several: "numeric", is: (c) => !c.erratum && c.verdict === "numeric" },
  { one: "refuted", several: "refuted", is: (c) => !c.erratum && c.verdict === "refuted" },
  { one: "undecided", several: "undecided", is: (c) => !c.erratum && c.verdict === "undecided" },
  { one: "erratum refuted", several: "errata refuted", is: (c) => c.erratum && c.verdict === "refuted" },
  {
    one: "erratum that holds",
    several: "errata that hold",
    is: (c) => c.erratum && (c.verdict === "numeric" || c.verdict === "exact"),
  },
  {
    one: "erratum undecided",
    several: "errata undecided",
    is: (c) => c.erratum && c.verdict === "undecided",
  },
];

/** `26 derivations, 92 claims: 70 numeric, 22 errata refuted`. */
export function summary(results: readonly DerivationResult[]): string {
  const claims = results.flatMap((result) => result.claims);
  const parts = sorts
    .map(({ one, several, is }) => counted(claims.filter(is).length, one, several))
    .filter((part) => !part.startsWith("0 "));
  const whole = [
    counted(results.length, "derivation", "derivations"),
    counted(claims.length, "claim", "claims"),
  ].join(", ");
  return parts.length === 0 ? whole : `${whole}: ${parts.join(", ")}`;
}

function counted(number: number, one: string, several: string): string {
  return `${number} ${number === 1 ? one : several}`;
}
