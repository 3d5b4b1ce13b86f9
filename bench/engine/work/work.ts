// What is to be computed, with its data, as every framework is told.

/** A flat array in row-major order, and its shape. */
export interface Numbers {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** A parameter that training changes. */
export interface Weights extends Numbers {
  readonly name: string;
}

/** One step of gradient descent on a dense network; a layer is x W + b. */
export interface Network {
  readonly kind: "network";
  readonly activation: "sigmoid" | "relu";
  /** From logits: binary cross-entropy, or that of a softmax; the mean over all examples. */
  readonly cost: "binary" | "classes";
  readonly rate: number;
  readonly x: Numbers;
  /** The targets, of the shape of the outputs. */
  readonly y: Numbers;
  /** W and b of each layer in turn. */
  readonly weights: readonly Weights[];
}

/** A product of two square matrices, each as it is or transposed. */
export interface Product {
  readonly kind: "product";
  readonly size: number;
  readonly transposed: readonly [boolean, boolean];
  readonly a: Numbers;
  readonly b: Numbers;
}

/** The mean of sigmoid(x) tanh(x) + exp(-x^2), and its gradient. */
export interface Wave {
  readonly kind: "wave";
  readonly x: Numbers;
  /** Some add up a million float32 one after the other, and so their loss keeps three digits. */
  readonly lossTolerance: number;
}

/** The cross-entropy of the softmax of logits, the mean over the rows, and its gradient. */
export interface Classes {
  readonly kind: "classes";
  readonly z: Numbers;
  readonly labels: Int32Array;
}

/**
 * One step of gradient descent on a convolutional network: two convolutions with zeros around, each with relu and the
 * maxima of 2 by 2; then a dense layer. Images are [n, y, x, channels], filters [y, x, channels in, out].
 */
export interface Convnet {
  readonly kind: "convnet";
  readonly rate: number;
  readonly x: Numbers;
  readonly y: Numbers;
  /** Filters and bias of each convolution, W and b of the dense layer. */
  readonly weights: readonly Weights[];
}

export type Work = Network | Product | Wave | Classes | Convnet;
