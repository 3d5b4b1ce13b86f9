// A loss, cut at its named quantities: each is a symbol, with a definition over the symbols before it, and its gradient is
// the sum of what those that use it hand back.
import {
  CadenaError,
  full,
  input,
  leavesOf,
  mul,
  type Node,
  substitute,
  topological,
  transpose,
  vjp,
} from "@cadena/graph";
import type { Problem } from "../claims/problem.ts";
import type { Layout, Quantities } from "../derivation/derivation.ts";

/** A named quantity. */
export interface Quantity {
  readonly name: string;
  /** The quantity in the model itself. */
  readonly node: Node;
  /** The leaf that stands for it in formulas. */
  readonly symbol: Node;
  /** What it is made from, over symbols; the symbol itself for a leaf. */
  readonly definition: Node;
  /** The leaf that stands for its gradient. */
  readonly gradient: Node;
}

/** The loss and its quantities, at one choice of sizes. */
export interface Outline {
  readonly problem: Problem;
  readonly loss: Quantity;
  /** In an order in which each comes after those that it is made from. */
  readonly quantities: readonly Quantity[];
  /** What has a name and is no part of the loss, but made from parts of it: formulas may name it. */
  readonly aside: readonly Quantity[];
}

/** All that formulas may name. */
export const namesIn = ({ quantities, loss, aside }: Outline): readonly Quantity[] => [
  ...quantities,
  loss,
  ...aside,
];

/**
 * Cuts the loss of a problem.
 * @param preferred the name that a quantity goes by, where it has several; otherwise the last one
 */
export function outlineOf(problem: Problem, preferred: readonly string[], layout: Layout): Outline {
  const { loss } = problem;
  if (loss === undefined) throw new CadenaError("derive: there is no loss", { origin: undefined });
  const names = namesOf(problem, loss, preferred);
  const lossName = names.get(loss) ?? ("J" in problem.quantities ? "loss" : "J");
  const inner = topological([loss]).filter((node) => node !== loss && names.has(node));
  const aside = asideOf(problem, loss);
  const symbols = new Map(
    [...inner, ...aside].map((node) => [node, input(names.get(node) as string, node.shape, node.dtype)]),
  );
  const quantity = (node: Node, name: string): Quantity => ({
    name,
    node,
    symbol: symbols.get(node) ?? input(name, node.shape),
    definition: definition(node, symbols),
    gradient: input(`d${name}`, layout === "transposed" ? node.shape.toReversed() : node.shape),
  });
  return {
    problem,
    loss: quantity(loss, lossName),
    quantities: inner.map((node) => quantity(node, names.get(node) as string)),
    aside: aside.map((node) => quantity(node, names.get(node) as string)),
  };
}

/** The named nodes that the loss is not made from, but that are made from what it is made from. */
function asideOf({ quantities }: Problem, loss: Node): Node[] {
  const below = new Set(topological([loss]));
  const others = new Set(Object.values(quantities).filter((node) => !below.has(node)));
  return topological([...others]).filter(
    (node) => others.has(node) && node.dtype === "real" && leavesOf([node]).every((leaf) => below.has(leaf)),
  );
}

/** The quantity of a name. */
export const namedIn = (outline: Outline, name: string): Quantity =>
  namesIn(outline).find((one) => one.name === name) as Quantity;

/** A quantity over the symbols of others. */
function definition(node: Node, symbols: ReadonlyMap<Node, Node>): Node {
  if (node.inputs.length === 0) return symbols.get(node) ?? node;
  const others = new Map(symbols);
  others.delete(node);
  return substitute([node], others)[0] as Node;
}

/** What each node is called, leaves by their own names where nobody gave them others. */
function namesOf(
  { quantities }: Problem,
  loss: Node,
  preferred: readonly string[],
): ReadonlyMap<Node, string> {
  const names = new Map<Node, string>();
  for (const leaf of leavesOf([loss])) if (leaf.name !== undefined) names.set(leaf, leaf.name);
  for (const [name, node] of Object.entries(quantities)) names.set(node, name);
  for (const name of preferred) {
    const node = (quantities as Quantities)[name];
    if (node !== undefined) names.set(node, name);
  }
  return names;
}

/** The quantities that are made from another one directly: only through what has no name. */
export function usersOf({ symbol }: Quantity, { quantities, loss }: Outline): Quantity[] {
  return [...quantities, loss].filter(
    ({ node, definition: made }) => node.inputs.length > 0 && topological([made]).includes(symbol),
  );
}

/** How gradients are counted and laid out. */
export interface Custom {
  /** By how much the gradient with respect to a quantity is larger than that of the loss. */
  readonly scaleOf: (quantity: Quantity) => number;
  readonly layout: Layout;
}

/** What one of its users hands back to a quantity, given the gradient of the user. */
export function handedBack(
  quantity: Quantity,
  user: Quantity,
  { loss }: Outline,
  { scaleOf, layout }: Custom,
): Node {
  const isLoss = user === loss;
  const ct = isLoss ? full(user.node.shape, 1) : laidOut(user.gradient, layout);
  const part = laidOut(vjp(user.definition, ct, [quantity.symbol])[0] as Node, layout);
  const factor = scaleOf(quantity) / (isLoss ? 1 : scaleOf(user));
  return factor === 1 ? part : mul(factor, part);
}

/** A gradient in a layout, or one in a layout as it is: for matrices, exchanging the axes twice changes nothing. */
export const laidOut = (gradient: Node, layout: Layout): Node =>
  layout === "transposed" && gradient.shape.length === 2 ? transpose(gradient) : gradient;
