// Difference quotients of the forward program with respect to one parameter, each kept once it is computed.
import type { Node } from "@cadena/graph";
import type { Data } from "./data.ts";
import { type Elements, type Precision, program } from "./floats.ts";

/** How a quotient is taken: (f(x + h) - f(x - h)) / 2h, or (f(x + h) - f(x)) / h. */
export type Quotient = "central" | "forward";

/** A loss as a function of one parameter, at usual data. */
export class Differences {
  /** How many entries the parameter has. */
  readonly size: number;
  readonly precision: Precision;
  readonly #at: Elements;
  readonly #loss: (x: Elements) => number;
  readonly #known: Map<string, readonly number[]> = new Map();

  constructor(loss: Node, parameter: Node, data: Data, precision: Precision) {
    const evaluate = program([loss], precision);
    this.size = parameter.size;
    this.precision = precision;
    this.#at = data.get(parameter)?.data as Elements;
    this.#loss = (x) => (evaluate(data, new Map([[parameter, x]]))[0] as Elements)[0] as number;
  }

  /** The loss at a distance from the parameter's value, in units of a direction. */
  value(direction: Elements, distance: number): number {
    return this.#loss(Array.from(this.#at, (x, i) => x + distance * (direction[i] as number)));
  }

  /** The derivative in a direction. */
  along(direction: Elements, h: number, quotient: Quotient = "central"): number {
    return quotient === "central"
      ? (this.value(direction, h) - this.value(direction, -h)) / (2 * h)
      : (this.value(direction, h) - this.value(direction, 0)) / h;
  }

  /** The derivative by every entry. */
  entries(h: number, quotient: Quotient = "central"): readonly number[] {
    const key = `${quotient} ${h}`;
    const known = this.#known.get(key) ?? this.#entries(h, quotient);
    this.#known.set(key, known);
    return known;
  }

  #entries(h: number, quotient: Quotient): readonly number[] {
    const direction = new Float64Array(this.size);
    return Array.from({ length: this.size }, (_, i) => {
      direction[i] = 1;
      const found = this.along(direction, h, quotient);
      direction[i] = 0;
      return found;
    });
  }
}

/** The derivative in a direction, from a gradient. */
export function product(gradient: Elements, direction: Elements): number {
  let sum = 0;
  for (let i = 0; i < direction.length; i++) sum += (gradient[i] as number) * (direction[i] as number);
  return sum;
}
