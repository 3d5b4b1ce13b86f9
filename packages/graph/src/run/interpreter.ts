// The first engine: the interpreter itself, in double or single precision.
import { finiteGuard } from "../evaluate/guard.ts";
import { interpret, plan } from "../evaluate/interpret.ts";
import { BindingError } from "../node/errors.ts";
import type { Node } from "../node/node.ts";
import { toTensor, toValue } from "../numbers/convert.ts";
import { float32 } from "../numbers/float32.ts";
import { type Bit, float64 } from "../numbers/float64.ts";
import { checkedInt32, int32 } from "../numbers/int32.ts";
import type { Machine, Value } from "../numbers/value.ts";
import { initialOf, isParameter } from "../ops/leaves.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { Engine } from "./engine.ts";

/** Computes node by node; slow, and the measure of all other engines. */
export const interpreter: Engine = {
  name: "interpreter",
  open: ({ precision, debug }) => {
    const machine: Machine<number, Bit> = {
      reals: precision === "float32" ? float32 : float64,
      integers: debug ? checkedInt32 : int32,
    };
    const watch = debug ? finiteGuard(machine) : undefined;
    const state = new Map<Node, Value<number, Bit>>();
    const current = (parameter: Node): Value<number, Bit> => {
      const held = state.get(parameter);
      if (held !== undefined) return held;
      const initial = initialOf(parameter);
      if (initial === undefined) {
        throw new BindingError(`no value for ${parameter} (parameter)`, {
          origin: parameter.origin,
          hint: "give it an initial value, or write one into the session",
        });
      }
      const value = toValue(machine, initial);
      state.set(parameter, value);
      return value;
    };
    return {
      store: {
        read: (parameter) => toTensor(machine, current(parameter)),
        write: (parameter, value) => void state.set(parameter, toValue(machine, value)),
      },
      compile: ({ outputs, updates }) => {
        const prepared = plan([...outputs, ...updates.map(([, next]) => next)]);
        const run = (inputs: ReadonlyMap<Node, Tensor>): Tensor[] => {
          const leaf = (node: Node) =>
            isParameter(node) ? current(node) : toValue(machine, inputs.get(node) as Tensor);
          const values = interpret(machine, prepared, leaf, watch);
          const results = values.slice(0, outputs.length).map((value) => toTensor(machine, value));
          // Nothing has changed so far: a failure above leaves the state of the last completed step.
          for (const [k, [parameter]] of updates.entries()) {
            state.set(parameter, values[outputs.length + k] as Value<number, Bit>);
          }
          return results;
        };
        return { run };
      },
    };
  },
};
