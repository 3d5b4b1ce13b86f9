// The engine: a step becomes one WebAssembly program over the memory of its session, in which parameters stay.
import { type Engine, interpreter } from "@cadena/graph";
import { Memory } from "./session/memory.ts";
import { Parameters } from "./session/parameters.ts";
import { compiled } from "./session/program.ts";

/**
 * Compiles graphs to WebAssembly with vectors of 128 bits. In debugging mode, which looks at each value, the
 * interpreter does the work.
 * @example
 * const x = input("x", [3]);
 * const session = new Session({ engine: wasm, precision: "float32" });
 * String(session.compile({ outputs: [mul(x, x)] }).run({ x: [1, 2, 3] })) //=> [1, 4, 9]
 */
export const wasm: Engine = {
  name: "wasm",
  open: (options) => {
    if (options.debug) return interpreter.open(options);
    const { precision } = options;
    const memory = new Memory(precision);
    const parameters = new Parameters(memory, precision);
    return { store: parameters, compile: (step) => compiled(step, memory, parameters, precision) };
  },
};
