// The rows of the matrix product and of the bias.
import { addBias, matmul, type Node, type Shape } from "@cadena/graph";
import { type Given, type Row, type Sample, sample, stretched, total } from "../table.ts";

const of = (...shape: number[]): Given => ({ shape });
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

export const productRows: readonly Row[] = [
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
          [2, 2],
          [2, 2],
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
