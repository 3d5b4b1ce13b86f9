// The rows of convolutions. Their formulas go over all elements of the filters and ask which place of the input they fall
// on, so that neither padding nor counting is written twice.
import { conv1d, conv1dTranspose, conv2d, conv2dTranspose, type Node, type Shape } from "@cadena/graph";
import { add, type Called, given, isIn, middle, mixed, placeOf, plain } from "../sliding.ts";
import { indicesOf, type Row, type Sample, sample } from "../table.ts";

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

const strided: Called = ["stride 2", { stride: 2 }, { stride: [2, 2] }];
const dilated: Called = ["dilation 2", { dilation: 2 }, { dilation: [2, 2] }];
const same: Called = ["same", { padding: "same" }, { before: [1, 1] }];
const sameStrided: Called = [
  "same, stride 2",
  { padding: "same", stride: 2 },
  { stride: [2, 2], before: [0, 0] },
];

export const convolutionRows: readonly Row[] = [
  {
    name: "conv1d",
    samples: [
      convolving(conv1d, [2, 4, 2], [2, 2, 3], [3], plain),
      convolving(conv1d, [0, 4, 2], [2, 2, 3], [3], plain),
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
];
