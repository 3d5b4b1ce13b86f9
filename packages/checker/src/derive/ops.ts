// The ops that arithmetic knows the laws of, by identity.
import {
  addBias,
  broadcastTo,
  input,
  matmul,
  mean,
  type Node,
  pow,
  reshape,
  sum,
  transpose,
} from "@cadena/graph";
import type { Op } from "@cadena/graph/extend";

const row: Node = input("row", [1, 2]);

/** Ops of functions that take options: what each function makes. */
export const ops: Readonly<
  Record<"addBias" | "broadcastTo" | "matmul" | "mean" | "power" | "reshape" | "sum" | "transpose", Op>
> = {
  addBias: addBias(row, row).op,
  broadcastTo: broadcastTo(row, [2, 2]).op,
  matmul: matmul(row, transpose(row)).op,
  mean: mean(row).op,
  power: pow(row, 3).op,
  reshape: reshape(row, [2]).op,
  sum: sum(row).op,
  transpose: transpose(row).op,
};
