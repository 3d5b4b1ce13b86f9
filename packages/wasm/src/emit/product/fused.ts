// Whether this host multiplies and adds in one step: where it has relaxed SIMD.
import { drop } from "../../assembler/code.ts";
import { Module } from "../../assembler/module.ts";
import { f32x4, v128 } from "../../assembler/vector.ts";

/** Whether programs may multiply and add in one step. */
export function canFuse(): boolean {
  const module = new Module({ pages: 0 });
  const x = v128.const(new Array(16).fill(0));
  module.func({ params: [], result: "none" }, () => [drop(f32x4.relaxedMadd(x, x, x))]);
  return WebAssembly.validate(module.bytes);
}
