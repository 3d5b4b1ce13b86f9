// What is right in exact arithmetic and breaks down in floats: found at inputs, from very small to very large.
import { leavesOf, type Node } from "@cadena/graph";
import type { LintRule } from "../rule.ts";
import { type Breakdown, breakdowns, rootOf } from "../stability/search.ts";
import type { Subject } from "../subject.ts";

export const unstable: LintRule = {
  name: "a breakdown of floats",
  *find(subject) {
    for (const one of breakdowns(subject)) {
      const ends = [one.end, one.node];
      const leaves = new Set(leavesOf(one.spoilt?.by === "cancellation" ? [one.node] : ends));
      yield {
        node: rootOf(one),
        text: told(one, subject),
        repair: repairOf(one, subject),
        input: new Map([...one.input].filter(([leaf]) => leaves.has(leaf))),
      };
    }
  },
};

function told({ node, spoilt, floats, end, got, truth }: Breakdown, subject: Subject): string {
  const name = endName(end, subject);
  if (spoilt?.by === "zero") {
    const x = subject.called(spoilt.of, "its argument");
    return `the gradient of a norm is 0/0 where ${x} is 0: ${name} is ${figure(got)}`;
  }
  if (spoilt?.by === "cancellation" && end === node) {
    return `digits cancel: ${subject.called(node, "it")} is ${figure(got)} in ${floats}, and should be ${figure(truth)}`;
  }
  const inner = node.op.isLeaf ? undefined : subject.called(node, "");
  const where = inner === undefined || inner === "" || end === node ? "" : `, because of ${inner}`;
  return `${name} is ${figure(got)} in ${floats}${where}, and should be ${figure(truth)}`;
}

function endName(end: Node, subject: Subject): string {
  if (end === subject.loss) return "the loss";
  const leaf = subject.leaves.find((one) => one.dtype === "real" && subject.gradient(one) === end);
  return leaf === undefined
    ? subject.called(end, "it")
    : `the gradient with respect to ${subject.nameOf(leaf)}`;
}

function repairOf({ spoilt }: Breakdown, subject: Subject): string {
  if (spoilt === undefined) {
    return "bring what goes into it into the range of floats first, or use a form in which large factors cancel";
  }
  return spoilt.safe(subject.called(spoilt.of, "x"));
}

const figure = (x: number): string => String(Number(x.toPrecision(4)));
