// The samples of the table of all ops at awkward shapes: every extent becomes another one, the same for all inputs, so
// that what fits together still does. What a call computes sizes from may refuse them; then there is no such sample.
import { CadenaError, evaluate } from "@cadena/graph";
import { sizeOf } from "@cadena/graph/extend";
import { type Instance, instance } from "../laws/sampling.ts";
import type { Given, Sample } from "../laws/table.ts";

/** What the extents of the table become: 1 is stretched, and stays. */
export type Extents = Readonly<Record<number, number>>;

/**
 * Ones alone; primes below and beyond the lengths of vectors, and of several vectors; nothing at all. Beside them the
 * ops whose sample calls have no such extents.
 */
export const awkward: readonly (readonly [what: string, extents: Extents, without: readonly string[]])[] = [
  ["of the table", {}, []],
  ["1", { 2: 1, 3: 1, 4: 1 }, ["overlapAdd"]],
  ["3 and 5", { 2: 3, 3: 5, 4: 7 }, ["overlapAdd"]],
  ["17 and 3", { 2: 17, 3: 3, 4: 5 }, ["conv2dTranspose"]],
  ["5 and 31", { 2: 5, 3: 31, 4: 3 }, ["overlapAdd"]],
  ["3 and 0", { 2: 3, 3: 0, 4: 5 }, ["overlapAdd"]],
];

/** Given numbers of another shape repeat. */
function given(one: Given, extents: Extents): Given {
  const shape = one.shape.map((extent) => extents[extent] ?? extent);
  const { values } = one;
  if (values === undefined || values.length === 0) return { ...one, shape };
  return {
    ...one,
    shape,
    values: Array.from({ length: sizeOf(shape) }, (_, i) => values[i % values.length] as number),
  };
}

/** More elements than these, all inputs together, take the interpreter too long. */
const most = 300;

/** A sample call on leaves of other extents; undefined where the op refuses them, or has no such part. */
export function resized(sample: Sample, extents: Extents, seed: number): Instance | undefined {
  const inputs = sample.inputs.map((input) => given(input, extents));
  if (inputs.reduce((sum, { shape }) => sum + sizeOf(shape), 0) > most) return undefined;
  try {
    const one = instance({ ...sample, inputs }, seed);
    if (one.y === undefined) return undefined;
    evaluate(one.y, one.values);
    return one;
  } catch (error) {
    if (error instanceof CadenaError) return undefined;
    throw error;
  }
}
