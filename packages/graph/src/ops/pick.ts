// One result of an op that has several, and several nodes as the results of one: each is the other's derivative.
import { type GeneralOp, general } from "../kinds/general.ts";
import { atom, binding, enclosed, type Phrase } from "../kinds/notation.ts";
import { ShapeError } from "../node/errors.ts";
import type { Attributes, Node, Spec } from "../node/node.ts";
import { full } from "../operands/constant.ts";

interface PickAttributes extends Attributes {
  readonly index: number;
}

const pickOp: GeneralOp<PickAttributes> = general<PickAttributes>({
  name: "pick",
  infer: ([several], { index }) => {
    const outputs = (several as Node).outputs ?? [];
    const spec = outputs[index];
    if (spec === undefined)
      throw new ShapeError(`pick: no result ${index} of ${several}, which has ${outputs.length}`);
    return spec;
  },
  meaning: (_, [several], { attributes }) => {
    if (several?.dtype !== "several") throw new TypeError("pick needs several results");
    return several.parts[attributes.index] as (typeof several.parts)[number];
  },
  vjp: ({ ct, inputs: [several], attributes: { index } }) => {
    const outputs = (several as Node).outputs ?? [];
    return together(outputs.map(({ shape }, k) => (k === index ? ct : full(shape, 0))));
  },
  lowering: ({ inputs: [several], attributes }) => {
    const { index } = attributes as PickAttributes;
    return several?.op === togetherOp.op ? { kind: "same", as: several.inputs[index] as Node } : undefined;
  },
  notation: {
    write: ([several], node) => {
      const { text, latex } = enclosed(several as Phrase, binding.atom);
      const { index } = node.attributes as PickAttributes;
      return atom(`${text}.${index}`, `${latex}.${index}`);
    },
  },
});

/**
 * One result of an op that has several.
 * @throws ShapeError where there is no such result
 */
export function pick(several: Node, index: number): Node {
  return pickOp([several], { index });
}

const togetherOp: GeneralOp<Attributes> = general<Attributes>({
  name: "together",
  infer: (inputs) => {
    const outputs: Spec[] = inputs.map(({ shape, dtype }) => ({ shape, dtype }));
    return { shape: [], dtype: "real", outputs };
  },
  meaning: (_, parts) => ({ dtype: "several", parts }),
  vjp: ({ ct }, index) => pick(ct, index),
});

/** Several nodes as one with several results. */
export function together(parts: readonly Node[]): Node {
  return togetherOp(parts, {});
}
