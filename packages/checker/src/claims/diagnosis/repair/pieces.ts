// The parts of a formula as text that something else may be put in the place of.
import { binding } from "@cadena/graph/extend";
import { childrenOf, type Tree } from "@cadena/notation";
import type { Reading } from "./draft.ts";
import { fitting } from "./formula.ts";

/** A part of a text, and what it reads as by itself. */
export interface Piece {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly binding: number;
  readonly formula: string | undefined;
}

/** The parts of a text that may be replaced, the larger ones first; none where it is no formula. */
export function piecesOf(
  text: string,
  { tree }: Reading,
  asFormula: (text: string) => string | undefined,
): Piece[] {
  const whole = fitting(() => tree(text));
  if (whole === undefined) return [];
  return stretches(whole, text)
    .map((stretch) => {
      const [start, end, strength] = bare(stretch, text);
      const part = text.slice(start, end);
      const own = isEnclosed(part) ? binding.atom : strength;
      return { text: part, start, end, binding: own, formula: asFormula(part) };
    })
    .toSorted((a, b) => b.text.length - a.text.length);
}

export type Stretch = readonly [start: number, end: number, binding: number];

/** Without the braces of LaTeX around it. */
function bare([start, end, strength]: Stretch, text: string): Stretch {
  const isBraced = text[start] === "{" && text[end - 1] === "}";
  return isBraced ? bare([start + 1, end - 1, strength], text) : [start, end, strength];
}

/** Whether its first parenthesis is closed by its last. */
function isEnclosed(part: string): boolean {
  if (!/^(?:\\left)?\(.*\)$/s.test(part)) return false;
  let depth = 0;
  const closed = [...part].findIndex((sign) => {
    depth += sign === "(" ? 1 : sign === ")" ? -1 : 0;
    return sign === ")" && depth === 0;
  });
  return closed === part.length - 1;
}

/** All subtrees, and the neighbours in a chain of factors. */
export function stretches(tree: Tree, text: string): Stretch[] {
  const own: Stretch = [tree.start, tree.end, strengthOf(tree, text)];
  return [own, ...neighbours(tree), ...childrenOf(tree).flatMap((child) => stretches(child, text))];
}

function neighbours(tree: Tree): Stretch[] {
  if (tree.kind !== "chain") return [];
  const trees = tree.factors.map((factor) => factor.tree);
  return trees.flatMap(({ start }, i) =>
    trees.slice(i + 1).flatMap(({ end }, k): Stretch[] => {
      const isWhole = i === 0 && i + 1 + k === trees.length - 1;
      return isWhole ? [] : [[start, end, binding.chain]];
    }),
  );
}

/** How strongly a part of a text holds together. */
function strengthOf(tree: Tree, text: string): number {
  switch (tree.kind) {
    case "infix":
      if (text.startsWith("\\", tree.start) && tree.at.start === tree.start) return binding.atom;
      return (
        {
          "+": binding.sum,
          "-": binding.sum,
          "*": binding.product,
          "/": binding.product,
          "@": binding.product,
        }[tree.sign as string] ?? binding.or
      );
    case "chain":
      return binding.chain;
    case "power":
    case "transpose":
      return binding.power;
    case "prefix":
    case "total":
      return binding.sum;
    default:
      return binding.atom;
  }
}
