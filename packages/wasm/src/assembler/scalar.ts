// Instructions on single values. Opcodes are those of the WebAssembly Core Specification 2.0, chapter 5.4.
import { float32Bytes, float64Bytes, signed, signed64 } from "./bytes.ts";
import { type Code, code } from "./code.ts";
import {
  type Binary,
  binary,
  type ComparisonNames,
  type Each,
  type Load,
  load,
  type Store,
  store,
  type Unary,
  unary,
} from "./forms.ts";

type ScalarComparisons<T extends "f32" | "f64"> = Each<ComparisonNames, Binary<T, "i32">>;
type FloatArithmetic<T extends "f32" | "f64"> = Each<
  "abs" | "neg" | "ceil" | "floor" | "trunc" | "nearest" | "sqrt",
  Unary<T>
> &
  Each<"add" | "sub" | "mul" | "div" | "min" | "max", Binary<T>>;

/** Comparisons of a scalar type, in the order of their opcodes. */
const floatComparisons = <T extends "f32" | "f64">(first: number) => ({
  eq: binary<T, "i32">("i32", first),
  ne: binary<T, "i32">("i32", first + 1),
  lt: binary<T, "i32">("i32", first + 2),
  gt: binary<T, "i32">("i32", first + 3),
  le: binary<T, "i32">("i32", first + 4),
  ge: binary<T, "i32">("i32", first + 5),
});

/** Arithmetic of a scalar float type, in the order of its opcodes. */
const floatArithmetic = <T extends "f32" | "f64">(type: T, first: number) => ({
  abs: unary<T>(type, first),
  neg: unary<T>(type, first + 1),
  ceil: unary<T>(type, first + 2),
  floor: unary<T>(type, first + 3),
  trunc: unary<T>(type, first + 4),
  nearest: unary<T>(type, first + 5),
  sqrt: unary<T>(type, first + 6),
  add: binary<T>(type, first + 7),
  sub: binary<T>(type, first + 8),
  mul: binary<T>(type, first + 9),
  div: binary<T>(type, first + 10),
  min: binary<T>(type, first + 11),
  max: binary<T>(type, first + 12),
});

/** Integers of 32 bits; truths are 0 and 1. */
export const i32: Each<"load" | "load8u", Load<"i32">> &
  Each<"store" | "store8", Store<"i32">> &
  Each<"eqz", Unary<"i32">> &
  Each<
    | "eq"
    | "ne"
    | "lt"
    | "ltU"
    | "gt"
    | "gtU"
    | "le"
    | "ge"
    | "geU"
    | "add"
    | "sub"
    | "mul"
    | "div"
    | "divU"
    | "rem"
    | "remU"
    | "and"
    | "or"
    | "xor"
    | "shl"
    | "shr"
    | "shrU",
    Binary<"i32">
  > &
  Each<"fromF32" | "bitsOf", Unary<"f32", "i32">> &
  Each<"fromF64", Unary<"f64", "i32">> & { readonly const: (value: number) => Code<"i32"> } & Each<
    "wrap",
    Unary<"i64", "i32">
  > = {
  const: (value: number): Code<"i32"> => code("i32", 0x41, signed(value | 0)),
  load: load("i32", 2, 0x28),
  load8u: load("i32", 0, 0x2d),
  store: store<"i32">(2, 0x36),
  store8: store<"i32">(0, 0x3a),
  eqz: unary<"i32">("i32", 0x45),
  eq: binary<"i32">("i32", 0x46),
  ne: binary<"i32">("i32", 0x47),
  lt: binary<"i32">("i32", 0x48),
  ltU: binary<"i32">("i32", 0x49),
  gt: binary<"i32">("i32", 0x4a),
  gtU: binary<"i32">("i32", 0x4b),
  le: binary<"i32">("i32", 0x4c),
  ge: binary<"i32">("i32", 0x4e),
  geU: binary<"i32">("i32", 0x4f),
  add: binary<"i32">("i32", 0x6a),
  sub: binary<"i32">("i32", 0x6b),
  mul: binary<"i32">("i32", 0x6c),
  div: binary<"i32">("i32", 0x6d),
  divU: binary<"i32">("i32", 0x6e),
  rem: binary<"i32">("i32", 0x6f),
  remU: binary<"i32">("i32", 0x70),
  and: binary<"i32">("i32", 0x71),
  or: binary<"i32">("i32", 0x72),
  xor: binary<"i32">("i32", 0x73),
  shl: binary<"i32">("i32", 0x74),
  shr: binary<"i32">("i32", 0x75),
  shrU: binary<"i32">("i32", 0x76),
  fromF32: unary<"f32", "i32">("i32", 0xfc, 0x00),
  fromF64: unary<"f64", "i32">("i32", 0xfc, 0x02),
  bitsOf: unary<"f32", "i32">("i32", 0xbc),
  wrap: unary<"i64", "i32">("i32", 0xa7),
};

/** Integers of 64 bits, as far as the bits of a float need them. */
export const i64: Each<"eq", Binary<"i64", "i32">> &
  Each<"add" | "sub" | "mul" | "and" | "or" | "xor" | "shl" | "shr" | "shrU", Binary<"i64">> &
  Each<"bitsOf", Unary<"f64", "i64">> & { readonly const: (value: bigint) => Code<"i64"> } & Each<
    "fromI32",
    Unary<"i32", "i64">
  > = {
  const: (value: bigint): Code<"i64"> => code("i64", 0x42, signed64(BigInt.asIntN(64, value))),
  eq: binary<"i64", "i32">("i32", 0x51),
  add: binary<"i64">("i64", 0x7c),
  sub: binary<"i64">("i64", 0x7d),
  mul: binary<"i64">("i64", 0x7e),
  and: binary<"i64">("i64", 0x83),
  or: binary<"i64">("i64", 0x84),
  xor: binary<"i64">("i64", 0x85),
  shl: binary<"i64">("i64", 0x86),
  shr: binary<"i64">("i64", 0x87),
  shrU: binary<"i64">("i64", 0x88),
  bitsOf: unary<"f64", "i64">("i64", 0xbd),
  fromI32: unary<"i32", "i64">("i64", 0xac),
};

/** Floats of 32 bits. */
export const f32: ScalarComparisons<"f32"> &
  FloatArithmetic<"f32"> &
  Each<"load", Load<"f32">> &
  Each<"store", Store<"f32">> &
  Each<"fromI32", Unary<"i32", "f32">> &
  Each<"fromF64", Unary<"f64", "f32">> & { readonly const: (value: number) => Code<"f32"> } & Each<
    "fromBits",
    Unary<"i32", "f32">
  > = {
  const: (value: number): Code<"f32"> => code("f32", 0x43, float32Bytes(value)),
  load: load("f32", 2, 0x2a),
  store: store<"f32">(2, 0x38),
  ...floatComparisons<"f32">(0x5b),
  ...floatArithmetic("f32", 0x8b),
  fromI32: unary<"i32", "f32">("f32", 0xb2),
  fromF64: unary<"f64", "f32">("f32", 0xb6),
  fromBits: unary<"i32", "f32">("f32", 0xbe),
};

/** Floats of 64 bits. */
export const f64: ScalarComparisons<"f64"> &
  FloatArithmetic<"f64"> &
  Each<"load", Load<"f64">> &
  Each<"store", Store<"f64">> &
  Each<"fromI32", Unary<"i32", "f64">> &
  Each<"fromF32", Unary<"f32", "f64">> &
  Each<"fromI64", Unary<"i64", "f64">> & { readonly const: (value: number) => Code<"f64"> } & Each<
    "fromBits",
    Unary<"i64", "f64">
  > = {
  const: (value: number): Code<"f64"> => code("f64", 0x44, float64Bytes(value)),
  load: load("f64", 3, 0x2b),
  store: store<"f64">(3, 0x39),
  ...floatComparisons<"f64">(0x61),
  ...floatArithmetic("f64", 0x99),
  fromI32: unary<"i32", "f64">("f64", 0xb7),
  fromF32: unary<"f32", "f64">("f64", 0xbb),
  fromI64: unary<"i64", "f64">("f64", 0xb9),
  fromBits: unary<"i64", "f64">("f64", 0xbf),
};
