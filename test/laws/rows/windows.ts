// The rows of windows, and of what is computed from each of them.
import {
  avgPool1d,
  avgPool2d,
  maxPool1d,
  maxPool2d,
  type Node,
  overlapAdd,
  type Shape,
  windows,
} from "@cadena/graph";
import { add, type Called, given, isIn, middle, mixed, padded, placeOf, plain } from "../sliding.ts";
import { type At, indicesOf, type Row, type Sample, sample } from "../table.ts";

function windowing(x: Shape, sizes: Shape, counts: Shape, [what, options, slide]: Called): Sample {
  const rank = sizes.length;
  return sample(
    `[${x.join(", ")}] by [${sizes.join(", ")}], ${what}`,
    given(x),
    (a) => windows(a, sizes, options) as Node,
    [x[0] as number, ...counts, ...sizes, x.at(-1) as number],
    (at) =>
      (n, ...index) => {
        const place = placeOf(index.slice(0, rank), index.slice(rank, 2 * rank), slide);
        return isIn(place, middle(x)) ? at(n as number, ...place, index.at(-1) as number) : 0;
      },
  );
}

function adding(x: Shape, size: Shape, [what, options, slide]: Called): Sample {
  const rank = size.length;
  const [counts, sizes] = [x.slice(1, rank + 1), x.slice(rank + 1, -1)];
  return sample(
    `[${x.join(", ")}] to [${size.join(", ")}], ${what}`,
    given(x),
    (a) => overlapAdd(a, size, options) as Node,
    [x[0] as number, ...size, x.at(-1) as number],
    (at) =>
      (n, ...index) =>
        add(
          indicesOf(counts).flatMap((i) =>
            indicesOf(sizes)
              .filter((p) => placeOf(i, p, slide).join() === index.slice(0, -1).join())
              .map((p) => at(n as number, ...i, ...p, index.at(-1) as number)),
          ),
        ),
  );
}

function pooling(
  call: unknown,
  combine: (elements: readonly number[]) => number,
  x: Shape,
  size: Shape,
  counts: Shape,
  [what, options, slide]: Called,
): Sample {
  const pooled =
    (at: At): At =>
    (n, ...index) => {
      const places = indicesOf(size).map((p) => placeOf(index.slice(0, -1), p, slide));
      return combine(
        places
          .filter((place) => isIn(place, middle(x)))
          .map((place) => at(n as number, ...place, index.at(-1) as number)),
      );
    };
  return sample(
    `[${x.join(", ")}] by [${size.join(", ")}], ${what}`,
    given(x),
    (a) => (call as (x: Node, size: Shape, options: object) => Node)(a, size, options),
    [x[0] as number, ...counts, x.at(-1) as number],
    pooled,
  );
}

const poolings = (call: unknown, combine: (elements: readonly number[]) => number): Sample[] => [
  pooling(call, combine, [2, 5, 2], [2], [2], ["plain", {}, { stride: [2] }]),
  pooling(call, combine, [1, 5, 1], [3], [3], ["stride 1", { stride: 1 }, {}]),
  pooling(
    call,
    combine,
    [1, 5, 2],
    [3],
    [3],
    ["same, stride 2", { stride: 2, padding: "same" }, { stride: [2], before: [1] }],
  ),
  pooling(
    call,
    combine,
    [1, 4, 1],
    [2],
    [4],
    [
      "stride 1, dilation 2, padding 1",
      { stride: 1, dilation: 2, padding: 1 },
      { dilation: [2], before: [1] },
    ],
  ),
];

const poolings2 = (call: unknown, combine: (elements: readonly number[]) => number): Sample[] => [
  pooling(call, combine, [1, 4, 4, 2], [2, 2], [2, 2], ["plain", {}, { stride: [2, 2] }]),
  pooling(call, combine, [1, 3, 3, 1], [2, 2], [2, 2], ["stride 1", { stride: 1 }, {}]),
  pooling(call, combine, [1, 3, 3, 2], [2, 2], [2, 2], ["same", { padding: "same" }, { stride: [2, 2] }]),
  pooling(call, combine, [1, 3, 4, 1], [2, 2], [2, 4], mixed),
];

const largest = (elements: readonly number[]): number => Math.max(...elements);
const average = (elements: readonly number[]): number => add(elements) / elements.length;

export const windowRows: readonly Row[] = [
  {
    name: "windows",
    samples: [
      windowing([2, 4, 2], [2], [3], plain),
      windowing([1, 5, 1], [3], [3], padded),
      windowing([1, 3, 3, 2], [2, 2], [2, 2], plain),
      windowing([1, 4, 5, 1], [2, 2], [2, 5], mixed),
      windowing([0, 3, 2], [2], [2], plain),
    ],
  },
  {
    name: "overlapAdd",
    samples: [
      adding([2, 3, 2, 2], [4], plain),
      adding([1, 3, 3, 1], [5], padded),
      adding([1, 2, 2, 2, 2, 2], [3, 3], plain),
      adding([1, 2, 5, 2, 2, 1], [4, 5], mixed),
    ],
  },
  {
    name: "maxPool1d",
    samples: poolings(maxPool1d, largest),
    special: [
      {
        what: "ties share the derivative, and padding has no part of it",
        at: [[[[0], [0], [0]]]],
        call: (x) => maxPool1d(x, 2, { padding: "same" }) as Node,
        value: [[[0], [0]]],
        gradient: [[[[0.5], [0.5], [1]]]],
      },
      {
        what: "padding is below the most negative number, however large it is",
        at: [[[[-2e300], [-1e300]]]],
        call: (x) => maxPool1d(x, 2, { stride: 1, padding: [[1, 0]] }) as Node,
        value: [[[-2e300], [-1e300]]],
        gradient: [[[[1], [1]]]],
      },
      {
        what: "an element that wins in several windows gets all of their parts",
        at: [[[[1], [3], [2]]]],
        call: (x) => maxPool1d(x, 2, { stride: 1 }) as Node,
        value: [[[3], [3]]],
        gradient: [[[[0], [2], [0]]]],
      },
    ],
  },
  { name: "maxPool2d", samples: poolings2(maxPool2d, largest) },
  {
    name: "avgPool1d",
    samples: poolings(avgPool1d, average),
    special: [
      {
        what: "padding does not count",
        at: [[[[2], [4], [6]]]],
        call: (x) => avgPool1d(x, 2, { padding: "same" }) as Node,
        value: [[[3], [6]]],
        gradient: [[[[0.5], [0.5], [1]]]],
      },
    ],
  },
  { name: "avgPool2d", samples: poolings2(avgPool2d, average) },
];
