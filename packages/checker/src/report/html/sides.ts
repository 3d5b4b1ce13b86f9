// Both sides of a claim as they are written: over names of quantities, of claims and of sizes.
import { input, type Node, substitute } from "@cadena/graph";
import { identifier, type Phrase } from "@cadena/graph/extend";
import type { WriteOptions } from "@cadena/notation";
import { isPair } from "../../claims/world.ts";
import { gradientName } from "../../derive/names.ts";
import { onPage } from "../../derive/transport.ts";
import { phraseOf, phrasesIn } from "../../derive/written/phrases.ts";
import type { ClaimResult } from "../result.ts";
import { pairOf, type Study } from "./study.ts";

/** A formula, how its leaves are written, and under which conditions it is what it should be. */
export interface WrittenSide {
  readonly formula: Node;
  readonly options: WriteOptions;
  readonly given: readonly string[];
}

/** A name for a node, and how it is written. */
type Named = readonly [node: Node, phrase: Phrase];

/** What somebody has claimed; undefined where it is no formula. */
export function handSide(study: Study, k: number): WrittenSide | undefined {
  const pair = pairOf(study, study.page, k);
  if (pair?.statement.kind !== "formula") return undefined;
  const earlier = study.derivation.claims.slice(0, k).flatMap((claim): Named[] => {
    const posed = claim.erratum ? undefined : study.page.posed.get(claim);
    return posed !== undefined && isPair(posed) ? [[posed.claimed, identifier(claim.name)]] : [];
  });
  return over(study, pair.claimed, [...asWritten(quantitiesOf(study), study.result.claims[k]), ...earlier]);
}

/** Of several names for one node, the one that the author uses goes first. */
function asWritten(named: readonly Named[], claim: ClaimResult | undefined): Named[] {
  const words = new Set(claim?.formula.match(/[\p{L}\p{N}_']+/gu));
  const rank = ([, { text }]: Named): number => (words.has(text) ? 0 : 1);
  return named.toSorted((a, b) => rank(a) - rank(b));
}

/** What it should be: the shortest formula that was derived, or else the automatic one as it is. */
export function automaticSide(study: Study, claim: ClaimResult, k: number): WrittenSide | undefined {
  const derived = derivedSide(study, claim);
  if (derived !== undefined) return derived;
  const target = pairOf(study, study.page, k)?.target;
  if (target === undefined) return undefined;
  // A quantity is what it is made from; its own name would say nothing.
  const others = quantitiesOf(study).filter(([node]) => node !== target || node.op.isLeaf);
  return over(study, target, [...others, ...otherGradients(study, claim)]);
}

function derivedSide({ derived }: Study, { evidence }: ClaimResult): WrittenSide | undefined {
  const { quantity, convention, layout } = evidence;
  const step = derived?.steps.find(({ name }) => name.of === quantity);
  const line = step?.lines.at(-1);
  const isSame = layout === "same" && (step?.factor !== undefined) === (convention === "per-example");
  if (derived === undefined || line === undefined || !isSame) return undefined;
  const { formula, given } = line;
  return { formula, options: { phrases: phrasesIn(formula, derived, {}) }, given };
}

const quantitiesOf = ({ page }: Study): Named[] =>
  Object.entries(page.problem.quantities).map(([name, node]) => [node, identifier(name)]);

/** The gradients with respect to other quantities, which the one of a claim is made from. */
function otherGradients({ page, result }: Study, { evidence: { quantity } }: ClaimResult): Named[] {
  const { quantities, reached, gradient } = page.problem;
  if (quantity === null) return [];
  return Object.entries(quantities)
    .filter(([name, node]) => name !== quantity && node.dtype === "real" && reached.has(node))
    .map(([name, node]) => [gradient(node), phraseOf(gradientName(result.loss ?? "J", name, "partial"))]);
}

/** A formula with a symbol in the place of each named node; the first name counts. */
function over({ sizes }: Study, node: Node, named: readonly Named[]): WrittenSide {
  const symbols = new Map<Node, Node>();
  const phrases = new Map<Node, Phrase>();
  for (const [one, phrase] of named) {
    if (symbols.has(one)) continue;
    const symbol = input(phrase.text, one.shape, one.dtype);
    symbols.set(one, symbol);
    phrases.set(symbol, phrase);
  }
  const [formula] = substitute([node], symbols) as [Node];
  return { formula: onPage(formula, sizes), options: { phrases }, given: [] };
}
