// What was computed: the formula of the right array with another part at one place of it.
import { captureOrigins, input, type Node } from "@cadena/graph";
import { constantNumber } from "@cadena/graph/extend";
import { is } from "../../claims/diagnosis/repair/ops.ts";
import type { Case, Explainer, Explanation } from "../explanation.ts";
import { otherwise } from "../formula/otherwise.ts";
import type { Part } from "../formula/part.ts";
import { type Place, placesOf, rewritten, through } from "../formula/places.ts";
import { type View, viewOf } from "../formula/view.ts";
import { Wanted } from "../formula/wanted.ts";
import { sameShape } from "../values.ts";
import { type Entry, entriesOf, inProduct, isGradientOf, mentions } from "../vocabulary.ts";

/** What may stand at a place. */
interface Suggestion {
  readonly values: Float64Array;
  /** The number that was chosen for it; 1 where none was. */
  readonly chosen: number;
  readonly text: () => string;
  readonly cost: number;
  /** How it may have come about. */
  readonly because?: string;
}

/** So far may values be from what is wanted before the whole formula is looked at. */
const loose = 1e-5;

/** Numbers that are tried where they cannot be told. */
const simple = [0, 1, -1, 2, 1 / 2];

/** What is dearer than the cheapest explanation by more than this says nothing new. */
const dearer = 1;

/** A formula that is longer than this is no help. */
const readable = 120;

export const place: Explainer = {
  kind: "formula",
  explain: (one) => {
    const { given, right, closeness } = one;
    if (!sameShape(given, right)) return [];
    // Of few wrong entries, any formula may be made, the more so where a number is chosen for it.
    const wrong = closeness.differing(given, right).length;
    if (!closeness.isTelling(wrong + 1)) return [];
    const before = captureOrigins(false);
    try {
      for (const formula of one.formulas()) {
        const found = inFormula(one, formula, closeness.isTelling(wrong));
        const best = Math.min(...found.map(({ cost }) => cost));
        if (found.length > 0) return found.filter(({ cost }) => cost <= best + dearer);
      }
      return [];
    } finally {
      captureOrigins(before);
    }
  },
};

function inFormula(one: Case, formula: Part, mayChoose: boolean): Omit<Explanation, "kind">[] {
  const { closeness, given, quantity, vocabulary } = one;
  const terms = (at: Place): Entry[] =>
    [vocabulary.named, vocabulary.made, vocabulary.odd]
      .flatMap((some) => entriesOf(some, at.part.values.shape))
      .filter(({ term }) => !isGradientOf(quantity, term));
  return placesOf(formula, given, closeness.relative).flatMap((at) => {
    const view = at.part.node.dtype === "real" ? viewOf(at, closeness) : undefined;
    if (view === undefined) return [];
    return [...suggestions(one, at, view, terms(at))].flatMap((suggestion) =>
      suggestion.chosen !== 1 && !mayChoose ? [] : told(one, at, suggestion),
    );
  });
}

/** What a suggestion comes to, where it gives the numbers. */
function told(
  { given, closeness, write }: Case,
  at: Place,
  { values, text, cost, because = "" }: Suggestion,
) {
  const made = through(at, { shape: at.part.values.shape, data: values });
  if (!closeness.equal(made, given)) return [];
  const now = text();
  const total = 3 + cost + 0.02 * at.depth;
  if (at.depth === 0) return [{ text: `is ${now}`, cost: total }];
  const whole = write(rewritten(at, input(atomic(now), at.part.node.shape)));
  const rest = whole.length > readable ? "" : `: it is ${whole}`;
  return [{ text: `has ${now} where ${write(at.part.node)} belongs${because}${rest}`, cost: total }];
}

function* suggestions(
  { constants, closeness, write }: Case,
  { part }: Place,
  view: View,
  terms: readonly Entry[],
): Generator<Suggestion> {
  const right = part.values.data;
  const wanted = new Wanted(view, Math.max(loose, closeness.relative));
  const number = numberIn(part.node);
  const own = (): string => write(part.node);
  const { name = "" } = part.node;
  const times = (c: number, text: string): string => {
    const name = constants.written(c).text;
    return name === "1" ? text : name === "-1" ? `-${atomic(text)}` : `${name} * ${atomic(text)}`;
  };
  const scale = wanted.ratio(right);
  if (scale !== undefined) {
    const [text, cost] =
      number === undefined
        ? [() => times(scale, own()), (scale === -1 ? 1.2 : 0.5) + constants.written(scale).cost]
        : [() => digits(scale * number), 1.5];
    yield { values: scaled(right, scale), chosen: scale, text, cost };
  }
  for (const { node, values, cost } of otherwise(part)) {
    const c = wanted.ratio(values.data);
    const by = c === undefined ? undefined : constants.named(c);
    if (c === undefined || by === undefined) continue;
    const text = (): string => times(c, write(node));
    yield { values: scaled(values.data, c), chosen: c, text, cost: cost + by.cost };
  }
  const cut = wanted.bound(right);
  if (cut !== undefined) {
    const values = right.map((x) => Math.max(-cut, Math.min(cut, x)));
    yield { values, chosen: cut, text: () => `${own()} cut off at ${digits(cut)}`, cost: 1.5 };
  }
  const exponent = wanted.exponent(part);
  if (exponent !== undefined) {
    const [base] = part.operands as [Part];
    const values = base.values.data.map((x) => x ** exponent);
    yield {
      values,
      chosen: exponent,
      text: () => `${atomic(write(base.node))}^${digits(exponent)}`,
      cost: 1.5,
    };
  }
  if (number !== undefined && !view.isDirect) {
    for (const x of simple) yield { values: right.map(() => x), chosen: x, text: () => String(x), cost: 1 };
  }
  const beside = wanted.beside(right);
  // In the place of a number, there are numbers first.
  const far = number === undefined ? 0 : 1.5;
  for (const { term, values } of terms) {
    const { data } = values;
    const c = wanted.ratio(data);
    const by = c === undefined ? undefined : constants.named(c);
    if (c !== undefined && by !== undefined) {
      const text = (): string => times(c, inProduct(term));
      yield { values: scaled(data, c), chosen: c, text, cost: far + term.cost + by.cost };
    }
    if (name !== "" && mentions(term.text, name)) continue;
    const more = beside.ratio(data);
    if (more !== undefined) {
      // A number by itself is a multiple of every other one.
      const by = wanted.known > 1 ? constants.written(more) : constants.named(more);
      const sum = right.map((x, k) => x + more * (data[k] as number));
      const text = (): string => `${own()} + ${times(more, inProduct(term))}`.replace("+ -", "- ");
      const because = more < 0 && term.text === `d${name}` ? `, as if ${name} had been updated before` : "";
      const cost = far + (because === "" ? 0.8 : 0.3) + term.cost + (by?.cost ?? 0);
      if (by !== undefined) yield { values: sum, chosen: more, text, cost, because };
    }
    const factor = right.length > 1 ? wanted.ratio(right, data) : undefined;
    const called = factor === undefined ? undefined : constants.named(factor);
    if (factor !== undefined && called !== undefined) {
      const product = right.map((x, k) => factor * x * (data[k] as number));
      const text = (): string => times(factor, `${atomic(own())} * ${inProduct(term)}`);
      yield { values: product, chosen: factor, text, cost: far + 0.6 + term.cost + called.cost };
    }
  }
}

const scaled = (data: Float64Array, c: number): Float64Array => (c === 1 ? data : data.map((x) => c * x));

const digits = (x: number): string => String(Number(x.toPrecision(8)));

/** The number that a node is everywhere; undefined for other nodes. */
const numberIn = (node: Node): number | undefined =>
  constantNumber(is(node, "stretched") ? (node.inputs[0] as Node) : node);

/** A text as it stands in a formula: a name, a call or a power by itself, all others in brackets. */
const atomic = (text: string): string => {
  let [depth, outer] = [0, ""];
  for (const sign of text) {
    if (sign === ")") depth--;
    if (depth === 0) outer += sign;
    if (sign === "(") depth++;
  }
  return /^(?:[\p{L}\p{N}_.]*\(\)|[\p{L}\p{N}_.]+)(?:\^[\p{L}\p{N}]+)?$/u.test(outer) ? text : `(${text})`;
};
