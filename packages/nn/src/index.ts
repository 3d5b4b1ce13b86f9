// Everything that it takes to build, train and measure a network.

export {
  type CsvOptions,
  csv,
  type LabelledCsvOptions,
  type LabelledTable,
  type Table,
} from "./data/csv.ts";
export { type DigitOptions, digits } from "./data/digits.ts";
export { type Split, trainTestSplit } from "./data/split.ts";
export { type Standardiser, standardiser } from "./data/standardise.ts";
export { blobs, circles, moons, type PointOptions, type Points, spirals, xor } from "./data/toys.ts";
export { unitVectors } from "./data/unitVectors.ts";
export type { Fans, Initialiser } from "./initialisers.ts";
export * as initialisers from "./initialisers.ts";
export { type ConvLayerOptions, conv1d, conv2d } from "./layers/convolution.ts";
export { type DenseOptions, dense } from "./layers/dense.ts";
export type { Apply, Layer, LayerLike, Scope } from "./layers/layer.ts";
export { type Model, model } from "./layers/model.ts";
export {
  avgPool1d,
  avgPool2d,
  flatten,
  maxPool1d,
  maxPool2d,
  type PoolingLayer,
} from "./layers/pooling.ts";
export { named, sequential } from "./layers/sequential.ts";
export { binaryCrossEntropy, binaryCrossEntropyWithLogits } from "./losses/binary.ts";
export { categoricalCrossEntropy, crossEntropy, sparseCrossEntropy } from "./losses/categorical.ts";
export type { Loss, LossOptions, Reduction } from "./losses/reduction.ts";
export { l2Penalty, mse, squaredError } from "./losses/squares.ts";
export { accuracy, binaryAccuracy } from "./metrics/accuracy.ts";
export { classesOf } from "./metrics/classes.ts";
export { type ConfusionMatrix, confusionMatrix } from "./metrics/confusion.ts";
export { type AdamOptions, adam } from "./optimisers/adam.ts";
export type { Optimiser, Update } from "./optimisers/optimiser.ts";
export { type SgdOptions, sgd } from "./optimisers/sgd.ts";
export { Random } from "./random/random.ts";
export { threefry, type Words } from "./random/threefry.ts";
export { perSize } from "./training/batches.ts";
export type { Dataset } from "./training/dataset.ts";
export { type AfterEpoch, type Epoch, type FitOptions, type Fitted, fit } from "./training/fit.ts";
export {
  type LossFunction,
  type Measured,
  type Metric,
  type Metrics,
  measure,
  type PassOptions,
  predict,
} from "./training/measure.ts";
export { type Facts, Progress, type Writer, writtenFacts } from "./training/progress.ts";
export type { RunOptions } from "./training/running.ts";
