// The engine where it can run, and the interpreter, said aloud, where it cannot.
import { type Engine, interpreter } from "@cadena/graph";
import { drop } from "./assembler/code.ts";
import { Module } from "./assembler/module.ts";
import { v128 } from "./assembler/vector.ts";
import { wasm } from "./engine.ts";

/**
 * `wasm`, or the interpreter on a host that has no WebAssembly or refuses to compile it (a browser without vectors, a
 * page whose content security policy lacks 'wasm-unsafe-eval').
 * @param tell is told why the interpreter has to do; by default the console, once
 * @example
 * automatic().name //=> wasm
 */
export function automatic(tell: (line: string) => void = warnOnce): Engine {
  const reason = refusal();
  if (reason === undefined) return wasm;
  tell(`wasm: ${reason}; the interpreter runs instead, many times slower`);
  return interpreter;
}

/** Why no program of this engine can run here, or nothing. */
function refusal(): string | undefined {
  if (typeof WebAssembly === "undefined") return "there is no WebAssembly here";
  const module = new Module({ pages: 0 });
  module.func({ params: [], result: "none" }, () => [drop(v128.const(new Array(16).fill(0)))]);
  try {
    new WebAssembly.Module(module.bytes);
    return undefined;
  } catch (error) {
    return `a module was refused (${(error as Error).message})`;
  }
}

let hasWarned = false;

function warnOnce(line: string): void {
  if (!hasWarned) console.warn(line);
  hasWarned = true;
}
