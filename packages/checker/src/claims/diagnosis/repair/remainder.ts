// What a formula lacks of the gradient, as algebra has it: the gradient divided by the formula, or less it, where much of
// the gradient cancels then.
import { constant, div, input, type Node, sub, substitute, topological } from "@cadena/graph";
import { Algebra } from "../../../derive/algebra/reading.ts";
import { rewritings } from "../../../derive/algebra/rewriting.ts";
import { NamedSizes } from "../../../derive/sizes.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** A larger gradient is not divided. */
const most = 80;

type Words = Pick<Vocabulary, "answers" | "sizes">;

/** What a formula must be multiplied by to come to the gradient; undefined where nothing of this cancels. */
export const quotientOf = (formula: Node, words: Words): Node | undefined => remainder(div, formula, words);

/** What must be added to a formula to come to the gradient; undefined where nothing of this cancels. */
export const differenceOf = (formula: Node, words: Words): Node | undefined => remainder(sub, formula, words);

function remainder(
  of: (a: Node, b: Node) => Node,
  formula: Node,
  { answers, sizes }: Words,
): Node | undefined {
  const symbols = new Map(Object.keys(sizes).map((name) => [name, input(name, [])]));
  const algebra = new Algebra(new NamedSizes(symbols, sizes, [], new Set()), new Map());
  for (const answer of answers) {
    const whole = of(answer, formula);
    if (topological([whole]).length > most) continue;
    const [[before], [after]] = [answer, whole].map((node) => rewritings(algebra.read(node), algebra)) as [
      ReturnType<typeof rewritings>,
      ReturnType<typeof rewritings>,
    ];
    if (after.cost >= before.cost) continue;
    const numbers = Array.from(
      symbols,
      ([name, symbol]) => [symbol, constant(sizes[name] as number)] as const,
    );
    return (substitute([after.formula], new Map(numbers)) as [Node])[0];
  }
  return undefined;
}
