// How the claims of a derivation are read that leave it open: in which convention, and in which layout.
import { CadenaError } from "@cadena/graph";
import type { AnyDerivation, Claim, ClaimDefinition, Convention, Layout } from "../derivation/derivation.ts";
import { smallSizes } from "../derivation/sizes.ts";
import { type Problem, pose } from "./problem.ts";
import { quantityOf } from "./target.ts";

/** One way to read gradients. */
export interface Reading {
  readonly convention: Convention;
  readonly layout: Layout;
}

/** The usual one first. */
export const readings: readonly Reading[] = [
  { convention: "cost", layout: "same" },
  { convention: "per-example", layout: "same" },
  { convention: "cost", layout: "transposed" },
  { convention: "per-example", layout: "transposed" },
];

/** Which claims leave something open, and what. */
export interface OpenClaims {
  /** About a gradient that has an entry for each example, with an open convention. */
  readonly convention: ReadonlySet<Claim>;
  /** About the gradient of a matrix, with an open layout. */
  readonly layout: ReadonlySet<Claim>;
}

/** What the claims of a derivation leave open. */
export function openIn(derivation: AnyDerivation, problem: Problem): OpenClaims {
  const about = derivation.claims.map((claim) => [claim, quantityOf(claim, problem.quantities)] as const);
  const leaving = (what: "convention" | "layout"): (readonly [Claim, string])[] =>
    about.flatMap(([claim, quantity]) =>
      quantity !== undefined && chosen(claim.states as States, what) === "auto" ? [[claim, quantity]] : [],
    );
  const open = leaving("convention");
  const forExamples = open.length === 0 ? new Set() : quantitiesOfExamples(derivation);
  return {
    convention: new Set(open.flatMap(([claim, quantity]) => (forExamples.has(quantity) ? [claim] : []))),
    layout: new Set(
      leaving("layout").flatMap(([claim, quantity]) =>
        problem.quantities[quantity]?.shape.length === 2 ? [claim] : [],
      ),
    ),
  };
}

/** The derivation with claims that leave nothing open. */
export function readAs(derivation: AnyDerivation, open: OpenClaims, reading: Reading): AnyDerivation {
  const claims = derivation.claims.map((claim): Claim => {
    const convention = open.convention.has(claim) ? reading.convention : undefined;
    const layout = open.layout.has(claim) ? reading.layout : undefined;
    if (convention === undefined && layout === undefined) return claim;
    return {
      ...claim,
      states: { ...claim.states, ...(convention && { convention }), ...(layout && { layout }) },
    };
  });
  return { ...derivation, claims };
}

type States = ClaimDefinition<never, never>;

/** What a claim says about its convention or its layout. */
function chosen(states: States, what: "convention" | "layout"): string {
  return states[what] ?? (typeof states.formula === "string" ? "auto" : "said by the code");
}

/** The quantities that have an entry for each example: an axis that is as long as there are examples, at any sizes. */
export function quantitiesOfExamples(derivation: AnyDerivation): ReadonlySet<string> {
  const { examples, dimensions } = derivation;
  if (examples === undefined) return new Set();
  try {
    const [first, second] = [0, 1].map((shift) => {
      const { quantities, sizes } = pose(derivation, smallSizes(dimensions, shift));
      const count = sizes[examples];
      return new Set(
        Object.entries(quantities).flatMap(([name, { shape }]) =>
          shape.flatMap((size, axis) => (size === count ? [`${name} ${axis}`] : [])),
        ),
      );
    }) as [Set<string>, Set<string>];
    const both = [...first].filter((one) => second.has(one));
    return new Set(both.map((one) => one.slice(0, one.lastIndexOf(" "))));
  } catch (error) {
    // What cannot be built at small sizes is read in the usual way.
    if (error instanceof CadenaError) return new Set();
    throw error;
  }
}
