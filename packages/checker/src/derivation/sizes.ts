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

/** The size of each dimension, by its name. */
export type SizeTable = Readonly<Record<string, number>>;

/** Sizes as a report writes them: "n=3 m=5". */
export const sizesAsText = (sizes: SizeTable): string =>
  Object.entries(sizes)
    .map(([name, size]) => `${name}=${size}`)
    .join(" ");

const candidates = [3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47];

/**
 * Small sizes that confuse nothing: distinct primes from 3 on where they are admissible, other admissible numbers
 * where no prime is. Fixed dimensions keep their size.
 * @param choice 0 for the first choice; the others differ from all before them in every free dimension, where they can
 * @param avoid numbers that no dimension may have
 * @example
 * Object.entries(smallSizes({ n: 10, m: { size: 8, admits: (m) => m % 2 === 0 } }, 0)).join("; ") //=> n,3; m,4
 */
export function smallSizes(
  dimensions: Dimensions,
  choice: number,
  avoid: ReadonlySet<number> = new Set(),
): SizeTable {
  const before = Array.from({ length: choice }, (_, earlier) => smallSizes(dimensions, earlier, avoid));
  const taken = new Set(avoid);
  const chosen = Object.entries(dimensions).map(([name, dimension]): [string, number] => {
    if (isFixed(dimension)) return [name, dimension.size];
    const admits = admissionOf(dimension);
    const others = Array.from({ length: 61 }, (_, k) => k + 4);
    const fitting = [...candidates, ...others].filter((size) => admits(size) && !taken.has(size));
    const size =
      fitting.find((one) => before.every((sizes) => sizes[name] !== one)) ?? fitting[0] ?? usualOf(dimension);
    taken.add(size);
    return [name, size];
  });
  return Object.fromEntries(chosen);
}

/**
 * The smallest sizes from 2 on that differ from each other: for what costs much and compares no formulas, in which a size
 * might be taken for a number.
 */
export function smallestSizes(dimensions: Dimensions): SizeTable {
  const taken = new Set<number>();
  const chosen = Object.entries(dimensions).map(([name, dimension]): [string, number] => {
    if (isFixed(dimension)) return [name, dimension.size];
    const admits = admissionOf(dimension);
    const all = Array.from({ length: 64 }, (_, k) => k + 2);
    const size = all.find((one) => admits(one) && !taken.has(one)) ?? usualOf(dimension);
    taken.add(size);
    return [name, size];
  });
  return Object.fromEntries(chosen);
}

const admissionOf = (dimension: Dimensions[string]): ((size: number) => boolean) =>
  typeof dimension === "number" ? () => true : (dimension.admits ?? (() => true));

const usualOf = (dimension: Dimensions[string]): number =>
  typeof dimension === "number" ? dimension : dimension.size;

/** Whether a dimension is a number that the mathematics gives. */
const isFixed = (
  dimension: Dimensions[string],
): dimension is Exclude<typeof dimension, number> & { fixed: true } =>
  typeof dimension !== "number" && dimension.fixed === true;
