// A first look at two sides, in floats at one point, where most of what one might suppose is dropped.
import { float64, type Node } from "@cadena/graph";
import { type Evaluation, elements, prepared } from "../../evidence/program.ts";
import type { Points } from "../../points/points.ts";
import { areClose } from "./closeness.ts";

/** Sides that differ by more than this part of their largest entry are not worth a closer look. */
const tolerance = 1e-6;

/** Looks at sides, each prepared once. */
export class Glance {
  readonly #programs = new WeakMap<Node, Map<Node, Evaluation>>();

  /** Whether two sides of one shape look equal. */
  atOnePoint(claimed: Node, target: Node, points: Points): boolean {
    const [a, b] = this.#program(claimed, target)(float64, points.at(float64, 0));
    return areClose(elements(float64, a), elements(float64, b), tolerance);
  }

  #program(claimed: Node, target: Node): Evaluation {
    const ofClaimed = this.#programs.get(claimed) ?? new Map<Node, Evaluation>();
    this.#programs.set(claimed, ofClaimed);
    const known = ofClaimed.get(target) ?? prepared([claimed, target]);
    ofClaimed.set(target, known);
    return known;
  }
}
