// Results as JSON: plain data, in the form that the command line prints.
import type { ClaimResult, DerivationResult } from "./result.ts";

/** Results as they are sent and stored; numbers that JSON does not know are written as text. */
export interface JsonReport {
  readonly ok: boolean;
  readonly derivations: readonly {
    readonly id: string;
    readonly title: string;
    readonly ok: boolean;
    readonly claims: readonly Pick<
      ClaimResult,
      "name" | "formula" | "erratum" | "verdict" | "ok" | "evidence"
    >[];
  }[];
}

/**
 * Results as an object that JSON can hold; what a claim warns of is part of its evidence.
 * @example
 * const squared = derivation({
 *   id: "S1",
 *   title: "A square",
 *   dimensions: {},
 *   build: () => {
 *     const x = input("x", []);
 *     return { loss: square(x), quantities: { x } };
 *   },
 * }).claim("dx", { formula: ({ x }) => mul(2, x) });
 * toJSON(check(squared)).derivations[0]?.claims[0]?.verdict //=> exact
 */
export function toJSON(results: DerivationResult | readonly DerivationResult[]): JsonReport {
  const all = [results].flat() as readonly DerivationResult[];
  const report = {
    ok: all.every(({ ok }) => ok),
    derivations: all.map(({ id, title, ok, claims }) => ({
      id,
      title,
      ok,
      claims: claims.map(({ name, formula, erratum, verdict, ok, evidence, warnings }) => ({
        name,
        formula,
        erratum,
        verdict,
        ok,
        evidence: { ...evidence, warnings },
      })),
    })),
  };
  return JSON.parse(JSON.stringify(report, finite)) as JsonReport;
}

const finite = (_: string, value: unknown): unknown =>
  typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
