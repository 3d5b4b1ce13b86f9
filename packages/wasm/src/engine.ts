// The engine: a step becomes one WebAssembly program over the memory of its session, in which parameters stay.
import { BindingError, type Engine, float32, float64, initialOf, isParameter, type Node, type Tensor } from "@cadena/graph";
import { type CompiledStep, int32, type Machine, type Step, type Store, toTensor, toValue, type Value } from "@cadena/graph/extend";
import { bytesOf, type Lanes } from "./emit/lanes.ts";
import { written } from "./emit/program.ts";
import type { Buffer } from "./loops/expression.ts";
import { lower } from "./lower/lower.ts";
import { bytesFor, planned } from "./memory.ts";

const page = 65536;

/** A region of memory as the array that it holds. */
type View = Float32Array | Float64Array | Int32Array;

/** Memory that grows as regions are taken from it. */
class Memory {
  readonly #memory = new WebAssembly.Memory({ initial: 1 });
  #next = 64;

  take(bytes: number): number {
    const at = this.#next;
    this.#next += bytes;
    const missing = this.#next - this.#memory.buffer.byteLength;
    if (missing > 0) this.#memory.grow(Math.ceil(missing / page));
    return at;
  }

  get handle(): WebAssembly.Memory {
    return this.#memory;
  }

  view(at: number, { dtype, size }: { dtype: Buffer["dtype"]; size: number }, precision: Lanes["precision"]): View {
    const { buffer } = this.#memory;
    if (dtype !== "real") return new Int32Array(buffer, at, size);
    return precision === "float32" ? new Float32Array(buffer, at, size) : new Float64Array(buffer, at, size);
  }
}

/** Compiles graphs to WebAssembly. */
export const wasm: Engine = {
  name: "wasm",
  open: ({ precision }) => {
    const machine: Machine<number, 0 | 1> = { reals: precision === "float32" ? float32 : float64, integers: int32 };
    const memory = new Memory();
    const parameters = new Map<Node, number>();
    const sizeOf = (node: Node): number => Math.ceil((node.size * bytesOf(node.dtype, precision)) / 64) * 64;
    const viewOf = (node: Node): View => memory.view(placeOf(node), node, precision);
    const placeOf = (node: Node): number => {
      const known = parameters.get(node);
      if (known !== undefined) return known;
      const initial = initialOf(node);
      if (initial === undefined) {
        throw new BindingError(`no value for ${node} (parameter)`, {
          origin: node.origin,
          hint: "give it an initial value, or write one into the session",
        });
      }
      return written_(node, initial);
    };
    const written_ = (node: Node, value: Tensor): number => {
      const at = parameters.get(node) ?? memory.take(sizeOf(node));
      parameters.set(node, at);
      memory.view(at, node, precision).set(value.data as never);
      return at;
    };
    const tensorOf = (node: Node, view: View): Tensor =>
      toTensor(machine, { dtype: node.dtype, shape: node.shape, data: view.slice() } as Value<number, 0 | 1>);
    const store: Store = {
      read: (parameter) => tensorOf(parameter, viewOf(parameter)),
      write: (parameter, value) => void written_(parameter, value),
    };
    const compile = ({ inputs, outputs, updates }: Step): CompiledStep => {
      const requested = [...outputs, ...updates.map(([, next]) => next)];
      const lowered = lower(requested);
      const places = new Map<Buffer, number>();
      const fill: { node: Node; buffer: Buffer }[] = [];
      for (const [node, buffer] of lowered.given) {
        if (isParameter(node)) places.set(buffer, placeOf(node));
        else {
          const at = memory.take(bytesFor(buffer, precision));
          places.set(buffer, at);
          if (node.op.isLeaf) fill.push({ node, buffer });
          else {
            const lowering = node.op.lowering?.(node);
            if (lowering?.kind === "constant") memory.view(at, buffer, precision).set(lowering.value.data as never);
          }
        }
      }
      const plan = planned(lowered.statements, new Set(places.keys()), lowered.outputs, precision);
      const base = memory.take(plan.bytes);
      for (const [buffer, at] of plan.places) places.set(buffer, base + at);
      const addressOf = (buffer: Buffer): number => places.get(buffer) as number;
      const { bytes, calls } = written(lowered.statements, { precision, addressOf, scratch: base + plan.scratch, pages: 1 });
      const views = (buffer: Buffer): View => memory.view(addressOf(buffer), buffer, precision);
      const host: Record<string, WebAssembly.ImportValue> = { memory: memory.handle };
      host.call = (k: number) => {
        const { node, inputs: sources, out } = calls[k] as (typeof calls)[number];
        const values = sources.map((buffer, i) => {
          const { dtype, shape } = node.inputs[i] as Node;
          return { dtype, shape, data: views(buffer) } as Value<number, 0 | 1>;
        });
        views(out).set((node.op.evaluate(machine, node, values) as { data: ArrayLike<number> }).data);
      };
      const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { host });
      const run = exports.run as () => void;
      const resultBuffers = lowered.outputs;
      return (values) => {
        for (const { node, buffer } of fill) {
          const value = values.get(node) as Tensor;
          views(buffer).set(value.data as never);
        }
        run();
        const results = outputs.map((node, k) => tensorOf(node, views(resultBuffers[k] as Buffer)));
        for (const [k, [parameter]] of updates.entries()) {
          viewOf(parameter).set(views(resultBuffers[outputs.length + k] as Buffer) as never);
        }
        return results;
      };
      void inputs;
    };
    return { store, compile };
  },
};
void (toValue satisfies unknown);
