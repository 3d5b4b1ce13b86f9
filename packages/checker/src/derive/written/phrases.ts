// How the symbols of a derivation are written: derivatives as fractions, and shapes below symbols where they are wanted.
import type { Node } from "@cadena/graph";
import { leavesOf } from "@cadena/graph";
import { atom, binding, identifier, type Phrase } from "@cadena/graph/extend";
import type { Derived, Name } from "../derived.ts";
import { onPaper } from "./products.ts";

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

/** The phrases of all parts of a formula. */
export const phrasesIn = (
  formula: Node,
  { symbols, shapeOf }: Pick<Derived, "symbols" | "shapeOf">,
  { shapes = false }: DerivedOptions,
  leafHere: (leaf: Node) => Node = (leaf) => leaf,
): ReadonlyMap<Node, Phrase> =>
  onPaper(
    formula,
    new Map(
      leavesOf([formula]).flatMap((one): [Node, Phrase][] => {
        const leaf = leafHere(one);
        const name = symbols.get(leaf);
        if (name === undefined && leaf.name === undefined) return [];
        const phrase = name === undefined ? identifier(leaf.name as string) : phraseOf(name);
        if (!shapes || leaf.shape.length === 0) return [[one, { ...phrase, shape: one.shape }]];
        const below = shapeOf(leaf).map((size) => identifierOf(size));
        const latex = `\\underset{${below.join(" \\times ")}}{${phrase.latex}}`;
        return [[one, { ...phrase, latex, shape: one.shape }]];
      }),
    ),
  );

const identifierOf = (size: string): string =>
  size
    .split(" ")
    .map((part) => (/^\d/.test(part) ? part : identifier(part).latex))
    .join(" ");
