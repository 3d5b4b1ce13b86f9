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
  const rowOfA = transposeA ? 1 : k;
  const columnOfA = transposeA ? m : 1;
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
    const row = i * n;
    const start = i * rowOfA;
    let p = 0;
    // Four rows of b at a time: a row of c is read and written a quarter as often.
    for (; p + 3 < k; p += 4) {
      const x0 = a[start + p * columnOfA] as number;
      const x1 = a[start + (p + 1) * columnOfA] as number;
      const x2 = a[start + (p + 2) * columnOfA] as number;
      const x3 = a[start + (p + 3) * columnOfA] as number;
      const b0 = p * n;
      const b1 = b0 + n;
      const b2 = b1 + n;
      const b3 = b2 + n;
      for (let j = 0; j < n; j++) {
        const low = x0 * (b[b0 + j] as number) + x1 * (b[b1 + j] as number);
        const high = x2 * (b[b2 + j] as number) + x3 * (b[b3 + j] as number);
        c[row + j] = (c[row + j] as number) + low + high;
      }
    }
    for (; p < k; p++) {
      const x = a[start + p * columnOfA] as number;
      for (let j = 0; j < n; j++) c[row + j] = (c[row + j] as number) + x * (b[p * n + j] as number);
    }
  }
}
