// Sums of many numbers and of many products: the residues are added up and reduced once.
import { larger, leadOf, TowerNumber } from "./element.ts";
import type { Residue } from "./level.ts";
import type { Ring } from "./ring.ts";

/** The sum of `length` numbers, `stride` apart. */
export function sum(
  ring: Ring,
  a: ArrayLike<TowerNumber>,
  start: number,
  stride: number,
  length: number,
): TowerNumber {
  if (length === 0) return ring.zero;
  const at = (k: number): TowerNumber => a[start + k * stride] as TowerNumber;
  let lead = leadOf(at(0));
  let [shadow, known, isOpaque, isPlain] = [0, Infinity, false, true];
  for (let k = 0; k < length; k++) {
    const x = at(k);
    lead = larger(lead, leadOf(x));
    shadow += x.shadow;
    known = Math.min(known, x.residues.length);
    isOpaque ||= x.isOpaque;
    isPlain &&= x.isPlain;
  }
  if (!isPlain) {
    let total = at(0);
    for (let k = 1; k < length; k++) total = ring.add(total, at(k));
    return total;
  }
  const residues: Residue[] = [];
  for (const [i, { prime }] of ring.levels.slice(0, known).entries()) {
    let total = 0n;
    for (let k = 0; k < length; k++) total += at(k).residues[i] as bigint;
    residues.push(total % prime);
  }
  return new TowerNumber(shadow, residues, { isOpaque, origin: { lead } });
}

/** The sum of `length` products. */
export function dot(
  ring: Ring,
  a: ArrayLike<TowerNumber>,
  startA: number,
  strideA: number,
  b: ArrayLike<TowerNumber>,
  startB: number,
  strideB: number,
  length: number,
): TowerNumber {
  const left = (k: number): TowerNumber => a[startA + k * strideA] as TowerNumber;
  const right = (k: number): TowerNumber => b[startB + k * strideB] as TowerNumber;
  let [shadow, known, isOpaque, isPlain, most, lead] = [0, Infinity, false, length > 1, 0, 0];
  for (let k = 0; k < length; k++) {
    const [x, y] = [left(k), right(k)];
    const product = x.shadow * y.shadow;
    shadow += product;
    if (Math.abs(product) > most) [most, lead] = [Math.abs(product), k];
    known = Math.min(known, x.residues.length, y.residues.length);
    isOpaque ||= x.isOpaque || y.isOpaque;
    isPlain &&= x.isPlain && y.isPlain;
  }
  if (!isPlain) {
    let total = ring.zero;
    for (let k = 0; k < length; k++) total = ring.add(total, ring.mul(left(k), right(k)));
    return total;
  }
  const residues: Residue[] = [];
  for (const [i, { prime }] of ring.levels.slice(0, known).entries()) {
    let total = 0n;
    for (let k = 0, p = startA, q = startB; k < length; k++, p += strideA, q += strideB) {
      total += ((a[p] as TowerNumber).residues[i] as bigint) * ((b[q] as TowerNumber).residues[i] as bigint);
    }
    residues.push(total % prime);
  }
  return new TowerNumber(shadow, residues, {
    isOpaque,
    origin: { lead: ring.mul(left(lead), right(lead)) },
  });
}
