// What may stand in a formula at one choice of sizes: names, sizes, derivatives of activations, numbers, and what the
// gradient itself is made of. At other sizes it is the same, entry by entry.
import {
  CadenaError,
  div,
  gradients as gradientsOf,
  input,
  isParameter,
  leavesOf,
  type Node,
  simplify,
  substitute,
  sum,
  topological,
} from "@cadena/graph";
import { constantNumber } from "@cadena/graph/extend";
import type { SizeTable } from "../../../derivation/sizes.ts";
import type { Problem } from "../../problem.ts";
import type { Multiple } from "../supposition.ts";
import { is } from "./ops.ts";

/** The derivative of an activation a = g(z), both of which have names. */
export interface Slope {
  /** The name of z. */
  readonly of: string;
  /** The name of a. */
  readonly value: string;
  /** What g is called, where it has a name of its own. */
  readonly function: string | undefined;
  /** g'(z), as a formula over named quantities. */
  readonly node: Node;
}

/** What a formula may be made of. Named quantities that are made from others are leaves here, and stand for them. */
export interface Vocabulary {
  /** Named quantities and earlier claims. */
  readonly quantities: Readonly<Record<string, Node>>;
  /** The sizes by name, but for those below 3, which would be taken for other numbers. */
  readonly sizes: SizeTable;
  readonly slopes: readonly Slope[];
  /** Numbers that the model is made with. */
  readonly numbers: readonly number[];
  /** The inner nodes of what is claimed, the nearest to it first: its terms and factors. */
  readonly pieces: readonly Node[];
  /** What the leaves stand for. */
  readonly sources: ReadonlyMap<Node, Node>;
}

/** Of so many nodes the cone of an activation may be, so many activations and pieces are looked at. */
const most = { cone: 24, slopes: 24, pieces: 40, piece: 16 };

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
  const named = substitute([target], new Map([...standIns, ...names])) as [Node];
  return {
    quantities: words,
    sizes: telling(sizes),
    slopes,
    numbers: numbersIn(topological([target, ...(loss === undefined ? [] : [loss])]), sizes),
    pieces: piecesOf((simplify(named) as [Node])[0]),
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

/** The derivatives of all activations whose argument and value have names. */
function slopesIn(quantities: Readonly<Record<string, Node>>): Slope[] {
  const named = Object.entries(quantities).filter(([, { dtype }]) => dtype === "real");
  const inner = named.filter(([, { op }]) => !op.isLeaf);
  const found = inner.flatMap(([value, a]) =>
    named.flatMap(([of, z]) => (isFunctionOf(a, z) ? [{ of, value, a, z }] : [])),
  );
  return found.slice(0, most.slopes).flatMap(({ a, z, ...names }) => {
    const node = slopeOf(a, z);
    return node === undefined || leavesOf([node]).length === 0
      ? []
      : [{ ...names, node, function: a.inputs.length === 1 && a.inputs[0] === z ? a.op.name : undefined }];
  });
}

/** Whether a node is an elementwise function of another one, and of nothing else but numbers. */
function isFunctionOf(a: Node, z: Node): boolean {
  if (a === z || a.shape.join() !== z.shape.join()) return false;
  let [seen, met] = [0, false];
  const isFunction = (node: Node): boolean => {
    if (node === z) {
      met = true;
      return true;
    }
    if (constantNumber(node) !== undefined) return true;
    if (node.op.isLeaf || ++seen > most.cone) return false;
    return (node.op.elements === "each" || is(node, "stretched")) && node.inputs.every(isFunction);
  };
  return isFunction(a) && met;
}

/** Undefined where there is no derivative. */
function slopeOf(a: Node, z: Node): Node | undefined {
  try {
    const [gradient] = gradientsOf(sum(a), [z]) as [Node];
    return (simplify([gradient]) as [Node])[0];
  } catch (error) {
    if (error instanceof CadenaError) return undefined;
    throw error;
  }
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
