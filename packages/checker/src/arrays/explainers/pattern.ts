// Where nothing explains the numbers: where they differ, how much, and what that goes with.
import type { Case, Explainer } from "../explanation.ts";
import { indexOf, largest, sameShape, type Values, zipped } from "../values.ts";

export const pattern: Explainer = {
  kind: "pattern",
  explain: (one) => {
    if (!sameShape(one.given, one.right)) return [];
    const places = one.closeness.differing(one.given, one.right);
    const found = [
      ...clipped(one, places),
      ...whereZero(one, places),
      ...inLines(one, places),
      ...byLines(one),
    ];
    const rest = found.length === 0 ? [...scattered(one, places), ...goesWith(one, places)] : [];
    return [...found, ...rest].map((text, k) => ({ text, cost: 10 + k }));
  },
};

/** The right numbers, cut off at a bound. */
function clipped({ given, right, closeness }: Case, places: readonly number[]): string[] {
  const bound = largest(given);
  if (places.length < 2 || places.length === right.data.length || bound >= largest(right)) return [];
  const cut = { ...right, data: right.data.map((x) => Math.max(-bound, Math.min(bound, x))) };
  return closeness.equal(given, cut) ? [`is the right one, cut off at ${Number(bound.toPrecision(6))}`] : [];
}

/** The places at which a quantity is zero, negative or positive. */
function whereZero({ right, vocabulary: { named } }: Case, places: readonly number[]): string[] {
  const signs: [string, (x: number) => boolean][] = [
    ["= 0", (x) => x === 0],
    ["< 0", (x) => x < 0],
    ["> 0", (x) => x > 0],
    ["<= 0", (x) => x <= 0],
    [">= 0", (x) => x >= 0],
  ];
  const all = right.data.length;
  return named.flatMap(({ text, values }) => {
    if (!sameShape(values, right) || text.startsWith("your ")) return [];
    return signs
      .filter(([, holds]) => {
        const count = values.data.filter(holds).length;
        return (
          count > 0 &&
          count < all &&
          places.length === count &&
          places.every((k) => holds(values.data[k] as number))
        );
      })
      .map(([sign]) => `differs exactly where ${text} ${sign}`);
  });
}

/** Rows, columns or a diagonal in which all differences lie. */
function inLines({ right: { shape, data } }: Case, places: readonly number[]): string[] {
  const [rows, columns] = shape;
  if (shape.length !== 2 || rows === undefined || columns === undefined || places.length === data.length) {
    return [];
  }
  const [inRows, inColumns] = [new Set<number>(), new Set<number>()];
  for (const k of places) {
    inRows.add(Math.floor(k / columns));
    inColumns.add(k % columns);
  }
  const found: string[] = [];
  const told = (lines: ReadonlySet<number>, count: number, name: string): void => {
    if (count < 2 || lines.size === count || lines.size > 3) return;
    const list = [...lines].sort((a, b) => a - b).join(", ");
    const which = lines.size === 1 && lines.has(count - 1) ? `the last ${name}` : `${name} ${list}`;
    found.push(`differs only in ${which}`);
  };
  told(inRows, rows, "row");
  told(inColumns, columns, "column");
  if (rows === columns && rows > 1) {
    const onDiagonal = places.filter((k) => Math.floor(k / columns) === k % columns).length;
    if (onDiagonal === places.length) found.push("differs only on the diagonal");
    if (onDiagonal === 0 && places.length === data.length - rows)
      found.push("is right on the diagonal and differs everywhere else");
  }
  return found;
}

/** One number for each row, or each column, by which all of it is off. */
function byLines({ given, right, closeness }: Case): string[] {
  const { shape } = right;
  const [rows, columns] = shape;
  if (shape.length !== 2 || rows === undefined || columns === undefined || rows < 2 || columns < 2) return [];
  const difference = zipped(given, right, (x, y) => x - y);
  const ratio = zipped(given, right, (x, y) => x / y);
  const isConstant = ({ data }: Values, first: (k: number) => number): boolean => {
    const expected = { shape, data: data.map((_, k) => data[first(k)] as number) };
    return data.every(Number.isFinite) && closeness.equal({ shape, data }, expected);
  };
  const row = (k: number): number => Math.floor(k / columns) * columns;
  const column = (k: number): number => k % columns;
  const found: string[] = [];
  if (isConstant(difference, () => 0)) return ["is off by the same number in every entry"];
  if (isConstant(difference, row)) found.push("is off by the same number all along each row");
  if (isConstant(difference, column)) found.push("is off by the same number all down each column");
  if (isConstant(ratio, row))
    found.push("is a multiple of the right one in each row, by another number in each");
  if (isConstant(ratio, column))
    found.push("is a multiple of the right one in each column, by another number in each");
  return found;
}

function scattered({ given, right }: Case, places: readonly number[]): string[] {
  const [own, other] = [right.data[0] as number, given.data[0] as number];
  if (right.data.length === 1 && own !== 0)
    return [`is ${Number((other / own).toPrecision(6))} times the right one`];
  const difference = zipped(given, right, (x, y) => Math.abs(x - y));
  const most = largest(difference);
  const at = difference.data.indexOf(most);
  const part = largest(right) === 0 ? "" : `, ${percent(most / largest(right))} of the largest entry`;
  const count =
    places.length === right.data.length
      ? "everywhere"
      : `in ${places.length} of ${right.data.length} entries`;
  return [
    `differs ${count}, by up to ${Number(most.toPrecision(3))} at [${indexOf(at, right.shape)}]${part}`,
  ];
}

const percent = (x: number): string => `${Number((100 * x).toPrecision(2))} %`;

/** The quantity with whose size the difference grows most clearly, by the correlation of ranks (Spearman, 1904). */
function goesWith(
  { given, right, quantity, vocabulary: { named } }: Case,
  places: readonly number[],
): string[] {
  if (places.length < 12) return [];
  const ranks = ranksOf(zipped(given, right, (x, y) => Math.abs(x - y)).data);
  const all = named
    .filter(({ text, values }) => sameShape(values, right) && !text.endsWith(`d${quantity}`))
    .map(({ text, values }) => ({ text, by: correlation(ranks, ranksOf(values.data.map(Math.abs))) }))
    .sort((a, b) => b.by - a.by);
  const best = all[0];
  return best === undefined || best.by < 0.8 ? [] : [`differs more where |${best.text}| is larger`];
}

function ranksOf(data: Float64Array): Float64Array {
  const order = Array.from(data.keys()).sort((a, b) => (data[a] as number) - (data[b] as number));
  const ranks = new Float64Array(data.length);
  for (const [rank, k] of order.entries()) ranks[k] = rank;
  return ranks;
}

function correlation(a: Float64Array, b: Float64Array): number {
  const middle = (a.length - 1) / 2;
  let [both, own] = [0, 0];
  for (const [k, x] of a.entries()) {
    both += (x - middle) * ((b[k] as number) - middle);
    own += (x - middle) ** 2;
  }
  return own === 0 ? 0 : both / own;
}
