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
import { type Lowered, lower } from "../lower/lower.ts";
import { planned, roomFor } from "../memory.ts";
import { isInPlace } from "./inPlace.ts";
import type { Memory, View } from "./memory.ts";
import type { Parameters } from "./parameters.ts";
import { tensorOf } from "./tensor.ts";

/** Compiles a step over the memory of a session. */
export function compiled(
  { outputs, updates }: Step,
  memory: Memory,
  parameters: Parameters,
  precision: Precision,
): CompiledStep {
  const lowered = lower([...outputs, ...updates.map(([, next]) => next)]);
  const results = lowered.outputs.slice(0, outputs.length);
  const places = given(lowered, memory, parameters, precision);
  const moved: { parameter: Node; next: Buffer }[] = [];
  for (const [k, [parameter]] of updates.entries()) {
    const next = lowered.outputs[outputs.length + k] as Buffer;
    const old = lowered.given.get(parameter);
    // A parameter that nothing reads has its place from here on too: memory does not grow during a run.
    const at = parameters.placeOf(parameter);
    if (!places.has(next) && isInPlace(lowered.statements, next, old, lowered.outputs)) places.set(next, at);
    else moved.push({ parameter, next });
  }
  const plan = planned(lowered.statements, new Set(places.keys()), lowered.outputs, precision);
  const base = memory.take(plan.bytes);
  for (const [buffer, at] of plan.places) places.set(buffer, base + at);
  const addressOf = (buffer: Buffer): number => places.get(buffer) ?? base;
  const view = (buffer: Buffer): View => memory.view(addressOf(buffer), buffer.dtype, buffer.size);
  const scratch = base + plan.scratch;
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

/** The places of what is there before a run: parameters, inputs and constants, which are written here. */
function given(
  lowered: Lowered,
  memory: Memory,
  parameters: Parameters,
  precision: Precision,
): Map<Buffer, number> {
  const places = new Map<Buffer, number>();
  for (const [node, buffer] of lowered.given) {
    if (isParameter(node)) places.set(buffer, parameters.placeOf(node));
    else {
      const at = memory.take(roomFor(buffer, precision));
      places.set(buffer, at);
      const lowering = node.op.lowering?.(node);
      if (lowering?.kind === "constant") {
        memory.view(at, buffer.dtype, buffer.size).set(lowering.value.data as ArrayLike<number>);
      }
    }
  }
  return places;
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
    // The node's own meaning says what is wrong.
    else if (view(call.indices).some((index) => index < 0 || index >= call.below)) {
      meaningOf(call.node, [call.indices]);
    }
  };
}
