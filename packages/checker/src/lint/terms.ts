// What a loss adds up: its terms, without factors that do not depend on what is learnt, and the reductions on the way.
import { evaluate, isParameter, leavesOf, type Node } from "@cadena/graph";
import { is } from "../claims/diagnosis/repair/ops.ts";
import { bare } from "./ops.ts";

/** A term of a loss, with what was done to its entries on the way to the loss. */
export interface Term {
  /** What is added up. */
  readonly node: Node;
  /** The sizes of the axes that were summed. */
  readonly summed: readonly number[];
  /** The sizes of the axes that means were taken over. */
  readonly averaged: readonly number[];
  /** What the term is divided by, as plain numbers. */
  readonly divisors: readonly number[];
}

/** The terms of a loss. */
export function termsOf(loss: Node): Term[] {
  return below({ node: loss, summed: [], averaged: [], divisors: [] });
}

function below(term: Term): Term[] {
  const { node } = term;
  const [a, b] = node.inputs.map(bare) as [Node, Node];
  const on = (inner: Node): Term[] => below({ ...term, node: inner });
  if (is(node, "plus", "minus")) return [a, b].flatMap(on);
  if (is(node, "negative")) return on(a);
  if (is(node, "sum")) return below({ ...term, node: a, summed: [...term.summed, ...axesOf(node)] });
  if (is(node, "mean")) return below({ ...term, node: a, averaged: [...term.averaged, ...axesOf(node)] });
  if (is(node, "over") && isScale(b)) return below(scaled(term, a, numberOf(b)));
  if (is(node, "times") && isScale(a)) return below(scaled(term, b, 1 / (numberOf(a) ?? Number.NaN)));
  if (is(node, "times") && isScale(b)) return below(scaled(term, a, 1 / (numberOf(b) ?? Number.NaN)));
  return [term];
}

const scaled = (term: Term, node: Node, divisor: number | undefined): Term => ({
  ...term,
  node,
  divisors: [...term.divisors, ...(divisor === undefined || !Number.isFinite(divisor) ? [] : [divisor])],
});

/** A number that nothing is learnt in: 1/m, λ/2. */
const isScale = (node: Node): boolean => node.size === 1 && !leavesOf([node]).some(isParameter);

/** The value of a node without leaves, up to those that only scale it. */
function numberOf(node: Node): number | undefined {
  if (leavesOf([node]).length === 0) return evaluate(node).data[0];
  if (!is(node, "over")) return undefined;
  const below = bare(node.inputs[1] as Node);
  return leavesOf([below]).length === 0 ? 1 / (evaluate(below).data[0] as number) : undefined;
}

function axesOf({ inputs, attributes }: Node): number[] {
  const { shape } = inputs[0] as Node;
  return (attributes as { axes: readonly number[] }).axes.map((axis) => shape[axis] as number);
}

/** The squared quantity of a term that is a sum of squares: W of sum(W²), sum(W * W), Wᵀ W. */
export function squared({ node }: Term): Node | undefined {
  const [a, b] = node.inputs.map(bare) as [Node, Node];
  if (is(node, "square")) return a;
  if (is(node, "power") && (node.attributes as { exponent?: number }).exponent === 2) return a;
  if (is(node, "times") && a === b) return a;
  if (!is(node, "matrixProduct") || node.size > 1) return undefined;
  const [left, right] = [a, b].map((one) => (is(one, "transpose") ? bare(one.inputs[0] as Node) : one));
  return left === right ? left : undefined;
}
