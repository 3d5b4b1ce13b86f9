// How products stand on a page: X w and x yᵀ for vectors, whatever axes of length 1 the ops behind them need, and 2 λ w.
import { input, mul, type Node, topological, transpose } from "@cadena/graph";
import { binding, type Phrase, write } from "@cadena/graph/extend";
import { ops } from "../ops.ts";

/** Beyond this many characters a formula is split into lines, and its parts are written by the printer. */
const longest = 1000;

/** The phrases of all nodes of a formula, from those of its leaves; none but the leaves' where it is too long for one line. */
export function onPaper(formula: Node, leaves: ReadonlyMap<Node, Phrase>): ReadonlyMap<Node, Phrase> {
  const phrases = new Map(leaves);
  for (const node of topological([formula])) {
    const phrase = phrases.get(node) ?? writtenIn(node, phrases);
    if (phrase.text.length > longest) return leaves;
    phrases.set(node, phrase);
  }
  return phrases;
}

/** How a transpose is written. */
const row = transpose(input("x", [2, 1])) as Node;

type Phrases = ReadonlyMap<Node, Phrase>;

function writtenIn(node: Node, phrases: Phrases): Phrase {
  const [first] = node.inputs;
  if (node.op === ops.matmul) {
    const factors = node.inputs.map((one) => factor(one, phrases));
    return write(node, factors);
  }
  const isVector = node.op === ops.reshape && node.shape.length < 2 && first?.op === ops.matmul;
  if (isVector && first.shape.length === 2) {
    return { ...(phrases.get(first) as Phrase), shape: node.shape };
  }
  const usual = node.inputs.map((one) => phrases.get(one) as Phrase);
  return scaledBySeveral(node, usual, phrases) ?? write(node, usual);
}

/** Several names of numbers before a tensor, without parentheses. */
function scaledBySeveral(node: Node, [, right]: readonly Phrase[], phrases: Phrases): Phrase | undefined {
  const [given] = node.inputs;
  const left = given?.op === ops.broadcastTo ? given.inputs[0] : undefined;
  if (node.op !== mul.op || left?.op !== mul.op || left.shape.length > 0) return undefined;
  const [first, ...others] = left.inputs.map((one) => phrases.get(one) as Phrase) as [Phrase, Phrase];
  const isPlain = [first, ...others].every((one) => one.binding === binding.atom);
  if (!isPlain || !others.every(({ text }) => /^\p{L}/u.test(text))) return undefined;
  const rest = write(node, [...others, right as Phrase]);
  return { ...rest, text: `${first.text} ${rest.text}`, latex: `${first.latex} ${rest.latex}` };
}

/** A factor of a matrix product: a vector is a column, and a row is its transpose. */
function factor(node: Node, phrases: Phrases): Phrase {
  const { shape } = node;
  const own = phrases.get(node) as Phrase;
  const turned = node.op === ops.transpose ? (node.inputs[0] as Node) : undefined;
  const vector = vectorIn(turned ?? node);
  if (vector === undefined) return own;
  const { shape: _, ...phrase } = phrases.get(vector) as Phrase;
  return { ...(shape[1] === 1 ? phrase : write(row, [phrase])), shape };
}

/** The vector that a matrix with an axis of length 1 is. */
function vectorIn({ op, inputs: [from], shape }: Node): Node | undefined {
  const [rows = 0, columns = 0] = shape;
  const isStretched = op === ops.reshape || op === ops.broadcastTo;
  if (!isStretched || shape.length !== 2 || from?.shape.length !== 1) return undefined;
  return shape.includes(1) && from.size === rows * columns ? from : undefined;
}
