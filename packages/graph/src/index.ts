// Everything that a model in code needs. What an author of ops, rules, engines or number systems needs beyond it
// stands in extend.ts.
export type { Bindable, Bindings } from "./evaluate/bindings.ts";
export { type EvaluateOptions, evaluate, type Values } from "./evaluate/evaluate.ts";
export { NonFiniteError } from "./evaluate/guard.ts";
export { grad, type ValueAndGradient, valueAndGrad } from "./gradients/functions.ts";
export { gradients, vjp } from "./gradients/gradients.ts";
export type { Axis, AxisOptions } from "./kinds/axes.ts";
export type { DType } from "./node/dtype.ts";
export {
  BindingError,
  CadenaError,
  DomainError,
  OverflowError,
  ParseError,
  RunError,
  ShapeError,
  UndecidedError,
  UnsupportedError,
} from "./node/errors.ts";
export { Node } from "./node/node.ts";
export { captureOrigins, userLine } from "./node/origin.ts";
export { float32 } from "./numbers/float32.ts";
export { float64 } from "./numbers/float64.ts";
export { broadcastTo, sum } from "./operands/broadcast.ts";
export { cast } from "./operands/cast.ts";
export { constant, full } from "./operands/constant.ts";
export { expandDims, flatten, reshape, squeeze } from "./operands/reshape.ts";
export { logSigmoid, relu, sigmoid, softplus, tanh } from "./ops/activations.ts";
export { addBias } from "./ops/addBias.ts";
export { argmax, argmin, hardmax } from "./ops/argmax.ts";
export { add, div, mul, neg, sub } from "./ops/arithmetic.ts";
export { equal, greater, greaterEqual, less, lessEqual, notEqual } from "./ops/comparison.ts";
export {
  type ConvOptions,
  type Convolution,
  type ConvTransposeOptions,
  conv1d,
  conv1dTranspose,
  conv2d,
  conv2dTranspose,
  type TransposedConvolution,
} from "./ops/convolution.ts";
export { cos, exp, expm1, log, log1p, sin } from "./ops/exponential.ts";
export { gather, scatterAdd } from "./ops/gather.ts";
export { concat, stack } from "./ops/join.ts";
export { initialOf, input, isParameter, parameter } from "./ops/leaves.ts";
export { logicalAnd, logicalNot, logicalOr } from "./ops/logic.ts";
export { type MatmulOptions, matmul } from "./ops/matmul.ts";
export { oneHot } from "./ops/oneHot.ts";
export { avgPool1d, avgPool2d, maxPool1d, maxPool2d, type Pooling } from "./ops/pooling.ts";
export { pow, reciprocal, sqrt, square } from "./ops/powers.ts";
export { max, mean, min } from "./ops/reductions.ts";
export { abs, maximum, minimum, sign } from "./ops/sign.ts";
export { at, pad, type Range, slice, unstack } from "./ops/slice.ts";
export type { Padding, PerAxis, SlidingOptions } from "./ops/sliding.ts";
export { logSoftmax, logSumExp, softmax } from "./ops/softmax.ts";
export { stopGradient } from "./ops/stopGradient.ts";
export { transpose } from "./ops/transpose.ts";
export { where } from "./ops/where.ts";
export { overlapAdd, windows } from "./ops/windows.ts";
export { substitute } from "./passes/rebuild.ts";
export { mergeEqual, same } from "./passes/same.ts";
export { simplify } from "./passes/simplify.ts";
export { leavesOf, topological } from "./passes/topological.ts";
export type { Engine, EngineOptions, Precision } from "./run/engine.ts";
export { interpreter } from "./run/interpreter.ts";
export {
  compile,
  type Outputs,
  type Program,
  type ProgramDefinition,
  type Results,
  Session,
  type SessionOptions,
} from "./run/session.ts";
export { integers, type Nested, Tensor, type TensorData, tensor } from "./tensor/tensor.ts";
export type { Like } from "./types/like.ts";
export type { Operand, Shape, ShapeOf } from "./types/shape.ts";
