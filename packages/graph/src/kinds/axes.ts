// Axes as users give them (one, several, none for all; negative ones count from the end) and as ops hold them.
import { ShapeError } from "../node/errors.ts";
import type { Attributes, Node } from "../node/node.ts";
import type { Shape } from "../types/shape.ts";

/** One axis, several, or none for all of them. */
export type Axis = number | readonly number[] | undefined;

/** The axes of a reduction, ascending and from 0, and whether they stay as axes of size 1. */
export interface AxesAttributes extends Attributes {
  readonly axes: readonly number[];
  readonly keepDims: boolean;
}

/** How a user says which axes go. */
export interface AxisOptions<A extends Axis = Axis, K extends boolean = boolean> {
  readonly axis?: A;
  readonly keepDims?: K;
}

/**
 * One axis, counted from 0.
 * @throws ShapeError where the shape has no such axis
 */
export function normaliseAxis(name: string, axis: number, x: Node): number {
  const rank = x.shape.length;
  const from0 = axis < 0 ? axis + rank : axis;
  if (!Number.isInteger(axis) || from0 < 0 || from0 >= rank) {
    const range = rank === 0 ? "which has no axes" : `whose axes are ${-rank} to ${rank - 1}`;
    throw new ShapeError(`${name}: no axis ${axis} in ${x}, ${range}`, [x.shape]);
  }
  return from0;
}

/**
 * The place of a new axis, counted from 0; a negative one counts from the end of the result.
 * @throws ShapeError where there is no such place
 */
export function normalisePlace(name: string, place: number, x: Node): number {
  const rank = x.shape.length + 1;
  const from0 = place < 0 ? place + rank : place;
  if (!Number.isInteger(place) || from0 < 0 || from0 >= rank) {
    throw new ShapeError(
      `${name}: no place ${place} for a new axis in ${x}, the places are ${-rank} to ${rank - 1}`,
      [x.shape],
    );
  }
  return from0;
}

/**
 * Axes in ascending order, counted from 0; all of them where none is given.
 * @throws ShapeError where the shape has no such axis, or one is given twice
 */
export function normaliseAxes(name: string, axis: Axis, x: Node): number[] {
  if (axis === undefined) return x.shape.map((_, k) => k);
  const axes = [axis].flat().map((a) => normaliseAxis(name, a as number, x));
  const doubled = axes.find((a, k) => axes.indexOf(a) !== k);
  if (doubled !== undefined)
    throw new ShapeError(`${name}: axis ${doubled} of ${x} is given twice`, [x.shape]);
  return axes.sort((a, b) => a - b);
}

/**
 * Refuses a shape that nothing can have.
 * @param owner who asks for it, for the error
 */
export function checkSizes(owner: string, shape: Shape): void {
  const odd = shape.find((extent) => !Number.isInteger(extent) || extent < 0);
  if (odd !== undefined) throw new ShapeError(`${owner} cannot have an axis of size ${odd}`, [shape]);
}

/** The shape that is left when axes go, or shrink to 1. */
export function reducedShape(shape: Shape, axes: readonly number[], keepDims: boolean): number[] {
  return keepDims
    ? shape.map((extent, k) => (axes.includes(k) ? 1 : extent))
    : shape.filter((_, k) => !axes.includes(k));
}

/** How a reduction's axes are written, where they are not all of them. */
export function axisOptions(node: Node): readonly string[] {
  const { axes, keepDims } = node.attributes as AxesAttributes;
  const rank = (node.inputs[0] as Node).shape.length;
  return [
    ...(axes.length === rank ? [] : [axes.length === 1 ? `axis=${axes[0]}` : `axis=(${axes.join(", ")})`]),
    ...(keepDims ? ["keepDims"] : []),
  ];
}
