// The bits of floats as integers of the same width, single ones and in vectors.
import type { Code, ValueType } from "../assembler/code.ts";
import { f32, f64, i32, i64 } from "../assembler/scalar.ts";
import { i32x4, i64x2, v128 } from "../assembler/vector.ts";

type Any = Code<ValueType>;
type Unary = (x: Any) => Any;
type Binary = (a: Any, b: Any) => Any;
type Shift = (x: Any, by: number) => Any;

/** Arithmetic on the bits of floats, which are integers of the same width and wrap around. */
export interface BitLanes {
  /** The same integer in every lane, modulo two to the width. */
  readonly constant: (value: bigint) => Any;
  readonly of: Unary;
  readonly toReal: Unary;
  readonly add: Binary;
  readonly sub: Binary;
  readonly and: Binary;
  readonly or: Binary;
  readonly xor: Binary;
  /** A truth. */
  readonly eq: Binary;
  readonly shl: Shift;
  /** Shifts zeros in. */
  readonly shrU: Shift;
}

const loose = <F>(table: unknown): F => table as F;
const same: Unary = (x) => x;

const single32: BitLanes = {
  ...loose<BitLanes>(i32),
  constant: (value) => i32.const(Number(BigInt.asIntN(32, value))),
  of: loose<Unary>(i32.bitsOf),
  toReal: loose<Unary>(f32.fromBits),
  shl: (x, by) => i32.shl(x as Code<"i32">, i32.const(by)),
  shrU: (x, by) => i32.shrU(x as Code<"i32">, i32.const(by)),
};

const single64: BitLanes = {
  ...loose<BitLanes>(i64),
  constant: i64.const,
  of: loose<Unary>(i64.bitsOf),
  toReal: loose<Unary>(f64.fromBits),
  shl: (x, by) => i64.shl(x as Code<"i64">, i64.const(BigInt(by))),
  shrU: (x, by) => i64.shrU(x as Code<"i64">, i64.const(BigInt(by))),
};

function vectors(lanes: typeof i32x4 | typeof i64x2, array: (value: bigint) => ArrayBuffer): BitLanes {
  const shift =
    (code: (x: Code<"v128">, by: Code<"i32">) => Any): Shift =>
    (x, by) =>
      code(x as Code<"v128">, i32.const(by));
  return {
    ...loose<BitLanes>(v128),
    constant: (value) => v128.const(new Uint8Array(array(value))),
    of: same,
    toReal: same,
    add: loose<Binary>(lanes.add),
    sub: loose<Binary>(lanes.sub),
    eq: loose<Binary>(lanes.eq),
    shl: shift(lanes.shl),
    shrU: shift(lanes.shrU),
  };
}

/** The bits of single floats and of vectors of them, by precision. */
export const bitLanes: Readonly<
  Record<"float32" | "float64", { readonly one: BitLanes; readonly wide: BitLanes }>
> = {
  float32: {
    one: single32,
    wide: vectors(i32x4, (value) => new Int32Array(4).fill(Number(BigInt.asIntN(32, value))).buffer),
  },
  float64: {
    one: single64,
    wide: vectors(i64x2, (value) => new BigInt64Array(2).fill(BigInt.asIntN(64, value)).buffer),
  },
};
