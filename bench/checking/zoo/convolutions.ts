// Convolutions, written with slices: windows are columns of a matrix, as in the way from images to columns.
import { div, type Node, pad, reshape, slice, stack, sum } from "@cadena/graph";
import type { Formula, Model, NodeScope } from "../model.ts";

/** A window of `k` numbers of a signal in each column: entry (i, t) is x[i + t]. */
const windows =
  (of: string, k: number): Formula =>
  (scope: NodeScope) => {
    const x = scope[of] as Node;
    const length = (x.shape[0] as number) - k + 1;
    return stack(
      Array.from({ length: k }, (_, i) => slice(x, [[i, i + length]]) as Node),
      { axis: 0 },
    );
  };

/** The way back: each number of the signal gets what all of its windows get. */
const folded =
  (of: string, k: number): Formula =>
  (scope: NodeScope) => {
    const d = scope[of] as Node;
    const [, length] = d.shape as [number, number];
    const parts = Array.from({ length: k }, (_, i) => {
      const row = reshape(slice(d, [[i, i + 1], null]) as Node, [length]) as Node;
      return pad(row, [[i, k - 1 - i]]) as Node;
    });
    return sum(stack(parts, { axis: 0 }), { axis: 0 }) as Node;
  };

/** Patches of 2 x 2 of an image with channels, each in a column: [channels * 4, height * width]. */
const patches =
  (of: string): Formula =>
  (scope: NodeScope) => {
    const image = scope[of] as Node;
    const [c, h, w] = image.shape as [number, number, number];
    const corners = [0, 1].flatMap((i) =>
      [0, 1].map((j) =>
        reshape(slice(image, [null, [i, i + h - 1], [j, j + w - 1]]) as Node, [c, (h - 1) * (w - 1)]),
      ),
    );
    return reshape(stack(corners as Node[], { axis: 1 }) as Node, [c * 4, (h - 1) * (w - 1)]) as Node;
  };

const atLeast = (least: number) => ({ admits: (size: number) => size >= least });

export const convolutions: readonly Model[] = [
  {
    id: "convolution of a signal",
    family: "convolution",
    dimensions: { L: { size: 20, ...atLeast(3) } },
    inputs: { x: "L" },
    parameters: { w: "3" },
    forward: { P: windows("x", 3), z: "w^T P" },
    loss: "1/2 sum(z^2)",
    gradients: { dz: "z", dw: "P dz", dP: "w dz^T", dx: folded("dP", 3) },
  },
  {
    id: "convolution of a signal by slices",
    family: "convolution",
    dimensions: { L: { size: 20, ...atLeast(3) } },
    inputs: { x: "L" },
    parameters: { w: "2", b: "" },
    forward: { z: "w[0] x[:-1] + w[1] x[1:] + b", a: "max(0, z)" },
    loss: "sum(a^2) / 2",
    gradients: {
      da: "a",
      dz: "a * [z > 0]",
      db: "sum(dz)",
      dw: "[sum(dz * x[:-1]), sum(dz * x[1:])]",
    },
  },
  {
    id: "convolution with filters and a pool",
    family: "convolution",
    dimensions: { L: { size: 20, ...atLeast(3) }, f: 4, K: 3 },
    inputs: { x: "L", y: "K" },
    parameters: { W: "f 3", b: "f 1", V: "K f" },
    forward: {
      P: windows("x", 3),
      Z: "W P + b",
      A: "tanh(Z)",
      g: "mean(A, axis=1)",
      o: "V g",
      p: "softmax(o)",
    },
    loss: "-sum(y * log(p))",
    gradients: {
      do: "p * sum(y) - y",
      dV: "do g^T",
      dg: "V^T do",
      dA: (scope: NodeScope) => {
        const length = (scope.Z as Node).shape[1] as number;
        return stack(
          Array.from({ length }, () => div(scope.dg as Node, length) as Node),
          { axis: 1 },
        ) as Node;
      },
      dZ: "dA * (1 - A^2)",
      dW: "dZ P^T",
      db: "sum(dZ, axis=1, keepdims)",
      dP: "W^T dZ",
      dx: folded("dP", 3),
    },
    typical: { y: 1 },
  },
  {
    id: "convolution of an image",
    family: "convolution",
    dimensions: { c: 2, h: { size: 6, ...atLeast(2) }, w: { size: 7, ...atLeast(2) }, f: 3 },
    inputs: { X: "c h w" },
    parameters: { W: "f c 2 2", b: "f 1" },
    forward: {
      P: patches("X"),
      F: (scope) => reshape(scope.W as Node, [scope.f as number, 4 * (scope.c as number)]) as Node,
      Z: "F P + b",
      A: "max(0, Z)",
    },
    loss: "1/2 sum((A - 1)^2)",
    gradients: {
      dA: "A - 1",
      dZ: "dA * [Z > 0]",
      dF: "dZ P^T",
      db: "sum(dZ, axis=1, keepdims)",
      dP: "F^T dZ",
      dW: (scope) => reshape(scope.dF as Node, (scope.W as Node).shape) as Node,
    },
  },
];
