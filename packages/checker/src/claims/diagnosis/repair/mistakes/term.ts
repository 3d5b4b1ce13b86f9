// A term that is missing, or that is too much; and weights that were used after their update.
import { add, div, isParameter, leavesOf, matmul, mul, type Node, neg, sign, sub } from "@cadena/graph";
import { constantNumber, stretchesTo } from "@cadena/graph/extend";
import { costOfParts, operandsAt } from "../formula.ts";
import type { Edit, Mistake, Place } from "../mistake.ts";
import { is, isMatrix, turned } from "../ops.ts";
import { differenceOf } from "../remainder.ts";
import { parametersIn, type Vocabulary } from "../vocabulary.ts";
import { nameIn } from "./name.ts";

/** A term that should not be there. */
export const extraTerm: Mistake = { name: "an extra term", edits: extra };

function* extra({ part, operands, text }: Place): Generator<Edit> {
  if (!is(part, "plus", "minus")) return;
  const [a, b] = operands as [Node, Node];
  yield { cost: 1.2, instead: operandsAt((x) => x), sentence: () => `${text(b)} is too much` };
  yield {
    cost: 1.2,
    instead: operandsAt((_, y) => (is(part, "plus") ? y : neg(y))),
    sentence: () => `${text(a)} is too much`,
  };
}

/** W - α dW in the place of W. */
export const updated: Mistake = { name: "updated weights", edits: updates };

function* updates({ part, operands, words, text }: Place): Generator<Edit> {
  const [a, b] = operands;
  if (!is(part, "plus", "minus") || a === undefined || b === undefined) return;
  const name = nameIn(a, words.quantities) ?? text(a);
  if (!isParameter(a) && !leavesOf([b]).includes(words.quantities[`d${name}`] as Node)) return;
  yield {
    cost: 0.7,
    instead: operandsAt((x) => x),
    sentence: () => `${name} is used after its update; the gradient needs it as it was`,
  };
}

/** Something that is not added: a named quantity, a part of the gradient, or a short formula. */
export const missingTerm: Mistake = {
  name: "a missing term",
  edits: missing,
  lacks: [
    {
      cost: 2,
      of: (part, wanted) => sub(wanted, part) as Node,
      joined: (part, term) => add(part, term) as Node,
      sentence: (_, term) => `a term is missing: ${term}`,
    },
  ],
};

function* missing({ part, parent, isTerm, words, text }: Place): Generator<Edit> {
  const isInner = parent !== undefined && !isTerm;
  if (parent !== undefined && is(parent, "plus", "minus")) return;
  const isNumber = constantNumber(part) !== undefined;
  const shape = isNumber && parent !== undefined ? parent.shape : part.shape;
  for (const [name, node] of Object.entries(words.quantities)) {
    const isLone = node.shape.length === 0 && shape.length > 0;
    if (node === part || isLone || !stretchesTo(node.shape, shape)) continue;
    for (const [join, word] of [
      [add, "added to"],
      [sub, "subtracted from"],
    ] as const) {
      yield {
        // Nobody writes a factor of 1.
        cost: constantNumber(part) === 1 && join === sub ? 1.1 : 1.5,
        instead: (one, { quantities }) => quantities[name] && (join(one, quantities[name]) as Node),
        sentence: () => `a term is missing: ${name} must be ${word} ${text(part)}`,
      };
    }
  }
  for (const one of isNumber ? [] : [1, -1]) {
    yield {
      cost: 1.45,
      instead: (node) => add(node, one) as Node,
      sentence: () => `a term is missing: ${one} must be added to ${text(part)}`,
    };
  }
  if (isInner && !isNumber) return;
  if (parent === undefined) {
    yield* products(part, words, text);
    yield {
      cost: 2.35,
      instead: (one, there) => {
        const rest = differenceOf(one, there);
        return rest && (add(one, rest) as Node);
      },
      sentence: () => `a term is missing: ${text(differenceOf(part, words) as Node)}`,
    };
  }
  for (const [k, piece] of words.pieces.entries()) {
    if (piece.shape.join() !== part.shape.join() && !isNumber) continue;
    const long = costOfParts(piece);
    yield {
      cost: 1.5 + long,
      instead: (one, { pieces }) => pieces[k] && (add(one, pieces[k]) as Node),
      sentence: () => `a term is missing: ${text(piece)}`,
    };
    yield {
      cost: 1.55 + long,
      instead: (one, { pieces }) => pieces[k] && (sub(one, pieces[k]) as Node),
      sentence: () => `a term is missing: -${text(piece)}`,
    };
  }
}

/** A product of two matrices, perhaps over a count. */
function* products(part: Node, { quantities, sizes }: Vocabulary, text: Place["text"]): Generator<Edit> {
  const matrices = Object.entries(quantities).filter(([, node]) => isMatrix(node));
  const turns = [
    [false, false],
    [true, false],
    [false, true],
  ] as const;
  for (const [first, a] of matrices) {
    for (const [second, b] of matrices) {
      for (const [turnsFirst, turnsSecond] of turns) {
        const [rows, inner] = turnsFirst ? a.shape.toReversed() : a.shape;
        const [other, columns] = turnsSecond ? b.shape.toReversed() : b.shape;
        if (inner !== other || [rows, columns].join() !== part.shape.join()) continue;
        for (const count of [undefined, ...Object.keys(sizes)]) {
          const term = (there: Vocabulary): Node => {
            const [x, y] = [there.quantities[first], there.quantities[second]] as [Node, Node];
            const both = matmul(turnsFirst ? turned(x) : x, turnsSecond ? turned(y) : y) as Node;
            return count === undefined ? both : (mul(div(1, there.sizes[count] as number), both) as Node);
          };
          yield {
            cost: 1.8,
            instead: (one, there) => add(term(there), one) as Node,
            sentence: () => `a term is missing: ${text(term({ quantities, sizes } as Vocabulary))}`,
          };
        }
      }
    }
  }
}

/** The derivative of a penalty of weights that is not added. */
export const penalty: Mistake = { name: "the penalty", edits: penalties };

function* penalties({ part, parent, words, text }: Place): Generator<Edit> {
  if (parent !== undefined) return;
  const rates = Object.entries(words.quantities).filter(([, { shape }]) => shape.length === 0);
  for (const [name, weights] of parametersIn(words)) {
    if (weights.shape.join() !== part.shape.join()) continue;
    for (const slope of [(w: Node): Node => w, (w: Node): Node => sign(w)]) {
      for (const [rate] of rates) {
        for (const scale of scalesIn(words)) {
          const term = ({ quantities, sizes }: Vocabulary): Node | undefined => {
            const [λ, w] = [quantities[rate], quantities[name]];
            return λ && w && (mul(scale(λ, sizes), slope(w)) as Node);
          };
          const written = (): string => text(term(words) as Node);
          yield {
            cost: 1,
            instead: (one, there) => {
              const more = term(there);
              return more && (add(one, more) as Node);
            },
            sentence: () => `the penalty of ${name} is missing: ${written()} must be added`,
          };
        }
      }
    }
  }
}

type Scale = (λ: Node, sizes: Vocabulary["sizes"]) => Node;

/** λ, λ/m, 2 λ/m, λ/(2 m). */
function scalesIn({ sizes }: Vocabulary): Scale[] {
  const by = Object.keys(sizes).map(
    (name): Scale =>
      (λ, there) =>
        div(λ, there[name] as number) as Node,
  );
  const plain: Scale[] = [(λ) => λ, ...by];
  return plain.flatMap((scale): Scale[] => [
    scale,
    (λ, there) => mul(2, scale(λ, there)) as Node,
    (λ, there) => div(scale(λ, there), 2) as Node,
  ]);
}
