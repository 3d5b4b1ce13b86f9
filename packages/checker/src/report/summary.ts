// How many claims became what: one sentence on a whole report.
import { counted } from "./figures.ts";
import type { ClaimResult, DerivationResult } from "./result.ts";

/** What a claim can be, in the order in which it is told, for one and for several. */
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

/**
 * How many derivations and claims there are, and what became of them.
 * @example
 * const squared = derivation({
 *   id: "S",
 *   title: "A square",
 *   dimensions: {},
 *   build: () => {
 *     const x = input("x", []);
 *     return { loss: square(x), quantities: { x } };
 *   },
 * })
 *   .claim("dx", { formula: ({ x }) => mul(2, x) })
 *   .erratum("dx", { formula: ({ x }) => x });
 * summary(check(squared)) //=> 1 derivation, 2 claims: 1 exact, 1 erratum refuted
 */
export function summary(results: DerivationResult | readonly DerivationResult[]): string {
  const all = [results].flat() as readonly DerivationResult[];
  const claims = all.flatMap((result) => result.claims);
  const parts = sorts
    .map(({ one, several, is }) => counted(claims.filter(is).length, one, several))
    .filter((part) => !part.startsWith("0 "));
  const whole = `${counted(all.length, "derivation")}, ${counted(claims.length, "claim")}`;
  return parts.length === 0 ? whole : `${whole}: ${parts.join(", ")}`;
}
