// Number systems whose numbers are facts about numbers: how deep exponentials are nested, how large a degree is. Nothing
// is known about a comparison in them, so a choice is a number that covers both branches.
import type { Node } from "@cadena/graph";
import {
  evaluateIn,
  type NumberCore,
  type NumberSystem,
  numberSystem,
  type Value,
} from "@cadena/graph/extend";

/** A fact and its rules; `join` covers both of two numbers. */
export type Facts<T> = Pick<
  NumberCore<T, null>,
  "name" | "zero" | "one" | "constant" | "add" | "mul" | "div" | "exp" | "log" | "sqrt" | "sin" | "cos"
> & {
  join(a: T, b: T): T;
  /** Of the value of a function without algebra. */
  opaque(inputs: readonly T[]): T;
};

/** What a leaf's elements are known to be. */
export type FactsOfLeaf<T> = (leaf: Node) => Value<T, null>;

/** A number system of facts. */
export function abstraction<T>(facts: Facts<T>): NumberSystem<T, null> {
  const { join, opaque, ...rules } = facts;
  const nothing = (): null => null;
  return numberSystem<T, null>(
    {
      ...rules,
      isFloat: false,
      sub: rules.add,
      neg: (a) => a,
      compare: nothing,
      select: (_, a, b) => join(a, b),
      truth: nothing,
      and: nothing,
      or: nothing,
      not: nothing,
      // An index that hangs on a comparison is taken to be the first one.
      decide: () => false,
      toNumber: () => 0,
      atom: (_, inputs) => opaque(inputs),
      reals: (length) => new Array<T>(length),
      booleans: (length) => new Array<null>(length),
    },
    { abs: (a) => a, sign: () => rules.one, max: join, min: join },
  );
}

/** Leaves that are all alike: the same fact of each real element. */
export const alike =
  <T>(fact: T): FactsOfLeaf<T> =>
  ({ shape, size, dtype }) => {
    if (dtype === "real") return { dtype, shape, data: new Array<T>(size).fill(fact) };
    if (dtype === "integer") return { dtype, shape, data: new Int32Array(size) };
    return { dtype, shape, data: new Array<null>(size).fill(null) };
  };

/** The facts of each real element of graphs. */
export function factsOf<T>(n: NumberSystem<T, null>, nodes: readonly Node[], leaf: FactsOfLeaf<T>): T[] {
  const results = evaluateIn(n, nodes, leaf);
  return results.flatMap((value) => (value.dtype === "real" ? Array.from(value.data) : []));
}
