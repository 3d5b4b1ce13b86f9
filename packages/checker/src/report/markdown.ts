// Results as Markdown, for pages and for the summaries of CI systems: a table for each derivation.
import { type Block, blockOf, type Line } from "./block.ts";
import { onOneLine } from "./layout.ts";
import { legend } from "./level.ts";
import type { DerivationResult } from "./result.ts";
import { summary } from "./summary.ts";

/**
 * Results as Markdown (with the tables of GitHub): how many claims became what, a table for each derivation, below it
 * the details of what is wrong or open, and at the end what the levels of evidence mean.
 * @example
 * const squared = derivation({
 *   id: "S",
 *   title: "A square",
 *   dimensions: {},
 *   build: () => {
 *     const x = input("x", []);
 *     return { loss: square(x), quantities: { x } };
 *   },
 * }).claim("dx", { formula: ({ x }) => mul(2, x) });
 * toMarkdown(check(squared)).split("\n")[6] //=> | dx | `2 * x` | EXACT | E5 | error \< 7e-55 |
 */
export function toMarkdown(results: DerivationResult | readonly DerivationResult[]): string {
  const all = [results].flat() as readonly DerivationResult[];
  const meanings = legend(all).map(([level, meaning]) => `- **${level}** ${plain(meaning)}`);
  return `${[
    `${summary(all)}`,
    ...all.map((result) => section(blockOf(result))),
    ...(meanings.length === 0 ? [] : [meanings.join("\n")]),
  ].join("\n\n")}\n`;
}

function section({ id, title, claims, autodiff, foot }: Block): string {
  const heading = `## ${plain(id)}: ${plain(title)}`;
  const table = [
    "| claim | formula | verdict | level | evidence |",
    "| --- | --- | --- | --- | --- |",
    ...[...claims, ...autodiff].map(row),
  ].join("\n");
  const details = claims.filter(({ notes }) => notes.length > 0).map(detail);
  return [
    heading,
    ...(claims.length === 0 ? ["No claims."] : [table]),
    ...(foot.length === 0 ? [] : [foot.map(([name, text]) => `- ${name}: ${plain(text)}`).join("\n")]),
    ...(details.length === 0 ? [] : [details.join("\n")]),
  ].join("\n\n");
}

function row({ name, formula, word, level, ok, facts, isFirst }: Line): string {
  const told = [...(isFirst ? ["first wrong step"] : []), ...facts];
  const cells = [
    plain(name),
    formula === undefined ? "" : code(formula),
    ok ? word : `**${word}**`,
    level ?? "",
    plain(told.join("; ")),
  ];
  return `| ${cells.join(" | ")} |`.replace(/ {2,}\|/g, " |");
}

function detail({ name, word, notes }: Line): string {
  return [`- ${plain(name)}: ${word}`, ...notes.map(item)].join("\n");
}

/** A note; the lines of a formula below it are a block of code. */
function item(note: string): string {
  const [first = "", ...below] = note.split("\n");
  const block = below.length === 0 ? [] : ["```text", ...below.map(onOneLine), "```"];
  return [`  - ${plain(first)}`, ...block.map((line) => `    ${line}`)].join("\n");
}

/** Text that Markdown shows as it is. */
const plain = (text: string): string => onOneLine(text).replace(/[\\`*_[\]<>|~$&]/g, "\\$&");

/** A span of code, fenced by more backquotes than it has itself; pipes would end a cell. */
function code(text: string): string {
  const line = onOneLine(text);
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const space = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return fence + space + line.replaceAll("|", "\\|") + space + fence;
}
