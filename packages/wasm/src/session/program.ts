// A step as a program: its loops, their places in memory, the module, and what happens around a run of it.
import { float32, float64, isParameter, type Node, type Tensor } from "@cadena/graph";
import {
  type Bit,
  type CompiledStep,
  int32,
  type Machine,
  type Step,
  type Value,
} from "@cadena/graph/extend";
import type { Precision } from "../emit/lanes/width.ts";
import { canFuse } from "../emit/product/fused.ts";
import { type Written, written } from "../emit/program.ts";
import type { Buffer } from "../loops/expression.ts";
import { lower } from "../lower/lower.ts";
import { checkIndices } from "./indices.ts";
import type { Memory, View } from "./memory.ts";
import type { Parameters } from "./parameters.ts";
import { placed } from "./places.ts";
import { tensorOf } from "./tensor.ts";

/** Compiles a step over the memory of a session. */
export function compiled(
  step: Step,
  memory: Memory,
  parameters: Parameters,
  precision: Precision,
): CompiledStep {
  const { outputs, updates } = step;
  const lowered = lower([...outputs, ...updates.map(([, next]) => next)]);
  const results = lowered.outputs.slice(0, outputs.length);
  const { addressOf, view, scratch, moved } = placed(step, lowered, memory, parameters, precision);
  const target = { precision, isFused: canFuse(), addressOf, scratch, pages: 1 };
  const { bytes, calls } = written(lowered.statements, target);
  const host = { memory: memory.handle, call: calling(calls, view, precision) };
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { host });
  const run = exports.run as () => void;
  const owned = new Set(lowered.given.values());
  const inputs = [...lowered.given].filter(([node]) => node.op.isLeaf && !isParameter(node));
  return (values) => {
    for (const [node, buffer] of inputs) {
      view(buffer).set((values.get(node) as Tensor).data as ArrayLike<number>);
    }
    run();
    const tensors = outputs.map((node, k) => tensorOf(node, view(results[k] as Buffer)));
    // All are read before any is written: a parameter's next value may be another parameter.
    const data = moved.map(({ next }) => (owned.has(next) ? view(next).slice() : view(next)));
    for (const [k, { parameter }] of moved.entries()) parameters.view(parameter).set(data[k] as View);
    return tensors;
  };
}

/** What a program asks of its host: to compute a node by its own meaning, or to check indices. */
function calling(
  calls: Written["calls"],
  view: (buffer: Buffer) => View,
  precision: Precision,
): (k: number) => void {
  const machine: Machine<number, Bit> = {
    reals: precision === "float32" ? float32 : float64,
    integers: int32,
  };
  const meaningOf = (node: Node, inputs: readonly Buffer[]): ArrayLike<number> => {
    const values = inputs.map((buffer, i) => {
      const { dtype, shape } = node.inputs[i] as Node;
      return { dtype, shape, data: view(buffer) } as Value<number, Bit>;
    });
    return (node.op.evaluate(machine, node, values) as { data: ArrayLike<number> }).data;
  };
  return (k) => {
    const call = calls[k] as Written["calls"][number];
    if (call.kind === "call") view(call.out).set(meaningOf(call.node, call.inputs));
    else checkIndices(call, view(call.indices));
  };
}
