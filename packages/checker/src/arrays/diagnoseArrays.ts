// Gradients as numbers from elsewhere (NumPy, PyTorch, anything) against the automatic ones: which are right, and what
// the numbers of the others say about the mistake.
import { CadenaError, type Tensor } from "@cadena/graph";
import type { AnyDerivation } from "../derivation/derivation.ts";
import { ArraysModel } from "./arraysModel.ts";
import { questionsIn } from "./questions.ts";
import type { ArraysOptions, ArraysResult } from "./result.ts";

/**
 * Compares arrays with what a derivation's model computes, and explains what differs.
 * @param arrays gradients (dW1, W1.grad, grad_W1), values of leaves (all that the model needs), and values of other
 * quantities, which are compared too; sizes are those of the arrays
 * @throws CadenaError where values are missing, have another shape, or are no finite numbers; where no gradient is given
 * @example
 * const line = derivation({
 *   id: "line",
 *   title: "A line",
 *   dimensions: { m: 4 },
 *   examples: "m",
 *   build: ({ m }) => {
 *     const [w, x, y] = [input("w", []), input("x", [m]), input("y", [m])];
 *     return { loss: mean(square(sub(mul(w, x), y))), quantities: { w, x, y } };
 *   },
 * });
 * const arrays = { w: tensor(2), x: tensor([1, 2, 3, 5, 6]), y: tensor([1, 1, 2, 7, 9]), dw: tensor(-20.8) };
 * diagnoseArrays(line, arrays).arrays[0]?.explanations[0]?.text //=> has the wrong sign
 */
export function diagnoseArrays(
  derivation: AnyDerivation,
  arrays: Readonly<Record<string, Tensor>>,
  options: ArraysOptions = {},
): ArraysResult {
  const { values, questions, unknown } = questionsIn(derivation, arrays);
  if (!questions.some(({ what }) => what === "gradient")) {
    throw new CadenaError("there is no gradient among the arrays", {
      hint: "name it like dW1, W1.grad or grad_W1",
      origin: undefined,
    });
  }
  const result = new ArraysModel(derivation, values).compared(questions, options);
  return { ...result, unknown };
}
