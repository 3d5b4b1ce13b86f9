// The numbers that all frameworks compute with: the same in every run.

/** Uniform in -scale .. scale. Source of the generator: the constants of Numerical Recipes for 32 bits. */
export function numbers(length: number, seed: number, scale = 1): Float32Array {
  let state = seed;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return scale * (state / 2 ** 31 - 1);
  });
}

/** A class for each example. */
export const labels = (examples: number, classes: number): Int32Array =>
  Int32Array.from({ length: examples }, (_, i) => (i * 7919) % classes);

/** A unit vector for each class. */
export function unitVectors(classes: Int32Array, count: number): Float32Array {
  const vectors = new Float32Array(classes.length * count);
  for (const [i, label] of classes.entries()) vectors[i * count + label] = 1;
  return vectors;
}
