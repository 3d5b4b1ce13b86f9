// What was computed: a matrix product of two known arrays, perhaps with a term of regularisation added; or the right
// gradient and such a product.
import type { Constant } from "../constants.ts";
import type { Case, Explainer } from "../explanation.ts";
import { isAlong, isFlat, type Three } from "../three.ts";
import { asMatrix, product as multiplied, sameShape, transposed, type Values, zipped } from "../values.ts";
import { inProduct, type Term } from "../vocabulary.ts";

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
    return [...found.map((each) => told(one, each)), ...(found.length > 0 ? [] : beside(one, sides))];
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

/** A product by which a gradient is off, and what may be the reason. */
function beside(one: Case, sides: readonly Side[]) {
  const [given, right] = [asMatrix(one.given), asMatrix(one.right)] as [Values, Values | undefined];
  if (right === undefined || !sameShape(given, right)) return [];
  const { named, exchanges } = one.vocabulary;
  const difference = zipped(given, right, (x, y) => x - y);
  const plain = sides.filter(({ term }) => named.includes(term));
  const off = (found: Found, reason: string) => {
    const { a, b, constant } = found;
    const isLess = constant.text.startsWith("-");
    const text = `is ${written({ ...constant, text: constant.text.replace("-", "") })}${a.text} ${b.text} too ${isLess ? "small" : "large"}`;
    return { text: text + reason, cost: 3.5 + a.cost + b.cost + constant.cost };
  };
  const updated = searched(one, difference, plain, undefined).map((found) => {
    const isLess = found.constant.text.startsWith("-");
    const changed = [found.a, found.b].find(
      ({ term }) => isLess && named.some(({ text }) => `d${text}` === term.text),
    );
    return off(found, changed ? `, as if ${changed.term.text.slice(1)} had been updated before` : "");
  });
  if (updated.length > 0) return updated;
  const swapped = sidesOf(exchanges, one.quantity, true);
  return [
    ...searched(one, difference, plain, undefined, swapped),
    ...searched(one, difference, swapped, undefined, plain),
  ].map((found) => {
    const { term } = exchanges.includes(found.a.term) ? found.a : found.b;
    const [one, other] = term.text.split(" - ") as [string, string];
    const [taken, proper] = found.constant.value > 0 ? [one, other] : [other, one];
    return off(found, `, as if ${taken} stood for ${proper}`);
  });
}

/** All pairs of sides whose product, by a number, is a matrix, or the rest of it. */
function searched(
  { constants, closeness }: Case,
  given: Values,
  sides: readonly Side[],
  rest: Rest | undefined,
  others: readonly Side[] = sides,
): Found[] {
  const [rows, columns] = given.shape as [number, number];
  // Looked at through few vectors, nearly all pairs are dropped, at the cost of three inner products each.
  const look = { left: probes(3, rows), right: transposed(probes(1, columns)) };
  const seen = (a: Values, b: Values): Three => Array.from(multiplied(a, b).data) as unknown as Three;
  const wanted = seen(look.left, multiplied(given, look.right));
  const added = rest && seen(look.left, multiplied({ ...rest.values, shape: given.shape }, look.right));
  const lefts = sides
    .filter(({ values: { shape } }) => shape[0] === rows)
    .map((side) => ({ side, looked: multiplied(look.left, side.values) }));
  const rights = others
    .filter(({ values: { shape } }) => shape[1] === columns)
    .map((side) => ({ side, looked: multiplied(side.values, look.right) }));
  const found: Found[] = [];
  for (const { side: a, looked: left } of lefts) {
    for (const { side: b, looked: right } of rights) {
      // Of two arrays that are made from others, nobody makes a product.
      if (a.isMade && b.isMade) continue;
      if (a.values.shape[1] !== b.values.shape[0] || !mayFit(wanted, seen(left, right), added)) continue;
      const fit = closeness.fit(given.data, multiplied(a.values, b.values).data, rest?.values.data);
      if (fit === undefined) continue;
      const by = rest && constants.written(fit[1]);
      const text = by === undefined ? "" : ` + ${written(by)}${rest?.text}`.replace("+ -", "- ");
      found.push({ a, b, constant: constants.written(fit[0]), rest: text });
    }
  }
  return found;
}

/** Rows of numbers that have nothing to do with each other. */
const probes = (count: number, length: number): Values => ({
  shape: [count, length],
  data: Float64Array.from({ length: count * length }, (_, k) => 1 + Math.sin(1.3 * k * (k + 1) + 1) / 2),
});

/** Whether one vector may be a multiple of another, or of it and a third one. */
const mayFit = (wanted: Three, a: Three, b: Three | undefined): boolean =>
  b === undefined ? isAlong(wanted, a) : isFlat(wanted, a, b);

/** All matrices, both ways round. */
const sidesFor = ({ quantity, vocabulary: { named, made, passed } }: Case): Side[] => [
  ...sidesOf(named, quantity, false),
  ...sidesOf([...made, ...passed], quantity, true),
];

function sidesOf(terms: readonly Term[], quantity: string, isMade: boolean): Side[] {
  return terms.flatMap((term): Side[] => {
    const values = asMatrix(term.values);
    // The gradient that is asked about explains nothing.
    if (values === undefined || term.text.endsWith(`d${quantity}`)) return [];
    const right = term.right === undefined ? undefined : (asMatrix(term.right) as Values);
    const text = inProduct(term);
    return [
      { term, text, values, isMade, cost: term.cost, ...(right && { right }) },
      {
        term,
        text: `${text}^T`,
        values: transposed(values),
        isMade,
        cost: term.cost + 0.1,
        ...(right && { right: transposed(right) }),
      },
    ];
  });
}

/** What regularisation may have added: the quantity itself, or its signs. */
function restsFor({ quantity, given, vocabulary: { named, made } }: Case): Rest[] {
  return [...named, ...made].filter(
    ({ text, values }) =>
      (text === quantity || text === `sign(${quantity})`) && values.data.length === given.data.length,
  );
}
