// The rows of the ops that take tensors apart and put them together.
import { at, concat, type Node, pad, type Shape, slice, stack, unstack } from "@cadena/graph";
import { type Given, type Row, sample } from "../table.ts";

const of = (...shape: number[]): Given => ({ shape });
const _indices = (shape: Shape, values: readonly number[]): Given => ({ shape, values, dtype: "integer" });
export const partRows: readonly Row[] = [
  {
    name: "slice",
    samples: [
      sample(
        "[4] from 1 to 3",
        [of(4)],
        (x) => slice(x, [[1, 3]]),
        [2],
        (x) => (i) => x(i + 1),
      ),
      sample(
        "[5] every second",
        [of(5)],
        (x) => slice(x, [[0, 5, 2]]),
        [3],
        (x) => (i) => x(2 * i),
      ),
      sample(
        "[3, 4] at both ends",
        [of(3, 4)],
        (x) => slice(x, [[-2], [1, -1, 2]]),
        [2, 1],
        (x) => (i, j) => {
          return x(i + 1, 1 + 2 * j);
        },
      ),
      sample(
        "[2, 3], second axis",
        [of(2, 3)],
        (x) => slice(x, [null, [2]]),
        [2, 1],
        (x) => (i) => x(i, 2),
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
        (x) => (j) => x(1, j),
      ),
      sample(
        "[2, 3, 2] at 1, -2",
        [of(2, 3, 2)],
        (x) => at(x, 1, -2),
        [2],
        (x) => (k) => x(1, 1, k),
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
        (x) => (i) => (i > 0 ? x(i - 1) : 0),
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
          return i < 2 && j === 1 ? x(i, 0) : 0;
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
        (x) => (j) => x(1, j),
      ),
      sample(
        "[2, 3], columns by hand",
        [of(2, 3)],
        (x) => stack(unstack(x, -1).reverse()),
        [3, 2],
        (x) => (j, i) => {
          return x(i, 2 - j);
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
        (a, b) => (i) => (i < 2 ? a(i) : b(0)),
      ),
      sample(
        "along -1",
        [of(2, 1), of(2, 2), of(2, 0)],
        (...x) => concat(x, { axis: -1 }),
        [2, 3],
        (a, b) => (i, j) => {
          return j === 0 ? a(i, 0) : b(i, j - 1);
        },
      ),
      sample(
        "one of them twice",
        [of(2)],
        (x) => concat([x, x]),
        [4],
        (x) => (i) => x(i % 2),
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
        (a, b) => (i) => [a(), 7, b()][i] as number,
      ),
      sample(
        "along 1",
        [of(2), of(2)],
        (a, b) => stack([a, b], { axis: 1 }),
        [2, 2],
        (a, b) => (i, j) => {
          return (j === 0 ? a : b)(i);
        },
      ),
      sample(
        "along -1",
        [of(2, 3), of(2, 3)],
        (a, b) => stack([a, b], { axis: -1 }),
        [2, 3, 2],
        (a, b) => (i, j, k) => {
          return (k === 0 ? a : b)(i, j);
        },
      ),
    ],
  },
];
