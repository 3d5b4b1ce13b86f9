// Functions of the loop language, run by the engine on many numbers: in vectors, or one by one.
import { written } from "../../src/emit/program.ts";
import { type Expression, apply, Buffer, Counter, type Function } from "../../src/loops/expression.ts";
import type { Statement } from "../../src/loops/statement.ts";

export type Precision = "float32" | "float64";

const arrays = { float32: Float32Array, float64: Float64Array } as const;

/** A function of arrays of one length, as long as it was asked for. */
export function compiled(
  name: Function,
  precision: Precision,
  length: number,
  way: "vectors" | "single",
): (...inputs: readonly ArrayLike<number>[]) => Float32Array | Float64Array {
  const arity = name === "pow" ? 2 : 1;
  // What does not lie in a row is computed one by one.
  const stride = way === "vectors" ? 1 : 2;
  const buffers = Array.from({ length: arity + 1 }, (_, k) => new Buffer(`b${k}`, "real", stride * length));
  const counter = new Counter("i", length);
  const place = { start: 0, strides: new Map([[counter, stride]]) };
  const loads = buffers
    .slice(1)
    .map((buffer): Expression => ({ kind: "load", dtype: "real", buffer, place }));
  const value = apply(name, "real", ...loads);
  const store: Statement = { kind: "store", buffer: buffers[0] as Buffer, place, value };
  const bytes = stride * length * arrays[precision].BYTES_PER_ELEMENT;
  const addressOf = (buffer: Buffer): number => buffers.indexOf(buffer) * bytes;
  const pages = Math.ceil((buffers.length * bytes) / 65536);
  const module = written([{ kind: "loop", counter, body: [store] }], { precision, addressOf, scratch: 0, pages });
  const memory = new WebAssembly.Memory({ initial: pages });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module.bytes), { host: { memory } });
  const views = buffers.map(
    (buffer) => new arrays[precision](memory.buffer, addressOf(buffer), stride * length),
  );
  const run = exports.run as () => void;
  const apply_ = (...inputs: readonly ArrayLike<number>[]) => {
    for (const [k, input] of inputs.entries()) {
      for (let i = 0; i < length; i++) (views[k + 1] as Float64Array)[i * stride] = input[i] as number;
    }
    run();
    return (views[0] as Float64Array).filter((_, i) => i % stride === 0);
  };
  return Object.assign(apply_, { run });
}
