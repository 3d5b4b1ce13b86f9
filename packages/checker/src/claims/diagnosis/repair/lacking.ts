// What is missing in a formula where no edit of one place helps: each place with what it must come to, and what it lacks
// for that, looked up among short formulas.
import type { Node } from "@cadena/graph";
import type { Draft, Field, Repair } from "./draft.ts";
import { fitting, operandsOf, type Path, partAt, partsOf, withPart } from "./formula.ts";
import type { Lack, Mistake } from "./mistake.ts";
import { is } from "./ops.ts";
import type { Phrase } from "./phrase.ts";
import { Phrases } from "./phrases.ts";
import { wantedAt } from "./wanted.ts";

/** The repairs that add what is missing, made of short phrases, the shorter ones first. */
export function* lacking(draft: Draft, field: Field): Generator<Repair[]> {
  const { formula } = draft;
  if (formula === undefined) return;
  const { target } = field;
  const places = partsOf(formula).flatMap(({ node, path }) => {
    const wanted = node.dtype === "real" ? wantedAt(formula, path, target) : undefined;
    return wanted === undefined ? [] : lacksOf(field).flatMap((lack) => missingIn(node, path, wanted, lack));
  });
  const missing = places.map((place) => place.missing);
  for (const phrases of new Phrases(draft, field, missing).found()) {
    yield places.flatMap((place, k) =>
      (phrases[k] ?? []).flatMap((phrase) => repaired(draft, place, phrase, field)),
    );
  }
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
  draft: Draft,
  { part, path, mistake, lack: { made = (found) => found, ...lack } }: Missing,
  phrase: Phrase,
  { text }: Field,
): Repair[] {
  const missingIn = (there: Draft): Node | undefined => {
    const found = phrase.in(there);
    return found && made(found);
  };
  const again = (there: Draft): Node | undefined =>
    fitting(() => {
      const one = there.formula && partAt(there.formula, path);
      const missing = missingIn(there);
      if (one === undefined || missing === undefined) return undefined;
      const whole = lack.joined(one, missing);
      return isIdle(whole) ? undefined : withPart(there.formula as Node, path, whole);
    });
  const node = again(draft);
  if (node === undefined) return [];
  const cost = lack.cost + phrase.cost + depth * path.length;
  const sentence = (): string => lack.sentence(text(part), text(missingIn(draft) as Node));
  return [{ mistakes: [mistake.name], cost, node, sentence, again, path }];
}

/** Whether a factor of a product is a divisor of it as well: then something is only taken away again. */
function isIdle(product: Node): boolean {
  const [above, below] = [new Set<Node>(), new Set<Node>()];
  const visit = (node: Node, isAbove: boolean): void => {
    const [a, b] = operandsOf(node) as [Node, Node];
    if (is(node, "times", "over", "negative")) visit(a, isAbove);
    else (isAbove ? above : below).add(node);
    if (is(node, "times", "over")) visit(b, isAbove === is(node, "times"));
  };
  visit(product, true);
  return [...below].some((node) => above.has(node));
}
