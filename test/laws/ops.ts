// The table of all ops that @cadena/graph exports. Every law goes through it.
import { elementwiseRows } from "./elementwise.ts";
import type { Row } from "./table.ts";
import { tensorRows } from "./tensors.ts";

export const ops: readonly Row[] = [...elementwiseRows, ...tensorRows];

/** What @cadena/graph exports beside ops: leaves, transforms, executions, values, errors. */
export const notOps: readonly string[] = [
  "input",
  "parameter",
  "initialOf",
  "isParameter",
  "Node",
  "Tensor",
  "tensor",
  "integers",
  "float32",
  "float64",
  "evaluate",
  "compile",
  "Session",
  "interpreter",
  "gradients",
  "vjp",
  "grad",
  "valueAndGrad",
  "substitute",
  "mergeEqual",
  "same",
  "leavesOf",
  "topological",
  "captureOrigins",
  "userLine",
];
