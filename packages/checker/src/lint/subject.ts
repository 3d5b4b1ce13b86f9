// What lint rules look at: a loss over named quantities at small sizes, with its composites opened, and facts about it
// that are shown and not guessed.
import {
  CadenaError,
  float64,
  full,
  gradients,
  isParameter,
  leavesOf,
  type Node,
  topological,
} from "@cadena/graph";
import { dataOf, int32, interpret, plan, type Value } from "@cadena/graph/extend";
import type { Condition } from "../derivation/condition.ts";
import type { SizeTable } from "../derivation/sizes.ts";
import { inFields } from "../evidence/fields.ts";
import type { LeafValues, Points } from "../points/points.ts";
import { writtenFormula } from "../report/formula.ts";
import { opened } from "./opened.ts";

/** The truths of floats. */
type Bit = ReturnType<typeof float64.truth>;

/** A loss and quantities at some sizes, and where they are sampled. */
export interface Stuff {
  readonly loss: Node | undefined;
  readonly quantities: Readonly<Record<string, Node>>;
  readonly sizes: SizeTable;
  /** The dimension that counts the examples. */
  readonly examples: string | undefined;
  readonly conditions: ReadonlyMap<Node, Condition>;
  readonly points: Points;
  readonly seed: number;
}

/** What is linted. Its nodes are opened: a loss of a library is what it computes. */
export class Subject {
  readonly loss: Node | undefined;
  /** The quantities by name. */
  readonly quantities: Readonly<Record<string, Node>>;
  /** The sizes by dimension; two dimensions have two sizes, where they can. */
  readonly sizes: SizeTable;
  /** The dimension that counts the examples, where the derivation says so. */
  readonly examples: string | undefined;
  /** All nodes, each after its inputs. */
  readonly nodes: readonly Node[];
  readonly leaves: readonly Node[];
  readonly points: Points;
  readonly #conditions: ReadonlyMap<Node, Condition>;
  readonly #seed: number;
  readonly #users = new Map<Node, Node[]>();
  readonly #zeros = new Map<Node, boolean>();
  readonly #gradients = new Map<Node, Node | undefined>();

  constructor({ loss, quantities, sizes, examples, conditions, points, seed }: Stuff) {
    const names = Object.keys(quantities);
    const all = opened([...Object.values(quantities), ...(loss === undefined ? [] : [loss])]);
    this.quantities = Object.fromEntries(names.map((name, k) => [name, all[k] as Node]));
    this.loss = all[names.length];
    this.sizes = sizes;
    this.examples = examples;
    this.nodes = topological(all);
    this.leaves = leavesOf(all);
    this.points = points;
    this.#conditions = conditions;
    this.#seed = seed;
    for (const node of this.nodes) {
      for (const one of new Set(node.inputs)) this.#users.set(one, [...this.usersOf(one), node]);
    }
  }

  /** The parameters, whether the loss depends on them or not. */
  get parameters(): readonly Node[] {
    return this.leaves.filter((leaf) => isParameter(leaf) && leaf.dtype === "real");
  }

  /** The number of examples, where no other dimension has the same size. */
  get exampleCount(): number | undefined {
    const count = this.examples === undefined ? undefined : this.sizes[this.examples];
    return count !== undefined && this.dimensionsOf(count).length === 1 ? count : undefined;
  }

  /** What is made from a node directly. */
  usersOf(node: Node): readonly Node[] {
    return this.#users.get(node) ?? [];
  }

  /** The name of a node or its formula, where that is short; other words where it is not. */
  called(node: Node, otherwise: string): string {
    const name = this.nameOf(node);
    return name.length <= short ? name : otherwise;
  }

  /** A node as a formula over the named quantities below it. */
  write(node: Node): string {
    const names = Object.entries(this.quantities).filter(([, one]) => one !== node || one.op.isLeaf);
    return writtenFormula(node, Object.fromEntries(names));
  }

  /** The name of a node, or the formula that it is. */
  nameOf(node: Node): string {
    const name = Object.keys(this.quantities).find((one) => this.quantities[one] === node);
    return name ?? node.name ?? this.write(node);
  }

  /** The dimensions that have a size. */
  dimensionsOf(size: number): readonly string[] {
    return Object.keys(this.sizes).filter((name) => this.sizes[name] === size);
  }

  /** The condition on a leaf. */
  conditionOn(leaf: Node): Condition | undefined {
    return this.#conditions.get(leaf);
  }

  /** The gradient of the loss with respect to a node; undefined where there is none. */
  gradient(node: Node): Node | undefined {
    if (!this.#gradients.has(node)) this.#gradients.set(node, this.#gradientOf(node));
    return this.#gradients.get(node);
  }

  /** Whether a node is 0 for all values of the leaves, as exact arithmetic shows. */
  isZero(node: Node): boolean {
    const known = this.#zeros.get(node) ?? this.#isShownZero(node);
    this.#zeros.set(node, known);
    return known;
  }

  #isShownZero(node: Node): boolean {
    const data = this.valuesAt([node], this.points.at(float64, 0))?.[0];
    if (data === undefined || Array.from(data).some((x) => !(Math.abs(x) < almost))) return false;
    const pair = { claimed: node, target: full(node.shape, 0) as Node };
    const held = { pair, values: [], relied: [], leaves: new Map<Node, Node>() };
    const surroundings = { points: this.points, shadows: () => new Map(), seed: this.#seed };
    return inFields(held, surroundings).answer === "equal";
  }

  /** Floats of nodes at a point; undefined where there are none. */
  valuesAt(nodes: readonly Node[], leaf: LeafValues<number, Bit>): readonly ArrayLike<number>[] | undefined {
    try {
      const machine = { reals: float64, integers: int32 };
      const values: Value<number, Bit>[] = interpret(machine, plan(nodes), leaf);
      return values.map((value) => dataOf<number>(value));
    } catch (error) {
      if (error instanceof CadenaError) return undefined;
      throw error;
    }
  }

  #gradientOf(node: Node): Node | undefined {
    try {
      return this.loss && (gradients(this.loss, [node])[0] as Node);
    } catch (error) {
      if (error instanceof CadenaError) return undefined;
      throw error;
    }
  }
}

/** A formula of so many characters may stand in a sentence. */
const short = 40;

/** Floats that may be 0, but for rounding. */
const almost = 1e-9;
