// Which kinds of elements an elementwise op works on, and which kind it gives.
import { type DType, promote } from "../node/dtype.ts";
import { ShapeError } from "../node/errors.ts";

/** The kinds of elements that an op works on, given those of its operands, and the kind of its result. */
export type Signature = (
  name: string,
  dtypes: readonly DType[],
) => { inputs: readonly DType[]; output: DType };

/** Works on real numbers; integers and truths become real. */
export const onReals: Signature = (_, dtypes) => ({ inputs: dtypes.map(() => "real"), output: "real" });

/** Works on real numbers and on integers. */
export const onNumbers: Signature = (_, dtypes) => {
  const common = dtypes.reduce(promote, "integer");
  return { inputs: dtypes.map(() => common), output: common };
};

/** Compares real numbers, integers or truths. */
export const comparing: Signature = (name, dtypes) => ({ ...onNumbers(name, dtypes), output: "boolean" });

/** Combines truths. */
export const onTruths: Signature = (name, dtypes) => {
  if (dtypes.some((dtype) => dtype !== "boolean")) {
    throw new ShapeError(`${name}: needs truths, got ${dtypes.join(" and ")}`);
  }
  return { inputs: dtypes, output: "boolean" };
};

/** Chooses between two numbers by a truth. */
export const choosing: Signature = (name, [condition, ...branches]) => {
  if (condition !== "boolean") throw new ShapeError(`${name}: the condition is ${condition}, not boolean`);
  const { inputs, output } = onNumbers(name, branches);
  return { inputs: ["boolean", ...inputs], output };
};
