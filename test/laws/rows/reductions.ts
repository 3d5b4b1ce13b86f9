// The rows of the ops that combine the elements along axes, or weigh them against each other.
import {
  argmax,
  argmin,
  hardmax,
  logSoftmax,
  logSumExp,
  max,
  mean,
  min,
  type Node,
  type Shape,
  softmax,
  sum,
} from "@cadena/graph";
import { type Given, indicesOf, type Row, type Sample, type Special, sample, total } from "../table.ts";

const of = (...shape: number[]): Given => ({ shape });
const [inf, nan] = [Number.POSITIVE_INFINITY, Number.NaN];
type Axes = number | readonly number[] | undefined;
type Reduce = (x: Node, options: { axis?: number | readonly number[]; keepDims?: boolean }) => Node;

/** Calls of a reduction over all kinds of axes; `combine` works on the plain numbers that go together. */
function reductionSamples(call: Reduce, combine: (x: readonly number[]) => number, empty: boolean): Sample[] {
  const cases: readonly (readonly [Shape, Axes, boolean, Shape, readonly number[]])[] = [
    [[], undefined, false, [], []],
    [[4], undefined, false, [], [0]],
    [[2, 3], undefined, false, [], [0, 1]],
    [[2, 3], undefined, true, [1, 1], [0, 1]],
    [[2, 3], 0, false, [3], [0]],
    [[2, 3], -1, false, [2], [1]],
    [[2, 3], 1, true, [2, 1], [1]],
    [[2, 3, 2], [0, -1], false, [3], [0, 2]],
    [[2, 3, 2], [2, 1], true, [2, 1, 1], [1, 2]],
    [[2, 1, 3], 1, false, [2, 3], [1]],
    [[3, 3], 0, false, [3], [0]],
    [[2, 3], [], false, [2, 3], []],
    [[0, 3], 1, false, [0], [1]],
    ...(empty
      ? ([
          [[2, 0], 1, false, [2], [1]],
          [[0], undefined, false, [], [0]],
        ] as const)
      : []),
  ];
  return cases.map(([shape, axis, keepDims, result, axes]) =>
    sample(
      `[${shape.join(", ")}] over ${axis === undefined ? "all" : `[${axis}]`}${keepDims ? ", kept" : ""}`,
      [{ shape }],
      (x) => call(x, { ...(axis !== undefined && { axis }), keepDims }),
      result,
      (x) =>
        (...index) => {
          const kept = shape.map((_, k) => k).filter((k) => !axes.includes(k));
          const place = (k: number): number => index[keepDims ? k : kept.indexOf(k)] as number;
          const group = indicesOf(shape).filter((full) => kept.every((k) => full[k] === place(k)));
          return combine(group.map((full) => x(...full)));
        },
    ),
  );
}

const added = (x: readonly number[]): number => total(x.length, (i) => x[i] as number);
const sumExp = (x: readonly number[]): number => added(x.map(Math.exp));

const point = (
  what: string,
  call: (x: Node) => Node,
  x: readonly number[],
  value: number | readonly number[],
  gradient?: readonly number[],
): Special => ({ what, at: [x], call, value, ...(gradient && { gradient: [gradient] }) });

const allOf = (call: Reduce) => (x: Node) => call(x, {});

export const reductionRows: readonly Row[] = [
  {
    name: "sum",
    samples: [
      ...reductionSamples(sum as Reduce, added, true),
      // Longer than the block in which pairwise summation adds one after the other.
      sample(
        "[131] over all",
        [of(131)],
        (x) => sum(x),
        [],
        (x) => () => total(131, x),
      ),
    ],
    special: [
      point("of nothing is 0", allOf(sum as Reduce), [], 0, []),
      point("infinities cancel to NaN", allOf(sum as Reduce), [inf, -inf], nan, [1, 1]),
    ],
  },
  {
    name: "mean",
    samples: reductionSamples(mean as Reduce, (x) => added(x) / x.length, false),
    special: [point("of nothing is NaN", allOf(mean as Reduce), [], nan, [])],
  },
  {
    name: "max",
    samples: reductionSamples(max as Reduce, (x) => x.reduce((a, b) => Math.max(b, a)), false),
    special: [
      point("ties share equally", allOf(max as Reduce), [2, 5, 5, 1], 5, [0, 0.5, 0.5, 0]),
      point("all are tied", allOf(max as Reduce), [3, 3, 3, 3], 3, [0.25, 0.25, 0.25, 0.25]),
      point("NaN wins", allOf(max as Reduce), [1, nan, 3], nan),
      point("infinity", allOf(max as Reduce), [1, inf], inf, [0, 1]),
    ],
  },
  {
    name: "min",
    samples: reductionSamples(min as Reduce, (x) => x.reduce((a, b) => Math.min(b, a)), false),
    special: [
      point("ties share equally", allOf(min as Reduce), [2, 1, 5, 1], 1, [0, 0.5, 0, 0.5]),
      point("NaN wins", allOf(min as Reduce), [1, nan, 3], nan),
    ],
  },
  {
    name: "logSumExp",
    samples: reductionSamples(logSumExp as Reduce, (x) => Math.log(sumExp(x)), false),
    special: [
      point("1000", allOf(logSumExp as Reduce), [1000, 1000], 1000 + Math.LN2, [0.5, 0.5]),
      point("-1000", allOf(logSumExp as Reduce), [-1000, -1000], -1000 + Math.LN2, [0.5, 0.5]),
      point("far apart", allOf(logSumExp as Reduce), [1000, -1000], 1000, [1, 0]),
    ],
  },
];

/** Calls along one axis: `pick` sees the row of plain numbers and the place in it. */
function alongAxis(
  call: (x: Node, options: { axis?: number }) => Node,
  pick: (row: readonly number[], place: number) => number,
): Sample[] {
  const cases: readonly (readonly [Shape, number | undefined, number])[] = [
    [[3], undefined, 0],
    [[2, 3], undefined, 1],
    [[2, 3], 0, 0],
    [[2, 3, 2], 1, 1],
    [[2, 2, 2], -3, 0],
    [[3, 1], 1, 1],
    [[0, 2], 1, 1],
  ];
  return cases.map(([shape, axis, exact]) =>
    sample(
      `[${shape.join(", ")}] along ${axis ?? "the last"}`,
      [{ shape }],
      (x) => call(x, axis === undefined ? {} : { axis }),
      shape,
      (x) =>
        (...index) =>
          pick(
            Array.from({ length: shape[exact] as number }, (_, i) => x(...index.with(exact, i))),
            index[exact] as number,
          ),
    ),
  );
}

const lastAxis = (call: (x: Node, options: { axis?: number }) => Node) => (x: Node) => call(x, {});

function located(
  call: (x: Node, options: { axis?: number | readonly number[]; keepDims?: boolean }) => Node,
  sign: 1 | -1,
): Sample[] {
  const place = (row: readonly number[]): number =>
    row.reduce((best, e, i) => (sign * (e - (row[best] as number)) > 0 ? i : best), 0);
  const integer = (one: Sample): Sample => ({ ...one, dtype: "integer" });
  return [
    sample(
      "[2, 3] over all",
      [of(2, 3)],
      (x) => call(x, {}),
      [],
      (x) => () => {
        return place(indicesOf([2, 3]).map((i) => x(...i)));
      },
    ),
    sample(
      "[2, 3] along 0",
      [of(2, 3)],
      (x) => call(x, { axis: 0 }),
      [3],
      (x) => (j) => {
        return place([0, 1].map((i) => x(i, j)));
      },
    ),
    sample(
      "[2, 3] along -1, kept",
      [of(2, 3)],
      (x) => call(x, { axis: -1, keepDims: true }),
      [2, 1],
      (x) => (i) => place([0, 1, 2].map((j) => x(i, j))),
    ),
    sample(
      "[2, 2] along all, kept",
      [of(2, 2)],
      (x) => call(x, { keepDims: true }),
      [1, 1],
      (x) => () => place([x(0, 0), x(0, 1), x(1, 0), x(1, 1)]),
    ),
    sample(
      "[2, 3, 2] along 0 and 2",
      [of(2, 3, 2)],
      (x) => call(x, { axis: [2, 0] }),
      [3],
      (x) => (i) => place([x(0, i, 0), x(0, i, 1), x(1, i, 0), x(1, i, 1)]),
    ),
  ].map(integer);
}

export const alongAxisRows: readonly Row[] = [
  {
    name: "softmax",
    samples: alongAxis(softmax, (row, i) => Math.exp(row[i] as number) / sumExp(row)),
    special: [
      point("1000", lastAxis(softmax), [1000, 1000], [0.5, 0.5], [0, 0]),
      point("far apart", lastAxis(softmax), [1000, -1000], [1, 0], [0, 0]),
    ],
  },
  {
    name: "logSoftmax",
    samples: alongAxis(logSoftmax, (row, i) => (row[i] as number) - Math.log(sumExp(row))),
    special: [
      point("1000", lastAxis(logSoftmax), [1000, 1000], [-Math.LN2, -Math.LN2], [0, 0]),
      point("far apart", lastAxis(logSoftmax), [1000, -1000], [0, -2000], [-1, 1]),
    ],
  },
  {
    name: "hardmax",
    samples: alongAxis(hardmax, (row, i) => (row.every((e) => e <= (row[i] as number)) ? 1 : 0)),
    special: [point("the first of equals", lastAxis(hardmax), [5, 2, -1, 5], [1, 0, 0, 0], [0, 0, 0, 0])],
  },
  {
    name: "argmax",
    samples: located(argmax, 1),
    special: [point("the first of equals", argmax, [1, 7, 7], 1), point("NaN wins", argmax, [1, nan, 7], 1)],
  },
  {
    name: "argmin",
    samples: located(argmin, -1),
    special: [point("the first of equals", argmin, [7, 1, 1], 1), point("NaN wins", argmin, [1, nan, 7], 1)],
  },
];
