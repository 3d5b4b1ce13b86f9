// How often a model is right.
import type { Tensor } from "@cadena/graph";
import { checkSameExamples, classesOf } from "./classes.ts";

/**
 * The share of examples whose class is right, in 0 .. 1.
 * @param outputs probabilities or logits with a class axis, or class labels
 * @param targets unit vectors with a class axis, or class labels
 * @param options the class axis, the last one by default
 * @throws ShapeError where outputs and targets are of different numbers of examples, or of none
 * @example
 * accuracy(tensor([[0.1, 0.9], [0.7, 0.3]]), integers([1, 1])) //=> 0.5
 */
export function accuracy(outputs: Tensor, targets: Tensor, options: { readonly axis?: number } = {}): number {
  const [found, wanted] = [classesOf(outputs, options), classesOf(targets, options)];
  checkSameExamples("accuracy", found, wanted);
  return share(found, (k) => found.data[k] === wanted.data[k]);
}

/**
 * The share of elements on the right side of a threshold, in 0 .. 1.
 * @param outputs probabilities; or logits, with the threshold 0
 * @param targets of the same shape, above the threshold 1/2 for "yes"
 * @throws ShapeError where the shapes differ or are empty
 * @example
 * binaryAccuracy(tensor([0.2, 0.8, 0.6]), tensor([0, 1, 0])) //=> 0.6667
 */
export function binaryAccuracy(
  outputs: Tensor,
  targets: Tensor,
  options: { readonly threshold?: number } = {},
): number {
  const { threshold = 0.5 } = options;
  checkSameExamples("binaryAccuracy", outputs, targets);
  return share(outputs, (k) => {
    return (outputs.data[k] as number) > threshold === (targets.data[k] as number) > 0.5;
  });
}

function share({ data }: Tensor, isRight: (k: number) => boolean): number {
  let right = 0;
  for (let k = 0; k < data.length; k++) if (isRight(k)) right++;
  return right / data.length;
}
