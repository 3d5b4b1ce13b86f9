// The interpreter's front door.
import { checkNode, type Node } from "../node/node.ts";
import { toTensor, toValue } from "../numbers/convert.ts";
import { type Bit, float64 } from "../numbers/float64.ts";
import { checkedInt32, int32 } from "../numbers/int32.ts";
import type { NumberSystem } from "../numbers/system.ts";
import type { Machine, Value } from "../numbers/value.ts";
import { leavesOf } from "../passes/topological.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { Shape } from "../types/shape.ts";
import { type Bindings, bind } from "./bindings.ts";
import { finiteGuard } from "./guard.ts";
import { interpret, plan } from "./interpret.ts";

/** Values in the place of nodes. */
export type Values<O> =
  O extends Node<infer S extends Shape>
    ? Tensor<S>
    : { -readonly [K in keyof O]: O[K] extends Node<infer S extends Shape> ? Tensor<S> : never };

/** How a graph is evaluated. */
export interface EvaluateOptions {
  /** The floats to compute in; float64 where nothing is said. */
  readonly system?: NumberSystem<number, Bit>;
  /** Stops at the first value that is NaN or infinite, and at an integer that overflows. */
  readonly debug?: boolean;
}

/**
 * The value of a node, or of several.
 * @param values for the leaves, by name or in a Map by node; a parameter that is not bound has its initial value
 * @throws BindingError for a value that is missing, unknown or does not fit; NonFiniteError with `debug`
 * @example
 * const x = input("x", [2]);
 * evaluate(mul(x, x), { x: [1, 2] }) //=> [1, 4]
 */
export function evaluate<const O extends Node | readonly Node[]>(
  outputs: O,
  values: Bindings = {},
  options: EvaluateOptions = {},
): Values<O> {
  const machine: Machine<number, Bit> = {
    reals: options.system ?? float64,
    integers: options.debug ? checkedInt32 : int32,
  };
  const nodes = (Array.isArray(outputs) ? outputs : [outputs]) as readonly Node[];
  for (const node of nodes) checkNode("evaluate", node);
  const prepared = plan(nodes);
  const bound = bind(leavesOf(nodes), values);
  const watch = options.debug ? finiteGuard(machine) : undefined;
  const results = interpret(machine, prepared, (leaf) => toValue(machine, bound.get(leaf) as Tensor), watch);
  const tensors = results.map((value) => toTensor(machine, value));
  return (Array.isArray(outputs) ? tensors : tensors[0]) as Values<O>;
}

/**
 * The values of nodes in any number system; the caller gives the leaves' values in that system.
 * @throws UnsupportedError where an op has no meaning in that system
 * @example
 * const x = input("x", []);
 * const three = { dtype: "real", shape: [], data: [3] } as const;
 * const [y] = evaluateIn(float64, [mul(x, x)], () => three);
 * y!.dtype //=> real
 */
export function evaluateIn<T, B>(
  system: NumberSystem<T, B>,
  outputs: readonly Node[],
  leaf: (node: Node) => Value<T, B>,
): Value<T, B>[] {
  return interpret({ reals: system, integers: int32 }, plan(outputs), leaf);
}
