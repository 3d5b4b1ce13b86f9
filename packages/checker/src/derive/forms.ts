// The forms of one formula: as the chain rule gives it, multiplied out, and the shortest one that is found.
import { add, div, full, leavesOf, mul, type Node, sub, substitute, topological } from "@cadena/graph";
import { constantNumber } from "@cadena/graph/extend";
import { cancelled, expanded } from "./algebra/expanding.ts";
import type { Algebra } from "./algebra/reading.ts";
import { formOf, type Rewritten, rewritings } from "./algebra/rewriting.ts";
import { collected, type Sum } from "./algebra/terms.ts";
import { whollyWritten, written } from "./algebra/writing.ts";
import { costOf, costs } from "./search/cost.ts";
import { Lexicon, type Word } from "./search/lexicon.ts";
import type { Sample, Values } from "./search/sample.ts";
import { arithmetic, familiar } from "./search/vocabulary.ts";

/** A form, perhaps of a part of a formula only. */
export interface Form extends Rewritten {
  /** Parts of the formula that it is a form of, left out because they seem to be 0. */
  readonly vanishing?: readonly Node[];
}

/** The forms of a formula. */
export interface Forms {
  /** As it was given, but for numbers in front and what cancels by itself. */
  readonly plain: Form;
  /** Without fractions of fractions. */
  readonly cancelled: Form;
  /** All products multiplied out, like terms apart; undefined where there is nothing to gather. */
  readonly expanded: Form | undefined;
  /** What the result may be, the shortest first. */
  readonly results: readonly Form[];
}

/** So many formulas are looked through at most. */
const most = 6000;

/** The longest formulas that are gone through one by one; longer ones are found as sums and products of two. */
const longest = 9;

/** Parts of a formula that have a formula this short are replaced by it. */
const short = 4;

/** The forms of a sum of products; `names` may stand in it besides those that do. */
export function formsOf(sum: Sum, algebra: Algebra, sample: Sample, names: readonly Node[]): Forms {
  const reduced = cancelled(sum);
  const long = expanded(reduced);
  const rewritten = rewritings(sum, algebra);
  const [best] = rewritten;
  const found = searched(best, algebra, sample, names);
  return {
    plain: formOf(written(sum)),
    cancelled: formOf(written(reduced)),
    expanded: long && gathers(long, reduced) ? formOf(written(long)) : undefined,
    results: [...found, ...rewritten],
  };
}

/** Whether a sum becomes shorter by multiplying it out, because terms cancel. */
const gathers = (long: Sum, reduced: Sum): boolean =>
  costOf(written(collected(long))) < costOf(written(reduced));

/** Shorter formulas than the one that is known, the shortest first. */
function searched({ cost, formula }: Form, algebra: Algebra, sample: Sample, names: readonly Node[]): Form[] {
  if (cost <= 2 * costs.name + costs.product) return [];
  const lexicon = new Lexicon(sample, vocabulary(formula, names, sample), most);
  lexicon.grow(short);
  const { formula: replaced, vanishing } = withShortParts(formula, lexicon, sample);
  const [folded] = rewritings(algebra.read(replaced), algebra);
  const shorter = folded !== undefined && folded.cost < cost ? [{ ...folded, vanishing }] : [];
  const bound = Math.min(cost, folded?.cost ?? cost);
  if (isReadOnce(folded?.formula ?? formula, sample.sizes)) return shorter;
  const whole = whollyWritten(algebra.read(formula));
  const target = sample.valuesOf([whole]).get(whole) as Values;
  lexicon.grow(Math.min(bound - costs.name - costs.sum, longest), target);
  const found = lexicon.find(target);
  return found !== undefined && found.cost < bound
    ? [tidied({ formula: found.build(), cost: found.cost }, algebra), ...shorter]
    : shorter;
}

/** The same formula without parentheses that it does not need: 1 - A + Z for 1 - (A - Z). */
function tidied(form: Form, algebra: Algebra): Form {
  const other = formOf(written(algebra.read(form.formula)));
  return other.cost <= form.cost && other.formula.shape.join() === form.formula.shape.join() ? other : form;
}

/** The formula, where parts of it that are 0, or have a short formula, are replaced. */
function withShortParts(
  formula: Node,
  lexicon: Lexicon,
  sample: Sample,
): { readonly formula: Node; readonly vanishing: readonly Node[] } {
  const parts = topological([formula]).filter(({ dtype, inputs }) => dtype === "real" && inputs.length > 0);
  const values = sample.valuesOf(parts);
  const places = new Map<Node, Node>();
  const zeros = new Set<Node>();
  for (const part of parts) {
    const value = values.get(part) as Values;
    const isZero = value.data.every((x) => Math.abs(x) < 1e-13);
    const known = isZero ? undefined : lexicon.look(value);
    const usual = arithmetic.has(part.op) ? undefined : asUsual(part, sample);
    if (isZero) {
      places.set(part, full(part.shape, 0));
      if (!isNumber(part)) zeros.add(part);
    }
    if (known !== undefined && known.cost < costOf(part)) places.set(part, known.build());
    else if (usual !== undefined && !isZero) places.set(part, usual);
  }
  const vanishing = [...zeros].filter(({ inputs }) => !inputs.some((input) => zeros.has(input)));
  return { formula: substitute([formula], places)[0] as Node, vanishing };
}

/** Whether a formula is made of numbers alone: nobody needs to be told that 0 is 0. */
const isNumber = (formula: Node): boolean =>
  leavesOf([formula]).every((leaf) => constantNumber(leaf) !== undefined);

/** An op of two inputs as the operation whose values it has, but for points such as 0 / 0. */
function asUsual(part: Node, sample: Sample): Node | undefined {
  const { op, inputs, dtype } = part;
  const [a, b, ...others] = inputs;
  if (op.elements !== "each" || a === undefined || b === undefined || others.length > 0) return undefined;
  if (dtype !== "real" || a.dtype !== "real" || b.dtype !== "real") return undefined;
  return [add(a, b), sub(a, b), mul(a, b), div(a, b)].find((one) => sample.agree(one, part));
}

/** What short formulas are made of: the names in a formula, its numbers, and what arithmetic does not take apart. */
function vocabulary(formula: Node, names: readonly Node[], { sizes }: Sample): Word[] {
  const words = new Set([...wordsIn(formula), ...names, ...names.flatMap((name) => familiar(formula, name))]);
  return [...words].map((node) => ({
    formula: node,
    isNumber: sizes.has(node) || constantNumber(node) !== undefined,
  }));
}

const wordsIn = (formula: Node): Node[] =>
  topological([formula], (node) => arithmetic.has(node.op)).filter(
    (node) => !arithmetic.has(node.op) && node.dtype === "real",
  );

/** Whether a formula is made of nothing but names, and each but sizes stands in it once, so that there is nothing to gather. */
function isReadOnce(formula: Node, sizes: ReadonlySet<Node>): boolean {
  const seen = new Set<Node>();
  for (const node of topological([formula], ({ op }) => arithmetic.has(op))) {
    if (!arithmetic.has(node.op)) continue;
    for (const input of node.inputs) {
      if (constantNumber(input) !== undefined || sizes.has(input)) continue;
      const isFunction = input.inputs.length > 0 && !arithmetic.has(input.op);
      if (isFunction || seen.has(input)) return false;
      seen.add(input);
    }
  }
  return true;
}
