// Points in the plane that belong to classes, drawn from a seed: small problems of known difficulty.
import { Tensor } from "@cadena/graph";
import { Random } from "../random/random.ts";
import { checkCount } from "../training/batches.ts";
import type { Dataset } from "../training/dataset.ts";

/** Points [n, 2] and the class of each, [n]. */
export interface Points extends Dataset {
  readonly features: Tensor<[number, 2]>;
  readonly targets: Tensor<[number]>;
}

/** How points are drawn. */
export interface PointOptions {
  /** The standard deviation of the noise on each coordinate. */
  readonly noise?: number;
  /** 0 by default. */
  readonly seed?: number;
}

type Point = readonly [x: number, y: number];

/** Draws `count` points, the classes in turn; `place` gives the point of a class without its noise. */
function points(
  name: string,
  count: number,
  classes: number,
  noise: number,
  seed: number,
  place: (label: number, random: Random) => Point,
): Points {
  checkCount(name, "the number of points", count);
  const random = new Random(seed).split(name);
  const features = new Float64Array(2 * count);
  const targets = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const label = i % classes;
    const [x, y] = place(label, random);
    features.set([random.normal(x, noise), random.normal(y, noise)], 2 * i);
    targets[i] = label;
  }
  return { features: new Tensor([count, 2], features), targets: new Tensor([count], targets) };
}

/**
 * The exclusive or: class 1 where exactly one coordinate is near 1. Without arguments the four corners themselves. No
 * straight line separates the classes.
 * @throws DomainError for a number of points that is no whole number above 0
 * @example
 * String(xor().features) //=> [[0, 0], [1, 0], [1, 1], [0, 1]]
 * String(xor().targets) //=> [0, 1, 0, 1]
 */
export function xor(count = 4, options: PointOptions = {}): Points {
  const { noise = 0, seed = 0 } = options;
  let corner = 0;
  return points("xor", count, 2, noise, seed, (label) => {
    const second = Math.floor(corner++ / 2) % 2;
    return label === 0 ? [second, second] : [1 - second, second];
  });
}

/**
 * Two half circles that reach into each other.
 * @param options noise 0.1 by default
 * @throws DomainError for a number of points that is no whole number above 0
 * @example
 * moons(100).features.shape //=> [100, 2]
 */
export function moons(count: number, options: PointOptions = {}): Points {
  const { noise = 0.1, seed = 0 } = options;
  return points("moons", count, 2, noise, seed, (label, random) => {
    const angle = random.uniform(0, Math.PI);
    const [x, y] = [Math.cos(angle), Math.sin(angle)];
    return label === 0 ? [x, y] : [1 - x, 0.5 - y];
  });
}

/**
 * A circle (class 1, of radius 1/2) inside another one (class 0, of radius 1).
 * @param options noise 0.05 by default
 * @throws DomainError for a number of points that is no whole number above 0
 * @example
 * circles(100).targets.shape //=> [100]
 */
export function circles(count: number, options: PointOptions = {}): Points {
  const { noise = 0.05, seed = 0 } = options;
  return points("circles", count, 2, noise, seed, (label, random) => {
    const angle = random.uniform(0, 2 * Math.PI);
    const radius = label === 0 ? 1 : 0.5;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

/**
 * Round clouds, their centres evenly on a circle of radius 3.
 * @param options noise 0.5 and 3 classes by default
 * @throws DomainError for a number of points or classes that is no whole number above 0
 * @example
 * String(blobs(4, { classes: 4 }).targets) //=> [0, 1, 2, 3]
 */
export function blobs(count: number, options: PointOptions & { readonly classes?: number } = {}): Points {
  const { noise = 0.5, seed = 0, classes = 3 } = options;
  checkCount("blobs", "the number of classes", classes);
  return points("blobs", count, classes, noise, seed, (label) => {
    const angle = (2 * Math.PI * label) / classes;
    return [3 * Math.cos(angle), 3 * Math.sin(angle)];
  });
}

/**
 * Spirals around each other, from the centre to radius 1 in one and a half turns.
 * @param options noise 0.02 and 2 classes (arms) by default
 * @throws DomainError for a number of points or classes that is no whole number above 0
 * @example
 * String(spirals(3, { classes: 3 }).targets) //=> [0, 1, 2]
 */
export function spirals(count: number, options: PointOptions & { readonly classes?: number } = {}): Points {
  const { noise = 0.02, seed = 0, classes = 2 } = options;
  checkCount("spirals", "the number of classes", classes);
  return points("spirals", count, classes, noise, seed, (label, random) => {
    // The square root spreads the points evenly along the arm's length, which grows with the square of the radius.
    const radius = Math.sqrt(random.uniform(0.01, 1));
    const angle = 3 * Math.PI * radius + (2 * Math.PI * label) / classes;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}
