// Einstein's summation convention, for what is made of it: two tensors are multiplied, and summed over the labels that
// the result lacks.
import { type ContractionOp, contraction, type Labels } from "../kinds/contraction.ts";
import { call } from "../kinds/notation.ts";
import type { Attributes, Node } from "../node/node.ts";

interface EinsumAttributes extends Attributes {
  readonly labels: Labels;
}

/** A label is written as a letter. */
const lettersOf = (labels: readonly number[]): string =>
  labels.map((label) => String.fromCharCode("a".charCodeAt(0) + label)).join("");

const einsumOp: ContractionOp<EinsumAttributes> = contraction<EinsumAttributes>({
  name: "einsum",
  infer: (inputs, { labels }) => ({
    shape: labels.output.map((label) => {
      const side = labels.inputs[0].includes(label) ? 0 : 1;
      return inputs[side]?.shape[labels.inputs[side].indexOf(label)] as number;
    }),
    dtype: (inputs[0] as Node).dtype,
  }),
  labels: (_, { labels }) => labels,
  vjp: ({ ct, inputs: [a, b], attributes: { labels } }, index) => {
    const [left, right] = labels.inputs;
    return index === 0
      ? einsum(ct, b as Node, { inputs: [labels.output, right], output: left })
      : einsum(a as Node, ct, { inputs: [left, labels.output], output: right });
  },
  notation: call("einsum", undefined, (node) => {
    const { inputs, output } = (node.attributes as EinsumAttributes).labels;
    return [`${inputs.map(lettersOf).join(",")}->${lettersOf(output)}`];
  }),
});

/** Multiplies two tensors and sums over what the result lacks; every label stands in two of the three. */
export function einsum(a: Node, b: Node, labels: Labels): Node {
  return einsumOp([a, b], { labels });
}
