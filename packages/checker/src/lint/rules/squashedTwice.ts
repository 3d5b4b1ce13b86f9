// Probabilities where logits are asked for: a softmax of a softmax, a cross-entropy with logits of a sigmoid.
import type { Node } from "@cadena/graph";
import { is } from "../../claims/diagnosis/repair/ops.ts";
import { by, sourcesOf } from "../ops.ts";
import type { LintRule } from "../rule.ts";
import { squashed } from "../squashed.ts";

export const squashedTwice: LintRule = {
  name: "probabilities in the place of logits",
  *find(subject) {
    for (const node of subject.nodes) {
      const kind = kindOf(node);
      if (kind === undefined) continue;
      const [z] = node.inputs as [Node];
      const argument = is(z, "negative") ? (z.inputs[0] as Node) : z;
      for (const part of new Set(sourcesOf(argument))) {
        if (squashed(part)?.by !== kind) continue;
        const [name, word] = [subject.nameOf(part), kind === "softmax" ? "a softmax" : "a sigmoid"];
        yield {
          node,
          text: `${name} is ${word} already, and goes through another one`,
          repair: `give the logits: ${subject.nameOf(squashed(part)?.z as Node)} in the place of ${name}`,
        };
      }
    }
  },
};

/** What a node makes probabilities by, or their logarithms. */
function kindOf(node: Node): "softmax" | "sigmoid" | undefined {
  if (by(node, "logSoftmax", "logSumExp", "softmax")) return "softmax";
  return by(node, "softplus", "logSigmoid", "sigmoid") ? "sigmoid" : undefined;
}
