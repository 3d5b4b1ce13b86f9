// Claims in a text: dZ2 = A2 - Y, alone or in a whole file of notes.
import type { Node } from "@cadena/graph";
import { candidatesOf } from "./candidates.ts";
import { treeOf } from "./grammar.ts";
import { isCost, type Name, spelling } from "./name.ts";
import { graphOf, type ParseOptions, sourceOf } from "./parse.ts";
import { positionsIn, type SourceFile, type Span, unreadable, type Written } from "./place.ts";
import { Scope, type ScopeTable } from "./scope.ts";

/** A formula for a named quantity, found in a text. `line` and `column` count from 1. */
export interface WrittenClaim {
  /** The quantity in one word: dW2, also where ∂J/∂W^{[2]} is written. */
  readonly name: string;
  /** The name without the indices that run: a for a_i. */
  readonly whole: string;
  /** The formula as it is written. */
  readonly text: string;
  /** Where the formula begins. */
  readonly line: number;
  readonly column: number;
  /** Whether it is marked as wrong: struck out, or followed by (wrong). */
  readonly erratum: boolean;
  /** The indices of the name, which run through all elements: i in a_i = t_i / 2. */
  readonly indices: readonly string[];
  /** What stands in parentheses behind the name: z in g(z) = tanh(z). */
  readonly parameters: readonly string[];
  /** The name as it is written, and where. */
  readonly target: Written;
  readonly file: SourceFile;
}

/** How a file of claims is read. */
export interface ClaimsOptions {
  /** What the file is called in errors. */
  readonly file?: string;
}

/** A claim as a graph. */
export interface ParsedClaim {
  readonly name: string;
  readonly formula: Node;
}

const nothing = new Scope({}, {});

/**
 * One claim, `dZ2 = A2 - Y`, as a name and a graph. ∂J/∂W and dJ/dW on the left are the name dW; indices on the left
 * run, so that a_i = t_i / 2 is about every element.
 * @throws ParseError where it is no claim or cannot be read, ShapeError for operands that do not go together
 * @example
 * const [A2, Y] = [input("A2", [1, 5]), input("Y", [1, 5])];
 * const { name, formula } = parseClaim("\\frac{\\partial J}{\\partial Z^{[2]}} = A^{[2]} - Y", { A2, Y });
 * [name, toText(formula)].join(" = ") //=> dZ2 = A2 - Y
 */
export function parseClaim(text: string, scope: ScopeTable, options: ParseOptions = {}): ParsedClaim {
  const source = sourceOf(text, options);
  const [equals, second] = equalSigns(text);
  if (equals === undefined) {
    throw unreadable(
      source,
      { start: text.length, end: text.length },
      "a claim has the form name = formula, expected =",
    );
  }
  if (second !== undefined)
    throw unreadable(source, second, "a second = in one claim", "write a claim for each");
  const name = targetOf(text.slice(0, equals.start))?.name;
  if (name === undefined) {
    const left = { start: text.search(/\S/), end: text.slice(0, equals.start).trimEnd().length };
    throw unreadable(source, left, "expected a single name before =");
  }
  const formula = graphOf({ ...source, from: equals.end }, scope, { ...options, indices: indicesOf(name) });
  return { name: spelling(name), formula };
}

/**
 * All claims in a file of notes, in Markdown or plain text, in their order. What counts as one is told in the README:
 * in code, in mathematics, and at the beginning of a line. A chain a = b = c makes a claim for each formula. The
 * formulas are not read yet: `parse(claim.text, scope, claim)` does, and tells errors at the file's lines.
 * @example
 * const [claim] = parseClaims("# Notes\n\nThe output layer:\n\n- dZ2 = A2 - Y (wrong)\n");
 * [claim.name, claim.text, claim.line, claim.column, claim.erratum].join(", ") //=> dZ2, A2 - Y, 5, 9, true
 */
export function parseClaims(text: string, { file }: ClaimsOptions = {}): WrittenClaim[] {
  const source = { name: file, text };
  const positionOf = positionsIn(sourceOf(text, {}));
  const parts = candidatesOf(text).flatMap(({ text: whole, start, ...rest }) =>
    statementsIn(whole).map((from, k, all) => ({
      ...rest,
      text: whole.slice(from, all[k + 1]),
      start: start + from,
    })),
  );
  return parts.flatMap(({ text: whole, start, from, erratum }) => {
    const part = whole.replace(/[\s,;]+$/, "");
    const equals = equalSigns(part);
    const left = part.slice(0, equals[0]?.start);
    const target = equals[0] && targetOf(left);
    if (target === undefined || (from === "prose" && !isPlausible(target.name, part.slice(equals[0]?.end))))
      return [];
    const { name, parameters } = target;
    const about = {
      name: spelling(name),
      whole: spelling({ ...name, indices: name.indices.filter((index) => !runs(index)) }),
      indices: indicesOf(name),
      parameters,
      target: { text: left.trim(), ...positionOf(start + left.search(/\S/)), file: source },
    };
    return equals.flatMap(({ end }, k) => {
      const formula = part.slice(end, equals[k + 1]?.start);
      if (formula.trim() === "") return [];
      const position = positionOf(start + end + formula.search(/\S/));
      return { ...about, text: formula.trim(), ...position, erratum, file: source };
    });
  });
}

/** Where the claims of a line begin: db1 = dZ1; db2 = dZ2, and where a comma stands before a name and =. */
function statementsIn(text: string): number[] {
  const isClaim = (part: string): boolean => {
    const [equals] = equalSigns(part);
    return equals !== undefined && targetOf(part.slice(0, equals.start)) !== undefined;
  };
  if (!isClaim(text)) return [0];
  const signs = outside(text, /[;,]/).map(({ end }) => end);
  return [0, ...signs.filter((end) => isClaim(text.slice(end)))];
}

/** The signs = outside of all brackets that are no part of ==, <= and the like; arrows to the left define too. */
function equalSigns(text: string): Span[] {
  return outside(text, /[=<>!≤≥≠:]*=+|←|≔|\\(?:leftarrow|gets|coloneqq)(?![A-Za-z])/).filter(
    ({ start, end }) => /^(?:=|:=|[^<>!=:≤≥≠]+)$/.test(text.slice(start, end)),
  );
}

/** Where a pattern stands outside of all brackets. */
function outside(text: string, pattern: RegExp): Span[] {
  const found: Span[] = [];
  let depth = 0;
  for (const match of text.matchAll(
    new RegExp(String.raw`\\(?:begin|end)(?=\s*\{)|[([{]|[)\]}]|${pattern.source}`, "g"),
  )) {
    const [sign] = match;
    if (/begin|^[([{]$/.test(sign)) depth++;
    else if (/end|^[)\]}]$/.test(sign)) depth--;
    else if (depth === 0) found.push({ start: match.index, end: match.index + sign.length });
  }
  return found;
}

const longestTarget = 80;

/** What stands on the left of a claim: a name, and in J(W, b) its parameters. */
interface Left {
  readonly name: Name;
  readonly parameters: readonly string[];
}

function targetOf(text: string): Left | undefined {
  if (text.trim().length > longestTarget) return undefined;
  // ∇_W J is ∂J/∂W.
  const plain = text.replace(
    /^\s*(?:∇|\\nabla)\s*_\s*(?:\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}|(\w+))\s*(?:J|L|\\mathcal\s*\{?L\}?)?\s*$/,
    "∂J/∂$1$2",
  );
  try {
    const tree = treeOf(sourceOf(plain, {}), nothing);
    if (tree.kind === "name") return { name: tree.name, parameters: [] };
    if (tree.kind !== "call" || tree.options.length > 0) return undefined;
    const parameters = tree.args.flatMap((one) => (one.kind === "name" ? [spelling(one.name)] : []));
    return parameters.length === tree.args.length ? { name: tree.name, parameters } : undefined;
  } catch {
    return undefined;
  }
}

/** Indices of one or two small letters run. */
const runs = (index: string): boolean => /^[a-z]{1,2}$/.test(index);

const indicesOf = ({ indices }: Name): string[] => indices.filter(runs).flatMap((index) => [...index]);

/** Whether a line of prose is a claim: its name is short or a gradient, and no words follow each other. */
function isPlausible({ base, indices }: Name, formula: string): boolean {
  const isName = [...base].length <= 3 || indices.length > 0 || /^[dΔ∂]\p{Lu}/u.test(base) || isCost(base);
  const words = formula.match(/\p{L}{3,}(?:[\s,]+\p{L}+)*[\s,]+\p{L}{3,}/u)?.[0].split(/[\s,]+/) ?? [];
  return (
    isName &&
    words.filter((word) => !nothing.isFunction({ base: word, indices: [], primes: 0 }) && word !== "lambda")
      .length < 2
  );
}
