// Short formulas over a vocabulary, the shorter ones first: what may be missing where no single name or part of the
// gradient is. They are looked up by their values, whatever number they are multiplied by.
import type { Node } from "@cadena/graph";
import type { Draft, Field } from "./draft.ts";
import { fitting } from "./formula.ts";
import { isNear, keyOf, narrowed, ratioOf, type Scale, scalesOf, type Wanted } from "./multiples.ts";
import { centredOf, type Phrase, productsOf, type Shaped, sumsOf, sumsOfTwo, togetherOf } from "./phrase.ts";
import type { Values } from "./values.ts";
import { complementsIn, formsIn, namesIn, partsIn, piecesIn, powersIn } from "./words.ts";

/** A phrase that has a number everywhere at the points where one looks. */
interface Known extends Shaped {
  readonly numbers: Float64Array;
}

/** So many words are put together. */
const most = 40;

/** The phrases of a vocabulary that a few values may be multiples of. */
export class Phrases {
  readonly #draft: Draft;
  readonly #values: Values;
  readonly #wanted: readonly (readonly Wanted[])[];
  readonly #answer: Wanted;
  readonly #shapes: ReadonlySet<string>;
  readonly #scales: readonly Scale[];

  /** @param wanted the nodes whose values are looked for */
  constructor(draft: Draft, { values, target }: Field, wanted: readonly Node[]) {
    this.#draft = draft;
    this.#values = values;
    this.#scales = scalesOf(draft.words);
    this.#wanted = wanted.map((node) => {
      const numbers = values.numbersOf(node);
      return numbers === undefined ? [] : narrowed(numbers, node.shape, values.count);
    });
    const { shape } = target;
    this.#answer = { shape, numbers: values.numbersOf(target) ?? new Float64Array() };
    this.#shapes = new Set(this.#wanted.flat().map(({ shape }) => shape.join()));
  }

  /** For each node that is looked for the phrases, times a number, that have its values: the shorter ones first. */
  *found(): Generator<readonly (readonly Phrase[])[]> {
    for (const level of this.#levels()) {
      const known = new Map<string, Known[]>();
      for (const one of level) {
        const key = keyOf(one);
        const others = known.get(key);
        if (others === undefined) known.set(key, [one]);
        else others.push(one);
      }
      const found = this.#wanted.map((forms) => forms.flatMap((form) => this.#multiples(form, known)));
      if (found.some((some) => some.length > 0)) yield found;
    }
  }

  /** With every number that the ratio may be: where a size is 3, it is both. */
  #multiples(wanted: Wanted, known: ReadonlyMap<string, readonly Known[]>): Phrase[] {
    return (known.get(keyOf(wanted)) ?? []).flatMap((one) => {
      const ratio = ratioOf(wanted.numbers, one.numbers);
      if (ratio === undefined) return [];
      const scales = this.#scales.filter(({ value }) => isNear(value, ratio));
      return scales.map(({ cost, of }): Phrase => {
        const made = (there: Draft): Node | undefined => {
          const node = one.in(there);
          return node && of(node, there.words);
        };
        return { cost: one.cost + cost, in: made };
      });
    });
  }

  /** Words, powers and sums of them; products of two; sums of products, alone and with one of the factors. */
  *#levels(): Generator<readonly Known[]> {
    const draft = this.#draft;
    const names = this.#words(namesIn(draft));
    const named = this.#sorted([...names, ...this.#words(formsIn(draft))]);
    const own = this.#words(partsIn(draft));
    const pieces = this.#words(piecesIn(draft));
    const words = distinct([...own.slice(0, most / 2), ...named, ...pieces]).slice(0, most);
    const sums = this.#known([...names.slice(0, most), ...own].flatMap(sumsOf));
    const centred = this.#known([...names.slice(0, most), ...own].flatMap(centredOf));
    const others = this.#known([...powersIn(draft), ...complementsIn(draft)].slice(0, 2 * most));
    yield [...distinct([...named, ...own, ...pieces]), ...sums, ...centred, ...others];
    const pairs = pairsOf(words);
    const mixed = words.flatMap((a) => [...sums, ...others].map((b) => [a, b] as const));
    const terms = [...names.slice(0, most), ...sums].filter((one) => this.#isFitting(one));
    const ofTwo = pairsOf(terms.slice(0, most)).flatMap(([a, b]) => sumsOfTwo(a, b));
    yield this.#known([
      ...[...pairs, ...mixed].flatMap(([a, b]) => productsOf(a, b, this.#shapes)),
      ...ofTwo,
    ]);
    const ofPieces = pieces.flatMap(sumsOf);
    const totals = pairs.flatMap(([a, b]) =>
      productsOf(a, b)
        .flatMap(sumsOf)
        .map((total) => ({ total, a, b })),
    );
    const single = [...totals.map(({ total }) => total), ...ofPieces];
    yield this.#known(single.filter((one) => this.#isFitting(one)));
    const together = totals.flatMap(({ total, a, b }) => [a, b].flatMap((one) => togetherOf(one, total)));
    yield this.#known(together.filter((one) => this.#isFitting(one)));
  }

  /** Whether something that is looked for has its shape. */
  #isFitting({ shape }: Shaped): boolean {
    return this.#shapes.has(shape.join());
  }

  /** Words, but for what everything is repaired by. */
  #words(phrases: readonly Phrase[]): Known[] {
    return this.#sorted(this.#known(phrases).filter((one) => !this.#isAnswer(one)));
  }

  /** Those that have a shape that is looked for stand first. */
  #sorted(phrases: readonly Known[]): Known[] {
    const isFitting = (one: Known): boolean => this.#isFitting(one);
    return [...phrases.filter(isFitting), ...phrases.filter((one) => !isFitting(one))];
  }

  /** Whether a word is what the whole formula should be: with it, everything is repaired. */
  #isAnswer({ shape, numbers }: Wanted): boolean {
    const ratio =
      shape.join() === this.#answer.shape.join() ? ratioOf(this.#answer.numbers, numbers) : undefined;
    return ratio !== undefined && isNear(ratio, 1);
  }

  /** Those that make sense, have a number everywhere, and are not merely one. */
  #known(phrases: readonly Phrase[]): Known[] {
    return phrases.flatMap((phrase) => {
      const node = fitting(() => phrase.in(this.#draft));
      const numbers = node?.dtype === "real" ? this.#values.numbersOf(node) : undefined;
      if (node === undefined || numbers === undefined || isNumber(numbers)) return [];
      return [{ ...phrase, shape: node.shape, numbers }];
    });
  }
}

const isNumber = (numbers: Float64Array): boolean => numbers.every((x) => isNear(x, numbers[0] as number));

/** Those whose numbers differ, each the cheapest of its kind. */
function distinct(phrases: readonly Known[]): Known[] {
  const first = new Map<string, Known>();
  for (const one of phrases) {
    const key = `${one.shape} ${Array.from(one.numbers.subarray(0, 6), (x) => x.toPrecision(10))}`;
    const other = first.get(key);
    if (other === undefined || one.cost < other.cost) first.set(key, one);
  }
  return [...first.values()];
}

/** All pairs, each once. */
const pairsOf = <T>(all: readonly T[]): (readonly [T, T])[] =>
  all.flatMap((x, i) => all.slice(i).map((y) => [x, y] as const));
