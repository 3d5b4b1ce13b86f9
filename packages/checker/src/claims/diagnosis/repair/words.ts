// The words that short formulas are made of: what has a name, derivatives, and parts of the gradient and of the wrong
// formula itself.
import { cast, greater, isParameter, less, type Node, pow, sign, square, sub } from "@cadena/graph";
import type { Draft } from "./draft.ts";
import { lengthOf, operandsOf, partAt, partsOf } from "./formula.ts";
import { is, isMatrix, turned } from "./ops.ts";
import { applied, type Phrase } from "./phrase.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** What has a name. */
export const namesIn = ({ words }: Draft): Phrase[] =>
  quantitiesIn(words).map(([, own]): Phrase => ({ cost: 0, in: own }));

/** Transposes and signs of what has a name, and derivatives. */
export function formsIn({ words }: Draft): Phrase[] {
  const forms = quantitiesIn(words).flatMap(([node, own]): Phrase[] => [
    ...(isParameter(node) ? [{ cost: 0.1, in: applied(own, (one) => sign(one)) }] : []),
    ...(isMatrix(node) ? [{ cost: 0.05, in: applied(own, turned) }] : []),
  ]);
  const slopes = words.slopes.map(
    (_, k): Phrase => ({ cost: 0.1, in: ({ words }) => words.slopes[k]?.node }),
  );
  return [...forms, ...slopes];
}

/** Powers of what has a name. */
export const powersIn = ({ words }: Draft): Phrase[] =>
  quantitiesIn(words).flatMap(([, own]): Phrase[] => [
    { cost: 0.1, in: applied(own, (one) => square(one)) },
    { cost: 0.15, in: applied(own, (one) => pow(one, 3) as Node) },
  ]);

/** What 1 has more than what has a name. */
export const complementsIn = ({ words }: Draft): Phrase[] =>
  quantitiesIn(words).map(([, own]): Phrase => ({ cost: 0.05, in: applied(own, (one) => sub(1, one)) }));

/** Inner nodes of the gradient. */
export const piecesIn = ({ words: { pieces } }: Draft): Phrase[] =>
  pieces.map(
    (piece, k): Phrase => ({
      cost: 0.1 + forPart * lengthOf(piece),
      in: ({ words }) => words.pieces[k],
    }),
  );

/** What is longer is told more seldom. */
const forPart = 0.02;

/** Parts of the formula, and its comparisons the other way round. */
export function partsIn({ formula }: Draft): Phrase[] {
  if (formula === undefined) return [];
  return partsOf(formula).flatMap(({ node, path }): Phrase[] => {
    const own = ({ formula }: Draft): Node | undefined => formula && partAt(formula, path);
    if (node.dtype !== "real" || node.op.isLeaf) return [];
    const compared = reversed(node) === undefined ? [] : [{ cost: 0.05, in: applied(own, reversed) }];
    return [{ cost: 0.1 + forPart * lengthOf(node), in: own }, ...compared];
  });
}

/** [a < b] for [a > b]; undefined for what is no comparison. */
function reversed(node: Node): Node | undefined {
  const [inner] = node.inputs;
  if (!is(node, "cast") || inner === undefined || !is(inner, "less", "greater")) return undefined;
  const [a, b] = operandsOf(inner) as [Node, Node];
  return cast((is(inner, "less") ? greater : less)(a, b), node.dtype as "real") as Node;
}

const quantitiesIn = ({ quantities }: Vocabulary): (readonly [Node, Phrase["in"]])[] =>
  Object.entries(quantities).map(([name, node]) => [node, ({ words }) => words.quantities[name]]);
