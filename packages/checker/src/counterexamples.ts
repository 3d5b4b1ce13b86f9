// Counter-examples of a report, evaluated again: each claim at the sizes and at the very point that were recorded.
import type { Nested } from "@cadena/graph";
import { check } from "./check.ts";
import type { AnyDerivation, Claim } from "./derivation/derivation.ts";
import { sizesAsText } from "./derivation/sizes.ts";
import { firstLine } from "./report/facts.ts";
import type { Counterexample, DerivationResult, Finding } from "./report/result.ts";

/** Claims by name; of several of one name, by their order too. */
export function keyed<C extends Pick<Claim, "name" | "erratum">>(claims: readonly C[]): Map<string, C> {
  const found = new Map<string, C>();
  for (const claim of claims) {
    let key = JSON.stringify([claim.name, claim.erratum]);
    while (found.has(key)) key += " again";
    found.set(key, claim);
  }
  return found;
}

/** Whether the enclosures of both sides are disjoint once more; or why they could not be had. */
export type Retrial = "disjoint again" | "not disjoint" | `not evaluated: ${string}`;

/** What becomes of each counter-example of a result, by the key of its claim. */
export function triedAgain(
  derivation: AnyDerivation,
  { claims, options }: DerivationResult,
): Map<string, Retrial> {
  const groups = new Map<string, Map<string, Counterexample>>();
  for (const [key, { evidence }] of keyed(claims)) {
    const { finding } = evidence;
    if (finding.kind !== "entry") continue;
    const sizes = sizesAsText(finding.sizes);
    groups.set(sizes, (groups.get(sizes) ?? new Map()).set(key, finding));
  }
  const found = new Map<string, Retrial>();
  for (const counterexamples of groups.values()) {
    const results = keyed(check(placed(derivation, counterexamples), { ...options, points: 1 }).claims);
    for (const key of counterexamples.keys()) {
      const again = results.get(key)?.evidence.finding;
      if (again !== undefined) found.set(key, retrialOf(again));
    }
  }
  return found;
}

function retrialOf(again: Finding): Retrial {
  if (again.kind === "entry") return "disjoint again";
  return again.kind === "undecided" ? `not evaluated: ${firstLine(again.reason)}` : "not disjoint";
}

/** The derivation at the sizes of counter-examples, with each of their claims at its point. */
function placed(derivation: AnyDerivation, at: ReadonlyMap<string, Counterexample>): AnyDerivation {
  const [{ sizes }] = [...at.values()] as [Counterexample];
  const dimensions = Object.entries(derivation.dimensions).map(([name, dimension]) => {
    const size = sizes[name];
    return [name, { ...(typeof dimension === "number" ? {} : dimension), ...(size && { size }) }];
  });
  const claims = Array.from(keyed(derivation.claims), ([key, claim]): Claim => {
    const { states } = claim;
    const counterexample = at.get(key);
    if (counterexample === undefined || "draw" in states) return claim;
    // The point satisfies its conditions, up to the rounding of its numbers.
    return { ...claim, states: { ...states, given: [], at: numbersOf(counterexample.point) } };
  });
  return { ...derivation, given: [], dimensions: Object.fromEntries(dimensions), claims };
}

/** A point as it was before numbers that JSON does not know were written as text. */
export function numbersOf(point: Counterexample["point"]): Record<string, Nested> {
  const read = (value: unknown): Nested => (Array.isArray(value) ? value.map(read) : Number(value)) as Nested;
  return Object.fromEntries(Object.entries(point).map(([name, value]) => [name, read(value)]));
}
