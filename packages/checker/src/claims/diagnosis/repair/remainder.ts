// What a formula lacks of the gradient, as algebra has it: the gradient divided by the formula, or less it, where the whole
// formula is taken away by that.
import { constant, div, input, leavesOf, type Node, sub, substitute, topological } from "@cadena/graph";
import { expanded } from "../../../derive/algebra/expanding.ts";
import { Algebra } from "../../../derive/algebra/reading.ts";
import { rewritings } from "../../../derive/algebra/rewriting.ts";
import { collected, type Sum } from "../../../derive/algebra/terms.ts";
import { NamedSizes } from "../../../derive/sizes.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** A larger gradient is not divided. */
const most = 80;

type Words = Pick<Vocabulary, "answers" | "sizes">;

/** What a formula must be multiplied by to come to the gradient; undefined where it has a factor that this has not. */
export const quotientOf = (formula: Node, words: Words): Node | undefined =>
  remainder(formula, words, div, (rest, own) => {
    const factors = own.terms.flatMap((term) => term.factors.filter(({ exponent }) => exponent > 0));
    const divisors = divisorsIn(rest);
    return !factors.some(({ base }) => divisors.has(base.id));
  });

/** What must be added to a formula to come to the gradient; undefined where it has a term that this has not. */
export const differenceOf = (formula: Node, words: Words): Node | undefined =>
  remainder(formula, words, sub, (rest, own, whole) => termsIn(rest) + termsIn(own) <= termsIn(whole));

function remainder(
  formula: Node,
  { answers, sizes }: Words,
  of: (whole: Node, part: Node) => Node,
  isPart: (rest: Sum, own: Sum, whole: Sum) => boolean,
): Node | undefined {
  const symbols = new Map(Object.keys(sizes).map((name) => [name, input(name, [])]));
  const algebra = new Algebra(new NamedSizes(symbols, sizes, [], new Set()), new Map());
  for (const answer of answers) {
    const made = of(answer, formula);
    if (topological([made]).length > most) continue;
    const [[before], [after]] = [
      rewritings(algebra.read(answer), algebra),
      rewritings(algebra.read(made), algebra),
    ];
    const [rest, own, whole] = [after.formula, formula, before.formula].map((one) => algebra.read(one));
    // A number alone says less than the sign or the count that is wrong.
    if (leavesOf([after.formula]).every((leaf) => sizes[leaf.name ?? ""] !== undefined)) continue;
    if (after.cost >= before.cost || !isPart(rest as Sum, own as Sum, whole as Sum)) continue;
    const numbers = Array.from(
      symbols,
      ([name, symbol]) => [symbol, constant(sizes[name] as number)] as const,
    );
    return (substitute([after.formula], new Map(numbers)) as [Node])[0];
  }
  return undefined;
}

/** What is divided by somewhere in a sum. */
const divisorsIn = ({ terms }: Sum): ReadonlySet<number> =>
  new Set(
    terms.flatMap(({ factors }) =>
      factors.flatMap(({ base, exponent }) => [
        ...(exponent < 0 ? [base.id] : []),
        ...(base.parts === undefined ? [] : divisorsIn(base.parts)),
      ]),
    ),
  );

/** How many terms a sum has when it is multiplied out. */
const termsIn = (sum: Sum): number => collected(expanded(sum) ?? sum).terms.length;
