// At which sizes a derivation is built.
import type { Dimensions, Sizes } from "./derivation.ts";

/**
 * The size of each dimension that the author had in mind.
 * @example
 * Object.entries(usualSizes({ n: 3, m: { size: 8, fixed: true } })).join("; ") //=> n,3; m,8
 */
export function usualSizes<D extends Dimensions>(dimensions: D): Sizes<D> {
  const sizes = Object.entries(dimensions).map(([name, d]) => [name, typeof d === "number" ? d : d.size]);
  return Object.fromEntries(sizes) as Sizes<D>;
}
