// Axes in another order.
import { dense, stridesOf } from "../kinds/layout.ts";
import { binding, call, enclosed, type Notation, type Phrase } from "../kinds/notation.ts";
import { type StructuralOp, structural } from "../kinds/structural.ts";
import { ShapeError } from "../node/errors.ts";
import { type Attributes, checkNode, type Node } from "../node/node.ts";
import type { Shape } from "../types/shape.ts";
import type { Transposed } from "../types/transposed.ts";

interface PermutationAttributes extends Attributes {
  readonly permutation: readonly number[];
}

const written: Notation = call("transpose", undefined, (node) => [
  `[${(node.attributes as PermutationAttributes).permutation.join(", ")}]`,
]);

/** Writes a phrase with the transposition mark. */
export function transposedPhrase(phrase: Phrase): Phrase {
  const { text, latex } = enclosed(phrase, binding.atom);
  return { text: `${text}ᵀ`, latex: `${latex}^{\\top}`, binding: binding.power };
}

/** The order in which a transposition takes the axes. */
export function permutationOf({ attributes }: Node): readonly number[] {
  return (attributes as PermutationAttributes).permutation;
}

/** The op of `transpose`. */
export const transposeOp: StructuralOp<PermutationAttributes> = structural<PermutationAttributes>({
  name: "transpose",
  infer: ([x], { permutation }) => {
    const { shape, dtype } = x as Node;
    return { shape: permutation.map((axis) => shape[axis] as number), dtype };
  },
  copies: ([x], { permutation }, shape) => {
    const strides = stridesOf((x as Node).shape);
    const from = { start: 0, strides: permutation.map((axis) => strides[axis] as number) };
    return [{ input: 0, extents: shape, from, to: dense(shape) }];
  },
  vjp: ({ ct, attributes: { permutation } }) =>
    transpose(
      ct,
      permutation.map((_, axis) => permutation.indexOf(axis)),
    ),
  notation: {
    write: (inputs, node) =>
      (node.attributes as PermutationAttributes).permutation.join() === "1,0"
        ? transposedPhrase(inputs[0] as Phrase)
        : written.write(inputs, node),
  },
});

/**
 * The axes in the order of `permutation`; in reverse order where none is given.
 * @throws ShapeError where it is no permutation of the axes
 * @example
 * evaluate(transpose(constant([[1, 2, 3], [4, 5, 6]]))) //=> [[1, 4], [2, 5], [3, 6]]
 */
export function transpose<S extends Shape, const P extends Shape | undefined = undefined>(
  x: Node<S>,
  permutation?: P,
): Node<Transposed<S, P>> {
  checkNode("transpose", x);
  const rank = x.shape.length;
  const exact = (permutation ?? x.shape.map((_, k) => rank - 1 - k)).map((axis) =>
    axis < 0 ? axis + rank : axis,
  );
  if ([...exact].sort((a, b) => a - b).join() !== x.shape.map((_, k) => k).join()) {
    throw new ShapeError(
      `transpose: [${permutation?.join(", ")}] is no permutation of the ${rank} axes of ${x}`,
      [x.shape],
    );
  }
  return transposeOp([x], { permutation: exact }) as Node<never>;
}
