// Parts of a tensor, and a tensor as a part of a larger one: each is the other's derivative.
import { normaliseAxis } from "../kinds/axes.ts";
import { dense, stridesOf } from "../kinds/layout.ts";
import { call, indexed, type Notation, type Phrase } from "../kinds/notation.ts";
import { type StructuralOp, structural } from "../kinds/structural.ts";
import { DomainError, ShapeError } from "../node/errors.ts";
import { type Attributes, checkNode, type Node } from "../node/node.ts";
import { reshape } from "../operands/reshape.ts";
import type { Indexed } from "../types/indexed.ts";
import type { Replaced } from "../types/replaced.ts";
import type { Resized } from "../types/resized.ts";
import type { Shape } from "../types/shape.ts";

interface SliceAttributes extends Attributes {
  readonly start: readonly number[];
  readonly step: readonly number[];
  readonly extents: readonly number[];
}

const sliced: Notation = {
  write: ([x], node) => {
    const { start, step, extents } = node.attributes as SliceAttributes;
    const shape = (node.inputs[0] as Node).shape;
    const ranges = extents.map((extent, k) => {
      const [from, by] = [start[k] as number, step[k] as number];
      if (by === 1 && extent === shape[k]) return ":";
      return `${from}:${from + (extent - 1) * by + 1}${by === 1 ? "" : `:${by}`}`;
    });
    return indexed(x as Phrase, ranges.join(", "));
  },
};

const sliceOp: StructuralOp<SliceAttributes> = structural<SliceAttributes>({
  name: "slice",
  infer: ([x], { extents }) => ({ shape: extents, dtype: (x as Node).dtype }),
  copies: ([x], { start, step, extents }) => {
    const strides = stridesOf((x as Node).shape);
    const from = {
      start: strides.reduce((at, stride, k) => at + stride * (start[k] as number), 0),
      strides: strides.map((stride, k) => stride * (step[k] as number)),
    };
    return [{ input: 0, extents, from, to: dense(extents) }];
  },
  vjp: ({ ct, inputs: [x], attributes: { start, step } }) =>
    placeOp([ct], { shape: (x as Node).shape, start, step }),
  notation: sliced,
});

interface PlaceAttributes extends Attributes {
  readonly shape: readonly number[];
  readonly start: readonly number[];
  readonly step: readonly number[];
}

/** The elements of a tensor at start, start + step, ... of a larger one that is 0 elsewhere. */
export const placeOp: StructuralOp<PlaceAttributes> = structural<PlaceAttributes>({
  name: "place",
  infer: ([x], { shape }) => ({ shape, dtype: (x as Node).dtype }),
  copies: ([x], { shape, start, step }) => {
    const strides = stridesOf(shape);
    const extents = (x as Node).shape;
    const to = {
      start: strides.reduce((at, stride, k) => at + stride * (start[k] as number), 0),
      strides: strides.map((stride, k) => stride * (step[k] as number)),
    };
    return [{ input: 0, extents, from: dense(extents), to }];
  },
  vjp: ({ ct, inputs: [x], attributes: { start, step } }) =>
    sliceOp([ct], { start, step, extents: (x as Node).shape }),
  notation: call("place", undefined, (node) => {
    const { shape, start, step } = node.attributes as PlaceAttributes;
    const steps = step.every((one) => one === 1) ? [] : [`by=[${step.join(", ")}]`];
    return [`at=[${start.join(", ")}]`, `of=[${shape.join(", ")}]`, ...steps];
  }),
});

/** A range of one axis: where it starts, where it ends (exclusive), in which steps; negative ends count backwards. */
export type Range = readonly [start: number, end?: number, step?: number] | null;

/**
 * A part of a tensor: for each axis a range [start, end), or null for all of it. Axes that are not named stay whole.
 * @throws ShapeError for more ranges than axes, DomainError for a range that leaves the axis or a step below 1
 * @example
 * evaluate(slice(constant([[1, 2, 3], [4, 5, 6]]), [null, [1, 3]])) //=> [[2, 3], [5, 6]]
 */
export function slice<S extends Shape, const R extends readonly Range[]>(
  x: Node<S>,
  ranges: R,
): Node<Resized<S, R, null>> {
  checkNode("slice", x);
  if (ranges.length > x.shape.length) {
    throw new ShapeError(`slice: ${ranges.length} ranges for ${x}, whose rank is ${x.shape.length}`, [
      x.shape,
    ]);
  }
  const parts = x.shape.map((extent, axis) => {
    const [from, to = extent, step = 1] = ranges[axis] ?? [0];
    const [start, end] = [from < 0 ? from + extent : from, to < 0 ? to + extent : to];
    if (![start, end, step].every(Number.isInteger) || start < 0 || end > extent || start > end || step < 1) {
      throw new DomainError(
        `slice: no range [${from}, ${to}) in steps of ${step} in axis ${axis} of ${x}, which has size ${extent}`,
      );
    }
    return { start, step, extent: Math.ceil((end - start) / step) };
  });
  return sliceOp([x], {
    start: parts.map((p) => p.start),
    step: parts.map((p) => p.step),
    extents: parts.map((p) => p.extent),
  }) as Node<never>;
}

/**
 * A tensor with zeros around it: for each axis how many before and how many behind.
 * @throws ShapeError where a pair is missing, DomainError for a negative number
 * @example
 * evaluate(pad(constant([1, 2]), [[1, 0]])) //=> [0, 1, 2]
 */
export function pad<S extends Shape, const W extends readonly (readonly [before: number, behind: number])[]>(
  x: Node<S>,
  widths: W,
): Node<Resized<S, W, readonly [0, 0]>> {
  checkNode("pad", x);
  if (widths.length !== x.shape.length) {
    throw new ShapeError(`pad: ${widths.length} pairs for ${x}, whose rank is ${x.shape.length}`, [x.shape]);
  }
  const odd = widths.flat().find((width) => !Number.isInteger(width) || width < 0);
  if (odd !== undefined)
    throw new DomainError(`pad: a width of ${odd} around ${x}, needs whole numbers from 0`);
  const shape = x.shape.map((extent, k) => extent + (widths[k]?.[0] ?? 0) + (widths[k]?.[1] ?? 0));
  const start = widths.map(([before]) => before);
  return placeOp([x], { shape, start, step: shape.map(() => 1) }) as Node<never>;
}

interface AtAttributes extends Attributes {
  readonly index: readonly number[];
}

const atOp: StructuralOp<AtAttributes> = structural<AtAttributes>({
  name: "at",
  infer: ([x], { index }) => ({ shape: (x as Node).shape.slice(index.length), dtype: (x as Node).dtype }),
  copies: ([x], { index }, shape) => {
    const strides = stridesOf((x as Node).shape);
    const from = index.reduce((at, i, k) => at + i * (strides[k] as number), 0);
    return [
      {
        input: 0,
        extents: shape,
        from: { start: from, strides: strides.slice(index.length) },
        to: dense(shape),
      },
    ];
  },
  vjp: ({ ct, inputs: [x], attributes: { index } }) => {
    const shape = (x as Node).shape;
    const extents = shape.map((extent, k) => (k < index.length ? 1 : extent));
    const from = shape.map((_, k) => index[k] ?? 0);
    return placeOp([reshape(ct, extents)], { shape, start: from, step: shape.map(() => 1) });
  },
  notation: {
    write: ([x], node) => {
      const { index } = node.attributes as AtAttributes;
      return index.length === 0 ? (x as Phrase) : indexed(x as Phrase, index.join(", "));
    },
  },
});

/**
 * The element, row or block at an index into the leading axes; negative indices count from the end.
 * @throws DomainError for an index that is out of range, ShapeError for more indices than axes
 * @example
 * evaluate(at(constant([[1, 2], [3, 4]]), 1, -1)) //=> 4
 */
export function at<S extends Shape, const I extends readonly number[]>(
  x: Node<S>,
  ...index: I
): Node<Indexed<S, I>> {
  checkNode("at", x);
  if (index.length > x.shape.length) {
    throw new ShapeError(`at: ${index.length} indices into ${x}, whose rank is ${x.shape.length}`, [x.shape]);
  }
  const exact = index.map((i, axis) => {
    const extent = x.shape[axis] as number;
    const from0 = i < 0 ? i + extent : i;
    if (!Number.isInteger(i) || from0 < 0 || from0 >= extent) {
      throw new DomainError(`at: no index ${i} in axis ${axis} of ${x}, whose size is ${extent}`);
    }
    return from0;
  });
  return atOp([x], { index: exact }) as Node<never>;
}

/**
 * The parts of a tensor along an axis, each without it.
 * @throws ShapeError for an axis that is not there
 * @example
 * evaluate(unstack(constant([[1, 2], [3, 4]]))).join(" ") //=> [1, 2] [3, 4]
 */
export function unstack<S extends Shape, const A extends number = 0>(
  x: Node<S>,
  axis?: A,
): Node<Replaced<S, A, []>>[] {
  checkNode("unstack", x);
  const place = normaliseAxis("unstack", axis ?? 0, x);
  return Array.from({ length: x.shape[place] as number }, (_, i) => {
    const ranges = x.shape.map((_, k): Range => (k === place ? [i, i + 1] : null));
    return reshape(slice(x, ranges) as Node, x.shape.toSpliced(place, 1)) as Node as Node<never>;
  });
}
