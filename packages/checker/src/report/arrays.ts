// Arrays that were compared with a model, as text: a line for each, and below it what explains it.
import type { ArrayResult, ArraysResult } from "../arrays/result.ts";
import { sizesAsText } from "../derivation/sizes.ts";
import { magnitude } from "./figures.ts";
import { bold, columnWidth, length, onOneLine, padded, painted, wrapped } from "./layout.ts";
import type { TextOptions } from "./text.ts";

/** Other explanations beside the simplest one; more would be noise. */
const most = 2;
const indent = 6;

/**
 * A comparison as text: the sizes, and for each array whether it agrees, and what explains it where it does not.
 * @example
 * const line = derivation({
 *   id: "L1",
 *   title: "A line",
 *   dimensions: {},
 *   build: () => {
 *     const x = input("x", []);
 *     return { loss: mul(3, x), quantities: { x } };
 *   },
 * });
 * arraysToText(diagnoseArrays(line, { x: tensor(1), dx: tensor(-3) })).split("\n")[1] //=>   dx  DIFFERS  has the wrong sign
 */
export function arraysToText(result: ArraysResult, options: Omit<TextOptions, "legend"> = {}): string {
  const { id, title, sizes, convention, arrays, unknown } = result;
  const head = options.color ? bold(onOneLine(id)) : onOneLine(id);
  const name = columnWidth(arrays.map((one) => onOneLine(one.name)));
  const word = columnWidth(arrays.map((one) => one.verdict));
  const foot = [
    ...(Object.keys(sizes).length === 0 ? [] : [`sizes: ${sizesAsText(sizes)}`]),
    ...(convention === "per-example"
      ? ["gradients with an entry for each example are read as those of its own cost"]
      : []),
    ...(unknown.length === 0 ? [] : [`not used: ${unknown.map(onOneLine).join(", ")}`]),
  ];
  return [
    `${head}  ${onOneLine(title)}`,
    ...arrays.flatMap((one) => lineOf(one, { name, word }, options)),
    ...foot.map((line) => `  ${fitted(line, options.width, 2, indent)}`),
  ].join("\n");
}

function lineOf(
  { name, verdict, reason, explanations, difference, scale }: ArrayResult,
  columns: { readonly name: number; readonly word: number },
  { color = false, width }: Omit<TextOptions, "legend">,
): string[] {
  const isRight = verdict === "agrees";
  const word = padded(isRight ? verdict : verdict.toUpperCase(), columns.word);
  const [first, ...others] = explanations.map(({ text }) => onOneLine(text));
  const told = isRight
    ? `(off by at most ${magnitude(difference ?? 0)}, of ${Number(scale.toPrecision(3))})`
    : [reason, first].filter((part) => part !== undefined && part !== "").join("; it ");
  const start = `  ${padded(onOneLine(name), columns.name)}  `;
  const at = length(start) + columns.word + 2;
  return [
    `${start}${color ? painted(word, isRight) : word}  ${fitted(told, width, at, Math.min(at, 30))}`,
    ...others
      .slice(0, most)
      .map((text) => `${" ".repeat(indent)}or it ${fitted(text, width, indent + 6, indent + 2)}`),
  ];
}

const fitted = (text: string, width: number | undefined, start: number, hang: number): string =>
  width === undefined ? text : wrapped(text, width, start, hang);
