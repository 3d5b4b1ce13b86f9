/// <reference lib="dom" />
// Functions of the loop language, run by the engine on many numbers: in vectors, or one by one.
import { written } from "../../src/emit/program.ts";
import { apply, Buffer, Counter, type Expression } from "../../src/loops/expression.ts";
import type { Statement } from "../../src/loops/statement.ts";
import type { Named } from "./exact.ts";

export type Precision = "float32" | "float64";

const arrays = { float32: Float32Array, float64: Float64Array } as const;

/** A program that applies a function to rows of numbers in its memory. */
interface Program {
  readonly run: () => void;
  /** What it writes, and then what it reads; an element each `stride`. */
  readonly rows: readonly (Float32Array | Float64Array)[];
  readonly stride: number;
}

/** The program of a function; what does not lie in a row is computed one by one. */
function program(name: Named, precision: Precision, length: number, way: "vectors" | "single"): Program {
  const arity = name === "pow" ? 2 : 1;
  const stride = way === "vectors" ? 1 : 2;
  const buffers = Array.from({ length: arity + 1 }, (_, k) => new Buffer(`b${k}`, "real", stride * length));
  const counter = new Counter("i", length);
  const place = { start: 0, strides: new Map([[counter, stride]]) };
  const [out, ...inputs] = buffers as [Buffer, ...Buffer[]];
  const loads = inputs.map((buffer): Expression => ({ kind: "load", dtype: "real", buffer, place }));
  const store: Statement = { kind: "store", buffer: out, place, value: apply(name, "real", ...loads) };
  const bytes = stride * length * arrays[precision].BYTES_PER_ELEMENT;
  const addressOf = (buffer: Buffer): number => buffers.indexOf(buffer) * bytes;
  const pages = Math.ceil((buffers.length * bytes) / 65536);
  const target = { precision, addressOf, scratch: 0 };
  const module = written([{ kind: "loop", counter, body: [store] }], target);
  const memory = new WebAssembly.Memory({ initial: pages });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module.bytes), { host: { memory } });
  const rows = buffers.map(
    (buffer) => new arrays[precision](memory.buffer, addressOf(buffer), stride * length),
  );
  return { run: exports.run as () => void, rows, stride };
}

/** The values of a function. */
export function computed(
  name: Named,
  precision: Precision,
  way: "vectors" | "single",
  ...inputs: readonly ArrayLike<number>[]
): number[] {
  const { length } = inputs[0] as ArrayLike<number>;
  const { run, rows, stride } = program(name, precision, length, way);
  const [out, ...places] = rows as [Float64Array, ...Float64Array[]];
  for (const [k, place] of places.entries()) {
    for (let i = 0; i < length; i++) place[i * stride] = (inputs[k] as ArrayLike<number>)[i] as number;
  }
  run();
  return [...out.filter((_, i) => i % stride === 0)];
}
