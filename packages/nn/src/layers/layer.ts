// A layer is a declaration: given a scope to make its parameters in, it becomes a function of nodes. A plain function
// of a node is a layer without parameters.
import { DomainError, type Node, parameter, type Shape, ShapeError, UnsupportedError } from "@cadena/graph";
import type { Fans, Initialiser } from "../initialisers.ts";
import type { Random } from "../random/random.ts";

/** A function of one node: an activation, or a layer that has its parameters. */
export type Apply = (x: Node) => Node;

/** A declared layer. */
export interface Layer {
  /** Its part of the parameters' path names; without it, its place in a sequence. */
  readonly name?: string;
  /** Makes the parameters, once, and gives the function that uses them. */
  build(scope: Scope): Apply;
}

/** A layer or a plain function of a node, such as `relu`. */
export type LayerLike = Layer | Apply;

/** A layer's function: a plain function is its own. */
export function built(layer: LayerLike, scope: Scope): Apply {
  return typeof layer === "function" ? layer : layer.build(scope);
}

/**
 * Where a layer makes its parameters: it gives them path names such as `encoder.0.weight`, and each of them random
 * numbers of its own, which depend on the seed and the path only.
 */
export class Scope {
  readonly path: string;
  readonly #random: Random;
  readonly #parameters: Node[];

  constructor(random: Random, parameters: Node[], path = "") {
    this.path = path;
    this.#random = random;
    this.#parameters = parameters;
  }

  /** The scope of a part. */
  child(name: string): Scope {
    return new Scope(this.#random, this.#parameters, this.#pathOf(name));
  }

  /**
   * Makes a parameter with its first value.
   * @throws UnsupportedError where the model has a parameter of this path already
   */
  parameter(name: string, shape: Shape, fans: Fans, initialiser: Initialiser): Node {
    const path = this.#pathOf(name);
    if (this.#parameters.some((other) => other.name === path)) {
      throw new UnsupportedError(`model: two parameters are named ${path}`);
    }
    const made = parameter(path, shape, { initial: initialiser(shape, fans, this.#random.split(path)) });
    this.#parameters.push(made);
    return made;
  }

  #pathOf(name: string): string {
    return this.path === "" ? name : `${this.path}.${name}`;
  }
}

/**
 * Refuses numbers that are not whole and above 0.
 * @param what each of them is
 */
export function checkWhole(layer: string, what: string, numbers: readonly number[]): void {
  const odd = numbers.findIndex((x) => !Number.isInteger(x) || x < 1);
  if (odd >= 0) throw new DomainError(`${layer}: ${what} is a whole number above 0, got ${numbers[odd]}`);
}

/**
 * The error of a layer that is applied to what it does not take.
 * @param form what it takes
 */
export function notTaken(
  layer: string,
  { path }: Scope,
  form: readonly (string | number)[],
  x: Node,
  why: string,
): ShapeError {
  const which = path === "" ? "the layer" : `layer ${path}`;
  return new ShapeError(`${layer}: ${which} takes [${form.join(", ")}], got ${x} (${why})`, [x.shape]);
}
