// Leaves of few values, as one-hot columns: which of their choices were met, and how many there are.
import type { Node } from "@cadena/graph";
import type { Choices } from "../points/points.ts";

/** The choices that the leaves below two sides have made, over several points. */
export class Chosen {
  readonly #met = new Set<string>();
  readonly #here = new Map<Node, Choices>();

  begin(): void {
    this.#here.clear();
  }

  note(leaf: Node, choices: Choices): void {
    if (choices.among > 1) this.#here.set(leaf, choices);
  }

  count(): void {
    this.#met.add([...this.#here.values()].map(({ made }) => made).join("; "));
  }

  get met(): number {
    return this.#met.size;
  }

  /** Of how many there are, as far as the last point tells. */
  get among(): number {
    return [...this.#here.values()].reduce((product, { among }) => product * among, 1);
  }
}
