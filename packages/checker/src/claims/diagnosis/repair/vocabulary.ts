// What may stand in a formula at one choice of sizes: names, sizes, derivatives of activations, numbers, and what the
// gradient itself is made of. At other sizes it is the same, entry by entry.
import {
  div,
  input,
  isParameter,
  leavesOf,
  type Node,
  simplify,
  substitute,
  topological,
} from "@cadena/graph";
import { constantNumber } from "@cadena/graph/extend";
import type { SizeTable } from "../../../derivation/sizes.ts";
import type { Problem } from "../../problem.ts";
import type { Multiple } from "../supposition.ts";
import { is } from "./ops.ts";
import { type Slope, slopesIn } from "./slopes.ts";

/** What a formula may be made of. Named quantities that are made from others are leaves here, and stand for them. */
export interface Vocabulary {
  /** Named quantities and earlier claims. */
  readonly quantities: Readonly<Record<string, Node>>;
  /** The sizes by name, but for those below 3, which would be taken for other numbers. */
  readonly sizes: SizeTable;
  readonly slopes: readonly Slope[];
  /** Numbers that the model is made with. */
  readonly numbers: readonly number[];
  /** What is claimed, over the names: from earlier gradients, and without them. */
  readonly answers: readonly Node[];
  /** The inner nodes of what is claimed, the nearest to it first: its terms and factors. */
  readonly pieces: readonly Node[];
  /** What the leaves stand for. */
  readonly sources: ReadonlyMap<Node, Node>;
}

/** So many pieces are looked at, of so many nodes. */
const most = { pieces: 40, piece: 16 };

/**
 * The vocabulary of a claim about a target.
 * @param claims the formulas of earlier claims
 * @param gradients the nodes that names of claims stand for, in the target
 */
export function vocabularyOf(
  { quantities: own, leaves, sizes, loss }: Problem,
  claims: Readonly<Record<string, Node>>,
  target: Node,
  gradients: ReadonlyMap<Node, Multiple> = new Map(),
): Vocabulary {
  const all = Object.entries({ ...namesOf(leaves), ...claims, ...own }).filter(
    ([, node]) => node.dtype === "real" && node !== target,
  );
  const standIns = new Map<Node, Node>();
  for (const [name, node] of all) {
    if (!standIns.has(node)) standIns.set(node, node.op.isLeaf ? node : input(name, node.shape));
  }
  const quantities = all.map(([name, node]) => [name, standIns.get(node) as Node] as const);
  const sources = new Map(Array.from(standIns, ([node, leaf]) => [leaf, node]));
  const slopes = slopesIn(own).map((slope) => ({ ...slope, node: over({ sources }, slope.node) }));
  const words = Object.fromEntries(quantities);
  const names = Array.from(gradients).flatMap(([node, { name, factor }]): [Node, Node][] => {
    const word = words[name];
    return word === undefined ? [] : [[node, factor === 1 ? word : (div(word, factor) as Node)]];
  });
  const seen = (places: Map<Node, Node>): Node => (simplify(substitute([target], places)) as [Node])[0];
  const answer = seen(new Map([...standIns, ...names]));
  return {
    quantities: words,
    sizes: telling(sizes),
    slopes,
    numbers: numbersIn(topological([target, ...(loss === undefined ? [] : [loss])]), sizes),
    answers: names.length === 0 ? [answer] : [answer, seen(standIns)],
    pieces: piecesOf(answer),
    sources,
  };
}

/** A formula over a vocabulary. */
export function over({ sources }: Pick<Vocabulary, "sources">, node: Node): Node {
  const standIns = new Map(Array.from(sources, ([leaf, source]) => [source, leaf]));
  return (substitute([node], standIns) as [Node])[0];
}

/** The formula that one over a vocabulary stands for. */
export const meant = ({ sources }: Pick<Vocabulary, "sources">, formula: Node): Node =>
  (substitute([formula], sources) as [Node])[0];

/** The sizes that are no small numbers: a fixed one may be 2, and is then no other number. */
const telling = (sizes: SizeTable): SizeTable =>
  Object.fromEntries(Object.entries(sizes).filter(([, size]) => size > 2));

const namesOf = (leaves: readonly Node[]): Record<string, Node> =>
  Object.fromEntries(leaves.flatMap((leaf) => (leaf.name === undefined ? [] : [[leaf.name, leaf]])));

function numbersIn(nodes: readonly Node[], sizes: SizeTable): number[] {
  const lengths = new Set(Object.values(sizes));
  const found = nodes
    .map(constantNumber)
    .filter((x) => x !== undefined && Number.isFinite(x) && !lengths.has(x));
  return [...new Set(found as number[])];
}

/** The real nodes that a target is made of, down to the leaves. */
function piecesOf(target: Node): Node[] {
  return topological([target])
    .filter((node) => node !== target && topological([node]).length <= most.piece)
    .filter((node) => !node.op.isLeaf && node.dtype === "real" && node.size > 1)
    .filter((node) => !is(node, "stretched", "cast") && leavesOf([node]).length > 0)
    .toReversed()
    .slice(0, most.pieces);
}

/** The quantities of a vocabulary that a model learns. */
export const parametersIn = ({ quantities }: Vocabulary): readonly (readonly [string, Node])[] =>
  Object.entries(quantities).filter(([, node]) => isParameter(node));
