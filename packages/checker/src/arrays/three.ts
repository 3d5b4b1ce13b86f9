// Vectors of three numbers: what is left of two arrays when three of their entries are looked at.

/** Three numbers. */
export type Three = readonly [number, number, number];

/** So far from what was asked for may a few entries be: whoever wants to be sure looks at all of them. */
const loose = 0.05;

/** Whether two vectors may have one direction. */
export function isAlong(a: Three, b: Three): boolean {
  return isNear(a[0] * b[1], a[1] * b[0]) && isNear(a[0] * b[2], a[2] * b[0]);
}

/** Whether two numbers may be equal. */
export const isNear = (x: number, y: number): boolean =>
  Math.abs(x - y) <= loose * Math.max(Math.abs(x), Math.abs(y));

/** Whether three vectors may lie in a plane. */
export function isFlat(a: Three, b: Three, c: Three): boolean {
  const terms = [
    a[0] * (b[1] * c[2] - b[2] * c[1]),
    a[1] * (b[2] * c[0] - b[0] * c[2]),
    a[2] * (b[0] * c[1] - b[1] * c[0]),
  ];
  const size = terms.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  return Math.abs(terms.reduce((x, y) => x + y)) <= loose * size;
}
