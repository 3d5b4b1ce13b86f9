// What formulas alone say of their names: which there are, and which are numbers, vectors and matrices.
import { treeOf } from "./grammar.ts";
import { type Name, spelling } from "./name.ts";
import { sourceOf } from "./parse.ts";
import { Scope } from "./scope.ts";
import type { SymbolicShapes } from "./shapes.ts";
import { childrenOf, type Tree } from "./tree.ts";

/** What is known of a name. */
export interface Guess {
  rank: 0 | 1 | 2;
  /** Whether it could be a vector as well. */
  readonly isOpen: boolean;
  /** The size of a vector x_i, where Σ_{i=1}^m says it. */
  size?: string;
}

/**
 * The names of formulas, other than the given ones. Capital letters are matrices; small ones are numbers, and vectors
 * where they are transposed, indexed, summed up, or stand to the right of a matrix.
 * @throws ParseError for a text that is no formula
 */
export function guessesOf(formulas: readonly string[], given: SymbolicShapes): Map<string, Guess> {
  const reader = new Guesses(given);
  // Names are known only when all have been read: W(A - Y) is a product where W is one.
  let before = -1;
  while (reader.found.size > before) {
    before = reader.found.size;
    for (const text of formulas) reader.read(text);
  }
  return reader.guesses;
}

class Guesses {
  readonly found: Map<string, Guess> = new Map();
  readonly #given: SymbolicShapes;
  /** Letters that are sizes: in given shapes, and where a sum ends. */
  readonly #sizes: Set<string>;

  constructor(given: SymbolicShapes) {
    this.#given = given;
    this.#sizes = new Set(Object.values(given).flat().map(String));
  }

  get guesses(): Map<string, Guess> {
    return new Map([...this.found].filter(([name]) => !this.#sizes.has(name)));
  }

  read(text: string): void {
    const names = [...this.found.keys(), ...Object.keys(this.#given), ...this.#sizes];
    const scope = new Scope(Object.fromEntries(names.map((name) => [name, 0])), {});
    this.#visit(treeOf(sourceOf(text, {}), scope), scope, new Map());
  }

  /** @param running the indices that run, and up to where */
  #visit(tree: Tree, scope: Scope, running: ReadonlyMap<string, string | undefined>): void {
    switch (tree.kind) {
      case "name":
        if (scope.constantOf(tree.name) === undefined) this.#note(tree.name, running);
        return;
      case "call": {
        const rule = scope.functionOf(tree.name);
        if (rule === undefined && /^\p{Lu}$/u.test(tree.name.base)) this.#note(tree.name, running);
        for (const child of tree.args) this.#visit(child, scope, running);
        if (rule?.options.includes("axis")) this.#reduced(tree.args[0]);
        return;
      }
      case "total": {
        const { index, to } = tree;
        const inner = new Map(running);
        const size = to?.kind === "name" ? spelling(to.name) : undefined;
        if (size !== undefined) this.#sizes.add(size);
        if (index !== undefined) inner.set(index, size);
        this.#visit(tree.operand, scope, inner);
        if (index === undefined) this.#reduced(tree.operand);
        return;
      }
      case "transpose":
      case "part":
      case "bars":
        this.#visit(tree.operand, scope, running);
        if (tree.kind !== "bars") this.#raise(tree.operand);
        else if (tree.bars === "‖") this.#reduced(tree.operand);
        return;
      case "chain":
        for (const { tree: factor } of tree.factors) this.#visit(factor, scope, running);
        for (const [k, { tree: factor }] of tree.factors.entries()) {
          if (k > 0 && this.#isMatrix(tree.factors[k - 1]?.tree)) this.#raise(factor);
        }
        return;
      default:
        for (const child of childrenOf(tree)) this.#visit(child, scope, running);
    }
  }

  #note(name: Name, running: ReadonlyMap<string, string | undefined>): void {
    const fixed = name.indices.filter((index) => ![...index].every((letter) => running.has(letter)));
    const key = spelling({ ...name, indices: fixed });
    const isKnown = key in this.#given || this.#sizes.has(key) || running.has(key);
    if (isKnown) return;
    const guess = this.found.get(key) ?? first(name);
    this.found.set(key, guess);
    const [index] = name.indices.filter((one) => !fixed.includes(one));
    if (index === undefined || guess.rank !== 0) return;
    guess.rank = 1;
    const size = running.get(index);
    if (size !== undefined) guess.size = size;
  }

  /** Makes a name that could be one a vector. */
  #raise(tree: Tree): void {
    const guess = tree.kind === "name" ? this.found.get(spelling(tree.name)) : undefined;
    if (guess?.isOpen && guess.rank === 0) guess.rank = 1;
  }

  /** A sum, a norm or a softmax is of a vector, where it is of no matrix; in softmax(z + c), c is a number. */
  #reduced(tree: Tree | undefined): void {
    if (tree === undefined) return;
    const inside = namesIn(tree);
    const ranks = inside.map(({ name }) => this.found.get(spelling(name))?.rank ?? 2);
    if (ranks.some((rank) => rank > 0)) return;
    const vectors = inside.filter(({ name }) => !/^[c-frst]$/.test(name.base));
    for (const one of vectors.length > 0 ? vectors : inside) this.#raise(one);
  }

  #isMatrix(tree: Tree | undefined): boolean {
    if (tree?.kind === "transpose") return this.#isMatrix(tree.operand);
    return tree?.kind === "name" && this.found.get(spelling(tree.name))?.rank === 2;
  }
}

type NameTree = Tree & { readonly kind: "name" };

function namesIn(tree: Tree): NameTree[] {
  return tree.kind === "name" ? [tree] : childrenOf(tree).flatMap(namesIn);
}

/** By its letter alone: Greek letters, words, and letters that count, i to n, stay numbers. */
function first({ base }: Name): Guess {
  const letter = base.replace(/^[d∂Δ](?=\p{L})/u, "");
  if (/^\p{Lu}/u.test(letter)) return { rank: 2, isOpen: false };
  return { rank: 0, isOpen: /^[a-ho-z]$/.test(letter) };
}
