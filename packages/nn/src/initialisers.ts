// What the parameters of a layer start with. An initialiser is a function of a shape, of the numbers of connections
// that run into and out of a neuron (the fans), and of a stream of random numbers.
import { DomainError, type Shape, Tensor } from "@cadena/graph";
import type { Random } from "./random/random.ts";

/** How many values a neuron is computed from (`in`), and how many of the next values each input goes to (`out`). */
export interface Fans {
  readonly in: number;
  readonly out: number;
}

/** Gives the first value of a parameter. */
export type Initialiser = (shape: Shape, fans: Fans, random: Random) => Tensor;

function filled(shape: Shape, draw: () => number): Tensor {
  const size = shape.reduce((a, b) => a * b, 1);
  return new Tensor([...shape], Float64Array.from({ length: size }, draw));
}

function checked(name: string, fact: string, holds: boolean): void {
  if (!holds) throw new DomainError(`${name}: ${fact}`);
}

/**
 * The same value everywhere.
 * @example
 * String(initialisers.constant(3)([2], { in: 2, out: 1 }, new Random(0))) //=> [3, 3]
 */
export function constant(value: number): Initialiser {
  return (shape) => filled(shape, () => value);
}

/**
 * 0 everywhere.
 * @example
 * String(initialisers.zeros([2], { in: 2, out: 1 }, new Random(0))) //=> [0, 0]
 */
export const zeros: Initialiser = constant(0);

/**
 * 1 everywhere.
 * @example
 * String(initialisers.ones([2], { in: 2, out: 1 }, new Random(0))) //=> [1, 1]
 */
export const ones: Initialiser = constant(1);

/**
 * Uniform in [low, high); in [0, 1) where no range is given.
 * @throws DomainError where the range is empty
 * @example
 * const w = initialisers.uniform(5, 6)([1], { in: 1, out: 1 }, new Random(0));
 * Math.floor(w.item()) //=> 5
 */
export function uniform(low = 0, high = 1): Initialiser {
  checked("uniform", `the range is empty: [${low}, ${high})`, low < high);
  return (shape, _, random) => filled(shape, () => random.uniform(low, high));
}

/**
 * Normally distributed.
 * @throws DomainError for a negative deviation
 * @example
 * String(initialisers.normal(5, 0)([2], { in: 2, out: 1 }, new Random(0))) //=> [5, 5]
 */
export function normal(mean = 0, deviation = 1): Initialiser {
  checked("normal", `the standard deviation is negative: ${deviation}`, deviation >= 0);
  return (shape, _, random) => filled(shape, () => random.normal(mean, deviation));
}

/** A uniform distribution of mean 0 and a given variance reaches to √(3 variance) on both sides. */
function uniformOfVariance(variance: (fans: Fans) => number): Initialiser {
  return (shape, fans, random) => {
    const limit = Math.sqrt(3 * variance(fans));
    return filled(shape, () => random.uniform(-limit, limit));
  };
}

function normalOfVariance(variance: (fans: Fans) => number): Initialiser {
  return (shape, fans, random) => {
    const deviation = Math.sqrt(variance(fans));
    return filled(shape, () => random.normal(0, deviation));
  };
}

const glorot = (fans: Fans): number => 2 / (fans.in + fans.out);
const he = (fans: Fans): number => 2 / fans.in;

/**
 * Uniform with mean 0 and variance 2 / (in + out), also called Xavier's: suits sigmoid, tanh and softmax.
 * Source: X. Glorot and Y. Bengio, "Understanding the difficulty of training deep feedforward neural networks",
 * AISTATS 2010.
 * @example
 * const w = initialisers.glorotUniform([1], { in: 3, out: 3 }, new Random(0));
 * Math.abs(w.item()) <= 1 //=> true
 */
export const glorotUniform: Initialiser = uniformOfVariance(glorot);

/**
 * Normal with mean 0 and variance 2 / (in + out), also called Xavier's. Source: Glorot and Bengio 2010.
 * @example
 * String(initialisers.glorotNormal([2], { in: 2, out: 1 }, new Random(0)).shape) //=> 2
 */
export const glorotNormal: Initialiser = normalOfVariance(glorot);

/**
 * Uniform with mean 0 and variance 2 / in, also called Kaiming's: suits relu. Source: K. He, X. Zhang, S. Ren, J. Sun,
 * "Delving Deep into Rectifiers", ICCV 2015.
 * @example
 * const w = initialisers.heUniform([1], { in: 6, out: 3 }, new Random(0));
 * Math.abs(w.item()) <= 1 //=> true
 */
export const heUniform: Initialiser = uniformOfVariance(he);

/**
 * Normal with mean 0 and variance 2 / in, also called Kaiming's. Source: He et al. 2015.
 * @example
 * String(initialisers.heNormal([2], { in: 2, out: 1 }, new Random(0)).shape) //=> 2
 */
export const heNormal: Initialiser = normalOfVariance(he);
