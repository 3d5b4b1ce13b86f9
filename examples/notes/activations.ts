// The activations g of the notes, each with its derivative g', which is derived by hand.
import {
  cast,
  full,
  greater,
  mul,
  type Node,
  relu,
  sigmoid,
  softmax,
  square,
  sub,
  tanh,
} from "@cadena/graph";

/** What a layer applies to its z. */
export interface Activation {
  readonly g: (z: Node) => Node;
}

/** One that works on each element by itself, so that its derivative does so too. */
export interface Elementwise extends Activation {
  readonly slope: (z: Node) => Node;
}

export const identity: Elementwise = { g: (z) => z, slope: (z) => full(z.shape, 1) };

export const logistic: Elementwise = {
  g: (z) => sigmoid(z),
  slope: (z) => mul(sigmoid(z), sub(1, sigmoid(z))),
};

export const hyperbolic: Elementwise = { g: (z) => tanh(z), slope: (z) => sub(1, square(tanh(z))) };

export const rectifier: Elementwise = { g: (z) => relu(z), slope: (z) => cast(greater(z, 0), "real") };

/** Over the classes, which are the first axis. */
export const softmaxOverClasses: Activation = { g: (z) => softmax(z, { axis: 0 }) };
