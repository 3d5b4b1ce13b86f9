// The rows of the ops that give, combine, or choose by truths, and of the change of kinds.
import {
  cast,
  equal,
  greater,
  greaterEqual,
  less,
  lessEqual,
  logicalAnd,
  logicalNot,
  logicalOr,
  type Node,
  notEqual,
  where,
} from "@cadena/graph";
import { binaryRow, type Row, stretched } from "../table.ts";

const [inf, nan] = [Number.POSITIVE_INFINITY, Number.NaN];
const truths = (shape: readonly number[], values: readonly number[]) =>
  ({ shape, values, dtype: "boolean" }) as const;

export const comparisonRows: readonly Row[] = (
  [
    ["equal", equal, (a, b) => a === b, false],
    ["notEqual", notEqual, (a, b) => a !== b, true],
    ["less", less, (a, b) => a < b, false],
    ["lessEqual", lessEqual, (a, b) => a <= b, false],
    ["greater", greater, (a, b) => a > b, false],
    ["greaterEqual", greaterEqual, (a, b) => a >= b, false],
  ] satisfies [string, (a: Node, b: Node) => Node, (a: number, b: number) => boolean, boolean][]
).map(([name, call, f, ofNaN]) =>
  binaryRow(name, call, (a, b) => (f(a, b) ? 1 : 0), {
    dtype: "boolean",
    special: [
      { what: "a tie", at: [2, 2], call, value: f(2, 2) },
      { what: "NaN", at: [nan, nan], call, value: ofNaN },
      { what: "infinities", at: [inf, inf], call, value: f(inf, inf) },
    ],
  }),
);

export const logicRows: readonly Row[] = [
  ...(
    [
      ["logicalAnd", logicalAnd, (a: number, b: number) => a * b],
      ["logicalOr", logicalOr, (a: number, b: number) => (a + b > 0 ? 1 : 0)],
    ] as const
  ).map(
    ([name, call, f]): Row => ({
      name,
      samples: [
        {
          what: "[4] with [4]",
          inputs: [truths([4], [0, 0, 1, 1]), truths([4], [0, 1, 0, 1])],
          call: call as (a: Node, b: Node) => Node,
          shape: [4],
          dtype: "boolean",
          value: (a, b) => (i) => f(a(i), b(i)),
        },
        {
          what: "[2, 1] with [2]",
          inputs: [truths([2, 1], [0, 1]), truths([2], [0, 1])],
          call: call as (a: Node, b: Node) => Node,
          shape: [2, 2],
          dtype: "boolean",
          value: (a, b) => (i, j) => f(a(i, 0), b(j)),
        },
      ],
    }),
  ),
  {
    name: "logicalNot",
    samples: [
      {
        what: "[2]",
        inputs: [truths([2], [0, 1])],
        call: (x) => logicalNot(x),
        shape: [2],
        dtype: "boolean",
        value: (x) => (i) => 1 - x(i),
      },
    ],
  },
];

export const choiceRow: Row = {
  name: "where",
  samples: (
    [
      [[2], [2], [2], [2]],
      [[2], [3, 1], [], [3, 2]],
      [[2, 1], [3], [2, 3], [2, 3]],
      [[], [2], [2], [2]],
    ] as const
  ).map(([c, a, b, shape]) => ({
    what: `[${c}] ? [${a}] : [${b}]`,
    inputs: [truths(c, c.length === 0 ? [1] : [1, 0]), { shape: a }, { shape: b }],
    call: where as (c: Node, a: Node, b: Node) => Node,
    shape,
    value: (p, x, y) => {
      const [condition, yes, no] = [stretched(p, c), stretched(x, a), stretched(y, b)];
      return (...i) => (condition(...i) === 1 ? yes(...i) : no(...i));
    },
  })),
  special: [
    {
      what: "a branch that is not chosen may be NaN",
      at: [
        [true, false],
        [1, nan],
        [nan, 2],
      ],
      call: where as (c: Node, a: Node, b: Node) => Node,
      value: [1, 2],
    },
  ],
};

export const castRow: Row = {
  name: "cast",
  samples: [
    {
      what: "truths to numbers",
      inputs: [truths([2], [0, 1])],
      call: (x) => cast(x, "real"),
      shape: [2],
      value: (x) => x,
    },
    {
      what: "integers to numbers",
      inputs: [{ shape: [3], dtype: "integer", values: [-2, 0, 7] }],
      call: (x) => cast(x, "real"),
      shape: [3],
      value: (x) => x,
    },
    {
      what: "numbers to integers, towards 0",
      inputs: [{ shape: [4], values: [-2.7, -0.5, 0.5, 2.7] }],
      call: (x) => cast(x, "integer"),
      shape: [4],
      dtype: "integer",
      value: (x) => (i) => [-2, 0, 0, 2][[-2.7, -0.5, 0.5, 2.7].indexOf(x(i))] as number,
    },
    {
      what: "numbers to truths",
      inputs: [{ shape: [3], values: [-2, 0, 0.5] }],
      call: (x) => cast(x, "boolean"),
      shape: [3],
      dtype: "boolean",
      value: (x) => (i) => (x(i) === 0 ? 0 : 1),
    },
    {
      what: "integers to truths",
      inputs: [{ shape: [2], dtype: "integer", values: [0, 5] }],
      call: (x) => cast(x, "boolean"),
      shape: [2],
      dtype: "boolean",
      value: (x) => (i) => (x(i) === 0 ? 0 : 1),
    },
  ],
};
