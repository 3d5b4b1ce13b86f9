// What the names of a formula stand for.
import { constant, type Node } from "@cadena/graph";
import { nearest } from "@cadena/graph/extend";
import { type FunctionRule, functions, ofOne } from "./functions.ts";
import { isCost, keyOf, type Name, nameOf, phraseName, spelling } from "./name.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Quantities by name; a number is a dimension or a hyper-parameter. A value is asked for only where it is used. */
export type ScopeTable = Readonly<Record<string, Node | number>>;

/** Functions of one quantity by name: `{ g: tanh }`. */
export type FunctionTable = Readonly<Record<string, (x: Node) => Node>>;

/** Names that mean something where the scope says nothing else. */
const constants: ReadonlyMap<string, number | boolean> = new Map<string, number | boolean>([
  ["e", Math.E],
  ["π", Math.PI],
  ["∞", Number.POSITIVE_INFINITY],
  ["true", true],
  ["True", true],
  ["false", false],
  ["False", false],
]);

/** A table of names, read as formulas write them. */
export class Scope implements Vocabulary {
  readonly phrases: readonly string[];
  readonly #table: ScopeTable;
  /** The names in the table by their keys. */
  readonly #quantities: Map<string, string[]> = new Map();
  readonly #functions: Map<string, FunctionRule> = new Map();

  constructor(quantities: ScopeTable, ownFunctions: FunctionTable) {
    this.#table = quantities;
    const phrases: string[] = [];
    for (const text of Object.keys(quantities)) {
      const name = nameOf(text);
      if (name === undefined && text !== "") phrases.push(text);
      const key = keyOf(name ?? phraseName(text));
      this.#quantities.set(key, [...(this.#quantities.get(key) ?? []), text]);
    }
    for (const [text, apply] of Object.entries(ownFunctions)) {
      this.#functions.set(keyOf(nameOf(text) ?? phraseName(text)), ofOne(apply));
    }
    this.phrases = phrases.sort((a, b) => b.length - a.length);
  }

  readonly isQuantity = (name: Name): boolean => this.#quantities.has(keyOf(name));

  readonly isFunction = (name: Name): boolean => this.functionOf(name) !== undefined;

  /** All that a name may stand for in the scope, under the names that it has there. */
  meanings(name: Name): readonly (readonly [text: string, value: Node | number])[] {
    const found = this.#valuesOf(name);
    if (found.length > 0 || name.of === undefined || !isCost(name.of)) return found;
    const { of: _, ...gradient } = name;
    return this.#valuesOf(gradient);
  }

  #valuesOf(name: Name): readonly (readonly [text: string, value: Node | number])[] {
    const values = new Map<Node | number, string>();
    for (const text of this.#quantities.get(keyOf(name)) ?? []) {
      const value = this.#table[text] as Node | number;
      if (!values.has(value)) values.set(value, text);
    }
    return Array.from(values, ([value, text]) => [text, value] as const);
  }

  /** e, π, and the truths. */
  constantOf(name: Name): Node | undefined {
    const value = constants.get(keyOf(name));
    return value === undefined ? undefined : constant(value);
  }

  /** A function; where g' is not given itself, its primes are left aside. g^{[1]} is g1 or else g. */
  functionOf(name: Name): FunctionRule | undefined {
    const own = this.#functions.get(keyOf(name));
    if (own !== undefined) return own;
    const key = keyOf({ ...name, primes: 0 });
    const general = keyOf({ base: name.base, indices: [], primes: 0 });
    return this.#functions.get(key) ?? functions.get(key) ?? this.#functions.get(general);
  }

  /** Whether g' is given as a function of its own. */
  readonly isOwnFunction = (name: Name): boolean => this.#functions.has(keyOf(name));

  /** What somebody who wrote an unknown name probably meant. */
  quantitiesLike(name: Name): string | undefined {
    const known = [...this.#quantities.values()].flat();
    const whole = { ...name, indices: [] };
    const isElement = name.indices.some((index) => /\D/.test(index)) && this.isQuantity(whole);
    return isElement ? `did you mean ${spelling(whole)}?` : suggestion(spelling(name), known);
  }

  functionsLike(name: Name): string | undefined {
    return suggestion(spelling(name), [...this.#functions.keys(), ...functions.keys()]);
  }
}

const mostNamed = 3;
const mostListed = 8;

/** The known names that are nearest to a mistyped one, in words; where none is near, the first few. */
export function suggestion(name: string, known: readonly string[]): string | undefined {
  const close: string[] = [];
  for (let k = 0; k < mostNamed; k++) {
    const next = nearest(
      name,
      known.filter((one) => !close.includes(one)),
    );
    if (next !== undefined) close.push(next);
  }
  const [last, ...others] = close.toReversed();
  if (last !== undefined)
    return `did you mean ${[others.toReversed().join(", "), last].filter(Boolean).join(" or ")}?`;
  const more = known.length > mostListed ? ", ..." : "";
  return known.length === 0 ? undefined : `known are ${known.slice(0, mostListed).join(", ")}${more}`;
}
