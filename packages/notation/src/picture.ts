// What a picture of a graph shows: which nodes are drawn, what stands in them, and which arrows lead to them.
// Whatever is not drawn (stretching, what hangs on no leaf) is written inside the node that uses it.
import { isParameter, type Node, topological, UnsupportedError } from "@cadena/graph";
import { identifier, type Phrase, write } from "@cadena/graph/extend";
import { byNode, type Names } from "./names.ts";

/** What the nodes of a picture are; each has its form and its colour. */
export type Role = "input" | "parameter" | "constant" | "op" | "quantity" | "output";

/** One drawn node. */
export interface Drawn {
  readonly node: Node;
  readonly role: Role;
  readonly name: string | undefined;
  /** What it computes, over the names or the numbered arrows of its inputs; undefined for a leaf. */
  readonly formula: string | undefined;
  readonly arrows: readonly Arrow[];
}

/** An arrow from a drawn node; `mark` is its number in the formula where there are several without a name. */
interface Arrow {
  readonly from: Node;
  readonly mark: string | undefined;
  /** The shape that the value is stretched to on its way, where it is. */
  readonly stretchedTo: readonly number[] | undefined;
}

/** How much of a graph is drawn. */
export interface Selection {
  readonly names?: Names;
  /** `"ops"` draws a node for each op, `"names"` one for each named quantity, leaf and output. */
  readonly detail?: "ops" | "names";
  /** The most nodes that are drawn: a layout of many more takes minutes. By default 300. */
  readonly most?: number;
}

/** A constant of at most this many characters is written where it is used. */
const shortConstant = 8;

/**
 * The picture of some outputs, each drawn node after those it depends on.
 * @throws UnsupportedError where there would be too many nodes
 */
export function picture(outputs: readonly Node[], selection: Selection): Drawn[] {
  const { names = {}, detail = "ops", most = 300 } = selection;
  const nameOf = byNode(names);
  const ends = new Set(outputs);
  const order = topological(outputs);
  const variable = new Set<Node>();
  for (const node of order) {
    if (node.op.isLeaf || node.inputs.some((input) => variable.has(input))) variable.add(node);
  }
  const isDrawn = (node: Node): boolean => {
    if (ends.has(node) || nameOf.has(node) || node.op.isLeaf) return true;
    if (detail === "names") return false;
    if (node.inputs.length === 0) return write(node, []).text.length > shortConstant;
    return variable.has(node) && !isInvisible(node);
  };
  const drawn = new Set(order.filter(isDrawn));
  if (drawn.size > most) {
    const hint =
      detail === "ops" ? 'detail: "names" draws only the named quantities' : "name fewer quantities";
    throw new UnsupportedError(`picture: ${drawn.size} nodes are too many to draw (at most ${most})`, {
      origin: undefined,
      hint: `${hint}; { most: ${drawn.size} } draws all of them`,
    });
  }
  return [...drawn].map((node) => {
    const name = nameOf.get(node) ?? node.name;
    const role = roleOf(node, ends.has(node), nameOf.has(node));
    if (node.op.isLeaf) return { node, role, name, formula: undefined, arrows: [] };
    return { node, role, name, ...contents(node, drawn, nameOf) };
  });
}

/** Whether a node is written exactly as its input is: stretching, for example. */
function isInvisible(node: Node): boolean {
  if (node.inputs.length !== 1) return false;
  const input: Phrase = identifier("x");
  return node.op.notation.write([input], node) === input;
}

function roleOf(node: Node, isOutput: boolean, isNamed: boolean): Role {
  if (node.op.isLeaf) return isParameter(node) ? "parameter" : "input";
  if (isOutput) return "output";
  if (node.inputs.length === 0) return "constant";
  return isNamed ? "quantity" : "op";
}

const marks = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳";

/** A node's formula over the drawn nodes that it depends on directly, and the arrows from them. */
function contents(
  node: Node,
  drawn: ReadonlySet<Node>,
  nameOf: ReadonlyMap<Node, string>,
): { formula: string; arrows: Arrow[] } {
  const within = topological([node], (n) => n === node || !drawn.has(n));
  const sources = within.filter((n) => n !== node && drawn.has(n));
  const isNameless = (n: Node): boolean => (nameOf.get(n) ?? n.name) === undefined;
  const nameless = sources.filter(isNameless);
  const written = new Map<Node, Phrase>();
  const markOf = (n: Node): string | undefined =>
    nameless.length > 1 && isNameless(n) ? (marks[nameless.indexOf(n)] ?? "•") : undefined;
  for (const n of within) {
    const isSource = n !== node && drawn.has(n);
    const symbol = nameOf.get(n) ?? n.name ?? markOf(n) ?? "•";
    const phrase = isSource
      ? { ...identifier(symbol), shape: n.shape }
      : write(
          n,
          n.inputs.map((input) => written.get(input) as Phrase),
        );
    written.set(n, phrase);
  }
  const arrows = sources.map((from) => ({
    from,
    mark: markOf(from),
    stretchedTo: stretchedShape(from, within),
  }));
  return { formula: (written.get(node) as Phrase).text, arrows };
}

/** The shape that a node reaches through nodes that are written as it is. */
function stretchedShape(from: Node, within: readonly Node[]): readonly number[] | undefined {
  let current = from;
  for (const node of within) {
    if (node.inputs[0] === current && isInvisible(node)) current = node;
  }
  return current.size === from.size ? undefined : current.shape;
}
