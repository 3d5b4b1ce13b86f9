// What generates formulas of many layers, steps or heads.
import type { Formulas } from "../model.ts";

/** 1, 2, 3, ... */
export const upTo = (count: number): number[] => Array.from({ length: count }, (_, k) => k + 1);

/** Formulas by name, in their order. */
export const table = (entries: readonly (readonly [name: string, formula: string])[]): Formulas =>
  Object.fromEntries(entries);

/** The text of a sum. */
export const added = (terms: readonly string[]): string => terms.join(" + ");
