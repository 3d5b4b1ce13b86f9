// Where comparisons divide space into regions: which of them both sides make, and which ways they came out. On a region
// where two sides are equal at random points they are equal everywhere.
import { type Node, topological } from "@cadena/graph";
import type { Ternary } from "../numbers/interval.ts";
import type { Compared } from "../numbers/tower/branches.ts";
import type { Tower } from "../numbers/tower/tower.ts";

/** The comparisons of two sides, over several points. */
export class Regions {
  readonly #target: ReadonlySet<Node>;
  readonly #ways: Set<Ternary | null>[] = [];
  #here: { readonly compared: Compared; readonly node: Node }[] = [];

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
  count(): void {
    for (const [k, { compared }] of this.#here.entries()) {
      const ways = this.#ways[k] ?? new Set();
      this.#ways[k] = ways.add(compared.outcome);
    }
  }

  /**
   * Whether the claimed side makes no comparison of its own at the point: each is one of the target's up to a constant
   * factor, or compares two numbers that the target compares with something. Otherwise a region may be too thin for any
   * point to lie in it.
   */
  areShared(n: Tower): boolean {
    const open = this.#here.filter(({ compared: { a, b, outcome } }) => {
      return outcome !== null && a.trouble === undefined && b.trouble === undefined;
    });
    const own = open.filter(({ node }) => !this.#target.has(node));
    if (own.length === 0) return true;
    const others = open.filter(({ node }) => this.#target.has(node)).map(({ compared }) => compared);
    const operands = new Set(others.flatMap(({ a, b }) => [n.keyOf(a), n.keyOf(b)]));
    const differences = others.map(({ a, b }) => n.sub(a, b));
    const keys = new Set(differences.flatMap((x) => [n.keyOf(x), n.keyOf(n.neg(x))]));
    return own.every(({ compared: { a, b } }) => {
      if (operands.has(n.keyOf(a)) && operands.has(n.keyOf(b))) return true;
      const mine = n.sub(a, b);
      if (keys.has(n.keyOf(mine))) return true;
      return differences.length <= most && differences.some((x) => n.areProportional(mine, x));
    });
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

/** So many comparisons are searched for one that differs by a factor. */
const most = 64;
