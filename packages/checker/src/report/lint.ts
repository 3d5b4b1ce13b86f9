// What a lint has found, as text: each finding with its place, what is wrong, at which input, and what to write.
import { type Nested, tensor } from "@cadena/graph";
import type { LintFinding, LintResult } from "../lint/result.ts";
import { counted } from "./figures.ts";
import { bold, onOneLine, painted, wrapped } from "./layout.ts";
import type { TextOptions } from "./text.ts";

/** A value of more elements is told by its least and its greatest one. */
const few = 6;

/**
 * What a lint has found, as text.
 * @example
 * const z = parameter("z", []);
 * lintToText(lint({ loss: log(sigmoid(z)), quantities: { z } })).split("\n")[0] //=> model  a model: 1 finding
 */
export function lintToText(
  { id, title, findings }: LintResult,
  { color = false, width }: Omit<TextOptions, "legend"> = {},
): string {
  const head = color ? bold(onOneLine(id)) : onOneLine(id);
  const count = findings.length === 0 ? "nothing found" : counted(findings.length, "finding");
  return [
    `${head}  ${onOneLine(title)}: ${color ? painted(count, findings.length === 0) : count}`,
    ...findings.flatMap((finding) => linesOf(finding, width)),
  ].join("\n");
}

function linesOf({ text, repair, formula, place, input }: LintFinding, width: number | undefined): string[] {
  const values = Object.entries(input ?? {}).map(([name, value]) => `${name} ${told(value)}`);
  const line = (before: string, what: string): string =>
    `${before}${width === undefined ? onOneLine(what) : wrapped(onOneLine(what), width, before.length, before.length)}`;
  return [
    line("  ", text),
    line("      in     ", place === null ? formula : `${formula}, ${place}`),
    ...(values.length === 0 ? [] : [line("      where  ", values.join(", "))]),
    line("      write  ", repair),
  ];
}

/** "= 1000", "= 1000 everywhere", "= [1, 2]" or "from -3 to 5". */
function told(value: Nested): string {
  const { data, shape } = tensor(value);
  const numbers = Array.from(data, (x: number) => Number(x.toPrecision(4)));
  const [first = 0] = numbers;
  if (shape.length === 0) return `= ${first}`;
  if (numbers.every((x) => x === first)) return `= ${first} everywhere`;
  if (numbers.length <= few && shape.length === 1) return `= [${numbers.join(", ")}]`;
  return `from ${Math.min(...numbers)} to ${Math.max(...numbers)}`;
}
