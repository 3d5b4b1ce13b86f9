// How the symbols of a derivation are written: derivatives as fractions, and shapes below symbols where they are wanted.
import type { Node } from "@cadena/graph";
import { leavesOf } from "@cadena/graph";
import { atom, binding, identifier, type Phrase } from "@cadena/graph/extend";
import type { Derived, Name } from "../derived.ts";

/** How a derivation is written. */
export interface DerivedOptions {
  /** Whether the shape of each symbol stands below it. */
  readonly shapes?: boolean;
}

/** A name as a phrase. */
export function phraseOf({ kind, text, numerator, of }: Name): Phrase {
  if (kind === "quantity") return identifier(of);
  if (kind === "gradient") return atom(text, `d${identifier(of).latex}`);
  const d = text.startsWith("∂") ? "\\partial " : "d";
  const latex = `\\frac{${d}${identifier(numerator).latex}}{${d}${identifier(of).latex}}`;
  return { text, latex, binding: binding.atom };
}

/** The phrases of all symbols in some formulas. */
export function phrasesIn(
  formulas: readonly Node[],
  { symbols, shapeOf }: Derived,
  { shapes = false }: DerivedOptions,
): ReadonlyMap<Node, Phrase> {
  return new Map(
    leavesOf(formulas).map((leaf): [Node, Phrase] => {
      const name = symbols.get(leaf);
      const phrase = name === undefined ? identifier(leaf.name ?? "") : phraseOf(name);
      if (!shapes || leaf.shape.length === 0) return [leaf, phrase];
      const below = shapeOf(leaf).map((size) => identifierOf(size));
      return [leaf, { ...phrase, latex: `\\underset{${below.join(" \\times ")}}{${phrase.latex}}` }];
    }),
  );
}

const identifierOf = (size: string): string =>
  size
    .split(" ")
    .map((part) => (/^\d/.test(part) ? part : identifier(part).latex))
    .join(" ");
