// The derivative of an activation: forgotten, multiplied twice, taken at the wrong place, or of another function.
import { leavesOf, mul, type Node } from "@cadena/graph";
import { fitting, lengthOf, operandsAt, operandsOf, partsOf, withPart } from "../formula.ts";
import type { Edit, Mistake, Place } from "../mistake.ts";
import { is } from "../ops.ts";
import { type Slope, usualSlopesAt } from "../slopes.ts";
import type { Vocabulary } from "../vocabulary.ts";
import { nameIn } from "./name.ts";

/** What a function is called: tanh, or A1 where it has no name of its own. */
const called = ({ function: name, value }: Slope): string => name ?? value;

const isLeaf = (node: Node): boolean => node.op.isLeaf === true;

/** A factor g'(z) that is not there. */
export const missingSlope: Mistake = { name: "a missing derivative", edits: missing };

function* missing({ part, isTerm, parent, words, text }: Place): Generator<Edit> {
  if (!isTerm && !(parent !== undefined && is(parent, "matrixProduct", "transpose", "sum", "mean"))) return;
  for (const [k, slope] of words.slopes.entries()) {
    if (slope.node.shape.join() !== part.shape.join()) continue;
    yield {
      cost: 1,
      instead: (one, { slopes }) => slopes[k] && (mul(one, slopes[k].node) as Node),
      sentence: () =>
        `the derivative of ${called(slope)} is missing: ${text(part)} must be multiplied by ${text(slope.node)}`,
    };
  }
}

/** A factor g'(z) that is there, and should not be. */
export const extraSlope: Mistake = { name: "an extra derivative", edits: extra };

function* extra({ part, operands, words, isSame }: Place): Generator<Edit> {
  if (!is(part, "times")) return;
  const [a, b] = operands as [Node, Node];
  const slopeLike = (node: Node): Slope | undefined =>
    words.slopes.find((one) => one.node.shape.join() === node.shape.join() && isSame(node, one.node));
  const sentence = (slope: Slope) => () => `the derivative of ${called(slope)} is too much`;
  const [first, second] = [slopeLike(a), slopeLike(b)];
  if (second) yield { cost: 0.9, instead: operandsAt((x) => x), sentence: sentence(second) };
  if (first) yield { cost: 0.9, instead: operandsAt((_, y) => y), sentence: sentence(first) };
  if (!is(a, "times")) return;
  // t * A * (1 - A), written without brackets.
  const [, last] = operandsOf(a) as [Node, Node];
  const both = last.shape.join() === b.shape.join() ? slopeLike(mul(last, b) as Node) : undefined;
  if (both) yield { cost: 0.9, instead: operandsAt((x) => operandsOf(x)[0]), sentence: sentence(both) };
}

/** 1 - Z² for 1 - A²: the right derivative, at the wrong quantity. */
export const slopePlace: Mistake = { name: "a derivative at the wrong place", edits: places };

function* places({ part, words, isSame }: Place): Generator<Edit> {
  if (isLeaf(part)) return;
  const inner = partsOf(part).filter(({ node, path }) => path.length > 0 && isLeaf(node));
  for (const slope of words.slopes) {
    if (slope.node.shape.join() !== part.shape.join() || isSame(part, slope.node)) continue;
    for (const right of [slope.value, slope.of]) {
      const wrong = new Set(inner.map(({ node }) => node).filter((node) => node !== words.quantities[right]));
      for (const node of wrong) {
        const at = nameIn(node, words.quantities);
        if (at === undefined) continue;
        const changed = (one: Node, there: Vocabulary): Node | undefined => {
          const [from, to] = [there.quantities[at], there.quantities[right]];
          return from && to && everywhere(one, from, to);
        };
        const edited = fitting(() => changed(part, words));
        if (edited?.shape.join() !== part.shape.join() || !isSame(edited, slope.node)) continue;
        yield {
          cost: 0.8,
          instead: changed,
          sentence: () =>
            `the derivative of ${called(slope)} is taken at ${at}; it must be taken at ${right}`,
        };
      }
    }
  }
}

/** Another named quantity in all places of one. */
function everywhere(formula: Node, from: Node, to: Node): Node {
  return partsOf(formula)
    .filter(({ node }) => node === from)
    .reduce((changed, { path }) => withPart(changed, path, to), formula);
}

/** The derivative of another function than the one that is there. */
export const otherSlope: Mistake = { name: "the derivative of another function", edits: others };

function* others({ part, operands, parent, words, isSame, text }: Place): Generator<Edit> {
  if (isLeaf(part)) return;
  const sentence = (wrong: Node, slope: Slope) => (): string =>
    `${text(wrong)} is not the derivative of ${called(slope)}, which is ${text(slope.node)}`;
  for (const [k, slope] of words.slopes.entries()) {
    if (slope.node.shape.join() !== part.shape.join()) continue;
    if (parent !== undefined && isAbout(part, slope, words)) {
      const cost = costOf(part, slope, isSame);
      yield { cost, instead: (_, { slopes }) => slopes[k]?.node, sentence: sentence(part, slope) };
    }
    const [a, b] = operands;
    if (!is(part, "times") || a === undefined || b === undefined || !is(a, "times")) continue;
    // t * A * (1 - A), written without brackets.
    const wrong = mul(operandsOf(a)[1] as Node, b) as Node;
    if (!isAbout(wrong, slope, words)) continue;
    yield {
      cost: costOf(wrong, slope, isSame),
      instead: (one, { slopes }) => {
        const [first] = operandsOf(operandsOf(one)[0] as Node);
        return first && slopes[k] && (mul(first, slopes[k].node) as Node);
      },
      sentence: sentence(wrong, slope),
    };
  }
}

/** What is no derivative that one knows is one with a mistake in it, rather than that of another function. */
function costOf(wrong: Node, { node }: Slope, isSame: Place["isSame"]): number {
  const isKnown = leavesOf([wrong])
    .flatMap(usualSlopesAt)
    .some((one) => one.shape.join() === wrong.shape.join() && isSame(one, wrong));
  return (isKnown ? 1.15 : 1.6) + (lengthOf(node) > long ? 1 : 0);
}

/** Nobody takes a derivative of so many parts for a short one. */
const long = 24;

/** Whether a formula is made of an activation's argument and value alone. */
function isAbout(formula: Node, { of, value }: Slope, { quantities }: Vocabulary): boolean {
  const leaves = leavesOf([formula]);
  return leaves.length > 0 && leaves.every((leaf) => leaf === quantities[of] || leaf === quantities[value]);
}
