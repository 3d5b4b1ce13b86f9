// Parameters of a session: they stay in memory between runs, each at one place.
import { BindingError, initialOf, type Node, type Tensor } from "@cadena/graph";
import type { Store } from "@cadena/graph/extend";
import type { Precision } from "../emit/lanes/width.ts";
import { roomFor } from "../memory/plan.ts";
import type { Memory, Region, View } from "./memory.ts";
import { tensorOf } from "./tensor.ts";

/** Where parameters are. A parameter that nobody knows any longer gives its place back. */
export class Parameters implements Store {
  readonly #memory: Memory;
  readonly #precision: Precision;
  readonly #regions = new WeakMap<Node, Region>();

  constructor(memory: Memory, precision: Precision) {
    this.#memory = memory;
    this.#precision = precision;
  }

  /** Where a parameter is; undefined where it has had no value yet. */
  regionOf(parameter: Node): Region | undefined {
    return this.#regions.get(parameter);
  }

  /** The bytes that a parameter takes. */
  roomFor(parameter: Node): number {
    return roomFor(parameter, this.#precision);
  }

  /** Gives a parameter its place and its first value. */
  place(parameter: Node, region: Region, value: Tensor): void {
    this.#regions.set(parameter, region);
    this.write(parameter, value);
  }

  view(parameter: Node): View {
    if (!this.#regions.has(parameter)) this.write(parameter, firstValue(parameter));
    const { at } = this.#regions.get(parameter) as Region;
    return this.#memory.view(at, parameter.dtype, parameter.size);
  }

  read(parameter: Node): Tensor {
    return tensorOf(parameter, this.view(parameter));
  }

  write(parameter: Node, value: Tensor): void {
    const { dtype, size } = parameter;
    const known = this.#regions.get(parameter);
    const region = known ?? (this.#memory.take({ regions: [this.roomFor(parameter)] }).regions[0] as Region);
    this.#regions.set(parameter, region);
    this.#memory.view(region.at, dtype, size).set(value.data as ArrayLike<number>);
  }
}

/**
 * The value of a parameter that has had none yet.
 * @throws BindingError where it has none
 */
export function firstValue(parameter: Node): Tensor {
  const initial = initialOf(parameter);
  if (initial !== undefined) return initial;
  throw new BindingError(`no value for ${parameter} (parameter)`, {
    origin: parameter.origin,
    hint: "give it an initial value, or write one into the session",
  });
}
