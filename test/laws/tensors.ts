// The rows of the ops that move elements, combine them along axes, or multiply matrices.
import {
  addBias,
  argmax,
  argmin,
  at,
  broadcastTo,
  concat,
  constant,
  expandDims,
  flatten,
  full,
  gather,
  hardmax,
  logSoftmax,
  logSumExp,
  matmul,
  max,
  mean,
  min,
  type Node,
  oneHot,
  pad,
  reshape,
  type Shape,
  scatterAdd,
  slice,
  softmax,
  squeeze,
  stack,
  sum,
  transpose,
  unstack,
} from "@cadena/graph";
import {
  type At,
  type Given,
  indicesOf,
  type Row,
  type Sample,
  type Special,
  stretched,
  total,
} from "./table.ts";

const [inf, nan] = [Number.POSITIVE_INFINITY, Number.NaN];
const of = (...shape: number[]): Given => ({ shape });
const indices = (shape: Shape, values: readonly number[]): Given => ({ shape, values, dtype: "integer" });

function sample(
  what: string,
  inputs: readonly Given[],
  call: (...inputs: Node[]) => Node,
  shape: Shape,
  value: (...inputs: At[]) => At,
): Sample {
  return { what, inputs, call, shape, value };
}

/** Row-major reading: element `flat` of a tensor of `shape`. */
const flatly = (x: At, shape: Shape, flat: number): number => x(...(indicesOf(shape)[flat] as number[]));
const flatOf = (shape: Shape, index: readonly number[]): number =>
  index.reduce((flat, i, k) => flat * (shape[k] as number) + i, 0);

function reshaping(what: string, from: Shape, call: (x: Node) => Node, to: Shape): Sample {
  return sample(
    what,
    [{ shape: from }],
    call,
    to,
    (x) =>
      (...i) =>
        flatly(x, from, flatOf(to, i)),
  );
}

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

const reductions: readonly Row[] = [
  {
    name: "sum",
    samples: reductionSamples(sum as Reduce, added, true),
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
    samples: reductionSamples(max as Reduce, (x) => x.reduce((a, b) => (b > a ? b : a)), false),
    special: [
      point("ties share equally", allOf(max as Reduce), [2, 5, 5, 1], 5, [0, 0.5, 0.5, 0]),
      point("all are tied", allOf(max as Reduce), [3, 3, 3, 3], 3, [0.25, 0.25, 0.25, 0.25]),
      point("NaN wins", allOf(max as Reduce), [1, nan, 3], nan),
      point("infinity", allOf(max as Reduce), [1, inf], inf, [0, 1]),
    ],
  },
  {
    name: "min",
    samples: reductionSamples(min as Reduce, (x) => x.reduce((a, b) => (b < a ? b : a)), false),
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
  call: (x: Node, options: { axis?: number; keepDims?: boolean }) => Node,
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
        return place([0, 1].map((i) => x(i, j as number)));
      },
    ),
    sample(
      "[2, 3] along -1, kept",
      [of(2, 3)],
      (x) => call(x, { axis: -1, keepDims: true }),
      [2, 1],
      (x) => (i) => place([0, 1, 2].map((j) => x(i as number, j))),
    ),
  ].map(integer);
}

const alongAxes: readonly Row[] = [
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

const [i2x3, i3x2] = [of(2, 3), of(3, 2)];
type Flags = { transposeA?: boolean; transposeB?: boolean };
const product = matmul as (a: Node, b: Node, flags?: Flags) => Node;

function product2(a: Given, b: Given, flags: Flags, shape: Shape, inner: number): Sample {
  const { transposeA = false, transposeB = false } = flags;
  return sample(
    `[${a.shape.join(", ")}]${transposeA ? "ᵀ" : ""} · [${b.shape.join(", ")}]${transposeB ? "ᵀ" : ""}`,
    [a, b],
    (x, y) => product(x, y, flags),
    shape,
    (x, y) =>
      (...index) => {
        const [batch, [r, c]] = [index.slice(0, -2), index.slice(-2) as [number, number]];
        const [left, right] = [stretched(x, a.shape), stretched(y, b.shape)];
        return total(inner, (k) => {
          const p = transposeA ? left(...batch, k, r) : left(...batch, r, k);
          return p * (transposeB ? right(...batch, c, k) : right(...batch, k, c));
        });
      },
  );
}

const products: readonly Row[] = [
  {
    name: "matmul",
    samples: [
      product2(i2x3, i3x2, {}, [2, 2], 3),
      product2(of(1, 1), of(1, 1), {}, [1, 1], 1),
      product2(of(2, 2), of(2, 2), {}, [2, 2], 2),
      product2(i3x2, i3x2, { transposeA: true }, [2, 2], 3),
      product2(i2x3, i2x3, { transposeB: true }, [2, 2], 3),
      product2(i3x2, i2x3, { transposeA: true, transposeB: true }, [2, 2], 3),
      product2(of(2, 2, 3), of(2, 3, 1), {}, [2, 2, 1], 3),
      product2(of(2, 2, 3), of(3, 2), {}, [2, 2, 2], 3),
      product2(of(2, 3), of(2, 1, 3, 2), {}, [2, 1, 2, 2], 3),
      product2(of(2, 1, 2, 1), of(3, 1, 2), {}, [2, 3, 2, 2], 1),
      product2(of(2, 1, 3, 2), of(2, 2, 3), { transposeA: true, transposeB: true }, [2, 2, 2, 2], 3),
      product2(of(2, 0), of(0, 3), {}, [2, 3], 0),
      product2(of(0, 2), of(2, 3), {}, [0, 3], 2),
    ],
  },
  {
    name: "addBias",
    samples: (
      [
        [
          [2, 3],
          [2, 1],
        ],
        [
          [2, 3],
          [1, 3],
        ],
        [[2, 3], [3]],
        [
          [2, 3],
          [1, 1],
        ],
        [[2, 3], []],
        [
          [2, 3],
          [2, 3],
        ],
        [[3], [1]],
      ] as const
    ).map(([z, b]) =>
      sample(
        `[${z.join(", ")}] + [${b.join(", ")}]`,
        [{ shape: z }, { shape: b }],
        addBias as (z: Node, b: Node) => Node,
        z,
        (x, y) => {
          const bias = stretched(y, b);
          return (...i) => x(...i) + bias(...i);
        },
      ),
    ),
  },
];

const whole: readonly Row[] = [
  {
    name: "constant",
    samples: [
      sample(
        "[2, 2]",
        [],
        () =>
          constant([
            [1, 2],
            [3, 4],
          ]),
        [2, 2],
        () => (i, j) => 1 + 2 * (i as number) + (j as number),
      ),
    ],
  },
  {
    name: "full",
    samples: [
      sample(
        "[2, 0]",
        [],
        () => full([2, 0], 7),
        [2, 0],
        () => () => 7,
      ),
      sample(
        "[3]",
        [],
        () => full([3], 7),
        [3],
        () => () => 7,
      ),
    ],
  },
  {
    name: "reshape",
    samples: [
      reshaping("[2, 3] to [3, 2]", [2, 3], (x) => reshape(x, [3, 2]), [3, 2]),
      reshaping("[2, 3] to [-1]", [2, 3], (x) => reshape(x, [-1]), [6]),
      reshaping("[1] to []", [1], (x) => reshape(x, []), []),
      reshaping("[] to [1, 1]", [], (x) => reshape(x, [1, 1]), [1, 1]),
      reshaping("[2, 0] to [0, 5]", [2, 0], (x) => reshape(x, [0, 5]), [0, 5]),
      reshaping("[2, 3] to itself", [2, 3], (x) => reshape(x, [2, 3]), [2, 3]),
    ],
  },
  {
    name: "flatten",
    samples: [reshaping("[2, 3]", [2, 3], flatten, [6]), reshaping("[]", [], flatten, [1])],
  },
  {
    name: "expandDims",
    samples: [
      reshaping("[2, 3] at 1", [2, 3], (x) => expandDims(x, 1), [2, 1, 3]),
      reshaping("[2, 3] at -1", [2, 3], (x) => expandDims(x, -1), [2, 3, 1]),
      reshaping("[] at 0", [], (x) => expandDims(x, 0), [1]),
    ],
  },
  {
    name: "squeeze",
    samples: [
      reshaping("[1, 3, 1]", [1, 3, 1], (x) => squeeze(x), [3]),
      reshaping("[1, 3, 1] at -1", [1, 3, 1], (x) => squeeze(x, -1), [1, 3]),
    ],
  },
  {
    name: "broadcastTo",
    samples: (
      [
        [[], [2, 2]],
        [[3], [2, 3]],
        [
          [2, 1],
          [2, 3],
        ],
        [
          [1, 3],
          [2, 2, 3],
        ],
        [[1], [0]],
        [
          [2, 3],
          [2, 3],
        ],
      ] as const
    ).map(([from, to]) =>
      sample(
        `[${from.join(", ")}] to [${to.join(", ")}]`,
        [{ shape: from }],
        (x) => broadcastTo(x, to),
        to,
        (x) => stretched(x, from),
      ),
    ),
  },
  {
    name: "transpose",
    samples: [
      sample(
        "[2, 3]",
        [of(2, 3)],
        (x) => transpose(x),
        [3, 2],
        (x) => (i, j) => x(j as number, i as number),
      ),
      sample(
        "[2, 2]",
        [of(2, 2)],
        (x) => transpose(x),
        [2, 2],
        (x) => (i, j) => x(j as number, i as number),
      ),
      sample(
        "[2, 3, 2] by 2, 0, 1",
        [of(2, 3, 2)],
        (x) => transpose(x, [2, 0, 1]),
        [2, 2, 3],
        (x) => (i, j, k) => {
          return x(j as number, k as number, i as number);
        },
      ),
      sample(
        "[1, 2, 3] by 1, -1, 0",
        [of(1, 2, 3)],
        (x) => transpose(x, [1, -1, 0]),
        [2, 3, 1],
        (x) => (i, j, k) => {
          return x(k as number, i as number, j as number);
        },
      ),
      sample(
        "[]",
        [of()],
        (x) => transpose(x),
        [],
        (x) => () => x(),
      ),
      sample(
        "[0, 2]",
        [of(0, 2)],
        (x) => transpose(x),
        [2, 0],
        (x) => () => x(),
      ),
    ],
  },
];

const n = (i: number | undefined): number => i as number;

const parts: readonly Row[] = [
  {
    name: "slice",
    samples: [
      sample(
        "[4] from 1 to 3",
        [of(4)],
        (x) => slice(x, [[1, 3]]),
        [2],
        (x) => (i) => x(n(i) + 1),
      ),
      sample(
        "[5] every second",
        [of(5)],
        (x) => slice(x, [[0, 5, 2]]),
        [3],
        (x) => (i) => x(2 * n(i)),
      ),
      sample(
        "[3, 4] at both ends",
        [of(3, 4)],
        (x) => slice(x, [[-2], [1, -1, 2]]),
        [2, 1],
        (x) => (i, j) => {
          return x(n(i) + 1, 1 + 2 * n(j));
        },
      ),
      sample(
        "[2, 3], second axis",
        [of(2, 3)],
        (x) => slice(x, [null, [2]]),
        [2, 1],
        (x) => (i) => x(n(i), 2),
      ),
      sample(
        "[3] nothing",
        [of(3)],
        (x) => slice(x, [[1, 1]]),
        [0],
        (x) => () => x(),
      ),
    ],
  },
  {
    name: "at",
    samples: [
      sample(
        "[3] at 1",
        [of(3)],
        (x) => at(x, 1),
        [],
        (x) => () => x(1),
      ),
      sample(
        "[2, 3] at -1",
        [of(2, 3)],
        (x) => at(x, -1),
        [3],
        (x) => (j) => x(1, n(j)),
      ),
      sample(
        "[2, 3, 2] at 1, -2",
        [of(2, 3, 2)],
        (x) => at(x, 1, -2),
        [2],
        (x) => (k) => x(1, 1, n(k)),
      ),
      sample(
        "[2] at nothing",
        [of(2)],
        (x) => at(x),
        [2],
        (x) => x,
      ),
    ],
  },
  {
    name: "pad",
    samples: [
      sample(
        "[2] with 1 before",
        [of(2)],
        (x) => pad(x, [[1, 0]]),
        [3],
        (x) => (i) => (n(i) > 0 ? x(n(i) - 1) : 0),
      ),
      sample(
        "[2, 1] around",
        [of(2, 1)],
        (x) =>
          pad(x, [
            [0, 1],
            [1, 1],
          ]),
        [3, 3],
        (x) => (i, j) => {
          return n(i) < 2 && j === 1 ? x(n(i), 0) : 0;
        },
      ),
      sample(
        "[0] to [2]",
        [of(0)],
        (x) => pad(x, [[1, 1]]),
        [2],
        () => () => 0,
      ),
    ],
  },
  {
    name: "unstack",
    samples: [
      sample(
        "[2, 3], second row",
        [of(2, 3)],
        (x) => unstack(x)[1] as Node,
        [3],
        (x) => (j) => x(1, n(j)),
      ),
      sample(
        "[2, 3], columns by hand",
        [of(2, 3)],
        (x) => stack(unstack(x, -1).reverse()),
        [3, 2],
        (x) => (j, i) => {
          return x(n(i), 2 - n(j));
        },
      ),
    ],
  },
  {
    name: "concat",
    samples: [
      sample(
        "[2] and [1]",
        [of(2), of(1)],
        (a, b) => concat([a, b]),
        [3],
        (a, b) => (i) => (n(i) < 2 ? a(n(i)) : b(0)),
      ),
      sample(
        "along -1",
        [of(2, 1), of(2, 2), of(2, 0)],
        (...x) => concat(x, { axis: -1 }),
        [2, 3],
        (a, b) => (i, j) => {
          return j === 0 ? a(n(i), 0) : b(n(i), n(j) - 1);
        },
      ),
      sample(
        "one of them twice",
        [of(2)],
        (x) => concat([x, x]),
        [4],
        (x) => (i) => x(n(i) % 2),
      ),
    ],
  },
  {
    name: "stack",
    samples: [
      sample(
        "scalars",
        [of(), of()],
        (a, b) => stack([a, 7, b]),
        [3],
        (a, b) => (i) => [a(), 7, b()][n(i)] as number,
      ),
      sample(
        "along 1",
        [of(2), of(2)],
        (a, b) => stack([a, b], { axis: 1 }),
        [2, 2],
        (a, b) => (i, j) => {
          return (j === 0 ? a : b)(n(i));
        },
      ),
      sample(
        "along -1",
        [of(2, 3), of(2, 3)],
        (a, b) => stack([a, b], { axis: -1 }),
        [2, 3, 2],
        (a, b) => (i, j, k) => {
          return (k === 0 ? a : b)(n(i), n(j));
        },
      ),
    ],
  },
  {
    name: "gather",
    samples: [
      sample(
        "repeated",
        [of(3)],
        (x) => gather(x, [2, 0, 2, 2]),
        [4],
        (x) => (i) => x([2, 0, 2, 2][n(i)] as number),
      ),
      sample(
        "a node of indices",
        [of(3, 2), indices([2, 2], [1, 1, 0, 2])],
        (x, at) => gather(x, at),
        [2, 2, 2],
        (x, at) => (i, j, k) => {
          return x(at(n(i), n(j)), n(k));
        },
      ),
      sample(
        "along -1",
        [of(2, 3)],
        (x) => gather(x, [1, 1], { axis: -1 }),
        [2, 2],
        (x) => (i) => x(n(i), 1),
      ),
      sample(
        "a scalar index",
        [of(3, 2)],
        (x) => gather(x, 2),
        [2],
        (x) => (j) => x(2, n(j)),
      ),
      sample(
        "no index",
        [of(3)],
        (x, at) => gather(x, at as Node),
        [0],
        (x) => () => x(),
      ),
    ].map((one) => (one.what === "no index" ? { ...one, inputs: [of(3), indices([0], [])] } : one)),
  },
  {
    name: "scatterAdd",
    samples: [
      sample(
        "repeated",
        [of(3)],
        (x) => scatterAdd(x, [1, 0, 1], 3),
        [3],
        (x) => (i) => [x(1), x(0) + x(2), 0][n(i)] as number,
      ),
      sample(
        "rows along 0",
        [of(2, 3), indices([2], [1, 1])],
        (x, at) => scatterAdd(x, at, 2),
        [2, 3],
        (x) => (i, j) => {
          return i === 0 ? 0 : x(0, n(j)) + x(1, n(j));
        },
      ),
      sample(
        "along 1",
        [of(2, 2)],
        (x) => scatterAdd(x, [2, 0], 3, { axis: 1 }),
        [2, 3],
        (x) => (i, j) => {
          return j === 2 ? x(n(i), 0) : j === 0 ? x(n(i), 1) : 0;
        },
      ),
    ],
  },
  {
    name: "oneHot",
    samples: [
      sample(
        "[3] in 4 classes",
        [indices([3], [2, 0, 3])],
        (k) => oneHot(k, 4),
        [3, 4],
        (k) => (i, c) => (k(n(i)) === c ? 1 : 0),
      ),
      sample(
        "[2, 2] along 1",
        [indices([2, 2], [2, 0, 1, 1])],
        (k) => oneHot(k, 3, { axis: 1 }),
        [2, 3, 2],
        (k) => (i, c, j) => {
          return k(n(i), n(j)) === c ? 1 : 0;
        },
      ),
      sample(
        "a scalar",
        [indices([], [1])],
        (k) => oneHot(k, 2),
        [2],
        (k) => (c) => (k() === c ? 1 : 0),
      ),
    ],
  },
];

export const tensorRows: readonly Row[] = [...reductions, ...alongAxes, ...products, ...whole, ...parts];
