// What a part of a formula must come to for the whole to come to its target: the operations around it, undone.
import {
  add,
  div,
  exp,
  log,
  mul,
  type Node,
  neg,
  reshape,
  sigmoid,
  softplus,
  sqrt,
  square,
  sub,
  tanh,
} from "@cadena/graph";
import { fitting, operandsOf, type Path } from "./formula.ts";
import { is, turned } from "./ops.ts";

/** The value that is wanted at a place; undefined below an operation that cannot be undone. It may be stretched. */
export function wantedAt(formula: Node, path: Path, target: Node): Node | undefined {
  let node = formula;
  let wanted: Node | undefined = target;
  for (const k of path) {
    const operands = operandsOf(node);
    wanted = undone(node, k, operands[1 - k], wanted);
    if (wanted === undefined) return undefined;
    node = operands[k] as Node;
  }
  return wanted;
}

/** What an operand must be for an operation to come to something; undefined where that cannot be told. */
const undone = (node: Node, k: number, other: Node | undefined, wanted: Node): Node | undefined =>
  fitting(() => {
    if (is(node, "negative")) return neg(wanted) as Node;
    if (is(node, "transpose")) return turned(wanted);
    if (is(node, "reshaped")) return reshape(wanted, (node.inputs[0] as Node).shape);
    const inverse = inverses.get(node.op);
    if (inverse !== undefined) return inverse(wanted);
    if (other === undefined) return undefined;
    if (is(node, "plus")) return sub(wanted, other) as Node;
    if (is(node, "minus")) return (k === 0 ? add(wanted, other) : sub(other, wanted)) as Node;
    if (is(node, "times")) return div(wanted, other) as Node;
    if (is(node, "over")) return (k === 0 ? mul(wanted, other) : div(other, wanted)) as Node;
    return undefined;
  });

/** Functions that take each value once, at most, among numbers of one sign. */
const inverses = new Map<Node["op"], (value: Node) => Node>([
  [exp.op, (y) => log(y) as Node],
  [log.op, (y) => exp(y) as Node],
  [sigmoid.op, (y) => log(div(y, sub(1, y))) as Node],
  [tanh.op, (y) => div(log(div(add(1, y), sub(1, y))), 2) as Node],
  [softplus.op, (y) => log(sub(exp(y), 1)) as Node],
  [sqrt.op, (y) => square(y) as Node],
  [square.op, (y) => sqrt(y) as Node],
]);
