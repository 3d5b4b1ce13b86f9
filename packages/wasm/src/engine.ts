// The engine: a step becomes one WebAssembly program over the memory of its session, in which parameters stay.
import { type Engine, interpreter } from "@cadena/graph";
import { Health } from "./session/health.ts";
import { Memory } from "./session/memory.ts";
import { Parameters } from "./session/parameters.ts";
import { compiled, compiledAside } from "./session/program.ts";
import { sharing } from "./threads/sharing.ts";

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
    const { threads, handle } = sharing(options.threads);
    const memory = new Memory(precision, handle);
    const parameters = new Parameters(memory, precision);
    const health = new Health();
    const opened = { memory, parameters, precision, health, threads: threads.count };
    return {
      threads,
      store: {
        read: (parameter) => {
          health.check();
          return parameters.read(parameter);
        },
        write: (parameter, value) => {
          health.check();
          parameters.write(parameter, value);
        },
      },
      compile: (step) => compiled(step, opened),
      compileAsync: (step) => compiledAside(step, opened),
    };
  },
};
