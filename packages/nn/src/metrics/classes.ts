// From outputs to class labels.
import { DomainError, ShapeError, Tensor } from "@cadena/graph";

/**
 * The class of each example. Outputs with a class axis (probabilities, logits, unit vectors) give the class of the
 * largest one, the first among equals; integers are labels already and stay as they are.
 * @param options the class axis, the last one by default
 * @throws ShapeError where the outputs have no such axis, or no class; DomainError for NaN, which is no class's
 * @example
 * String(classesOf(tensor([[0.1, 0.9], [0.7, 0.3]]))) //=> [1, 0]
 */
export function classesOf(outputs: Tensor, options: { readonly axis?: number } = {}): Tensor {
  if (outputs.dtype === "integer") return outputs;
  const { shape, data } = outputs;
  const given = options.axis ?? -1;
  const axis = given < 0 ? given + shape.length : given;
  const classes = shape[axis] ?? 0;
  if (classes === 0) {
    throw new ShapeError(`classes: no classes along axis ${given} of [${shape.join(", ")}]`, [shape]);
  }
  const odd = data.findIndex(Number.isNaN);
  if (odd >= 0) throw new DomainError(`classes: the outputs hold NaN (element ${odd})`);
  const inner = shape.slice(axis + 1).reduce((a, b) => a * b, 1);
  const labels = new Int32Array(data.length / classes);
  for (let k = 0; k < labels.length; k++) {
    const start = Math.floor(k / inner) * classes * inner + (k % inner);
    for (let c = 1; c < classes; c++) {
      const best = start + (labels[k] as number) * inner;
      if ((data[start + c * inner] as number) > (data[best] as number)) labels[k] = c;
    }
  }
  return new Tensor(shape.toSpliced(axis, 1), labels);
}

/**
 * Labels of two things that should be the same examples.
 * @throws ShapeError where they are not
 */
export function checkSameExamples(name: string, a: Tensor, b: Tensor): void {
  if (a.shape.join() !== b.shape.join()) {
    const shapes = `[${a.shape.join(", ")}] and [${b.shape.join(", ")}]`;
    throw new ShapeError(`${name}: outputs and targets are of different examples: ${shapes}`, [
      a.shape,
      b.shape,
    ]);
  }
  if (a.data.length === 0) throw new ShapeError(`${name}: there are no examples`, [a.shape]);
}
