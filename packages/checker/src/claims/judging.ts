// All claims of a derivation, one after the other, in the convention and the layout that they are meant in.
import type { Node } from "@cadena/graph";
import type { AnyDerivation, Claim } from "../derivation/derivation.ts";
import { type Judged, judge, type Setting } from "./claim.ts";
import { compared } from "./compared.ts";
import { corrected, type Mistaken, usedIn } from "./mistaken.ts";
import { type OpenClaims, openIn, type Reading, readAs, readings } from "./reading.ts";

/** A derivation whose claims leave nothing open, and what was found of each. */
export interface Judgement {
  readonly derivation: AnyDerivation;
  readonly judged: readonly (readonly [Claim, Judged])[];
  /** The claims that were refuted. */
  readonly mistaken: ReadonlyMap<string, Mistaken>;
}

/** What claims are judged with, before any of them is known to be wrong. */
export type Beginning = Omit<Setting, "mistaken">;

/**
 * Judges all claims. What they leave open is read in the usual way where nothing is wrong then, and otherwise so that the
 * fewest claims are wrong by themselves: gradients with an entry for each example decide on the convention.
 * @returns several judgements, the usual one first, where none is better than another
 */
export function judgeAll(derivation: AnyDerivation, setting: Beginning): readonly Judgement[] {
  const open = openIn(derivation, setting.problem);
  let best: Meant | undefined;
  for (const reading of readings.filter((one) => isApplicable(one, open))) {
    const judgement = judgeAs(readAs(derivation, open, reading), setting);
    const errors = errorsIn(judgement, derivation.claims, open, setting);
    const isAdmissible = reading.layout === "same" || errors.ofLayout === 0;
    if (!isAdmissible) continue;
    if (best === undefined || isLess(errors, best.errors)) best = { judgements: [judgement], errors };
    else if (!isLess(best.errors, errors)) best.judgements.push(judgement);
    if (best.errors.all === 0) break;
  }
  return (best as Meant).judgements;
}

/** Judgements, and how many errors each of them finds. */
interface Meant {
  readonly judgements: Judgement[];
  readonly errors: Errors;
}

/** How many claims are wrong by themselves: of those that decide on the convention, and of all. */
interface Errors {
  readonly ofConvention: number;
  readonly all: number;
  /** How many of those that decide on the layout are wrong. */
  readonly ofLayout: number;
}

/** One matrix that is right when transposed is an error; several are a layout. */
const isApplicable = ({ convention, layout }: Reading, open: OpenClaims): boolean =>
  (convention === "cost" || open.convention.size > 0) && (layout === "same" || open.layout.size > 1);

const isLess = (a: Errors, b: Errors): boolean =>
  a.ofConvention < b.ofConvention || (a.ofConvention === b.ofConvention && a.all < b.all);

function judgeAs(derivation: AnyDerivation, setting: Beginning): Judgement {
  const earlier: Record<string, Node> = {};
  const mistaken = new Map<string, Mistaken>();
  const judged = derivation.claims.map((claim): readonly [Claim, Judged] => {
    const one = judge(claim, earlier, { ...setting, mistaken });
    const { node, target, result } = one;
    if (!claim.erratum && node !== undefined) {
      earlier[claim.name] = node;
      const isMisshapen = result.evidence.finding.kind === "shape";
      // Of a formula that is a leaf one cannot tell which later claims use it, and which use the leaf.
      const isKnown = isMisshapen || !node.op.isLeaf;
      if (result.verdict === "refuted" && target !== undefined && target !== node && isKnown) {
        mistaken.set(claim.name, { claimed: node, target, isMisshapen });
      }
    }
    return [claim, one];
  });
  return { derivation, judged, mistaken };
}

/** @param claims as they are before they are read in one way */
function errorsIn(
  { judged, mistaken }: Judgement,
  claims: readonly Claim[],
  open: OpenClaims,
  { points }: Beginning,
): Errors {
  const wrong = claims.filter((claim, k) => !claim.erratum && judged[k]?.[1].result.verdict === "refuted");
  const byThemselves = wrong.filter((claim) => {
    const [, one] = judged[claims.indexOf(claim)] as readonly [Claim, Judged];
    return inheritedFrom(one, mistaken, points).length === 0;
  });
  return {
    ofConvention: byThemselves.filter((claim) => open.convention.has(claim)).length,
    all: byThemselves.length,
    ofLayout: wrong.filter((claim) => open.layout.has(claim)).length,
  };
}

/** The mistaken claims without which a refuted formula would be right; none where it is wrong by itself. */
export function inheritedFrom(
  { trial, node }: Judged,
  mistaken: ReadonlyMap<string, Mistaken>,
  points: number,
): string[] {
  if (trial?.statement.kind !== "formula" || node === undefined) return [];
  const { statement, target, ground } = trial;
  const used = usedIn(statement.node, mistaken).filter(([, { claimed }]) => claimed !== node);
  if (used.length === 0) return [];
  const local = { kind: "formula", node: corrected(statement.node, used) } as const;
  const isRight =
    local.node.shape.join() === target.node.shape.join() &&
    compared(local, target.node, ground, points).kind === "agreement";
  return isRight ? used.map(([name]) => name) : [];
}
