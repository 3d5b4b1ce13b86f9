// Everything that an author of derivations needs.

export { ArraysModel } from "./arrays/arraysModel.ts";
export { diagnoseArrays } from "./arrays/diagnoseArrays.ts";
export type { Explanation } from "./arrays/explanation.ts";
export type { Question } from "./arrays/questions.ts";
export type { ArrayResult, ArraysOptions, ArraysResult } from "./arrays/result.ts";
export { type CheckOptions, check } from "./check.ts";
export { checkGradients, type GradientOptions, type NodeFunction } from "./checkGradients.ts";
export { checkOp, type OpOptions } from "./checkOp.ts";
export { knownMistakes } from "./claims/diagnosis/repair/knownMistakes.ts";
export type { Edit, Lack, Mistake, Place as FormulaPlace } from "./claims/diagnosis/repair/mistake.ts";
export type { Slope } from "./claims/diagnosis/repair/slopes.ts";
export type { Vocabulary } from "./claims/diagnosis/repair/vocabulary.ts";
export { type Noted, withNotes } from "./claims/fromNotes.ts";
export { quantityOf } from "./claims/target.ts";
export type { Retrial } from "./counterexamples.ts";
export type { Condition, Demand } from "./derivation/condition.ts";
export {
  below,
  between,
  columnsHaveUnitLength,
  columnsHaveZeroMean,
  columnsSumToOne,
  conditionForms,
  hasUnitLength,
  hasZeroMean,
  lowRank,
  oneHotColumns,
  oneHotRows,
  oneHotVector,
  orthogonal,
  parseCondition,
  positive,
  positiveDefinite,
  rowsHaveUnitLength,
  rowsHaveZeroMean,
  rowsSumToOne,
  sumsToOne,
  symmetric,
  zeroOrOne,
} from "./derivation/conditions/index.ts";
export {
  type AnyDerivation,
  type Built,
  type Claim,
  type ClaimDefinition,
  type Convention,
  type Derivation,
  type DerivationDefinition,
  type Dimension,
  type Dimensions,
  type DrawDefinition,
  derivation,
  type Layout,
  type NumberScope,
  type Quantities,
  type Scope,
  type Sizes,
} from "./derivation/derivation.ts";
export { type SizeTable, smallSizes, usualSizes } from "./derivation/sizes.ts";
export { type DeriveOptions, derive, type Model } from "./derive/derive.ts";
export type { Derived, DerivedStep, Equation, Line, Name, Reason } from "./derive/derived.ts";
export type { Style } from "./derive/names.ts";
export { derivedToHtml } from "./derive/written/html.ts";
export { derivedToLatex } from "./derive/written/latex.ts";
export { derivedToMarkdown } from "./derive/written/markdown.ts";
export type { DerivedOptions } from "./derive/written/phrases.ts";
export { derivedToText } from "./derive/written/text.ts";
export { type Equivalence, type EquivalenceOptions, equivalent, type Formula } from "./equivalent.ts";
export { knownLintRules } from "./lint/knownLintRules.ts";
export { type LintOptions, lint } from "./lint/lint.ts";
export type { LintFinding, LintResult } from "./lint/result.ts";
export type { LintRule, Sighting } from "./lint/rule.ts";
export type { Subject as LintSubject } from "./lint/subject.ts";
export { type MutationOptions, mutationScore } from "./mutation/mutationScore.ts";
export type { ClaimScore, MutationScore, Survivor } from "./mutation/result.ts";
export { type Dual, dual } from "./numbers/dual.ts";
export { type Interval, interval } from "./numbers/interval.ts";
export {
  agreement,
  digitsFor,
  type PAdic,
  type PAdicAgreement,
  type PAdicMode,
  type PAdicQuotient,
  type PAdicSystem,
  type Place,
  pAdic,
  pAdicQuotient,
  type QuotientQuestion,
  samplePAdic,
  type Twist,
} from "./numbers/padic/index.ts";
export type { Ternary } from "./numbers/ternary.ts";
export { type DegreeBound, degreeBound } from "./numbers/tower/degree.ts";
export { exponentDepth } from "./numbers/tower/depth.ts";
export type { TowerNumber, Trouble } from "./numbers/tower/element.ts";
export { type Tower, type TowerOptions, type TowerRecord, tower } from "./numbers/tower/tower.ts";
export { type Replayed, type ReplayedClaim, replay } from "./replay.ts";
export { arraysToText } from "./report/arrays.ts";
export { type HtmlOptions, toHTML } from "./report/html/toHTML.ts";
export { fromJSON, type JsonReport, toJSON } from "./report/json.ts";
export { toJUnit } from "./report/junit.ts";
export { legend, levels } from "./report/level.ts";
export { lintToText } from "./report/lint.ts";
export { toMarkdown } from "./report/markdown.ts";
export { mutationToText } from "./report/mutation.ts";
export type {
  Agreement,
  Bounds,
  ClaimResult,
  Counterexample,
  DerivationResult,
  Equivalent,
  Evidence,
  Finding,
  GradientWitnesses,
  Hint,
  Identity,
  Indecision,
  Law,
  LawsResult,
  Level,
  Likelihood,
  Misshapen,
  NumericVerdict,
  Options,
  Respelled,
  Rewritten,
  Verdict,
  Witness,
} from "./report/result.ts";
export { summary } from "./report/summary.ts";
export { toTestFile } from "./report/testFile.ts";
export { type TextOptions, toText } from "./report/text.ts";
export { shrunk } from "./shrink/shrunk.ts";
export { version } from "./version.ts";
