// What is missing in a formula where no edit of one place helps: each place with what it must come to, and what it lacks
// for that, looked up among short formulas.
import { type Node, topological } from "@cadena/graph";
import type { Draft, Field, Repair } from "./draft.ts";
import { fitting, type Path, partAt, partsOf, withPart } from "./formula.ts";
import type { Lack, Mistake } from "./mistake.ts";
import { is } from "./ops.ts";
import { type Phrase, Phrases } from "./phrases.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { wantedAt } from "./wanted.ts";

/** The repairs that add what is missing, made of the shortest phrases that there are. */
export function lacking({ formula }: Draft, field: Field): Repair[] {
  if (formula === undefined) return [];
  const { target, words, values } = field;
  const places = partsOf(formula).flatMap(({ node, path }) => {
    const wanted = node.dtype === "real" ? wantedAt(formula, path, target) : undefined;
    return wanted === undefined ? [] : lacksOf(field).flatMap((lack) => missingIn(node, path, wanted, lack));
  });
  const missing = places.map((place) => place.missing);
  const phrases = new Phrases(words, values, missing, target).found();
  return places.flatMap((place, k) =>
    (phrases[k] ?? []).flatMap((phrase) => repaired(formula, place, phrase, field)),
  );
}

/** A place in a formula, and what it lacks. */
interface Missing {
  readonly path: Path;
  readonly part: Node;
  readonly missing: Node;
  readonly mistake: Mistake;
  readonly lack: Lack;
}

const lacksOf = ({ mistakes }: Field): (readonly [Mistake, Lack])[] =>
  mistakes.flatMap((mistake) => (mistake.lacks ?? []).map((lack) => [mistake, lack] as const));

function missingIn(
  part: Node,
  path: Path,
  wanted: Node,
  [mistake, lack]: readonly [Mistake, Lack],
): Missing[] {
  const missing = fitting(() => lack.of(part, wanted));
  return missing === undefined ? [] : [{ part, path, missing, mistake, lack }];
}

/** So much dearer is what stands deeper in a formula. */
const depth = 0.01;

function repaired(
  formula: Node,
  { part, path, mistake, lack }: Missing,
  phrase: Phrase,
  { words, text }: Field,
): Repair[] {
  const made = (whole: Node, there: Vocabulary): Node | undefined =>
    fitting(() => {
      const [one, missing] = [partAt(whole, path), phrase.in(there)];
      if (one === undefined || missing === undefined || isDividedBy(missing, one)) return undefined;
      return withPart(whole, path, lack.joined(one, missing));
    });
  const node = made(formula, words);
  if (node === undefined) return [];
  const cost = lack.cost + phrase.cost + depth * path.length;
  const sentence = (): string => lack.sentence(text(part), text(phrase.in(words) as Node));
  const again = (draft: Draft): Node | undefined => draft.formula && made(draft.formula, draft.words);
  return [{ mistakes: [mistake.name], cost, node, sentence, again, path }];
}

/** Whether a phrase only takes a part away again. */
const isDividedBy = (phrase: Node, part: Node): boolean =>
  topological([phrase]).some(
    (node) => is(node, "over") && topological([node.inputs[1] as Node]).includes(part),
  );
