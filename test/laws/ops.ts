// The table of all ops that @cadena/graph exports. Every law goes through it.

import { convolutionRows } from "./rows/convolutions.ts";
import { lookupRows } from "./rows/lookups.ts";
import { binaryRows, unaryRows } from "./rows/numbers.ts";
import { partRows } from "./rows/parts.ts";
import { productRows } from "./rows/products.ts";
import { alongAxisRows, reductionRows } from "./rows/reductions.ts";
import { shapeRows } from "./rows/shapes.ts";
import { castRow, choiceRow, comparisonRows, logicRows } from "./rows/truths.ts";
import { windowRows } from "./rows/windows.ts";
import type { Row } from "./table.ts";

export const ops: readonly Row[] = [
  ...unaryRows,
  ...binaryRows,
  ...comparisonRows,
  ...logicRows,
  choiceRow,
  castRow,
  ...reductionRows,
  ...alongAxisRows,
  ...productRows,
  ...convolutionRows,
  ...windowRows,
  ...shapeRows,
  ...partRows,
  ...lookupRows,
];

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
  "simplify",
  "mergeEqual",
  "same",
  "leavesOf",
  "topological",
  "captureOrigins",
  "userLine",
];
