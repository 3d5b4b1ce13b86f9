// On how many comparisons a number of a graph depends: each is a bit of a set.
import { type Node, UndecidedError } from "@cadena/graph";
import { evaluateIn, type NumberSystem, numberSystem, type Value } from "@cadena/graph/extend";

/** The next comparison. */
let bit = 1n;

const both = (a: bigint, b: bigint): bigint => a | b;
const same = (a: bigint): bigint => a;

const sets: NumberSystem<bigint, bigint> = numberSystem<bigint, bigint>(
  {
    name: "sets of comparisons",
    isFloat: false,
    zero: 0n,
    one: 0n,
    constant: () => 0n,
    add: both,
    sub: both,
    mul: both,
    div: both,
    neg: same,
    exp: same,
    log: same,
    sqrt: same,
    sin: same,
    cos: same,
    compare: (a, _, b) => {
      const made = a | b | bit;
      bit <<= 1n;
      return made;
    },
    select: (condition, a, b) => condition | a | b,
    truth: () => 0n,
    and: both,
    or: both,
    not: same,
    decide: () => undefined,
    toNumber: () => 0,
    atom: (_, inputs) => inputs.reduce(both, 0n),
    reals: (length) => new Array<bigint>(length),
    booleans: (length) => new Array<bigint>(length),
  },
  { power: same },
);

/** The largest number of comparisons that an element of graphs together depends on; Infinity where an index does. */
export function comparisonsBelow([first, ...others]: readonly Node[]): number {
  bit = 1n;
  try {
    const [values, ...more] = evaluateIn(sets, [first as Node, ...others], (leaf): Value<bigint, bigint> => {
      const { shape, size, dtype } = leaf;
      if (dtype === "integer") return { dtype, shape, data: new Int32Array(size) };
      return { dtype, shape, data: new Array<bigint>(size).fill(0n) };
    }).map((value) => (value.dtype === "real" || value.dtype === "boolean" ? Array.from(value.data) : []));
    const unions = (values ?? []).map((set, i) =>
      more.reduce((union, other) => union | (other[i] ?? 0n), set),
    );
    return unions.reduce((most, set) => Math.max(most, sizeOf(set)), 0);
  } catch (error) {
    if (error instanceof UndecidedError) return Infinity;
    throw error;
  }
}

const sizeOf = (set: bigint): number => set.toString(2).replaceAll("0", "").length;
