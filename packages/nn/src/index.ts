// Everything that it takes to build, train and measure a network.

export type { Fans, Initialiser } from "./initialisers.ts";
export * as initialisers from "./initialisers.ts";
export { type DenseOptions, dense } from "./layers/dense.ts";
export type { Apply, Layer, LayerLike, Scope } from "./layers/layer.ts";
export { type Model, model } from "./layers/model.ts";
export { named, sequential } from "./layers/sequential.ts";
export { binaryCrossEntropy, binaryCrossEntropyWithLogits } from "./losses/binary.ts";
export { categoricalCrossEntropy, crossEntropy, sparseCrossEntropy } from "./losses/categorical.ts";
export type { Loss, LossOptions, Reduction } from "./losses/reduction.ts";
export { l2Penalty, mse, squaredError } from "./losses/squares.ts";
export { type AdamOptions, adam } from "./optimisers/adam.ts";
export type { Optimiser, Update } from "./optimisers/optimiser.ts";
export { type SgdOptions, sgd } from "./optimisers/sgd.ts";
export { Random } from "./random/random.ts";
export { threefry, type Words } from "./random/threefry.ts";
