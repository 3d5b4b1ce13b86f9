// Derivations with convolutions: their gradients are proved, and the usual mistakes refuted.
import { check, derivation } from "@cadena/checker";
import {
  conv1d,
  conv1dTranspose,
  input,
  matmul,
  maxPool1d,
  mul,
  type Node,
  parameter,
  reshape,
  square,
  sub,
  sum,
  windows,
} from "@cadena/graph";
import { expect, test } from "vitest";

test("the gradients of a convolution are proved, and a convolution in place of the transposed one is refuted", () => {
  const squares = derivation({
    id: "convolution",
    title: "A convolution",
    dimensions: { n: 2, m: 5 },
    build: ({ n, m }) => {
      const X = input("X", [n, m, 2]);
      const Y = input("Y", [n, m - 2, 2]);
      const W = parameter("W", [3, 2, 2]);
      const Z = conv1d(X, W);
      return { loss: sum(square(sub(Z, Y))), quantities: { X, Y, W, Z } };
    },
  })
    .claim("dZ", { formula: ({ Z, Y }) => mul(2, sub(Z, Y)) })
    .claim("dX", { formula: ({ dZ, W }) => conv1dTranspose(dZ, W) })
    .claim("dW", {
      formula: ({ dZ, X, n, m }) => {
        const count = n * (m - 2);
        const [parts, slopes]: Node[] = [reshape(windows(X, [3]), [count, 6]), reshape(dZ, [count, 2])];
        return reshape(matmul(parts as Node, slopes as Node, { transposeA: true }), [3, 2, 2]);
      },
    })
    .erratum("the filters not turned round", {
      of: "X",
      formula: ({ dZ, W }) => conv1d(dZ, W, { padding: 2 }),
    });
  const { claims } = check(squares, { seed: 1 });
  expect(claims.map(({ verdict }) => verdict)).toEqual(["exact", "exact", "exact", "refuted"]);
});

test("the gradient of a pooled loss is proved, padding included", () => {
  const pooled = derivation({
    id: "pooling",
    title: "The largest of each window",
    dimensions: { n: 1, m: 4 },
    build: ({ n, m }) => {
      const X = input("X", [n, m, 1]);
      const Z = maxPool1d(X, 3, { stride: 1, padding: "same" });
      return { loss: sum(square(Z)), quantities: { X, Z } };
    },
  }).claim("dZ", { formula: ({ Z }) => mul(2, Z) });
  expect(check(pooled, { seed: 1 }).claims.map(({ verdict }) => verdict)).toEqual(["exact"]);
});
