// A formula as text at small sizes, where a number that is a size is written by its name; and what two texts differ in.
import { constant, div, input, leavesOf, type Node, substitute, topological } from "@cadena/graph";
import { constantNumber, identifier, type Phrase } from "@cadena/graph/extend";
import { toText } from "@cadena/notation";
import type { SizeTable } from "../../../derivation/sizes.ts";
import { onPaper } from "../../../derive/written/products.ts";
import type { Rewritten } from "../../../report/result.ts";

/** Writes formulas over named leaves. */
export function writer(sizes: SizeTable): (node: Node, literals?: ReadonlySet<Node>) => string {
  const names = Object.entries(sizes).map(([name, size]) => [size, input(name, [])] as const);
  const byValue = new Map<number, Node>(names.toReversed());
  const nameOf = (value: number): Node | undefined => {
    const own = byValue.get(value);
    if (own !== undefined) return own;
    const divisor = byValue.get(Math.round(1 / value));
    return divisor !== undefined && 1 / Math.round(1 / value) === value
      ? div(constant(1), divisor)
      : undefined;
  };
  return (node, literals) => {
    const constants = topological([node]).flatMap((one): [Node, Node][] => {
      const value = literals?.has(one) ? undefined : constantNumber(one);
      const name = value === undefined ? undefined : nameOf(value);
      return name === undefined ? [] : [[one, name]];
    });
    const [named] = substitute([node], new Map(constants)) as [Node];
    return toText(named, { phrases: onPaper(named, namesIn(named)) })
      .split("\n")
      .at(-1) as string;
  };
}

/** Writes formulas at small sizes, and parts of them, of which some numbers may be known to be no sizes. */
export class Writing {
  readonly #sizes: SizeTable;
  #write: (node: Node) => string;
  /** @param literals the numbers in it that are no sizes */
  readonly whole: (formula: Node, literals?: ReadonlySet<Node>) => string;

  constructor(sizes: SizeTable) {
    this.#sizes = sizes;
    this.#write = writer(sizes);
    this.whole = writer(sizes);
  }

  readonly text = (part: Node): string => this.#write(part);

  /** From now on, these numbers are written as they are, in parts, whatever sizes they are too. */
  keep(literals: ReadonlySet<Node>): void {
    const numbers = new Set(Array.from(literals, constantNumber));
    const sizes = Object.entries(this.#sizes).filter(([, size]) => !numbers.has(size));
    this.#write = writer(Object.fromEntries(sizes));
  }
}

/** The numbers in a formula that are the same in it at other sizes. */
export function literalsIn(here: Node, there: Node): ReadonlySet<Node> {
  const [a, b] = [here, there].map((formula) =>
    topological([formula]).filter((node) => constantNumber(node) !== undefined),
  ) as [Node[], Node[]];
  const isSame = (node: Node, k: number): boolean => constantNumber(node) === constantNumber(b[k] as Node);
  return new Set(a.length === b.length ? a.filter(isSame) : []);
}

const namesIn = (formula: Node): Map<Node, Phrase> =>
  new Map(
    leavesOf([formula]).flatMap((leaf) =>
      leaf.name === undefined ? [] : [[leaf, { ...identifier(leaf.name), shape: leaf.shape }]],
    ),
  );

/** Words and numbers hold together; signs stand alone. */
const tokensOf = (text: string): string[] => text.match(/[\p{L}\p{Nd}_.]+|\s+|./gsu) ?? [];

/** The stretches in which one text differs from another, with their places in the second. */
export function rewritten(before: string, after: string): Rewritten[] {
  const [a, b] = [tokensOf(before), tokensOf(after)];
  const common = lengths(a, b);
  const found: Rewritten[] = [];
  let [i, j, start] = [0, 0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      start += (b[j] as string).length;
      [i, j] = [i + 1, j + 1];
      continue;
    }
    let [was, becomes] = ["", ""];
    while ((i < a.length || j < b.length) && !(i < a.length && j < b.length && a[i] === b[j])) {
      const isDropped = j === b.length || (i < a.length && at(common, i + 1, j) >= at(common, i, j + 1));
      if (isDropped) was += a[i++];
      else becomes += b[j++];
    }
    found.push({ was, becomes, start, end: start + becomes.length });
    start += becomes.length;
  }
  return found;
}

const at = (table: readonly (readonly number[])[], i: number, j: number): number => table[i]?.[j] ?? 0;

/** For each pair of places, the length of the longest common subsequence from there on. */
function lengths(a: readonly string[], b: readonly string[]): number[][] {
  const table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      (table[i] as number[])[j] =
        a[i] === b[j] ? 1 + at(table, i + 1, j + 1) : Math.max(at(table, i + 1, j), at(table, i, j + 1));
    }
  }
  return table;
}
