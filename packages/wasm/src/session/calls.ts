// What a program asks of its host: to compute a node by its own meaning, or to check indices.
import { float32, float64, type Node } from "@cadena/graph";
import { type Bit, int32, type Machine, type Value } from "@cadena/graph/extend";
import type { Precision } from "../emit/lanes/width.ts";
import type { Written } from "../emit/program.ts";
import type { Buffer } from "../loops/expression.ts";
import { checkIndices } from "./indices.ts";
import type { View } from "./memory.ts";

/** Answers what a program asks, by number. */
export function calling(
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
