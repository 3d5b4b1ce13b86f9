// How much a check sees: each right formula is made wrong by single edits, those that people make, and the check has to
// refute every one of them.
import { CadenaError, captureOrigins, type Node } from "@cadena/graph";
import type { Field } from "../claims/diagnosis/repair/draft.ts";
import { knownMistakes } from "../claims/diagnosis/repair/knownMistakes.ts";
import type { Mistake } from "../claims/diagnosis/repair/mistake.ts";
import { editsOfFormula } from "../claims/diagnosis/repair/search.ts";
import { Values } from "../claims/diagnosis/repair/values.ts";
import { meant, over, type Vocabulary, vocabularyOf } from "../claims/diagnosis/repair/vocabulary.ts";
import { writer } from "../claims/diagnosis/repair/written.ts";
import { Suppositions, type There } from "../claims/diagnosis/supposition.ts";
import type { Ground } from "../claims/ground.ts";
import type { AnyDerivation, Claim } from "../derivation/derivation.ts";
import { elements, prepared, remembered } from "../evidence/program.ts";
import { search } from "../evidence/search.ts";
import { type Interval, interval } from "../numbers/interval.ts";
import type { Ternary } from "../numbers/ternary.ts";
import type { LeafValues } from "../points/points.ts";
import type { ClaimScore, MutationScore, Survivor } from "./result.ts";

/** With which edits, and how thoroughly they are tried. */
export interface MutationOptions {
  /** The mistakes that are made; `knownMistakes` where nothing is said. */
  readonly mistakes?: readonly Mistake[];
  /** At how many points a mutant is tried, as in `check`; 5 where nothing is said. */
  readonly points?: number;
  /** Another choice of random points. */
  readonly seed?: number;
}

/**
 * How many wrong formulas a check would refute: each formula that is claimed is changed by single edits, and every mutant
 * is tried at the points of the check, at small sizes. What survives is equal to the formula for all values, as
 * exact arithmetic shows, is a hole in the check, or is open.
 * @throws CadenaError where the derivation cannot be built at any sizes, or `points` is no whole number from 1 on
 * @example
 * const squared = derivation({
 *   id: "square",
 *   title: "A square",
 *   dimensions: {},
 *   build: () => {
 *     const x = input("x", []);
 *     return { loss: square(x), quantities: { x } };
 *   },
 * }).claim("dx", { formula: ({ x }) => mul(2, x) });
 * mutationScore(squared).holes //=> 0
 */
export function mutationScore(
  derivation: AnyDerivation,
  { mistakes = knownMistakes, points = 5, seed = 1 }: MutationOptions = {},
): MutationScore {
  if (!(Number.isInteger(points) && points > 0)) {
    throw new CadenaError(`mutationScore: points is a whole number from 1 on, not ${points}`);
  }
  const before = captureOrigins(false);
  try {
    const suppositions = new Suppositions(derivation, seed);
    const claims = derivation.claims.flatMap((claim) => {
      const there = isRightFormula(claim) ? suppositions.there(claim) : undefined;
      return there?.claimed === undefined ? [] : scoreOf(claim, there, { suppositions, mistakes, points });
    });
    const total = (of: (one: ClaimScore) => number): number => claims.reduce((sum, one) => sum + of(one), 0);
    return {
      id: derivation.id,
      title: derivation.title,
      claims,
      mutants: total((one) => one.mutants),
      killed: total((one) => one.killed),
      holes: total((one) => one.survivors.filter(({ why }) => why === "hole").length),
    };
  } finally {
    captureOrigins(before);
  }
}

/** Whether a claim states a formula that is believed right. */
const isRightFormula = ({ erratum, states }: Claim): boolean =>
  !erratum && "formula" in states && states.formula !== undefined;

/** A survivor is tried at so many more points, whose numbers are by so much larger. */
const far = { points: 24, spread: 8 };

interface Setting {
  readonly suppositions: Suppositions;
  readonly mistakes: readonly Mistake[];
  readonly points: number;
}

/** The score of one claim; none where its formula is wrong, or has nothing that can be changed. */
function scoreOf(claim: Claim, there: There, { suppositions, mistakes, points }: Setting): ClaimScore[] {
  const { problem, target, earlier } = there;
  const ground = suppositions.groundIn(problem, claim);
  const words = vocabularyOf(problem, without(earlier, claim.name), target);
  const formula = over(words, there.claimed as Node);
  const values = new Values(ground.points, words.sources);
  const text = writer(words.sizes);
  const field: Field = { target, words, values, mistakes, text };
  const survives = trial(target, words, ground, points);
  if (!survives(formula)) return [];
  const wider = { ...ground, points: ground.points.spread(far.spread) };
  const survivesFarOut = trial(target, words, wider, far.points);
  const seen = new Set([text(formula)]);
  const survivors: Survivor[] = [];
  let mutants = 0;
  for (const {
    node,
    mistakes: [mistake = ""],
  } of editsOfFormula(formula, field)) {
    const written = text(node);
    if (seen.has(written) || !hasValues(node, values)) continue;
    seen.add(written);
    mutants++;
    if (node.shape.join() !== target.shape.join() || !survives(node)) continue;
    const isEqual = suppositions.areEqual(meant(words, node), target, there, claim);
    if (isEqual) mutants--;
    const why = isEqual ? "equal" : survivesFarOut(node) ? "open" : "hole";
    survivors.push({ formula: written, mistake, why });
  }
  if (mutants === 0) return [];
  const killed = mutants - survivors.filter(({ why }) => why !== "equal").length;
  return [{ name: claim.name, formula: text(formula), mutants, killed, survivors }];
}

/** What has no finite value at random points is no formula that somebody would claim. */
const hasValues = (node: Node, values: Values): boolean => values.areEqual(node, node);

const without = (nodes: Readonly<Record<string, Node>>, name: string): Record<string, Node> =>
  Object.fromEntries(Object.entries(nodes).filter(([one]) => one !== name));

/** Whether a formula over a vocabulary is not refuted at the points of a claim. */
function trial(
  target: Node,
  { sources }: Vocabulary,
  { points, fixed, sizes }: Ground,
  wanted: number,
): (formula: Node) => boolean {
  const known = [...sources];
  const valuesAt = remembered([target, ...known.map(([, source]) => source)]);
  const leaves: LeafValues<Interval, Ternary>[] = [];
  const leafAt = (index: number): LeafValues<Interval, Ternary> => {
    leaves[index] ??= points.at(interval, index);
    return leaves[index];
  };
  return (formula) => {
    const evaluate = prepared([formula]);
    const finding = search({
      sides: (index) => {
        const leaf = leafAt(index);
        const [automatic, ...quantities] = valuesAt(interval, leaf);
        const byLeaf = new Map(known.map(([stand], k) => [stand, quantities[k]]));
        const [claimed] = evaluate(interval, (node) => byLeaf.get(node) ?? leaf(node));
        return { claimed: elements(interval, claimed), automatic: elements(interval, automatic) };
      },
      shape: target.shape,
      sizes,
      points: wanted,
      patience: 2,
      single: fixed.size > 0 && fixed.size === points.round - 1,
      describe: () => ({}),
      estimated: false,
      given: false,
      decimals: null,
    });
    return finding.kind !== "entry";
  };
}
