// What is known about a tree before any name is: numbers, and lists of them.
import type { Nested } from "@cadena/graph";
import type { Tree } from "./tree.ts";

/** Deeper arithmetic is left to the graph. */
const deepest = 20;

/** The number that a tree of numbers alone stands for: 1 / 3. */
export function numberOf(tree: Tree, depth = 0): number | undefined {
  if (tree.kind === "number") return tree.value;
  if (depth > deepest) return undefined;
  if (tree.kind === "prefix" && tree.sign === "-") {
    const value = numberOf(tree.operand, depth + 1);
    return value === undefined ? undefined : -value;
  }
  if (tree.kind !== "infix") return undefined;
  const [a, b] = [numberOf(tree.left, depth + 1), numberOf(tree.right, depth + 1)];
  if (a === undefined || b === undefined) return undefined;
  switch (tree.sign) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return a / b;
    default:
      return undefined;
  }
}

/** A whole number, or a list of them: an axis, axes, a shape. */
export function integersOf(tree: Tree): readonly number[] | undefined {
  const items = (tree.kind === "list" ? tree.items : [tree]).map((item) => numberOf(item));
  return items.every((item) => Number.isSafeInteger(item)) ? (items as number[]) : undefined;
}

/** Nested lists of numbers or truths; undefined where anything else stands in them. */
export function valuesOf(tree: Tree): Nested | undefined {
  if (tree.kind === "list") {
    const items = tree.items.map(valuesOf);
    return items.every((item) => item !== undefined) ? (items as Nested) : undefined;
  }
  if (tree.kind === "name") return { true: true, false: false }[tree.name.base as "true"];
  return numberOf(tree);
}
