// The conditions that hand-derived formulas need most. Each is a parametrisation by sums, products and quotients, so
// that a sample satisfies it exactly in every number system.
export { below, between, positive, zeroOrOne } from "./elements.ts";
export { columnsHaveUnitLength, hasUnitLength, rowsHaveUnitLength } from "./length.ts";
export { lowRank, orthogonal, positiveDefinite, symmetric } from "./matrices.ts";
export { oneHotColumns, oneHotRows, oneHotVector } from "./oneHot.ts";
export { conditionForms, parseCondition } from "./parse.ts";
export {
  columnsHaveZeroMean,
  columnsSumToOne,
  hasZeroMean,
  rowsHaveZeroMean,
  rowsSumToOne,
  sumsToOne,
} from "./sums.ts";
