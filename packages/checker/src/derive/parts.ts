// Long arguments of functions get names of their own, as somebody would give them who derives by hand: with
// U = √(2/π) (Z + 0.044715 Z³) and T = tanh(U), the derivative of a GELU is a few short lines.
import { input, leavesOf, type Node, substitute, topological } from "@cadena/graph";
import { constantNumber } from "@cadena/graph/extend";
import type { AnyDerivation, Built, Quantities } from "../derivation/derivation.ts";
import { ops } from "./ops.ts";
import { costOf } from "./search/cost.ts";
import { arithmetic } from "./search/vocabulary.ts";

/** An argument that costs as much to read is long. */
const long = 14;

/** What arguments and values are called: by the first letter that no other name begins with. */
const letters = { arguments: ["Z", "U", "S", "V", "E"], values: ["A", "T", "H", "F", "G"] };

/** The derivation with names for the long arguments of functions in it, and for their values. */
export const withNamedParts = (derivation: AnyDerivation): AnyDerivation => ({
  ...derivation,
  build: (sizes) => {
    const built = derivation.build(sizes);
    const parts = built?.loss === undefined ? {} : partsOf(built.loss, built.quantities, Object.keys(sizes));
    return { ...built, quantities: { ...built.quantities, ...parts } };
  },
});

function partsOf(
  loss: Node,
  quantities: Built<Quantities>["quantities"],
  sizes: readonly string[],
): Quantities {
  const named = new Map(
    Object.entries(quantities).map(([name, node]) => [node, input(name, node.shape, node.dtype)]),
  );
  const given = new Set(named.keys());
  const calls: Node[] = [];
  for (const node of topological([loss])) {
    const [argument] = node.inputs;
    if (argument === undefined || !isFunction(node) || !isLong(argument, named)) continue;
    calls.push(node);
    for (const one of [argument, node]) if (!named.has(one)) named.set(one, input("part", one.shape));
  }
  const taken = [...Object.keys(quantities), ...sizes, ...leavesOf([loss]).map(({ name }) => name ?? "")];
  const found: Record<string, Node> = {};
  const give = (kind: keyof typeof letters, nodes: readonly Node[]): void => {
    const fresh = [...new Set(nodes)].filter((node) => !given.has(node));
    const letter = letters[kind].find((one) => !taken.some((name) => name.toUpperCase().startsWith(one)));
    if (letter === undefined) return;
    for (const [k, node] of fresh.entries()) {
      const base = node.shape.length < 2 ? letter.toLowerCase() : letter;
      found[fresh.length === 1 ? base : `${base}${k + 1}`] = node;
    }
  };
  give(
    "arguments",
    calls.map(({ inputs }) => inputs[0] as Node),
  );
  give("values", calls);
  return found;
}

/** Something of one argument that arithmetic knows no law of, as tanh. */
const isFunction = ({ op, inputs, dtype }: Node): boolean =>
  inputs.length === 1 &&
  dtype === "real" &&
  op.elements === "each" &&
  !arithmetic.has(op) &&
  op !== ops.power;

/** Whether an argument is long, over the names in it, and has no functions in it. */
function isLong(argument: Node, named: ReadonlyMap<Node, Node>): boolean {
  if (argument.dtype !== "real" || named.has(argument)) return false;
  const own = substitute([argument], named)[0] as Node;
  const isPlain = topological([own]).every((node) => !isFunction(node) || isConstant(node));
  return !isConstant(own) && isPlain && costOf(own) >= long;
}

/** √(2/π) is a number, whatever function it is made with. */
const isConstant = (node: Node): boolean =>
  leavesOf([node]).every((leaf) => constantNumber(leaf) !== undefined);
