// The door for authors of ops, number systems and engines: the definers of all kinds, and what a rule or a meaning
// is written with.
export { type BinaryOp, binary, type TernaryOp, ternary, type UnaryOp, unary } from "./elementwise/define.ts";
export {
  choosing,
  comparing,
  onNumbers,
  onReals,
  onTruths,
  type Signature,
} from "./elementwise/signature.ts";
export { bind } from "./evaluate/bindings.ts";
export { evaluateIn } from "./evaluate/evaluate.ts";
export { interpret, type Plan, plan, type Watch } from "./evaluate/interpret.ts";
export { nearest } from "./evaluate/nearest.ts";
export { expressions } from "./gradients/expressions.ts";
export { pullback } from "./gradients/pullback.ts";
export { type AxesAttributes, axisOptions, normaliseAxes, normaliseAxis } from "./kinds/axes.ts";
export { type CompositeDefinition, type CompositeOp, composite } from "./kinds/composite.ts";
export {
  type ContractionDefinition,
  type ContractionOp,
  contraction,
  type Labels,
} from "./kinds/contraction.ts";
export { type Domain, nonzero, positive, reals, unitInterval } from "./kinds/domain.ts";
export { type GeneralDefinition, type GeneralOp, general, type Pull } from "./kinds/general.ts";
export { greek, identifier } from "./kinds/identifier.ts";
export { dense, indexAt, type Layout } from "./kinds/layout.ts";
export type { FoldStep, Lowering, Refusal, ScalarMeaning } from "./kinds/lowering.ts";
export {
  atom,
  binding,
  call,
  commonShape,
  enclosed,
  following,
  infix,
  type Notation,
  type Phrase,
  stretched,
  write,
} from "./kinds/notation.ts";
export type { Derivative, Op } from "./kinds/op.ts";
export { type ReductionDefinition, type ReductionOp, reduction } from "./kinds/reduction.ts";
export {
  type Copy,
  type StructuralDefinition,
  type StructuralOp,
  structural,
} from "./kinds/structural.ts";
export { type Attributes, make, type Spec, sizeOf } from "./node/node.ts";
export { inheriting, type Origin } from "./node/origin.ts";
export { toTensor, toValue } from "./numbers/convert.ts";
export type { Bit } from "./numbers/float64.ts";
export { checkedInt32, int32 } from "./numbers/int32.ts";
export { type Exact, exact } from "./numbers/rational.ts";
export {
  type MutableArray,
  type NumberCore,
  type NumberExtras,
  type NumberSystem,
  numberSystem,
  type OpaqueFunction,
  type Relation,
} from "./numbers/system.ts";
export { dataOf, type Machine, type Value } from "./numbers/value.ts";
export { broadcastAll, stretchBack, stretchesTo, sumTo, widerShape } from "./operands/broadcast.ts";
export { constantNumber, toNode } from "./operands/constant.ts";
export { pick, together } from "./ops/pick.ts";
export { expandComposites, expandLowered } from "./passes/expand.ts";
export { Identities, NodeTable } from "./passes/same.ts";
export { type Simplification, simplifications } from "./passes/simplify.ts";
export type { CompiledStep, Opened, Step, Store, Threads } from "./run/engine.ts";
