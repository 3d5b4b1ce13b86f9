// Instructions that several threads can run on the same memory, in one order that all of them see. Opcodes are those of
// the threads proposal, which is part of the WebAssembly Core Specification 3.0.
import { unsigned } from "./bytes.ts";
import { type Code, code } from "./code.ts";
import { type Each, type Load, load, type Store, store } from "./forms.ts";

const atomic = (opcode: number): number[] => [0xfe, opcode];

/** Integers of 32 bits that threads share. */
export const atomic32: Each<"load", Load<"i32">> &
  Each<"store", Store<"i32">> & {
    /** Adds to memory, and gives what was there before. */
    readonly add: (address: Code<"i32">, value: Code<"i32">, offset?: number) => Code<"i32">;
  } = {
  load: load("i32", 2, ...atomic(0x10)),
  store: store<"i32">(2, ...atomic(0x17)),
  add: (address: Code<"i32">, value: Code<"i32">, offset = 0): Code<"i32"> =>
    code("i32", address, value, atomic(0x1e), 2, unsigned(offset)),
};

/** Integers of 64 bits that threads share. */
export const atomic64: Each<"load", Load<"i64">> &
  Each<"store", Store<"i64">> & {
    /** Replaces what is in memory if it is what was expected, and gives what was there before. */
    readonly exchange: (
      address: Code<"i32">,
      expected: Code<"i64">,
      value: Code<"i64">,
      offset?: number,
    ) => Code<"i64">;
  } = {
  load: load("i64", 3, ...atomic(0x11)),
  store: store<"i64">(3, ...atomic(0x18)),
  exchange: (address: Code<"i32">, expected: Code<"i64">, value: Code<"i64">, offset = 0): Code<"i64"> =>
    code("i64", address, expected, value, atomic(0x49), 3, unsigned(offset)),
};
