// A choice of sizes, and what has been shown there: what later formulas may hold.
import type { Node } from "@cadena/graph";
import type { SizeTable } from "../derivation/sizes.ts";
import type { Points } from "../points/points.ts";
import { type Bound, boundOf, certain, togetherOf } from "./bound.ts";
import { inFields, type Surroundings, type Tried, type Wanted } from "./fields.ts";
import { type Held, type Holdable, holdablesIn, holding, nodesOf, type Pair } from "./holding.ts";
import { shadowsOf } from "./shadows.ts";

/** Claims at one choice of sizes, which are tried at the same points. */
export interface Ground {
  readonly sizes: SizeTable;
  readonly points: Points;
  readonly quantities: Readonly<Record<string, Node>>;
  /** Those that are tried, or may be learned. */
  readonly pairs: readonly Step[];
}

/** Two sides, of which the target is a multiple of a node that the targets of others may be made of. */
export interface Step extends Pair {
  readonly name: string;
  readonly of: Node;
  readonly factor: number;
}

/** Which of the values that may be held are, given those that the results are nearest to first. */
export type Choose = (holdables: readonly Holdable[]) => readonly Holdable[];

/** What was held, and what points said. */
export interface Attempt {
  readonly held: Held;
  readonly tried: Tried;
}

/** What is known at one choice of sizes. */
export class Place {
  readonly sizes: SizeTable;
  readonly points: Points;
  readonly #surroundings: Surroundings;
  /** By the node that has the value. */
  readonly #holdables: Map<Node, Holdable>;
  /** How sure it is that the multiples of a value are what they are taken for. */
  readonly #bounds = new Map<Node, Bound>();

  constructor(ground: Ground, seed: number) {
    this.sizes = ground.sizes;
    this.points = ground.points;
    const named = Object.entries(ground.quantities).filter(([, node]) => isInner(node));
    const others = ground.pairs.map(({ of }) => of).filter(isInner);
    this.#holdables = new Map(named.map(([name, node]) => [node, { name, node, multiples: new Map() }]));
    const shadows = shadowsOf([...new Set([...this.#holdables.keys(), ...others])], ground.points);
    this.#surroundings = { points: ground.points, shadows, seed };
  }

  /** Tries a pair, where some of the values that may be held are. */
  attempt(pair: Pair, choose: Choose, wanted?: Wanted): Attempt {
    const holdables = holdablesIn(pair, [...this.#holdables.values()]);
    const held = holding(pair, choose(holdables));
    return { held, tried: inFields(held, this.#surroundings, wanted) };
  }

  /** How many values a pair may hold. */
  holdable(pair: Pair): number {
    return holdablesIn(pair, [...this.#holdables.values()]).length;
  }

  /** How likely it is that the pair is wrong although it was shown: itself, or what it holds. */
  boundOf({ held, tried }: Attempt): Bound {
    const steps = held.relied.map(({ node }) => this.#bounds.get(node)).filter((one) => one !== undefined);
    return togetherOf([boundOf(held, this.points, tried), ...steps]);
  }

  /** From now on, the claimed side of a pair that was shown may be held as a multiple of its node. */
  learn({ name, of, claimed, factor }: Step, bound: Bound): void {
    if (!isInner(of)) return;
    const known = this.#holdables.get(of) ?? { name, node: of, multiples: new Map() };
    this.#holdables.set(of, known);
    const isTaken = [...this.#holdables.values()].some((one) => nodesOf(one).includes(claimed));
    if (isTaken || !isInner(claimed)) return;
    this.#holdables.set(of, { ...known, multiples: new Map([...known.multiples, [claimed, factor]]) });
    this.#bounds.set(of, togetherOf([bound, this.#bounds.get(of) ?? certain]));
  }
}

/** Whether a node is neither a leaf nor a constant. */
const isInner = ({ inputs, dtype }: Node): boolean => inputs.length > 0 && dtype === "real";
