// The rows of constants, and of the ops that only give a tensor another shape.
import {
  broadcastTo,
  constant,
  expandDims,
  flatten,
  full,
  type Node,
  reshape,
  type Shape,
  squeeze,
  transpose,
} from "@cadena/graph";
import { type At, type Given, indicesOf, type Row, type Sample, sample, stretched } from "../table.ts";

const of = (...shape: number[]): Given => ({ shape });
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
export const shapeRows: readonly Row[] = [
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
        () => (i, j) => 1 + 2 * i + j,
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
          [2, 2],
          [3, 2, 2],
        ],
        [
          [2, 3],
          [2, 3],
        ],
      ] as const
    ).map(([from, to]) =>
      sample(
        `[${from.join(", ")}] to [${to.join(", ")}]`,
        [{ shape: from }],
        (x) => broadcastTo(x, to as Shape),
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
        (x) => (i, j) => x(j, i),
      ),
      sample(
        "[2, 2]",
        [of(2, 2)],
        (x) => transpose(x),
        [2, 2],
        (x) => (i, j) => x(j, i),
      ),
      sample(
        "[2, 3, 2] by 2, 0, 1",
        [of(2, 3, 2)],
        (x) => transpose(x, [2, 0, 1]),
        [2, 2, 3],
        (x) => (i, j, k) => {
          return x(j, k, i);
        },
      ),
      sample(
        "[1, 2, 3] by 1, -1, 0",
        [of(1, 2, 3)],
        (x) => transpose(x, [1, -1, 0]),
        [2, 3, 1],
        (x) => (i, j, k) => {
          return x(k, i, j);
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
