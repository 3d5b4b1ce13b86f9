// The rows of windows, convolutions and pooling. Their formulas go over all places of the input and ask which of them
// an element of a window falls on, so that neither padding nor counting is written twice.
import {
  avgPool1d,
  avgPool2d,
  conv1d,
  conv1dTranspose,
  conv2d,
  conv2dTranspose,
  maxPool1d,
  maxPool2d,
  type Node,
  overlapAdd,
  type Shape,
  windows,
} from "@cadena/graph";
import { type At, type Given, indicesOf, type Row, type Sample, sample } from "../table.ts";

/** How windows slide along each axis, as plain numbers. */
interface Slide {
  readonly stride?: readonly number[];
  readonly dilation?: readonly number[];
  /** Before each axis; what is behind it, the number of windows says. */
  readonly before?: readonly number[];
}

/** The place of an element of a window along each axis. */
function placeOf(window: readonly number[], element: readonly number[], slide: Slide): number[] {
  return window.map(
    (i, k) =>
      i * (slide.stride?.[k] ?? 1) +
      (element[k] as number) * (slide.dilation?.[k] ?? 1) -
      (slide.before?.[k] ?? 0),
  );
}

const isIn = (place: readonly number[], shape: Shape): boolean =>
  place.every((i, k) => i >= 0 && i < (shape[k] as number));

const middle = (shape: Shape): Shape => shape.slice(1, -1);
const add = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
const given = (...shapes: Shape[]): Given[] => shapes.map((shape) => ({ shape }));

/** A call with real options, and the same slide in plain numbers. */
type Called = readonly [what: string, options: object, slide: Slide];

const plain: Called = ["plain", {}, {}];

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

type AnyCall = (a: Node, b: Node, options: object) => Node;

function convolving(
  call: unknown,
  x: Shape,
  w: Shape,
  counts: Shape,
  [what, options, slide]: Called,
): Sample {
  const { groups = 1 } = options as { groups?: number };
  const [size, inputs, outputs] = [w.slice(0, -2), w.at(-2) as number, w.at(-1) as number];
  return sample(
    `[${x.join(", ")}] * [${w.join(", ")}], ${what}`,
    given(x, w),
    (a, b) => (call as AnyCall)(a, b, options),
    [x[0] as number, ...counts, outputs],
    (a, b) =>
      (n, ...index) => {
        const o = index.at(-1) as number;
        const group = Math.floor(o / (outputs / groups));
        return add(
          indicesOf([...size, inputs]).map((pc) => {
            const [p, c] = [pc.slice(0, -1), pc.at(-1) as number];
            const place = placeOf(index.slice(0, -1), p, slide);
            return isIn(place, middle(x)) ? a(n as number, ...place, group * inputs + c) * b(...p, c, o) : 0;
          }),
        );
      },
  );
}

function convolvingBack(
  call: unknown,
  y: Shape,
  w: Shape,
  size: Shape,
  [what, options, slide]: Called,
): Sample {
  const { groups = 1 } = options as { groups?: number };
  const [sizes, inputs, outputs] = [w.slice(0, -2), w.at(-2) as number, w.at(-1) as number];
  return sample(
    `[${y.join(", ")}] * [${w.join(", ")}], ${what}`,
    given(y, w),
    (a, b) => (call as AnyCall)(a, b, options),
    [y[0] as number, ...size, inputs * groups],
    (a, b) =>
      (n, ...index) => {
        const c = index.at(-1) as number;
        const own = indicesOf([outputs])
          .flat()
          .filter((o) => Math.floor(o / (outputs / groups)) === Math.floor(c / inputs));
        return add(
          indicesOf(middle(y)).flatMap((i) =>
            indicesOf(sizes)
              .filter((p) => placeOf(i, p, slide).join() === index.slice(0, -1).join())
              .flatMap((p) => own.map((o) => a(n as number, ...i, o) * b(...p, c % inputs, o))),
          ),
        );
      },
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

const strided: Called = ["stride 2", { stride: 2 }, { stride: [2, 2] }];
const dilated: Called = ["dilation 2", { dilation: 2 }, { dilation: [2, 2] }];
const same: Called = ["same", { padding: "same" }, { before: [1, 1] }];
const sameStrided: Called = [
  "same, stride 2",
  { padding: "same", stride: 2 },
  { stride: [2, 2], before: [0, 0] },
];
const padded: Called = ["stride 2, padding 1", { stride: 2, padding: 1 }, { stride: [2], before: [1] }];
const mixed: Called = [
  "stride 2 and 1, dilation 1 and 2, padding",
  { stride: [2, 1], dilation: [1, 2], padding: [[1, 0], 1] },
  { stride: [2, 1], dilation: [1, 2], before: [1, 1] },
];

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

export const convolutionRows: readonly Row[] = [
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
    name: "conv1d",
    samples: [
      convolving(conv1d, [2, 4, 2], [2, 2, 3], [3], plain),
      convolving(conv1d, [1, 5, 1], [3, 1, 1], [2], strided),
      convolving(conv1d, [1, 5, 1], [2, 1, 2], [3], dilated),
      convolving(conv1d, [1, 4, 2], [3, 2, 1], [4], same),
      convolving(conv1d, [1, 4, 4], [2, 2, 2], [3], ["2 groups", { groups: 2 }, {}]),
      convolving(conv1d, [1, 3, 2], [2, 1, 4], [2], ["depthwise", { groups: 2 }, {}]),
      convolving(conv1d, [1, 2, 2], [1, 2, 2], [6], ["wide padding", { padding: 2 }, { before: [2] }]),
    ],
  },
  {
    name: "conv2d",
    samples: [
      convolving(conv2d, [1, 3, 3, 2], [2, 2, 2, 2], [2, 2], plain),
      convolving(conv2d, [2, 3, 2, 1], [1, 1, 1, 2], [3, 2], plain),
      convolving(conv2d, [1, 3, 3, 1], [3, 3, 1, 1], [3, 3], same),
      convolving(conv2d, [1, 4, 4, 1], [2, 2, 1, 2], [2, 2], sameStrided),
      convolving(conv2d, [1, 4, 5, 1], [2, 2, 1, 1], [2, 5], mixed),
      convolving(conv2d, [1, 3, 2, 2], [2, 2, 1, 2], [2, 1], ["depthwise", { groups: 2 }, {}]),
    ],
  },
  {
    name: "conv1dTranspose",
    samples: [
      convolvingBack(conv1dTranspose, [2, 2, 2], [2, 1, 2], [3], plain),
      convolvingBack(conv1dTranspose, [1, 3, 1], [2, 2, 1], [6], strided),
      convolvingBack(conv1dTranspose, [1, 3, 1], [2, 2, 1], [5], dilated),
      convolvingBack(
        conv1dTranspose,
        [1, 2, 1],
        [3, 1, 1],
        [6],
        ["of size 6", { stride: 2, size: [6] }, { stride: [2] }],
      ),
      convolvingBack(
        conv1dTranspose,
        [1, 2, 2],
        [2, 2, 2],
        [4],
        ["same, stride 2, 2 groups", { padding: "same", stride: 2, groups: 2 }, { stride: [2] }],
      ),
    ],
  },
  {
    name: "conv2dTranspose",
    samples: [
      convolvingBack(conv2dTranspose, [1, 2, 2, 2], [2, 2, 2, 2], [3, 3], plain),
      convolvingBack(conv2dTranspose, [1, 2, 2, 2], [3, 3, 1, 2], [2, 2], same),
      convolvingBack(conv2dTranspose, [1, 2, 5, 1], [2, 2, 1, 1], [3, 5], mixed),
      convolvingBack(conv2dTranspose, [1, 2, 1, 2], [2, 2, 1, 2], [3, 2], ["depthwise", { groups: 2 }, {}]),
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
        what: "padding is below the most negative numbers",
        at: [[[[-1e300], [-2e300]]]],
        call: (x) => maxPool1d(x, 2, { stride: 1, padding: [[1, 0]] }) as Node,
        value: [[[-1e300], [-1e300]]],
        gradient: [[[[2], [0]]]],
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
