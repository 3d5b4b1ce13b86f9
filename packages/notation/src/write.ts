// Writes nodes as phrases, each from the phrases of its inputs. A quantity that has a name is written as its name;
// what would grow too long gets a name of its own, so that no graph is too deep or too entangled to be written.
import type { Node, Shape } from "@cadena/graph";
import { leavesOf, topological } from "@cadena/graph";
import { identifier, type Phrase, write } from "@cadena/graph/extend";
import { byNode, type Names } from "./names.ts";

/** One assignment; an output without a name has none. */
export interface Line {
  readonly name: string | undefined;
  readonly phrase: Phrase;
}

/** One formula in at most this many characters; a longer one is split into lines. */
const longestFormula = 1000;
/** From here on a subexpression of a split formula gets a line of its own; a repeated one much sooner. */
const longestPart = 120;
const longestRepeat = 12;

/** How single nodes are written. */
export type Phrases = ReadonlyMap<Node, Phrase>;

/** A node as one formula over leaves and named quantities; undefined where that would be too long. */
export function formula(node: Node, names: Names, phrases: Phrases = new Map()): Phrase | undefined {
  const nameOf = byNode(names);
  const written = new Map<Node, Phrase>();
  const isNamed = (n: Node): boolean => n !== node && nameOf.has(n);
  for (const inner of topological([node], (n) => !isNamed(n))) {
    const phrase =
      isNamed(inner) && !phrases.has(inner)
        ? named(nameOf.get(inner) as string, inner.shape)
        : phraseOf(inner, written, phrases);
    if (phrase.text.length > longestFormula) return undefined;
    written.set(inner, phrase);
  }
  return written.get(node);
}

/** Nodes as a program: a line for each named quantity, each repeated or long subexpression, and each output. */
export function program(outputs: readonly Node[], names: Names, phrases: Phrases = new Map()): Line[] {
  const nameOf = byNode(names);
  const uses = usesOf(outputs);
  const taken = new Set([...Object.keys(names), ...leavesOf(outputs).map((leaf) => leaf.name)]);
  const ends = new Set(outputs);
  const written = new Map<Node, Phrase>();
  const lines: Line[] = [];
  let count = 0;
  const fresh = (): string => {
    do count++;
    while (taken.has(`t${count}`));
    return `t${count}`;
  };
  for (const node of topological(outputs)) {
    const phrase = phraseOf(node, written, phrases);
    const own = nameOf.get(node);
    const isOutput = ends.has(node);
    const { length } = phrase.text;
    const isLong = length > longestPart || (length > longestRepeat && (uses.get(node) ?? 0) > 1);
    const isPart = node.inputs.length > 0 && !isOutput && isLong;
    const name = own ?? (isPart ? fresh() : undefined);
    const isLine = isOutput || (name !== undefined && !node.op.isLeaf);
    if (isLine) lines.push({ name, phrase });
    written.set(
      node,
      name === undefined ? phrase : named(name, own === undefined ? phrase.shape : node.shape),
    );
  }
  return lines;
}

function phraseOf(node: Node, written: ReadonlyMap<Node, Phrase>, phrases: Phrases): Phrase {
  const own = phrases.get(node);
  if (own !== undefined) return { shape: node.shape, ...own };
  return write(
    node,
    node.inputs.map((input) => written.get(input) as Phrase),
  );
}

function named(name: string, shape: Shape | undefined): Phrase {
  return { ...identifier(name), ...(shape && { shape }) };
}

/** How often each node is an input of others. */
function usesOf(outputs: readonly Node[]): ReadonlyMap<Node, number> {
  const uses = new Map<Node, number>();
  for (const { inputs } of topological(outputs)) {
    for (const input of inputs) uses.set(input, (uses.get(input) ?? 0) + 1);
  }
  return uses;
}
