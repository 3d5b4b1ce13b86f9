// What a program asks of its host: to compute a node by its own meaning, or to check indices.
import { float32, float64, type Node } from "@cadena/graph";
import { type Bit, dataOf, inheriting, int32, type Machine, type Value } from "@cadena/graph/extend";
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
  const meaningOf = (node: Node, inputs: Iterator<Buffer>): Value<number, Bit> => {
    const values = node.inputs.map((input) => {
      if (input.outputs !== undefined) return meaningOf(input, inputs);
      const { dtype, shape } = input;
      return { dtype, shape, data: view(inputs.next().value) } as Value<number, Bit>;
    });
    return inheriting(node.origin, undefined, () => node.op.evaluate(machine, node, values));
  };
  return (k) => {
    const call = calls[k] as Written["calls"][number];
    if (call.kind === "call") view(call.out).set(dataOf(meaningOf(call.node, call.inputs.values())));
    else checkIndices(call, view(call.indices));
  };
}
