// The cost of a probability for an event that happens or does not.
import { add, mul, type Node, neg, sigmoid, softplus, sub } from "@cadena/graph";
import { type Attributes, type CompositeOp, composite, reals, unitInterval } from "@cadena/graph/extend";
import { elementLoss, elementwise, type Loss, type LossOptions, type Reduction } from "./reduction.ts";
import { logApart, quotient, timesLog } from "./zero.ts";

const fromProbabilities: CompositeOp<Attributes> = composite<Attributes>({
  name: "binaryCrossEntropy",
  infer: elementwise,
  expand: ([a, y]) =>
    neg(add(timesLog(y as Node, a as Node), timesLog(sub(1, y as Node), sub(1, a as Node)))),
  vjp: ({ ct, inputs: [a, y] }, index) => {
    const [no, not] = [sub(1, y as Node), sub(1, a as Node)];
    return index === 0
      ? mul(ct, sub(quotient(no, not), quotient(y as Node, a as Node)))
      : mul(ct, sub(logApart(no, not), logApart(y as Node, a as Node)));
  },
  domains: [unitInterval, unitInterval],
});

const fromLogits: CompositeOp<Attributes> = composite<Attributes>({
  name: "binaryCrossEntropyWithLogits",
  infer: elementwise,
  // No difference of large numbers: accurate also where the cost is tiny.
  expand: ([z, y]) =>
    add(mul(y as Node, softplus(neg(z as Node))), mul(sub(1, y as Node), softplus(z as Node))),
  vjp: ({ ct, inputs: [z, y] }, index) =>
    index === 0 ? mul(ct, sub(sigmoid(z as Node), y as Node)) : neg(mul(ct, z as Node)),
  domains: [reals, unitInterval],
});

/**
 * -[y log a + (1 - y) log(1 - a)] from probabilities, the mean over all elements by default. 0 log 0 counts as 0; an
 * event of probability 0 that happens costs ∞. From logits, `binaryCrossEntropyWithLogits` is more accurate.
 * @param outputs probabilities a in 0 .. 1, of any shape
 * @param targets y in 0 .. 1, of the same shape
 * @throws ShapeError where the shapes differ
 * @example
 * evaluate(binaryCrossEntropy(constant([0.5, 1]), constant([1, 1]))) //=> 0.34657359
 */
export function binaryCrossEntropy<R extends Reduction = "mean">(
  outputs: Node,
  targets: Node,
  options: LossOptions<R> = {},
): Loss<R> {
  return elementLoss("binaryCrossEntropy", fromProbabilities, outputs, targets, options);
}

/**
 * `binaryCrossEntropy(sigmoid(z), y)`, computed from the logits z: y log(1 + e^-z) + (1 - y) log(1 + e^z), accurate
 * for every z. Its derivative in z is σ(z) - y.
 * @param outputs logits z, of any shape
 * @param targets y in 0 .. 1, of the same shape
 * @throws ShapeError where the shapes differ
 * @example
 * evaluate(binaryCrossEntropyWithLogits(constant([1000, -1000]), constant([0, 0]))) //=> 500
 */
export function binaryCrossEntropyWithLogits<R extends Reduction = "mean">(
  outputs: Node,
  targets: Node,
  options: LossOptions<R> = {},
): Loss<R> {
  return elementLoss("binaryCrossEntropyWithLogits", fromLogits, outputs, targets, options);
}
