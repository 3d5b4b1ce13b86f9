// Short formulas over a vocabulary, the shorter ones first: what may be missing where no single name or part of the
// gradient is. They are looked up by their values, whatever number they are multiplied by.
import { div, isParameter, matmul, mul, type Node, type Shape, sign, sub, sum } from "@cadena/graph";
import { widerShape } from "@cadena/graph/extend";
import { fitting } from "./formula.ts";
import { isNear, keyOf, narrowed, ratioOf, type Scale, scaled, scalesOf, type Wanted } from "./multiples.ts";
import { isMatrix, turned } from "./ops.ts";
import type { Values } from "./values.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** A short formula, at any sizes. */
export interface Phrase {
  readonly cost: number;
  readonly in: (words: Vocabulary) => Node | undefined;
}

/** A phrase that has a number everywhere at the points where one looks. */
interface Known extends Phrase {
  readonly shape: Shape;
  readonly numbers: Float64Array;
}

/** So many words are put together. */
const most = 40;

/** The phrases of a vocabulary that a few values may be multiples of. */
export class Phrases {
  readonly #words: Vocabulary;
  readonly #values: Values;
  readonly #wanted: readonly (readonly Wanted[])[];
  readonly #answer: Wanted;
  readonly #shapes: ReadonlySet<string>;
  readonly #scales: readonly Scale[];

  /**
   * @param wanted the nodes whose values are looked for
   * @param answer the whole of which they are parts
   */
  constructor(words: Vocabulary, values: Values, wanted: readonly Node[], answer: Node) {
    this.#words = words;
    this.#values = values;
    this.#scales = scalesOf(words);
    this.#wanted = wanted.map((node) => {
      const numbers = values.numbersOf(node);
      return numbers === undefined ? [] : narrowed(numbers, node.shape, values.count);
    });
    const { shape } = answer;
    this.#answer = { shape, numbers: values.numbersOf(answer) ?? new Float64Array() };
    this.#shapes = new Set(this.#wanted.flat().map(({ shape }) => shape.join()));
  }

  /** For each node that is looked for the phrases, times a number, that have its values: the shortest that there are. */
  found(): readonly (readonly Phrase[])[] {
    for (const level of this.#levels()) {
      const known = new Map<string, Known[]>();
      for (const one of level) {
        const key = keyOf(one);
        const others = known.get(key);
        if (others === undefined) known.set(key, [one]);
        else others.push(one);
      }
      const found = this.#wanted.map((forms) => forms.flatMap((form) => this.#multiples(form, known)));
      if (found.some((some) => some.length > 0)) return found;
    }
    return this.#wanted.map(() => []);
  }

  #multiples(wanted: Wanted, known: ReadonlyMap<string, readonly Known[]>): Phrase[] {
    return (known.get(keyOf(wanted)) ?? []).flatMap((one) => {
      const ratio = ratioOf(wanted.numbers, one.numbers);
      const scale = this.#scales.find(({ value }) => ratio !== undefined && isNear(value, ratio));
      if (scale === undefined) return [];
      return [{ cost: one.cost + scale.cost, in: (there) => scaled(scale, one.in(there), there) }];
    });
  }

  /** Words and sums of them; products of two; sums of products, alone and with one of the factors. */
  *#levels(): Generator<readonly Known[]> {
    const isFitting = ({ shape }: Known): boolean => this.#shapes.has(shape.join());
    const known = (phrases: readonly Phrase[]): Known[] => {
      const all = this.#known(phrases).filter((one) => !this.#isAnswer(one));
      return [...all.filter(isFitting), ...all.filter((one) => !isFitting(one))];
    };
    const named = known(namedIn(this.#words));
    const pieces = known(piecesIn(this.#words));
    const words = [...named, ...pieces].slice(0, most);
    const sums = this.#known(named.slice(0, most).flatMap(sumsOf));
    yield [...words, ...sums];
    const pairs = pairsOf(words);
    const mixed = words.flatMap((a) => sums.map((b) => [a, b] as const));
    yield this.#known([...pairs, ...mixed].flatMap(([a, b]) => productsOf(a, b, this.#shapes)));
    const ofPieces = pieces.flatMap(sumsOf);
    const totals = pairs.flatMap(([a, b]) =>
      productsOf(a, b)
        .flatMap(sumsOf)
        .map((total) => ({ total, a, b })),
    );
    const single = [...totals.map(({ total }) => total), ...ofPieces];
    yield this.#known(single.filter(({ shape }) => this.#shapes.has(shape.join())));
    yield this.#known(
      totals.flatMap(({ total, a, b }) => [a, b].flatMap((one) => togetherOf(one, total, this.#shapes))),
    );
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
      const node = fitting(() => phrase.in(this.#words));
      const numbers = node?.dtype === "real" ? this.#values.numbersOf(node) : undefined;
      if (node === undefined || numbers === undefined || isNumber(numbers)) return [];
      return [{ ...phrase, shape: node.shape, numbers }];
    });
  }
}

const isNumber = (numbers: Float64Array): boolean => numbers.every((x) => isNear(x, numbers[0] as number));

/** A phrase whose shape is known before it is made. */
interface Shaped extends Phrase {
  readonly shape: Shape;
}

/** Names, transposes and signs of what has one, and derivatives. */
function namedIn({ quantities, slopes }: Vocabulary): Phrase[] {
  const named = Object.entries(quantities).flatMap(([name, node]): Phrase[] => {
    const own = (there: Vocabulary): Node | undefined => there.quantities[name];
    return [
      { cost: 0, in: own },
      ...(isParameter(node) ? [{ cost: 0.1, in: applied(own, (one) => sign(one)) }] : []),
      ...(isMatrix(node) ? [{ cost: 0.05, in: applied(own, turned) }] : []),
    ];
  });
  return [...named, ...slopes.map((_, k): Phrase => ({ cost: 0.1, in: (there) => there.slopes[k]?.node }))];
}

const piecesIn = ({ pieces }: Vocabulary): Phrase[] =>
  pieces.map((_, k): Phrase => ({ cost: 0.2, in: (there) => there.pieces[k] }));

/** The sums along each axis, and the sum of all. */
function sumsOf({ shape, cost, in: own }: Shaped): Shaped[] {
  if (shape.length === 0) return [];
  const along = shape.length === 2 ? [0, 1].filter((axis) => shape[axis] !== 1) : [];
  return [
    ...along.map(
      (axis): Shaped => ({
        cost: cost + 0.1,
        shape: shape.map((extent, k) => (k === axis ? 1 : extent)),
        in: applied(own, (one) => sum(one, { axis, keepDims: true }) as Node),
      }),
    ),
    { cost: cost + 0.15, shape: [], in: applied(own, (one) => sum(one)) },
  ];
}

/** What two make when they are multiplied or divided, of some shapes where these are given. */
function productsOf(a: Shaped, b: Shaped, shapes?: ReadonlySet<string>): Shaped[] {
  const cost = 0.1 + a.cost + b.cost;
  const made: Shaped[] = [];
  const shape = widerShape(a.shape, b.shape);
  if (shape !== undefined) {
    made.push({ cost, shape, in: joined(a, b, mul) });
    made.push({ cost: cost + 0.1, shape, in: joined(a, b, div) });
    made.push({ cost: cost + 0.1, shape, in: joined(b, a, div) });
  }
  for (const [x, y] of [
    [a, b],
    [b, a],
  ] as const) {
    const [rows, inner] = x.shape;
    const [other, columns] = y.shape;
    if (x.shape.length !== 2 || y.shape.length !== 2 || inner !== other || inner === 1) continue;
    made.push({
      cost: cost + 0.05,
      shape: [rows as number, columns as number],
      in: joined(x, y, (p, q) => matmul(p, q) as Node),
    });
  }
  return shapes === undefined ? made : made.filter((one) => shapes.has(one.shape.join()));
}

/** A word with a sum of something: multiplied, or less it. */
function togetherOf(a: Shaped, total: Shaped, shapes: ReadonlySet<string>): Shaped[] {
  const shape = widerShape(a.shape, total.shape);
  if (shape === undefined || !shapes.has(shape.join())) return [];
  const cost = 0.1 + a.cost + total.cost;
  return [
    { cost, shape, in: joined(a, total, mul) },
    { cost, shape, in: joined(a, total, sub) },
  ];
}

const applied =
  (own: Phrase["in"], of: (node: Node) => Node): Phrase["in"] =>
  (there) => {
    const node = own(there);
    return node && of(node);
  };

const joined =
  (a: Phrase, b: Phrase, of: (x: Node, y: Node) => Node): Phrase["in"] =>
  (there) => {
    const [x, y] = [a.in(there), b.in(there)];
    return x && y && of(x, y);
  };

/** All pairs, each once. */
const pairsOf = <T>(all: readonly T[]): (readonly [T, T])[] =>
  all.flatMap((x, i) => all.slice(i).map((y) => [x, y] as const));
