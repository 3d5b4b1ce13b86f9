// Where comparisons divide space into regions: which of them both sides make, and which ways they came out. On a region
// where two sides are equal at random points they are equal everywhere.
import { type Node, topological } from "@cadena/graph";
import type { Ternary } from "../numbers/interval.ts";
import type { Compared } from "../numbers/tower/branches.ts";
import { isConstant } from "../numbers/tower/element.ts";
import { type Sign, signOf } from "../numbers/tower/sign.ts";
import type { Tower } from "../numbers/tower/tower.ts";

/** The comparisons of two sides, over several points. */
export class Regions {
  readonly #target: ReadonlySet<Node>;
  readonly #ways: Set<Ternary | null>[] = [];
  #here: { readonly compared: Compared; readonly node: Node }[] = [];
  #own = false;
  #differences = 0;

  /** @param target as it is evaluated */
  constructor(target: Node) {
    this.#target = new Set(topological([target]));
  }

  /** Begins another point. */
  begin(): void {
    this.#here = [];
  }

  /** What the evaluation of a node has compared. */
  note(node: Node, comparisons: readonly Compared[]): void {
    for (const compared of comparisons) this.#here.push({ compared, node });
  }

  /** Counts the point. */
  count(n: Tower): void {
    for (const [k, { compared }] of this.#here.entries()) {
      const ways = this.#ways[k] ?? new Set();
      this.#ways[k] = ways.add(compared.outcome);
    }
    const open = this.#here.filter(({ compared }) => isOpen(compared));
    const signs = open.map(({ node, compared }) => ({ node, compared, sign: differenceOf(n, compared) }));
    const keys = new Set(signs.map(({ sign }) => sign.key));
    this.#differences = Math.max(this.#differences, keys.size);
    const [own, others] = [false, true].map((isTargets) =>
      signs.filter(({ node }) => this.#target.has(node) === isTargets),
    ) as [typeof signs, typeof signs];
    const shared = new Set(others.map(({ sign }) => sign.key));
    // What is compared with other numbers, as in a maximum of several; x > 0 says nothing about x > 1e-30 y, though.
    const operands = new Set(
      others
        .filter(({ compared: { a, b } }) => !isConstant(a) && !isConstant(b))
        .flatMap(({ compared: { a, b } }) => [n.keyOf(a), n.keyOf(b)]),
    );
    const isShared = ({ compared: { a, b }, sign }: (typeof signs)[number]): boolean =>
      shared.has(sign.key) || (operands.has(n.keyOf(a)) && operands.has(n.keyOf(b)));
    this.#own ||= !own.every(isShared);
  }

  /**
   * Whether the claimed side makes a comparison of its own: one that is none of the target's up to a positive factor. Then a
   * region may be too thin for any point to lie in it.
   */
  get own(): boolean {
    return this.#own;
  }

  /** How many different comparisons there were at a point; 2 to the power of this is the number of regions at most. */
  get differences(): number {
    return this.#differences;
  }

  /** How many comparisons there were whose outcome was open. */
  get comparisons(): number {
    return this.#ways.filter((ways) => ways.size > 1 || !ways.has(null)).length;
  }

  /** How many of them came out the same way at all points. */
  get oneSided(): number {
    return this.#ways.filter((ways) => ways.size === 1 && !ways.has(null)).length;
  }
}

const isOpen = ({ a, b, outcome }: Compared): boolean =>
  outcome !== null && a.trouble === undefined && b.trouble === undefined;

const differenceOf = (n: Tower, { a, b }: Compared): Sign => signOf(n, n.sub(a, b));
