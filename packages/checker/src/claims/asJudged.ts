// A derivation whose claims are read as a result says that they were: in its convention, and in its layout.
import type { AnyDerivation, Claim } from "../derivation/derivation.ts";
import type { DerivationResult } from "../report/result.ts";

/** The derivation with claims that leave nothing open. */
export function asJudged(derivation: AnyDerivation, { claims }: DerivationResult): AnyDerivation {
  const read = derivation.claims.map((claim, k): Claim => {
    const { convention = null, layout = null } = claims[k]?.evidence ?? {};
    if ("draw" in claim.states) return claim;
    return {
      ...claim,
      states: { ...claim.states, ...(convention && { convention }), ...(layout && { layout }) },
    };
  });
  return { ...derivation, claims: read };
}
