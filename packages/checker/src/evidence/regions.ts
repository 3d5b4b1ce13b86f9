// Where comparisons divide space into regions: which of them both sides make, and which ways they came out. On a region
// where two sides are equal at random points they are equal everywhere.
import { type Node, topological } from "@cadena/graph";
import type { Ternary } from "../numbers/ternary.ts";
import type { Compared } from "../numbers/tower/branches.ts";
import { isConstant } from "../numbers/tower/element.ts";
import { signOf } from "../numbers/tower/sign.ts";
import type { Tower } from "../numbers/tower/tower.ts";

/** The comparisons of two sides, over several points. */
export class Regions {
  readonly #target: ReadonlySet<Node>;
  readonly #ways: Set<Ternary | null>[] = [];
  #here: { readonly compared: Compared; readonly node: Node }[] = [];
  readonly #own = new Set<number>();
  #singles = false;
  readonly #shared = new Set<number>();

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
    this.#countEqualities(n);
    const made = this.#here.map(({ node, compared }, k) => ({ node, compared, k }));
    const signs = made
      .filter(({ compared }) => isOpen(compared))
      .map(({ node, compared, k }) => ({ node, compared, k, key: keyOf(n, compared) }));
    const others = signs.filter(({ node }) => this.#target.has(node));
    const shared = new Set(others.map(({ key }) => key));
    // What is compared with other numbers, as in a maximum of several; x > 0 says nothing about x > 1e-30 y, though.
    const operands = new Set(
      others
        .filter(({ compared: { a, b } }) => !isConstant(a) && !isConstant(b))
        .flatMap(({ compared: { a, b } }) => [n.keyOf(a), n.keyOf(b)]),
    );
    for (const { node, compared, k, key } of signs) {
      if (this.#target.has(node)) continue;
      this.#own.add(k);
      const isAmong = operands.has(n.keyOf(compared.a)) && operands.has(n.keyOf(compared.b));
      if (shared.has(key) || isAmong) this.#shared.add(k);
    }
    // Whether numbers without algebra are those of the target, nothing tells.
    for (const { node, compared, k } of made) {
      const isOpaque = compared.outcome !== null && !isOpen(compared);
      if (isOpaque && !this.#target.has(node)) this.#own.add(k);
    }
  }

  /** Numbers that turn out not to be equal: the other outcome is one of single points, which only the target may single out. */
  #countEqualities(n: Tower): void {
    const unequal = this.#here.filter(
      ({ compared: { a, b, outcome } }) => outcome === null && !(isConstant(a) && isConstant(b)),
    );
    const known = new Set(
      unequal.filter(({ node }) => this.#target.has(node)).map(({ compared }) => keyOf(n, compared)),
    );
    this.#singles ||= unequal.some(
      ({ node, compared }) => !this.#target.has(node) && !known.has(keyOf(n, compared)),
    );
  }

  /** Whether the claimed side asks whether numbers are equal that the target does not ask about. */
  get singles(): boolean {
    return this.#singles;
  }

  /**
   * Whether the claimed side makes a comparison of its own: one that at no point is one of the target's up to a positive
   * factor. Then a region may be too thin for any point to lie in it.
   */
  get own(): boolean {
    return [...this.#own].some((k) => !this.#shared.has(k));
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

const keyOf = (n: Tower, { a, b }: Compared): string => signOf(n, n.sub(a, b)).key;
