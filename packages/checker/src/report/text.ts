// Results as text: a block for each derivation, in which what is as expected takes one line.
import { type Block, blockOf, type Line } from "./block.ts";
import { lawsAsText } from "./laws.ts";
import { bold, columnWidth, length, onOneLine, padded, painted, wrapped } from "./layout.ts";
import { legend } from "./level.ts";
import type { DerivationResult, LawsResult } from "./result.ts";

/** How results are printed. */
export interface TextOptions {
  /** Whether verdicts are coloured, for a terminal. */
  readonly color?: boolean;
  /** How many characters fit into a line; what is longer than it is wrapped. Nothing is where it is not known. */
  readonly width?: number;
  /** Whether the levels of evidence are explained below; yes where nothing is said. */
  readonly legend?: boolean;
}

/** Names and formulas that are longer than this jut out of their column. */
const longest = { name: 28, formula: 44 };
/** Where a note below a claim begins. */
const indent = 6;
/** Where what is wrapped goes on at the latest. */
const furthest = 30;

/**
 * Results as text. Each derivation is a block: its name, and for each claim a line with its name, its formula, the
 * verdict, the level of evidence and what it rests on; below it, why it is wrong or open. Claims that inherit the error
 * of an earlier one stand together. Then follows whether the automatic gradients are themselves right, at which small
 * sizes formulas were compared, and at the end what the levels mean.
 * @example
 * const line = derivation({
 *   id: "L1",
 *   title: "A line",
 *   dimensions: {},
 *   build: () => {
 *     const x = input("x", []);
 *     return { loss: mul(3, x), quantities: { x } };
 *   },
 * }).claim("dx", { formula: () => constant(3) });
 * toText(check(line)).split("\n")[0] //=> L1  A line
 * toText(check(line)).split("\n")[1] //=>   dx  3  EXACT  E5  (error < 7e-55)
 */
export function toText(
  results: DerivationResult | readonly DerivationResult[] | LawsResult,
  options: TextOptions = {},
): string {
  if ("laws" in results) return lawsAsText(results, options.color ?? false);
  const all = [results].flat() as readonly DerivationResult[];
  const blocks = all.map((result) => written(blockOf(result), options));
  return [...blocks, ...((options.legend ?? true) ? [explained(all, options)] : [])]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** What each level that occurs means; nothing for results without claims. */
function explained(results: readonly DerivationResult[], { width }: TextOptions): string {
  return legend(results)
    .map(([level, meaning]) => `${level}  ${fitted(meaning, width, 4, 4)}`)
    .join("\n");
}

/** Within the width, where there is one. */
const fitted = (text: string, width: number | undefined, start: number, hang: number): string =>
  width === undefined ? text : wrapped(text, width, start, hang);

function written({ id, title, claims, autodiff, foot }: Block, options: TextOptions): string {
  const columns = columnsOf([...claims, ...autodiff]);
  const head = options.color ? bold(onOneLine(id)) : onOneLine(id);
  return [
    `${head}  ${onOneLine(title)}`,
    ...(claims.length === 0 ? ["  no claims"] : []),
    ...[...claims, ...autodiff].flatMap((line) => lineAsText(line, columns, options)),
    ...foot.map(([name, text]) => `  ${name}  ${fitted(text, options.width, length(name) + 4, indent)}`),
  ].join("\n");
}

interface Columns {
  readonly name: number;
  readonly formula: number;
  readonly word: number;
}

/** A line that is not about one formula has its name in both of the first two columns. */
function columnsOf(lines: readonly Line[]): Columns {
  const ofOne = lines.filter(({ formula }) => formula !== undefined);
  const ofSeveral = lines.filter(({ formula }) => formula === undefined);
  const width = (texts: readonly string[], limit?: number): number =>
    columnWidth(texts.map(onOneLine), limit);
  const name = width(
    ofOne.map((line) => line.name),
    longest.name,
  );
  const formula = width(
    ofOne.map((line) => line.formula as string),
    longest.formula,
  );
  const both = width(
    ofSeveral.map((line) => line.name),
    longest.formula,
  );
  return { name, formula: Math.max(formula, both - 2 - name), word: width(lines.map(({ word }) => word)) };
}

/** A line, and what stands below it. */
function lineAsText(line: Line, columns: Columns, { color = false, width }: TextOptions): string[] {
  const { name, formula, word, level, ok, facts, isFirst, notes } = line;
  const subject =
    formula === undefined
      ? padded(onOneLine(name), columns.name + 2 + columns.formula)
      : `${padded(onOneLine(name), columns.name)}  ${padded(onOneLine(formula), columns.formula)}`;
  const verdict = padded(word, columns.word);
  const behind = level === undefined ? "" : `${level}  `;
  const from = length(`  ${subject}  ${verdict}  ${behind}`);
  const rest = fitted(restOf(facts, level === undefined, isFirst), width, from, Math.min(from, furthest));
  return [
    `  ${subject}  ${color ? painted(verdict, ok) : verdict}  ${behind}${rest}`.trimEnd(),
    ...notes.flatMap((note) => noteAsText(note, width)),
  ];
}

/** A note within the width; the lines of a formula below it stay as they are, since signs under them point at places. */
function noteAsText(note: string, width: number | undefined): string[] {
  const [first = "", ...below] = note.split("\n");
  return [fitted(onOneLine(first), width, indent, indent + 2), ...below.map(onOneLine)].map(
    (line) => " ".repeat(indent) + line,
  );
}

/** What stands behind the verdict: in brackets for a claim, plainly for the automatic gradients. */
function restOf(facts: readonly string[], isPlain: boolean, isFirst: boolean): string {
  const text = onOneLine(facts.join("; "));
  const told = text === "" || isPlain ? text : `(${text})`;
  return [isFirst ? "<- first wrong step" : "", told].filter((part) => part !== "").join("  ");
}
