// How much a check sees, as text: a line for each claim, and below it what it does not see.
import type { MutationScore } from "../mutation/result.ts";
import { columnWidth, onOneLine, padded } from "./layout.ts";

const reasons = { hole: "is not seen, and other points refute it", open: "is not told apart at any point" };

/**
 * A mutation score as text.
 * @example
 * const line = derivation({
 *   id: "L1",
 *   title: "A line",
 *   dimensions: {},
 *   build: () => {
 *     const [w, x] = [input("w", []), input("x", [])];
 *     return { loss: mul(w, x), quantities: { w, x } };
 *   },
 * }).claim("dw", { formula: ({ x }) => x });
 * mutationToText(mutationScore(line)).startsWith("L1  A line: this check kills") //=> true
 */
export function mutationToText({ id, title, claims, mutants, killed }: MutationScore): string {
  const width = columnWidth(claims.map(({ name }) => onOneLine(name)));
  return [
    `${onOneLine(id)}  ${onOneLine(title)}: this check kills ${killed} of ${mutants} mutants`,
    ...claims.flatMap(({ name, formula, survivors, ...one }) => [
      `  ${padded(onOneLine(name), width)}  ${one.killed} of ${one.mutants} mutants of ${onOneLine(formula)}`,
      ...survivors.flatMap(({ why, formula: other }) =>
        why === "equal" ? [] : [`      ${onOneLine(other)} ${reasons[why]}`],
      ),
    ]),
  ].join("\n");
}
