// The rows of the ops that look elements up, add them up at places, and mark places.
import { gather, type Node, oneHot, type Shape, scatterAdd } from "@cadena/graph";
import { type Given, type Row, sample } from "../table.ts";

const of = (...shape: number[]): Given => ({ shape });
const indices = (shape: Shape, values: readonly number[]): Given => ({ shape, values, dtype: "integer" });
export const lookupRows: readonly Row[] = [
  {
    name: "gather",
    samples: [
      sample(
        "repeated",
        [of(3)],
        (x) => gather(x, [2, 0, 2, 2]),
        [4],
        (x) => (i) => x([2, 0, 2, 2][i] as number),
      ),
      sample(
        "a node of indices",
        [of(3, 2), indices([2, 2], [1, 1, 0, 2])],
        (x, at) => gather(x, at),
        [2, 2, 2],
        (x, at) => (i, j, k) => {
          return x(at(i, j), k);
        },
      ),
      sample(
        "along -1",
        [of(2, 3)],
        (x) => gather(x, [1, 1], { axis: -1 }),
        [2, 2],
        (x) => (i) => x(i, 1),
      ),
      sample(
        "a scalar index",
        [of(3, 2)],
        (x) => gather(x, 2),
        [2],
        (x) => (j) => x(2, j),
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
        (x) => (i) => [x(1), x(0) + x(2), 0][i] as number,
      ),
      sample(
        "rows along 0",
        [of(2, 3), indices([2], [1, 1])],
        (x, at) => scatterAdd(x, at, 2),
        [2, 3],
        (x) => (i, j) => {
          return i === 0 ? 0 : x(0, j) + x(1, j);
        },
      ),
      sample(
        "along 1",
        [of(2, 2)],
        (x) => scatterAdd(x, [2, 0], 3, { axis: 1 }),
        [2, 3],
        (x) => (i, j) => {
          return j === 2 ? x(i, 0) : j === 0 ? x(i, 1) : 0;
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
        (k) => (i, c) => (k(i) === c ? 1 : 0),
      ),
      sample(
        "[2, 2] along 1",
        [indices([2, 2], [2, 0, 1, 1])],
        (k) => oneHot(k, 3, { axis: 1 }),
        [2, 3, 2],
        (k) => (i, c, j) => {
          return k(i, j) === c ? 1 : 0;
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
