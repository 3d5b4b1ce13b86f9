// A product of matrices in three loops, in the order that reads memory in a row.

/** The result is [m, n], and k is summed over; a transposed operand is stored with its axes the other way round. */
export interface Extents {
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
}

/** Adds the product of a and b to c. */
export function multiply(a: Float32Array, b: Float32Array, c: Float32Array, extents: Extents): void {
  const { m, n, k, transposeA = false, transposeB = false } = extents;
  const [rowOfA, columnOfA] = transposeA ? [1, m] : [k, 1];
  if (transposeB) {
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) {
        let total = 0;
        for (let p = 0; p < k; p++) {
          total += (a[i * rowOfA + p * columnOfA] as number) * (b[j * k + p] as number);
        }
        c[i * n + j] = (c[i * n + j] as number) + total;
      }
    }
    return;
  }
  for (let i = 0; i < m; i++) {
    for (let p = 0; p < k; p++) {
      const x = a[i * rowOfA + p * columnOfA] as number;
      for (let j = 0; j < n; j++) c[i * n + j] = (c[i * n + j] as number) + x * (b[p * n + j] as number);
    }
  }
}
