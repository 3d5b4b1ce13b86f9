// What the gradients of parts are written as: values at their places in a larger tensor that is 0 elsewhere.
import { type Node, pad, scatterAdd } from "@cadena/graph";
import type { Call, FunctionRule } from "./functions.ts";
import { integersOf } from "./literal.ts";

/** The whole numbers of an option: `of=[3, 5]`. */
function listOf(call: Call, name: string): readonly number[] {
  const value = call.options.find((option) => option.name === name)?.value;
  const found = value === undefined || value === true ? undefined : integersOf(value);
  return found ?? call.fail(call, `${call.name} needs ${name}=[...], a list of whole numbers`);
}

/** place(x, at=[1, 0], of=[3, 5]): x in a tensor of that shape, from there on. */
export const placing: FunctionRule = {
  takes: [1, 1],
  options: ["at", "of"],
  apply: (call) => {
    const [x] = call.nodes as readonly [Node];
    const [at, shape] = [listOf(call, "at"), listOf(call, "of")];
    const widths = at.map((before, k) => [before, (shape[k] ?? 0) - before - (x.shape[k] ?? 0)] as const);
    return pad(x, widths) as Node;
  },
};

/** scatterAdd(x, k, axis=0, of=[5, 3]): x added up at the indices k of an axis. */
export const scattering: FunctionRule = {
  takes: [2, 2],
  options: ["axis", "of"],
  apply: (call) => {
    const [values, indices] = call.nodes as readonly [Node, Node];
    const [axis] = listOf(call, "axis") as [number];
    return scatterAdd(values, indices, listOf(call, "of")[axis] as number, { axis }) as Node;
  },
};
