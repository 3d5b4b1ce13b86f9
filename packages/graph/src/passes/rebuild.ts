// Makes a graph anew, with some nodes replaced. What does not depend on a replaced node stays the same node.
import { ShapeError } from "../node/errors.ts";
import { make, type Node, sameShape } from "../node/node.ts";
import { inheriting } from "../node/origin.ts";
import type { Like } from "../types/like.ts";
import { topological } from "./topological.ts";

/**
 * The nodes, rebuilt: `replace` may give another node for one whose inputs have been rebuilt already.
 * @param replace gets the original node and its rebuilt inputs; undefined means: the same op on these inputs
 */
export function rebuild(
  outputs: readonly Node[],
  replace: (node: Node, inputs: readonly Node[]) => Node | undefined,
): Node[] {
  const built = new Map<Node, Node>();
  for (const node of topological(outputs)) {
    const inputs = node.inputs.map((input) => built.get(input) as Node);
    built.set(node, replace(node, inputs) ?? onInputs(node, inputs));
  }
  return outputs.map((output) => built.get(output) as Node);
}

/** The same op on other inputs; the node itself where they are its own. */
export function onInputs(node: Node, inputs: readonly Node[]): Node {
  if (inputs.every((input, k) => input === node.inputs[k])) return node;
  return inheriting(node.origin, undefined, () => make(node.op, inputs, node.attributes));
}

/**
 * The nodes with others put in the place of some.
 * @param replacements each of the shape and kind of what it replaces
 * @throws ShapeError where one is not
 * @example
 * const x = input("x", []);
 * const [y] = substitute([mul(x, x)], new Map([[x, constant(3)]]));
 * evaluate(y) //=> 9
 */
export function substitute<const W extends readonly Node[]>(
  outputs: W,
  replacements: ReadonlyMap<Node, Node>,
): Like<W> {
  for (const [node, other] of replacements) {
    if (!sameShape(node.shape, other.shape) || node.dtype !== other.dtype) {
      throw new ShapeError(`substitute: ${node} (${node.dtype}) cannot become ${other} (${other.dtype})`, [
        node.shape,
        other.shape,
      ]);
    }
  }
  return rebuild(outputs, (node) => replacements.get(node)) as Like<W>;
}
