// Parameters of a session: they stay in memory between runs, each at one place.
import { BindingError, initialOf, type Node, type Tensor } from "@cadena/graph";
import type { Store } from "@cadena/graph/extend";
import type { Precision } from "../emit/lanes/width.ts";
import { roomFor } from "../memory/plan.ts";
import type { Memory, View } from "./memory.ts";
import { tensorOf } from "./tensor.ts";

/** Where parameters are. */
export class Parameters implements Store {
  readonly #memory: Memory;
  readonly #precision: Precision;
  readonly #places = new Map<Node, number>();

  constructor(memory: Memory, precision: Precision) {
    this.#memory = memory;
    this.#precision = precision;
  }

  /**
   * The address of a parameter, which has its initial value if it has had none yet.
   * @throws BindingError where it has none
   */
  placeOf(parameter: Node): number {
    const known = this.#places.get(parameter);
    if (known !== undefined) return known;
    const initial = initialOf(parameter);
    if (initial === undefined) {
      throw new BindingError(`no value for ${parameter} (parameter)`, {
        origin: parameter.origin,
        hint: "give it an initial value, or write one into the session",
      });
    }
    this.write(parameter, initial);
    return this.#places.get(parameter) as number;
  }

  view(parameter: Node): View {
    return this.#memory.view(this.placeOf(parameter), parameter.dtype, parameter.size);
  }

  read(parameter: Node): Tensor {
    return tensorOf(parameter, this.view(parameter));
  }

  write(parameter: Node, value: Tensor): void {
    const { dtype, size } = parameter;
    const at = this.#places.get(parameter) ?? this.#memory.take(roomFor(parameter, this.#precision));
    this.#places.set(parameter, at);
    this.#memory.view(at, dtype, size).set(value.data as ArrayLike<number>);
  }
}
