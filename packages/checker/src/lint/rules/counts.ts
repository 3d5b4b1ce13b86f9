// What a cost is divided by, and along which axis it is averaged: one dimension for another.
import type { Node } from "@cadena/graph";
import { bare, by } from "../ops.ts";
import type { LintRule, Sighting } from "../rule.ts";
import { squashed } from "../squashed.ts";
import type { Subject } from "../subject.ts";
import { type Term, termsOf } from "../terms.ts";

export const meanOverFeatures: LintRule = {
  name: "a mean over the wrong axis",
  *find(subject) {
    const { loss, examples, exampleCount: m } = subject;
    if (loss === undefined || examples === undefined || m === undefined) return;
    for (const term of termsOf(loss)) {
      const name = wrongCount(term, m, subject);
      if (name === undefined) continue;
      yield {
        node: term.node,
        text: `the cost is averaged over ${name} and added up over the examples, so that it grows with ${examples}`,
        repair: `take the mean over ${examples}, and the sum over ${name}`,
      };
    }
  },
};

/** The dimension that a term is divided by in the place of the number of examples. */
function wrongCount({ summed, averaged, divisors }: Term, m: number, subject: Subject): string | undefined {
  const isAveraged = averaged.includes(m) || divisors.some((one) => isMultiple(one, m));
  if (!summed.includes(m) || isAveraged) return undefined;
  const names = [
    ...averaged,
    ...summed.filter((size) => divisors.some((one) => isMultiple(one, size))),
  ].flatMap((size) => (size > 2 ? subject.dimensionsOf(size) : []));
  return names.find((name) => name !== subject.examples);
}

const isMultiple = (x: number, size: number): boolean =>
  Math.abs(x / size - Math.round(x / size)) < 1e-9 && Math.round(x / size) > 0;

export const classesOverExamples: LintRule = {
  name: "a softmax over the examples",
  *find(subject) {
    for (const node of subject.nodes) {
      const found = likelihood(node);
      if (found === undefined) continue;
      yield* overExamples(found.z, found.axis, node, subject);
    }
  },
};

/** A logarithm of a softmax: what its axis lists are classes. */
function likelihood(node: Node): { readonly z: Node; readonly axis: number } | undefined {
  if (by(node, "logSoftmax")) {
    return { z: node.inputs[0] as Node, axis: (node.attributes as { axis: number }).axis };
  }
  if (!by(node, "log")) return undefined;
  const { z, axis } = squashed(bare(node.inputs[0] as Node)) ?? {};
  return z === undefined || axis === undefined ? undefined : { z, axis };
}

function* overExamples(z: Node, axis: number, node: Node, subject: Subject): Generator<Sighting> {
  const { exampleCount: m, examples } = subject;
  const other = z.shape.findIndex((size, k) => k !== axis && size !== m && size > 1);
  if (m === undefined || z.shape[axis] !== m || other < 0) return;
  const name = subject.nameOf(z);
  yield {
    node,
    text: `the softmax of ${name} [${z.shape.join(", ")}] runs over the examples (${examples}), axis ${axis}`,
    repair: `take it over the classes: { axis: ${other} }`,
  };
}
