// Programs have fixed shapes: one for the full batch size, and one for the smaller last batch, made when it is needed.
import { DomainError } from "@cadena/graph";

/**
 * What `make` gives for a size, made once for each size: programs for batches of several sizes, for example.
 * @example
 * const squares = perSize((size) => size * size);
 * squares(3) //=> 9
 */
export function perSize<P>(make: (size: number) => P): (size: number) => P {
  const made = new Map<number, P>();
  return (size) => {
    const known = made.get(size) ?? make(size);
    made.set(size, known);
    return known;
  };
}

/** Cuts an order of examples into batches; the last one may be smaller. */
export function batchesOf(order: Int32Array, batchSize: number): Int32Array[] {
  const count = Math.ceil(order.length / batchSize);
  return Array.from({ length: count }, (_, k) => order.subarray(k * batchSize, (k + 1) * batchSize));
}

/** A number of examples, epochs and the like is a whole number above 0. */
export function checkCount(name: string, what: string, count: number): void {
  if (!Number.isInteger(count) || count < 1) {
    throw new DomainError(`${name}: ${what} is a whole number above 0, got ${count}`);
  }
}
