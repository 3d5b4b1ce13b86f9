// Three-valued logic after Kleene: what is not known is undefined, and decides nothing where the other operand does.

/** Undefined where nothing tells. */
export type Ternary = boolean | undefined;

/** The operations of a number system on its truths, where these are three-valued. */
export const ternary = {
  truth: (value: boolean): Ternary => value,
  and: (a: Ternary, b: Ternary): Ternary => (a === false || b === false ? false : a && b),
  or: (a: Ternary, b: Ternary): Ternary => (a === true || b === true ? true : a === false ? b : undefined),
  not: (a: Ternary): Ternary => (a === undefined ? undefined : !a),
  decide: (a: Ternary): Ternary => a,
  booleans: (length: number): Ternary[] => new Array<Ternary>(length),
} as const;
