// How strong the evidence for a claim is, from "exact and closed" down to "undecided".
import type { ClaimResult, DerivationResult, Evidence, Level, Verdict } from "./result.ts";

/**
 * What each level of evidence says.
 * @example
 * levels.E1 //=> checked at the given numbers only, to rounding
 */
export const levels: Readonly<Record<Level, string>> = {
  E5: "exact, and the automatic gradient itself is confirmed by exact difference quotients of the forward program",
  E4: "exact: equal for all inputs that fulfil the conditions, but for a tiny probability",
  E3: "refuted: by a counter-example, by its shape, or by a statistical test",
  E2: "numeric: agrees within error bars at random points, which proves nothing",
  E1: "checked at the given numbers only, to rounding",
  E0: "undecided",
};

/** The level of a verdict. */
export function levelOf(
  verdict: Verdict,
  { finding, automatic }: Pick<Evidence, "finding" | "automatic">,
): Level {
  switch (verdict) {
    case "exact":
      return automatic?.quotients.verdict === "exact" && automatic.verdict !== "refuted" ? "E5" : "E4";
    case "refuted":
      return "E3";
    case "numeric":
      return finding.kind === "agreement" && finding.given ? "E1" : "E2";
    case "undecided":
      return "E0";
  }
}

/** The levels that occur in results, from the strongest on, each with what it says. */
export function legend(results: readonly DerivationResult[]): readonly (readonly [Level, string])[] {
  const seen = new Set(results.flatMap(({ claims }) => claims.map(({ level }: ClaimResult) => level)));
  return (Object.entries(levels) as [Level, string][]).filter(([level]) => seen.has(level));
}
