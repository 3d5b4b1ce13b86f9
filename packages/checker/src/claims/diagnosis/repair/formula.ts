// A formula over named quantities, as a tree of parts. Operands stretch as they do where they are written, so that a
// part of another shape may take the place of one.
import { CadenaError, type Node, ShapeError } from "@cadena/graph";
import { broadcastAll, make } from "@cadena/graph/extend";
import { is } from "./ops.ts";

/** Which operand to take, from the whole formula on. */
export type Path = readonly number[];

/** One place in a formula. */
export interface Part {
  readonly node: Node;
  readonly path: Path;
  readonly parent: Part | undefined;
}

/** A formula of more parts is not edited: as a tree, it may be far larger than its graph. */
const most = 400;

/** The operands of a node, as somebody wrote them: stretched to one shape only where they are used. */
export function operandsOf({ op, inputs }: Node): readonly Node[] {
  if (op.elements !== "each" || inputs.length < 2) return inputs;
  return inputs.map((input) => (is(input, "stretched") ? (input.inputs[0] as Node) : input));
}

/** The parts of a formula, each before its own operands; none of a formula with too many of them. */
export function partsOf(formula: Node): Part[] {
  const parts: Part[] = [];
  const visit = (node: Node, path: Path, parent: Part | undefined): void => {
    const part = { node, path, parent };
    parts.push(part);
    if (parts.length > most) return;
    for (const [k, operand] of operandsOf(node).entries()) visit(operand, [...path, k], part);
  };
  visit(formula, [], undefined);
  return parts.length > most ? [] : parts;
}

const lengths = new WeakMap<Node, number>();

/** How many parts a formula has. */
export function lengthOf(formula: Node): number {
  const length =
    lengths.get(formula) ?? operandsOf(formula).reduce((sum, operand) => sum + lengthOf(operand), 1);
  lengths.set(formula, length);
  return length;
}

/** What it costs that something of many parts is added: the longer it is, the more seldom it is told. */
export const costOfParts = (added: Node): number => 0.07 * lengthOf(added);

/** The part at a place; undefined where there is none. */
export function partAt(formula: Node, path: Path): Node | undefined {
  let node: Node | undefined = formula;
  for (const k of path) node = node && operandsOf(node)[k];
  return node;
}

/**
 * The formula with another part at a place.
 * @throws ShapeError where it does not fit
 */
export function withPart(formula: Node, path: Path, part: Node): Node {
  const [k, ...rest] = path;
  if (k === undefined) {
    if (part.dtype === formula.dtype) return part;
    throw new ShapeError(`${part} is no ${formula.dtype}`, [part.shape]);
  }
  const operands = operandsOf(formula).map((one, at) => (at === k ? withPart(one, rest, part) : one));
  return onOperands(formula, operands);
}

/** The same op on other operands; one that knows axes needs as many of them. */
function onOperands(node: Node, operands: readonly Node[]): Node {
  const { op, attributes, inputs } = node;
  if (op.elements === "each") {
    return make(op, operands.length > 1 ? broadcastAll(op.name, operands) : operands, attributes);
  }
  const odd = operands.find(({ shape }, k) => shape.length !== inputs[k]?.shape.length);
  if (odd !== undefined) throw new ShapeError(`${op.name}: ${odd} has another rank`, [odd.shape]);
  return make(op, operands, attributes);
}

/** An edit of a node's operands, as somebody wrote them. */
export const operandsAt =
  (change: (a: Node, b: Node) => Node | undefined) =>
  (part: Node): Node | undefined => {
    const [a, b] = operandsOf(part) as [Node, Node];
    return change(a, b);
  };

/** What a change gives; undefined where it does not fit, as shapes do not. */
export function fitting<T>(change: () => T | undefined): T | undefined {
  try {
    return change();
  } catch (error) {
    if (error instanceof CadenaError) return undefined;
    throw error;
  }
}
