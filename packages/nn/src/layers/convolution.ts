// Convolutional layers: filters that slide over sequences and images.
import {
  addBias,
  DomainError,
  conv1d as graphConv1d,
  conv2d as graphConv2d,
  type Node,
  type PerAxis,
  type SlidingOptions,
} from "@cadena/graph";
import { glorotUniform, type Initialiser, zeros } from "../initialisers.ts";
import { checkWhole, type Layer, notTaken, type Scope } from "./layer.ts";

/** How a convolutional layer slides and starts. */
export interface ConvLayerOptions extends SlidingOptions {
  /** Groups that are each computed from their own part of the inputs; 1 by default. */
  readonly groups?: number;
  /** The first filters; Glorot's uniform ones by default. */
  readonly weight?: Initialiser;
  /** The first bias, 0 by default; false for a layer without one. */
  readonly bias?: Initialiser | false;
}

type Convolve = (x: Node, w: Node, options: ConvLayerOptions) => Node;

function convolutional(
  name: string,
  axes: readonly string[],
  convolve: Convolve,
  [inputs, outputs, size]: readonly [number, number, PerAxis],
  options: ConvLayerOptions,
): Layer {
  const { weight = glorotUniform, bias = zeros, groups = 1 } = options;
  const sizes = typeof size === "number" ? axes.map(() => size) : size;
  checkWhole(name, "a width", [inputs, outputs, groups]);
  checkWhole(name, "a size", sizes);
  if (sizes.length !== axes.length) {
    throw new DomainError(
      `${name}: a size is needed for each of ${axes.length} axes, got [${sizes.join(", ")}]`,
    );
  }
  if (inputs % groups !== 0 || outputs % groups !== 0) {
    throw new DomainError(
      `${name}: ${inputs} inputs and ${outputs} outputs do not divide into ${groups} groups`,
    );
  }
  return {
    build: (scope) => {
      const area = sizes.reduce((a, b) => a * b, 1);
      const fans = { in: (area * inputs) / groups, out: (area * outputs) / groups };
      const w = scope.parameter("weight", [...sizes, inputs / groups, outputs], fans, weight);
      const b = bias === false ? undefined : scope.parameter("bias", [outputs], fans, bias);
      return (x) => {
        checkInput(name, scope, axes, inputs, x);
        const z = convolve(x, w, options);
        return b === undefined ? z : addBias(z, b);
      };
    },
  };
}

function checkInput(name: string, scope: Scope, axes: readonly string[], inputs: number, x: Node): void {
  const rank = axes.length + 2;
  const channels = x.shape.at(-1);
  if (x.shape.length === rank && channels === inputs) return;
  const why = x.shape.length === rank ? `${channels} ≠ ${inputs}` : `${x.shape.length} axes, not ${rank}`;
  throw notTaken(name, scope, ["batch", ...axes, inputs], x, why);
}

/**
 * Filters that slide over sequences: x is [batch, length, inputs], y is [batch, windows, outputs]. `weight` is
 * [size, inputs / groups, outputs], and `bias` is [outputs]. The fans of a neuron count the elements of its window.
 * @param inputs features of an element, at least 1
 * @param outputs filters, at least 1
 * @param size elements of a filter, at least 1
 * @throws DomainError for numbers that mean nothing; ShapeError, when it is applied, where x has other features or is
 * smaller than the filters
 * @example
 * const net = model(conv1d(1, 1, 2, { weight: initialisers.ones }));
 * evaluate(net(constant([[[1], [2], [4]]]))) //=> [[[3], [6]]]
 */
export function conv1d(
  inputs: number,
  outputs: number,
  size: PerAxis,
  options: ConvLayerOptions = {},
): Layer {
  return convolutional("conv1d", ["length"], graphConv1d, [inputs, outputs, size], options);
}

/**
 * Filters that slide over images: x is [batch, height, width, inputs], y is [batch, windows, windows, outputs].
 * `weight` is [height, width, inputs / groups, outputs], and `bias` is [outputs]. The fans of a neuron count the
 * elements of its window.
 * @param inputs features of a pixel, at least 1
 * @param outputs filters, at least 1
 * @param size of a filter: height and width, or one number for both
 * @throws DomainError for numbers that mean nothing; ShapeError, when it is applied, where x has other features or is
 * smaller than the filters
 * @example
 * const net = model(sequential(conv2d(1, 16, 3, { padding: "same" }), relu, maxPool2d(2), flatten, dense(3136, 10)));
 * net.parameters.map(String) //=> [0.weight [3, 3, 1, 16], 0.bias [16], 4.weight [10, 3136], 4.bias [10]]
 * net(input("x", [64, 28, 28, 1])).shape //=> [64, 10]
 */
export function conv2d(
  inputs: number,
  outputs: number,
  size: PerAxis,
  options: ConvLayerOptions = {},
): Layer {
  return convolutional("conv2d", ["height", "width"], graphConv2d, [inputs, outputs, size], options);
}
