// All edits of a formula, one at a time and then by twos, and which of them give what it is claimed to be: as far as
// floats at random points tell.
import type { Node } from "@cadena/graph";
import { mendings } from "./broken.ts";
import { type Draft, editsAt, type Field, placeOf, type Repair } from "./draft.ts";
import { fitting, type Part, type Path, partAt, partsOf, withPart } from "./formula.ts";
import { lacking } from "./lacking.ts";
import type { Edit } from "./mistake.ts";
import { is } from "./ops.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** What was found, the cheapest first, and how many formulas were tried. */
export interface Found {
  readonly repairs: readonly Repair[];
  readonly tried: number;
}

/**
 * So many pairs of edits are tried, made from so many first ones, of which none costs more than this. What looks right in
 * floats need not be, so that a few are kept of each of several first ones.
 */
const most = { pairs: 24_000, first: 400, cost: 1.45, groups: 3, ofEach: 4 };

/** A dearer edit is told only where nothing that is missing is found. */
const plain = 2;

/** The single edits that repair a formula. */
export function singles(draft: Draft, field: Field): Found {
  return right(editsOf(draft, field, plain), field);
}

/** What is missing, or else the edits that say the least, where no other single edit repairs a formula. */
export function additions(draft: Draft, field: Field): Found {
  for (const edits of lacking(draft, field)) {
    const found = right(edits, field);
    if (found.repairs.length > 0) return found;
  }
  return right(editsOf(draft, field), field);
}

/** The pairs of edits that repair a formula, where no single one does: those of a few first ones. */
export function pairs(draft: Draft, field: Field): Found {
  const first = cheapestFirst(editsOf(draft, field, most.cost));
  const repairs: Repair[] = [];
  let [tried, groups] = [0, 0];
  for (const begun of first.slice(0, most.first)) {
    const second = editsAfter(begun, field).filter(({ path }) => !isBefore(path, begun.path));
    const found = right(second, field);
    tried += found.tried;
    if (found.repairs.length > 0) groups++;
    repairs.push(...found.repairs.slice(0, most.ofEach));
    if (tried >= most.pairs || groups === most.groups) break;
  }
  return { repairs, tried };
}

function editsOf({ formula, written, words }: Draft, field: Field, dearest?: number): Repair[] {
  if (formula !== undefined) return editsOfFormula(formula, field, dearest);
  return written === undefined ? [] : [...mendings(written, words, field)];
}

/** Edits of what another edit gives. */
function editsAfter({ mistakes, cost, node, sentence, again }: Repair, field: Field): Repair[] {
  return editsOfFormula(node, field, most.cost).map((second) => ({
    mistakes: [...mistakes, ...second.mistakes],
    cost: cost + second.cost,
    node: second.node,
    sentence: () => `${sentence()}; ${second.sentence()}`,
    again: (draft) => {
      const formula = again(draft);
      return formula && second.again({ ...draft, formula });
    },
    path: second.path,
  }));
}

/** Those that give the target, of them those that seem to where numbers are larger too, if there are any. */
function right(edits: readonly Repair[], { target, values }: Field): Found {
  const isRight = ({ node }: Repair): boolean =>
    node.shape.join() === target.shape.join() && values.areEqual(node, target);
  const repairs = cheapestFirst(edits.filter(isRight));
  const near = repairs.filter(({ node }) => !values.areFar(node, target));
  return { repairs: near.length > 0 ? near : repairs, tried: edits.length };
}

const cheapestFirst = (repairs: readonly Repair[]): Repair[] => repairs.toSorted((a, b) => a.cost - b.cost);

/** Two edits at separate places are the same pair in either order. */
function isBefore(a: Path, b: Path): boolean {
  for (const [k, step] of a.entries()) {
    const other = b[k];
    if (other === undefined) return false;
    if (step !== other) return step < other;
  }
  return false;
}

/** Inner edits are a little dearer, since they are harder to see. */
const depth = 0.01;

/** All edits of a formula that fit. */
export function editsOfFormula(
  formula: Node,
  field: Field,
  dearest: number = Number.POSITIVE_INFINITY,
): Repair[] {
  const found: Repair[] = [];
  for (const part of partsOf(formula)) {
    const { node, path, parent } = part;
    const place = { ...placeOf(formula, node, field), parent: parent?.node, isTerm: isTerm(part) };
    for (const [mistake, edit] of editsAt(place, field)) {
      if (edit.cost > dearest) continue;
      const again = (draft: Draft): Node | undefined =>
        draft.formula && changed(draft.formula, path, edit, draft.words);
      const edited = changed(formula, path, edit, field.words);
      if (edited === undefined) continue;
      const { sentence } = edit;
      const cost = edit.cost + depth * path.length;
      found.push({ mistakes: [mistake.name], cost, node: edited, sentence, again, path });
    }
  }
  return found;
}

/** Whether a factor at a part would be one of nothing larger. */
function isTerm({ node, parent }: Part): boolean {
  if (node.dtype !== "real") return false;
  return (
    parent === undefined ||
    !is(parent.node, "times", "over", "negative", "matrixProduct", "transpose", "sum", "mean")
  );
}

/** A formula with an edit made; undefined where it does not fit. */
function changed(formula: Node, path: Path, { instead }: Edit, words: Vocabulary): Node | undefined {
  return fitting(() => {
    const part = partAt(formula, path);
    const other = part && instead(part, words);
    if (other === undefined || other === part || other.dtype !== part?.dtype) return undefined;
    return withPart(formula, path, other);
  });
}
