// Parameters that do not matter: the loss does not depend on them, or is the same for all their values.
import type { Node } from "@cadena/graph";
import { is } from "../../claims/diagnosis/repair/ops.ts";
import { by } from "../ops.ts";
import type { LintRule } from "../rule.ts";
import type { Subject } from "../subject.ts";

export const idleParameter: LintRule = {
  name: "a parameter that the loss does not depend on",
  *find(subject) {
    for (const node of idle(subject)) {
      if (isAdded(node, subject) && subject.gradient(node) !== undefined && reaches(node, subject)) continue;
      const name = subject.nameOf(node);
      const isUnused = !reaches(node, subject);
      yield {
        node,
        text: isUnused
          ? `the loss does not depend on the parameter ${name}`
          : `the gradient with respect to the parameter ${name} is 0 for all values, so that it is never learnt`,
        repair: isUnused
          ? `use ${name} in the model, or leave it out`
          : `let the gradient pass to ${name}, or make it an input`,
      };
    }
  },
};

export const idleBias: LintRule = {
  name: "a bias that is taken away again",
  *find(subject) {
    for (const node of idle(subject)) {
      if (!isAdded(node, subject) || !reaches(node, subject)) continue;
      const name = subject.nameOf(node);
      yield {
        node,
        text: `the bias ${name} has a gradient of 0 for all values: what follows takes away what it adds, as the mean of a normalisation does`,
        repair: `leave ${name} out`,
      };
    }
  },
};

/** The parameters whose gradient is 0, as is shown exactly. */
function* idle(subject: Subject): Generator<Node> {
  if (subject.loss === undefined) return;
  for (const parameter of subject.parameters) {
    const gradient = subject.gradient(parameter);
    if (gradient !== undefined && subject.isZero(gradient)) yield parameter;
  }
}

/** Whether the loss is made from a node. */
function reaches(node: Node, subject: Subject): boolean {
  const seen = new Set<Node>();
  const visit = (one: Node): boolean => {
    if (one === subject.loss) return true;
    if (seen.has(one)) return false;
    seen.add(one);
    return subject.usersOf(one).some(visit);
  };
  return visit(node);
}

/** Whether a parameter is only ever added to something. */
function isAdded(node: Node, subject: Subject): boolean {
  const users = subject.usersOf(node);
  return (
    users.length > 0 &&
    users.every((user) =>
      by(user, "stretch", "reshape")
        ? isAdded(user, subject)
        : is(user, "plus") || (by(user, "addBias") && user.inputs[1] === node),
    )
  );
}
