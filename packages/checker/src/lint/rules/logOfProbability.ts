// log(softmax(Z)), log(σ(z)) and log(1 - σ(z)): a probability too small for a float is 0, and its logarithm infinite.
import type { Node } from "@cadena/graph";
import { by, sourcesOf } from "../ops.ts";
import type { LintRule, Sighting } from "../rule.ts";
import { complement, type Squashed, squashed } from "../squashed.ts";
import type { Subject } from "../subject.ts";

export const logOfSoftmax: LintRule = {
  name: "the logarithm of a softmax",
  find: (subject) =>
    logarithms(subject, (part) => {
      const inner = squashed(part);
      return inner?.by === "softmax" ? softened(inner, subject) : undefined;
    }),
};

export const logOfSigmoid: LintRule = {
  name: "the logarithm of a sigmoid",
  find: (subject) =>
    logarithms(subject, (part) => {
      const rest = complement(part);
      const inner = squashed(rest ?? part);
      return inner?.by === "sigmoid" ? halved(inner.z, rest !== undefined, subject) : undefined;
    }),
};

function* logarithms(
  { nodes }: Subject,
  told: (part: Node) => Omit<Sighting, "node"> | undefined,
): Generator<Sighting> {
  for (const node of nodes) {
    if (!by(node, "log")) continue;
    for (const part of new Set(sourcesOf(node.inputs[0] as Node))) {
      const sighting = told(part);
      if (sighting !== undefined) yield { node, ...sighting };
    }
  }
}

function softened({ z, axis }: Squashed, subject: Subject): Omit<Sighting, "node"> {
  const name = subject.called(z, "z");
  return {
    text: `the logarithm of a softmax of ${name} is -∞ where a probability is too small for a float`,
    repair: `logSoftmax(${name}, { axis: ${axis} }), or a cross-entropy that takes logits`,
  };
}

function halved(z: Node, isComplement: boolean, subject: Subject): Omit<Sighting, "node"> {
  const name = subject.called(z, "z");
  const [what, far, argument] = isComplement
    ? [`1 - σ(${name})`, "large", `neg(${name})`]
    : [`σ(${name})`, "far below 0", name];
  return {
    text: `the logarithm of ${what} is -∞ where ${name} is ${far}`,
    repair: `logSigmoid(${argument}), or a cross-entropy that takes logits`,
  };
}
