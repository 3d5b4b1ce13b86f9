// Regularisation that hits the wrong parameters, or one of them twice.
import { isParameter, type Node } from "@cadena/graph";
import { is } from "../../claims/diagnosis/repair/ops.ts";
import { bare, by } from "../ops.ts";
import type { LintRule } from "../rule.ts";
import type { Subject } from "../subject.ts";
import { squared, termsOf } from "../terms.ts";

export const decayedBias: LintRule = {
  name: "a penalty on a bias",
  *find(subject) {
    for (const [node, [place]] of penalties(subject)) {
      if (!isBias(node, subject)) continue;
      const name = subject.nameOf(node);
      yield {
        node: place as Node,
        text: `the L2 penalty draws the bias ${name} to 0 as if it were a weight`,
        repair: `leave ${name} out of the penalty`,
      };
    }
  },
};

export const penalisedTwice: LintRule = {
  name: "two penalties on one parameter",
  *find(subject) {
    for (const [node, places] of penalties(subject)) {
      if (places.length < 2) continue;
      const name = subject.nameOf(node);
      yield {
        node: places.at(-1) as Node,
        text: `${name} is in ${places.length} L2 penalties of the loss`,
        repair: `keep one of them, with the sum of their factors`,
      };
    }
  },
};

/** The parameters whose squares the loss adds, each with the places. */
function penalties({ loss }: Subject): ReadonlyMap<Node, readonly Node[]> {
  const found = new Map<Node, Node[]>();
  for (const term of loss === undefined ? [] : termsOf(loss)) {
    const node = squared(term);
    if (node === undefined || !isParameter(node)) continue;
    found.set(node, [...(found.get(node) ?? []), term.node]);
  }
  return found;
}

/** Whether a parameter is added to every example, and is a factor of nothing. */
function isBias(node: Node, subject: Subject): boolean {
  const users = subject.usersOf(node);
  const isFactor = users.some(
    (user) => is(user, "times", "matrixProduct") && user.inputs.some((input) => input !== node),
  );
  return !isFactor && users.some((user) => isShift(user, node, subject));
}

/** Whether a use adds it to more entries than it has, or to what weights make of an input. */
function isShift(user: Node, node: Node, subject: Subject): boolean {
  if (by(user, "addBias")) return user.inputs[1] === node;
  if (by(user, "stretch")) return subject.usersOf(user).some((one) => is(one, "plus"));
  return is(user, "plus") && user.inputs.some((input) => is(bare(input), "matrixProduct", "sum"));
}
