// Operators between two operands, and what to say where their shapes do not fit.
import {
  add,
  div,
  equal,
  greater,
  greaterEqual,
  less,
  lessEqual,
  logicalAnd,
  logicalOr,
  mul,
  type Node,
  notEqual,
  ShapeError,
  sub,
} from "@cadena/graph";
import { transposed } from "./functions.ts";
import { matrixProduct } from "./products.ts";
import type { InfixSign } from "./tree.ts";

/** What an operator makes of two nodes. */
export type Operator = (a: Node, b: Node) => Node;

/** The operators; × is not among them, because it says not which product it is. */
export const operators: ReadonlyMap<InfixSign, Operator> = new Map<InfixSign, Operator>([
  ["+", add],
  ["-", sub],
  ["*", mul],
  ["/", div],
  ["@", matrixProduct],
  ["=", equal],
  ["≠", notEqual],
  ["<", less],
  ["≤", lessEqual],
  [">", greater],
  ["≥", greaterEqual],
  ["∧", logicalAnd],
  ["∨", logicalOr],
]);

/** An operand, and how it is written. */
export interface Operand {
  readonly node: Node;
  readonly text: string;
}

const fits = (apply: () => Node): boolean => {
  try {
    apply();
    return true;
  } catch (error) {
    if (error instanceof ShapeError) return false;
    throw error;
  }
};

/** How the transpose of an operand is written. */
function flipped(text: string): string {
  const plain = text.replace(/(?:ᵀ|\.T|'|\^\{?\s*(?:T|\\top|\\mathsf\s*\{?T\}?)\s*\}?)$/u, "");
  return plain === text ? `${text}ᵀ` : plain;
}

/** What would fit instead: a transpose, or the other product. */
export function remedy(apply: Operator, sign: string, left: Operand, right: Operand): string | undefined {
  const [a, b] = [left.node, right.node];
  const matrices = a.shape.length >= 2 && b.shape.length >= 2;
  const joint = sign === "·" ? " " : ` ${sign} `;
  if (matrices && fits(() => apply(a, transposed(b))))
    return `the transpose would fit: ${left.text}${joint}${flipped(right.text)}`;
  if (matrices && fits(() => apply(transposed(a), b)))
    return `the transpose would fit: ${flipped(left.text)}${joint}${right.text}`;
  if (apply !== mul && apply !== matrixProduct) return undefined;
  const isElementwise = apply === mul;
  if (!fits(() => (isElementwise ? matrixProduct(a, b) : mul(a, b)))) return undefined;
  return isElementwise
    ? `the matrix product would fit: ${left.text} @ ${right.text}`
    : `the elementwise product would fit: ${left.text} * ${right.text}`;
}
