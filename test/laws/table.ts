// The form of the table of all ops: sample calls with an independent formula for their value, and special points.
import type { DType, Nested, Node, Shape } from "@cadena/graph";
import { type Domain, reals } from "@cadena/graph/extend";

/** An element by its index in each axis. */
export type At = (...index: number[]) => number;

/** An input of a sample call: sampled from a domain, or given. */
export interface Given {
  readonly shape: Shape;
  readonly domain?: Domain;
  readonly dtype?: DType;
  /** Fixed values in row-major order, for indices and truths. */
  readonly values?: readonly number[];
}

/** One way to call an op. */
export interface Sample {
  readonly what: string;
  readonly inputs: readonly Given[];
  readonly call: (...inputs: Node[]) => Node;
  readonly shape: Shape;
  readonly dtype?: DType;
  /** The value of each element, in plain numbers and loops, without the graph. */
  readonly value: (...inputs: At[]) => At;
}

/** What an op does at a point where a formula says little: a kink, a tie, a pole, an extreme. */
export interface Special {
  readonly what: string;
  readonly at: readonly Nested[];
  readonly call: (...inputs: Node[]) => Node;
  readonly value: Nested;
  /** The gradient of the sum of all elements, for each input. */
  readonly gradient?: readonly Nested[];
}

/** All that the laws need to know about one exported op. */
export interface Row {
  readonly name: string;
  readonly samples: readonly Sample[];
  readonly special?: readonly Special[];
  /** True for a value that derivatives take for a constant: its derivative is 0 by decree. */
  readonly stopped?: boolean;
}

/** One way to call an op, in one line. */
export function sample(
  what: string,
  inputs: readonly Given[],
  call: (...inputs: Node[]) => Node,
  shape: Shape,
  value: (...inputs: At[]) => At,
): Sample {
  return { what, inputs, call, shape, value };
}

/** An element of a tensor of `shape` by an index of a tensor that it is stretched to. */
export function stretched(x: At, shape: Shape): At {
  return (...index) =>
    x(...shape.map((extent, k) => (extent === 1 ? 0 : (index[k + index.length - shape.length] as number))));
}

/** Σ f(0) ... f(n - 1). */
export function total(n: number, f: (i: number) => number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += f(i);
  return sum;
}

/** All indices of a tensor, in row-major order. */
export function indicesOf(shape: Shape): number[][] {
  return shape.reduce<number[][]>(
    (found, extent) => found.flatMap((index) => Array.from({ length: extent }, (_, i) => [...index, i])),
    [[]],
  );
}

const named = (shape: Shape): string => `[${shape.join(", ")}]`;

/** The row of an elementwise op of one operand. */
export function unaryRow(
  name: string,
  call: (x: Node) => Node,
  f: (x: number) => number,
  more: { readonly domain?: Domain; readonly special?: readonly Special[]; readonly stopped?: boolean } = {},
): Row {
  const { domain = reals, ...rest } = more;
  const shapes: Shape[] = [[], [3], [2, 2], [2, 3], [1, 2, 1], [0], [2, 0]];
  return {
    name,
    ...rest,
    samples: shapes.map((shape) => ({
      what: named(shape),
      inputs: [{ shape, domain }],
      call,
      shape,
      value:
        (x) =>
        (...i) =>
          f(x(...i)),
    })),
  };
}

const pairs: readonly (readonly [a: Shape, b: Shape, common: Shape])[] = [
  [[], [], []],
  [
    [2, 2],
    [2, 2],
    [2, 2],
  ],
  [
    [2, 3],
    [2, 3],
    [2, 3],
  ],
  [[2, 3], [3], [2, 3]],
  [
    [2, 1],
    [1, 3],
    [2, 3],
  ],
  [[], [2, 2], [2, 2]],
  [[3], [2, 1, 1], [2, 1, 3]],
  [[0], [1], [0]],
  [
    [2, 0],
    [2, 1],
    [2, 0],
  ],
];

/** The row of an elementwise op of two operands, which broadcast. */
export function binaryRow(
  name: string,
  call: (a: Node, b: Node) => Node,
  f: (a: number, b: number) => number,
  more: {
    readonly domains?: readonly [Domain, Domain];
    readonly dtype?: DType;
    readonly special?: readonly Special[];
    readonly samples?: readonly Sample[];
  } = {},
): Row {
  const { domains = [reals, reals], dtype, samples = [], special = [] } = more;
  return {
    name,
    special,
    samples: [
      ...pairs.map(
        ([a, b, shape]): Sample => ({
          what: `${named(a)} with ${named(b)}`,
          inputs: [
            { shape: a, domain: domains[0] },
            { shape: b, domain: domains[1] },
          ],
          call,
          shape,
          ...(dtype && { dtype }),
          value: (x, y) => {
            const [p, q] = [stretched(x, a), stretched(y, b)];
            return (...i) => f(p(...i), q(...i));
          },
        }),
      ),
      ...samples,
    ],
  };
}
