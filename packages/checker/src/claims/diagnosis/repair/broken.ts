// Formulas as text in which shapes do not go together: there is no graph of the whole. Each part that can be read by
// itself is edited, and each product that cannot be made is made in other ways; then the whole is read again.
import { matmul, mul, type Node } from "@cadena/graph";
import { childrenOf, type Tree } from "@cadena/notation";
import { type Draft, editsAt, type Field, placeOf, type Reading, type Repair } from "./draft.ts";
import { fitting } from "./formula.ts";
import { isMatrix, turned } from "./ops.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** A stretch of the text, and what is put in its place. */
interface Mending {
  readonly mistake: string;
  readonly cost: number;
  readonly sentence: () => string;
  readonly start: number;
  readonly end: number;
  readonly instead: (reading: Reading, words: Vocabulary) => Node | undefined;
}

/** The edits with which a text can be read. */
export function* mendings(reading: Reading, words: Vocabulary, field: Field): Generator<Repair> {
  for (const tree of treesIn(reading)) {
    for (const mending of mendingsOf(tree, reading, field)) {
      const again = ({ written, words }: Draft): Node | undefined =>
        written && mended(mending, written, words);
      const node = mended(mending, reading, words);
      if (node === undefined) continue;
      const { mistake, cost, sentence } = mending;
      yield { mistakes: [mistake], cost, sentence, node, again, path: [] };
    }
  }
}

function treesIn({ text, tree }: Reading): Tree[] {
  try {
    return subtrees(tree(text));
  } catch {
    return [];
  }
}

const subtrees = (tree: Tree): Tree[] => [tree, ...childrenOf(tree).flatMap(subtrees)];

function* mendingsOf(tree: Tree, reading: Reading, field: Field): Generator<Mending> {
  const { start, end } = tree;
  const part = read(tree, reading);
  if (part === undefined) {
    yield* products(tree, reading, field);
    return;
  }
  for (const [{ name }, { cost, sentence, instead }] of editsAt(placeOf(part, part, field), field)) {
    yield {
      mistake: name,
      cost,
      sentence,
      start,
      end,
      instead: (there, words) => {
        const same = read(tree, there);
        return same && instead(same, words);
      },
    };
  }
}

const read = ({ start, end }: Tree, { text, read: node }: Reading): Node | undefined =>
  fitting(() => node(text.slice(start, end)));

/** The text with something else in the place of a stretch. */
function mended({ start, end, instead }: Mending, reading: Reading, words: Vocabulary): Node | undefined {
  return fitting(() => {
    const node = instead(reading, words);
    const { text } = reading;
    return node && reading.read(`${text.slice(0, start)} ${hole} ${text.slice(end)}`, { [hole]: node });
  });
}

/** A name that nobody gives. */
const hole = "Ж";

/** The products of two factors that do not go together as they are. */
function* products(tree: Tree, reading: Reading, { text }: Field): Generator<Mending> {
  const factors = childrenOf(tree);
  for (let k = 0; k + 1 < factors.length; k++) {
    const [first, second] = [factors[k], factors[k + 1]] as [Tree, Tree];
    const [a, b] = [read(first, reading), read(second, reading)];
    if (a === undefined || b === undefined || !isMatrix(a) || !isMatrix(b)) continue;
    const isWhole = tree.kind !== "chain";
    const span = isWhole ? tree : { start: first.start, end: second.end };
    const isElementwise = isWhole && fitting(() => matmul(a, b) as Node) !== undefined;
    for (const { mistake, cost, of, say } of ways) {
      if (fitting(() => of(a, b)) === undefined) continue;
      yield {
        mistake:
          isElementwise && mistake !== "the order of factors"
            ? "elementwise against matrix product"
            : mistake,
        cost,
        sentence: () => say(text(a), text(b), text(of(a, b)), isElementwise),
        start: span.start,
        end: span.end,
        instead: (there) => {
          const [x, y] = [read(first, there), read(second, there)];
          return x && y && of(x, y);
        },
      };
    }
  }
}

/** How two matrices may be multiplied. */
interface Way {
  readonly mistake: string;
  readonly cost: number;
  readonly of: (a: Node, b: Node) => Node;
  readonly say: (a: string, b: string, both: string, isElementwise: boolean) => string;
}

const wanting = (a: string, b: string, both: string, isElementwise: boolean): string =>
  isElementwise
    ? `${a} and ${b} are multiplied elementwise; this wants the matrix product ${both}`
    : `${a} and ${b} do not go together; this wants ${both}`;

const ways: readonly Way[] = [
  {
    mistake: "elementwise against matrix product",
    cost: 0.95,
    of: (a, b) => matmul(a, b) as Node,
    say: wanting,
  },
  { mistake: "a transpose", cost: 1, of: (a, b) => matmul(turned(a), b) as Node, say: wanting },
  { mistake: "a transpose", cost: 1, of: (a, b) => matmul(a, turned(b)) as Node, say: wanting },
  {
    mistake: "the order of factors",
    cost: 1.05,
    of: (a, b) => matmul(b, a) as Node,
    say: (a, b) => `${a} and ${b} stand in the wrong order`,
  },
  { mistake: "a transpose", cost: 1.3, of: (a, b) => matmul(turned(b), a) as Node, say: wanting },
  { mistake: "a transpose", cost: 1.3, of: (a, b) => matmul(b, turned(a)) as Node, say: wanting },
  {
    mistake: "elementwise against matrix product",
    cost: 0.97,
    of: (a, b) => mul(a, b) as Node,
    say: (a, b, both) =>
      `${a} and ${b} are multiplied as matrices; this wants the elementwise product ${both}`,
  },
  {
    mistake: "elementwise against matrix product",
    cost: 1.2,
    of: (a, b) => mul(turned(a), b) as Node,
    say: (a, b, both) => `${a} and ${b} do not go together; this wants ${both}`,
  },
];
