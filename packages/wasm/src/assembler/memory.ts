// Instructions on all of the memory, and those that threads agree by (the threads proposal).
import { type Code, code, type Statement } from "./code.ts";
import { atomic } from "./forms.ts";

/** The whole memory at once. */
export const memory: {
  readonly fill: (address: Code<"i32">, byte: Code<"i32">, length: Code<"i32">) => Statement;
} & { readonly copy: (to: Code<"i32">, from: Code<"i32">, length: Code<"i32">) => Statement } = {
  fill: (address: Code<"i32">, byte: Code<"i32">, length: Code<"i32">): Statement =>
    code("none", address, byte, length, 0xfc, 0x0b, 0x00),
  copy: (to: Code<"i32">, from: Code<"i32">, length: Code<"i32">): Statement =>
    code("none", to, from, length, 0xfc, 0x0a, 0x00, 0x00),
};

/** What threads agree by. */
export const atomics: {
  readonly notify: (address: Code<"i32">, count: Code<"i32">) => Code<"i32">;
  readonly wait: (address: Code<"i32">, expected: Code<"i32">, nanoseconds: Code<"i64">) => Code<"i32">;
  readonly load: (address: Code<"i32">) => Code<"i32">;
  readonly store: (address: Code<"i32">, value: Code<"i32">) => Statement;
} & { readonly add: (address: Code<"i32">, value: Code<"i32">) => Code<"i32"> } = {
  notify: (address: Code<"i32">, count: Code<"i32">): Code<"i32"> =>
    code("i32", address, count, ...atomic(0x00), 2, 0),
  wait: (address: Code<"i32">, expected: Code<"i32">, nanoseconds: Code<"i64">): Code<"i32"> =>
    code("i32", address, expected, nanoseconds, ...atomic(0x01), 2, 0),
  load: (address: Code<"i32">): Code<"i32"> => code("i32", address, ...atomic(0x10), 2, 0),
  store: (address: Code<"i32">, value: Code<"i32">): Statement =>
    code("none", address, value, ...atomic(0x17), 2, 0),
  add: (address: Code<"i32">, value: Code<"i32">): Code<"i32"> =>
    code("i32", address, value, ...atomic(0x1e), 2, 0),
};
