// What a name stands for at its place: in Σ_i y_i log a_i, and wherever else i runs, y_i is an element of y.
import { constant, type Node } from "@cadena/graph";
import { type Name, spelling } from "./name.ts";
import type { Span } from "./place.ts";
import type { Reports } from "./reports.ts";
import type { Scope } from "./scope.ts";
import { childrenOf, type Tree } from "./tree.ts";

type Meaning = readonly [text: string, value: Node | number];

/** A scope, and the indices that run at the moment. */
export class Meanings {
  readonly #scope: Scope;
  readonly #reports: Reports;
  #running: readonly string[];

  constructor(scope: Scope, reports: Reports, running: readonly string[]) {
    this.#scope = scope;
    this.#reports = reports;
    this.#running = running;
  }

  /** What is built while more indices run. */
  whileRunning<T>(indices: readonly string[], work: () => T): T {
    const before = this.#running;
    this.#running = [...before, ...indices];
    const result = work();
    this.#running = before;
    return result;
  }

  quantity(name: Name, span: Span): Node {
    const found = this.#find(name);
    const shown = spelling(name);
    if (found.length > 1) {
      this.#reports.fail(span, `${shown} could be ${found.map(([text]) => text).join(" or ")}`);
    }
    const value = found[0]?.[1] ?? this.#scope.constantOf(name);
    if (value === undefined) {
      return this.#reports.fail(span, `${shown} is unknown`, this.#scope.quantitiesLike(name));
    }
    return typeof value === "number" ? constant(value) : value;
  }

  /** Whether a tree is made of single elements, whose product is that of numbers. */
  hasElement(tree: Tree): boolean {
    if (this.#running.length === 0) return false;
    const rest = [tree];
    for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
      if (next.kind === "name" && this.#isElement(next.name)) return true;
      if (next.kind !== "total") for (const child of childrenOf(next)) rest.push(child);
    }
    return false;
  }

  #find(name: Name): readonly Meaning[] {
    const own = this.#scope.meanings(name);
    if (own.length > 0) return own;
    const fixed = name.indices.filter((index) => !this.#runs(index));
    if (fixed.length === name.indices.length) return [];
    const whole = this.#scope.meanings({ ...name, indices: fixed });
    return whole.length > 0 ? whole : this.#line({ ...name, indices: fixed });
  }

  /** The numbers y^(i) of a line Y, dz^(i) of dZ; of a matrix X, x^(i) are vectors and no elements. */
  #line(name: Name): readonly Meaning[] {
    const capital = { ...name, base: name.base.replace(/.$/, (letter) => letter.toUpperCase()) };
    const isLine = ([, value]: Meaning): boolean =>
      typeof value !== "number" && value.shape.filter((extent) => extent !== 1).length <= 1;
    return /^d?[a-z]$/.test(name.base) ? this.#scope.meanings(capital).filter(isLine) : [];
  }

  #isElement(name: Name): boolean {
    return name.indices.some((index) => this.#runs(index)) && this.#scope.meanings(name).length === 0;
  }

  /** i, and ij where both run. */
  #runs(index: string): boolean {
    return [...index.replaceAll(",", "")].every((letter) => this.#running.includes(letter));
  }
}
