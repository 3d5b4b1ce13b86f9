// Which kinds of elements an elementwise op works on, and which kind it gives.
import { type DType, promote } from "../node/dtype.ts";
import { ShapeError } from "../node/errors.ts";
import type { Node } from "../node/node.ts";
import type { Shape } from "../types/shape.ts";

/** The kinds of elements that an op works on, given those of its operands, and the kind of its result. */
export type Signature = (
  name: string,
  operands: readonly Node[],
) => { inputs: readonly DType[]; output: DType };

const shapesOf = (operands: readonly Node[]): Shape[] => operands.map((x) => x.shape);

/** Works on real numbers; integers and truths become real. */
export const onReals: Signature = (_, operands) => ({ inputs: operands.map(() => "real"), output: "real" });

/** Works on real numbers and on integers. */
export const onNumbers: Signature = (_, operands) => {
  const common = operands.map((x) => x.dtype).reduce(promote, "integer");
  return { inputs: operands.map(() => common), output: common };
};

/** Compares real numbers, integers or truths. */
export const comparing: Signature = (name, operands) => ({ ...onNumbers(name, operands), output: "boolean" });

/** Combines truths. */
export const onTruths: Signature = (name, operands) => {
  const odd = operands.find((x) => x.dtype !== "boolean");
  if (odd) throw new ShapeError(`${name}: needs truths, got ${odd} (${odd.dtype})`, shapesOf(operands));
  return { inputs: operands.map(() => "boolean"), output: "boolean" };
};

/** Chooses between two numbers by a truth. */
export const choosing: Signature = (name, operands) => {
  const [condition, ...branches] = operands as [Node, ...Node[]];
  if (condition.dtype !== "boolean") {
    const what = `${name}: the condition has to be boolean, got ${condition} (${condition.dtype})`;
    throw new ShapeError(what, shapesOf(operands), { hint: "compare it, or cast it" });
  }
  const { inputs, output } = onNumbers(name, branches);
  return { inputs: ["boolean", ...inputs], output };
};
