// What was computed: a matrix product of two known arrays, perhaps with a term of regularisation added.
import type { Constant } from "../constants.ts";
import type { Case, Explainer } from "../explanation.ts";
import { isAlong, isFlat, isNear, type Three } from "../three.ts";
import { asMatrix, product as multiplied, transposed, type Values } from "../values.ts";
import { inProduct, isGradientOf, type Term } from "../vocabulary.ts";

/** A term as one side of a product. */
interface Side {
  readonly term: Term;
  readonly text: string;
  readonly values: Values;
  readonly cost: number;
  /** Whether it is more than a name. */
  readonly isMade: boolean;
  /** The side as it should be, where it is a given array that is wrong. */
  readonly right?: Values;
}

/** What is added to a product. */
interface Rest {
  readonly text: string;
  readonly values: Values;
}

/** A product, and what is added to it, that are together a given matrix. */
interface Found {
  readonly a: Side;
  readonly b: Side;
  readonly constant: Constant;
  readonly rest: string;
}

export const product: Explainer = {
  kind: "formula",
  explain: (one) => {
    const given = asMatrix(one.given);
    if (given === undefined || !one.closeness.isTelling(given.data.length)) return [];
    const sides = sidesFor(one);
    const plain = searched(one, given, sides, undefined);
    const found =
      plain.length > 0 ? plain : restsFor(one).flatMap((rest) => searched(one, given, sides, rest));
    return found.map((each) => told(one, each));
  },
};

function told({ right, closeness }: Case, { a, b, constant, rest }: Found) {
  const cost = 2.5 + a.cost + b.cost + constant.cost + (rest === "" ? 0 : 0.5);
  const text = `is ${written(constant)}${a.text} ${b.text}${rest}`;
  const theirs = [a, b].filter((side) => side.right !== undefined);
  if (theirs.length === 0 || rest !== "") return { text, cost };
  const should = multiplied(a.right ?? a.values, b.right ?? b.values);
  const scaled = { ...should, data: should.data.map((x) => x * constant.value) };
  const isRight =
    scaled.data.length === right.data.length && closeness.equal({ ...right, shape: scaled.shape }, scaled);
  const names = theirs.map((side) => side.text).join(" and ");
  return isRight
    ? { text: `${text}: right by itself, it inherits the error of ${names}`, cost: cost - 3 }
    : { text, cost };
}

const written = ({ text }: Constant): string => (text === "1" ? "" : text === "-1" ? "-" : `${text} `);

/** All pairs of sides whose product, by a number, is a matrix, or the rest of it. */
function searched(
  { constants, closeness }: Case,
  given: Values,
  sides: readonly Side[],
  rest: Rest | undefined,
): Found[] {
  const [rows, columns] = given.shape as [number, number];
  // Looked at through few vectors, nearly all pairs are dropped, at the cost of an inner product or three each.
  const seen = (left: Float64Array, right: Float64Array): Three => [
    inner(left, right, 0),
    inner(left, right, 1),
    inner(left, right, 2),
  ];
  const through = (values: Values): Three => seen(leftLook(values), probes(1, columns).data);
  const wanted = through(given);
  const added = rest && through({ ...rest.values, shape: given.shape });
  const lefts = sides.filter(({ values: { shape } }) => shape[0] === rows);
  const rights = sides.filter(({ values: { shape } }) => shape[1] === columns);
  const found: Found[] = [];
  for (const a of lefts) {
    const left = leftLook(a.values);
    for (const b of rights) {
      // Of two arrays that are made from others, nobody makes a product.
      if ((a.isMade && b.isMade) || a.values.shape[1] !== b.values.shape[0]) continue;
      const right = rightLook(b.values);
      // Most pairs of vectors differ in two entries already.
      const [first, second] = [inner(left, right, 0), inner(left, right, 1)];
      if (added === undefined && !isNear(wanted[0] * second, wanted[1] * first)) continue;
      if (!mayFit(wanted, seen(left, right), added)) continue;
      const fit = closeness.fit(given.data, multiplied(a.values, b.values).data, rest?.values.data);
      if (fit === undefined) continue;
      const by = rest && constants.written(fit[1]);
      const text = by === undefined ? "" : ` + ${written(by)}${rest?.text}`.replace("+ -", "- ");
      found.push({ a, b, constant: constants.written(fit[0]), rest: text });
    }
  }
  return found;
}

/** What is seen of factors, of left ones through three vectors. */
const lefts = new WeakMap<Values, Float64Array>();
const rights = new WeakMap<Values, Float64Array>();

function leftLook(values: Values): Float64Array {
  const known = lefts.get(values) ?? multiplied(probes(3, values.shape[0] as number), values).data;
  lefts.set(values, known);
  return known;
}

function rightLook(values: Values): Float64Array {
  const known =
    rights.get(values) ?? multiplied(values, transposed(probes(1, values.shape[1] as number))).data;
  rights.set(values, known);
  return known;
}

/** The inner product of a row with a vector. */
function inner(rows: Float64Array, vector: Float64Array, row: number): number {
  let sum = 0;
  for (let k = 0, at = row * vector.length; k < vector.length; k++, at++)
    sum += (rows[at] as number) * (vector[k] as number);
  return sum;
}

/** Rows of numbers that have nothing to do with each other. */
const probes = (count: number, length: number): Values => ({
  shape: [count, length],
  data: Float64Array.from({ length: count * length }, (_, k) => 1 + Math.sin(1.3 * k * (k + 1) + 1) / 2),
});

/** Whether one vector may be a multiple of another, or of it and a third one. */
const mayFit = (wanted: Three, a: Three, b: Three | undefined): boolean =>
  b === undefined ? isAlong(wanted, a) : isFlat(wanted, a, b);

/** All matrices, both ways round; the gradient that is asked about explains nothing. */
const sidesFor = ({ quantity, vocabulary: { named, made, passed } }: Case): Side[] =>
  [...sidesOf(named, false), ...sidesOf(made, true), ...sidesOf(passed, true)].filter(
    ({ term }) => !isGradientOf(quantity, term),
  );

const known = new WeakMap<readonly Term[], readonly Side[]>();

function sidesOf(terms: readonly Term[], isMade: boolean): readonly Side[] {
  const sides = known.get(terms) ?? terms.flatMap((term) => bothWays(term, isMade));
  known.set(terms, sides);
  return sides;
}

function bothWays(term: Term, isMade: boolean): Side[] {
  const values = asMatrix(term.values);
  if (values === undefined) return [];
  const right = term.right === undefined ? undefined : (asMatrix(term.right) as Values);
  const text = inProduct(term);
  const { cost } = term;
  return [
    { term, text, values, isMade, cost, ...(right && { right }) },
    {
      term,
      text: `${text}^T`,
      values: transposed(values),
      isMade,
      cost: cost + 0.1,
      ...(right && { right: transposed(right) }),
    },
  ];
}

/** What regularisation may have added: the quantity itself, or its signs. */
function restsFor({ quantity, given, vocabulary: { named, made } }: Case): Rest[] {
  return [...named, ...made].filter(
    ({ text, values }) =>
      (text === quantity || text === `sign(${quantity})`) && values.data.length === given.data.length,
  );
}
