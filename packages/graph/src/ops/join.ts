// Several tensors as one, along an axis.
import { normaliseAxis, normalisePlace } from "../kinds/axes.ts";
import { dense, stridesOf } from "../kinds/layout.ts";
import { atom, call, type Notation, stretched } from "../kinds/notation.ts";
import { type StructuralOp, structural } from "../kinds/structural.ts";
import { promote } from "../node/dtype.ts";
import { ShapeError } from "../node/errors.ts";
import { type Attributes, type Node, sameShape } from "../node/node.ts";
import { cast } from "../operands/cast.ts";
import { toNode } from "../operands/constant.ts";
import { expandDims } from "../operands/reshape.ts";
import type { Inserted } from "../types/inserted.ts";
import type { Replaced } from "../types/replaced.ts";
import type { Operand, ShapeOf } from "../types/shape.ts";
import { slice } from "./slice.ts";

interface JoinAttributes extends Attributes {
  readonly axis: number;
}

/** Where each input begins along the axis. */
function starts(inputs: readonly Node[], axis: number): number[] {
  let next = 0;
  return inputs.map(({ shape }) => {
    const start = next;
    next += shape[axis] as number;
    return start;
  });
}

const written: Notation = call("concat", undefined, (node) => [
  `axis=${(node.attributes as JoinAttributes).axis}`,
]);

const concatOp: StructuralOp<JoinAttributes> = structural<JoinAttributes>({
  name: "concat",
  infer: (inputs, { axis }) => {
    const { shape, dtype } = inputs[0] as Node;
    for (const other of inputs) {
      const ranks = [shape.length, other.shape.length] as const;
      const odd = shape.findIndex((extent, k) => k !== axis && extent !== other.shape[k]);
      if (odd >= 0 || ranks[0] !== ranks[1]) {
        const why =
          ranks[0] === ranks[1] ? `${shape[odd]} ≠ ${other.shape[odd]}` : `${ranks[0]} axes ≠ ${ranks[1]}`;
        throw new ShapeError(
          `concat: sizes differ beside axis ${axis}: ${inputs[0]} and ${other} (${why})`,
          inputs.map((x) => x.shape),
        );
      }
    }
    const total = inputs.reduce((sum, x) => sum + (x.shape[axis] as number), 0);
    return { shape: shape.with(axis, total), dtype };
  },
  copies: (inputs, { axis }, shape) => {
    const strides = stridesOf(shape);
    return starts(inputs, axis).map((start, input) => {
      const extents = (inputs[input] as Node).shape;
      const to = { start: start * (strides[axis] as number), strides };
      return { input, extents, from: dense(extents), to };
    });
  },
  vjp: ({ ct, inputs, attributes: { axis } }, index) => {
    const start = starts(inputs, axis)[index] as number;
    const extent = (inputs[index] as Node).shape[axis] as number;
    return slice(
      ct,
      ct.shape.map((_, k) => (k === axis ? [start, start + extent] : null)),
    );
  },
  notation: {
    stretches: true,
    write: (inputs, node) => {
      const list = (of: "text" | "latex"): string => inputs.map((x) => x[of]).join(", ");
      if (node.shape.length === 1 && inputs.every((x) => x.shape?.length === 0)) {
        return { ...atom(`[${list("text")}]`, `\\left[${list("latex")}\\right]`), shape: node.shape };
      }
      const whole = inputs.map((x, k) => stretched(x, (node.inputs[k] as Node).shape));
      return { ...written.write(whole, node), shape: node.shape };
    },
  },
});

function atLeastOne(name: string, count: number): void {
  if (count === 0) throw new ShapeError(`${name}: needs at least one node, got none`);
}

/** Operands as nodes of one kind of elements. */
function alike(name: string, operands: readonly Operand[]): Node[] {
  const nodes = operands.map((x) => toNode(x, name) as Node);
  const dtype = nodes.map((x) => x.dtype).reduce(promote);
  return nodes.map((x) => cast(x, dtype));
}

/**
 * Tensors end to end along an axis that they have.
 * @throws ShapeError where they differ beside that axis, or where there is none
 * @example
 * evaluate(concat([constant([1, 2]), constant([3])])) //=> [1, 2, 3]
 */
export function concat<const N extends readonly Node[], const A extends number = 0>(
  nodes: N,
  options: { readonly axis?: A } = {},
): Node<Replaced<ShapeOf<N[0]>, A, [number]>> {
  atLeastOne("concat", nodes.length);
  const axis = normaliseAxis("concat", options.axis ?? 0, nodes[0] as Node);
  return concatOp(alike("concat", nodes), { axis }) as Node<never>;
}

/**
 * Tensors of one shape side by side along a new axis; numbers are taken as scalars.
 * @throws ShapeError where their shapes differ, or where there is none
 * @example
 * evaluate(stack([constant([1, 2]), constant([3, 4])], { axis: 1 })) //=> [[1, 3], [2, 4]]
 */
export function stack<const N extends readonly Operand[], const A extends number = 0>(
  operands: N,
  options: { readonly axis?: A } = {},
): Node<Inserted<ShapeOf<N[0]>, A, N["length"]>> {
  atLeastOne("stack", operands.length);
  const nodes = alike("stack", operands);
  const first = nodes[0] as Node;
  const odd = nodes.find((x) => !sameShape(x.shape, first.shape));
  if (odd) throw new ShapeError(`stack: shapes differ: ${first} and ${odd}`, [first.shape, odd.shape]);
  const axis = normalisePlace("stack", options.axis ?? 0, first);
  const lifted = nodes.map((x) => expandDims(x, axis));
  return concatOp(lifted, { axis }) as Node<never>;
}
