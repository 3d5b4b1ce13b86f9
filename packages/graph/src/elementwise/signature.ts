// Which kinds of elements an elementwise op works on, and which kind it gives.
import { type DType, promote } from "../node/dtype.ts";
import { ShapeError } from "../node/errors.ts";
import type { Node } from "../node/node.ts";
import { cast } from "../operands/cast.ts";
import type { Shape } from "../types/shape.ts";

/** The kinds of elements that an op works on, and the kind of its result. */
export interface Signature {
  /**
   * The operands as the kinds that the op works on.
   * @throws ShapeError for an operand of a kind that the op does not take
   */
  readonly promoted: (name: string, operands: readonly Node[]) => readonly Node[];
  /** The kind of the result, given the promoted operands. */
  readonly result: (operands: readonly Node[]) => DType;
}

const shapesOf = (operands: readonly Node[]): Shape[] => operands.map((x) => x.shape);

function all(dtype: DType, operands: readonly Node[]): readonly Node[] {
  return operands.every((x) => x.dtype === dtype) ? operands : operands.map((x) => cast(x, dtype));
}

/** Works on real numbers; integers and truths become real. */
export const onReals: Signature = { promoted: (_, operands) => all("real", operands), result: () => "real" };

/** Works on real numbers and on integers; truths become integers. */
export const onNumbers: Signature = {
  promoted: (_, operands) => {
    const common = operands.reduce<DType>((dtype, x) => promote(dtype, x.dtype), "integer");
    return all(common, operands);
  },
  result: (operands) => (operands.at(-1) as Node).dtype,
};

/** Compares real numbers, integers or truths. */
export const comparing: Signature = { ...onNumbers, result: () => "boolean" };

/** Combines truths. */
export const onTruths: Signature = {
  promoted: (name, operands) => {
    const odd = operands.find((x) => x.dtype !== "boolean");
    if (odd) throw new ShapeError(`${name}: needs truths, got ${odd} (${odd.dtype})`, shapesOf(operands));
    return operands;
  },
  result: () => "boolean",
};

/** Chooses between two numbers by a truth. */
export const choosing: Signature = {
  ...onNumbers,
  promoted: (name, operands) => {
    const [condition, ...branches] = operands as [Node, ...Node[]];
    if (condition.dtype !== "boolean") {
      const what = `${name}: the condition has to be boolean, got ${condition} (${condition.dtype})`;
      throw new ShapeError(what, shapesOf(operands), { hint: "compare it, or cast it" });
    }
    return [condition, ...onNumbers.promoted(name, branches)];
  },
};
