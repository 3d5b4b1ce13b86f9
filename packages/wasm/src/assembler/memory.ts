// Instructions on all of the memory.
import { type Code, code, type Statement } from "./code.ts";

/** The whole memory at once. */
export const memory: {
  readonly fill: (address: Code<"i32">, byte: Code<"i32">, length: Code<"i32">) => Statement;
} & { readonly copy: (to: Code<"i32">, from: Code<"i32">, length: Code<"i32">) => Statement } = {
  fill: (address: Code<"i32">, byte: Code<"i32">, length: Code<"i32">): Statement =>
    code("none", address, byte, length, 0xfc, 0x0b, 0x00),
  copy: (to: Code<"i32">, from: Code<"i32">, length: Code<"i32">): Statement =>
    code("none", to, from, length, 0xfc, 0x0a, 0x00, 0x00),
};
