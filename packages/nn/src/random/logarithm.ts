// A logarithm from exactly specified operations only. `Math.log` may differ in its last digits from one platform to
// the next, and a random number must not.

const terms = 12;

/**
 * The natural logarithm of a number above 0 and not above 1, to about 16 digits; the same bits on every platform.
 * x = 2^-k m with m in (1/2, 1], moved into [√1/2, √2); log m = 2 artanh(s) with s = (m - 1) / (m + 1).
 */
export function logarithm(x: number): number {
  let mantissa = x;
  let exponent = 0;
  while (mantissa < Math.SQRT1_2) {
    mantissa *= 2;
    exponent--;
  }
  const s = (mantissa - 1) / (mantissa + 1);
  const square = s * s;
  let series = 0;
  for (let k = terms; k >= 0; k--) series = series * square + 1 / (2 * k + 1);
  return exponent * Math.LN2 + 2 * s * series;
}
