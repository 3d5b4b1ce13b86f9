// A repair as its author would write it: the least change of the text, in the same language and with the same names,
// that reads as the repaired formula.
import { input, type Node } from "@cadena/graph";
import { binding } from "@cadena/graph/extend";
import { type Code, type ScopeTable, toLatex, toNumpy } from "@cadena/notation";
import type { Reading } from "./draft.ts";
import { fitting } from "./formula.ts";
import { type Piece, piecesOf } from "./pieces.ts";
import { rewritten } from "./written.ts";

/** How formulas are written. */
type Language = "LaTeX" | "NumPy" | "text";

/** So many texts are looked at closely. */
const most = 40;

/**
 * The text, changed as little as possible, such that it reads as a formula; undefined where no such change is found.
 * @param repaired the formula in the notation of toText
 * @param asFormula what a text reads as, in this notation; undefined for one that cannot be read
 */
export function respelled(
  reading: Reading,
  repaired: string,
  asFormula: (text: string) => string | undefined,
): string | undefined {
  const [yours, theirs] = [reading.text, repaired].map((text) => piecesOf(text, reading, asFormula)) as [
    Piece[],
    Piece[],
  ];
  const own = new Map(yours.toReversed().map((piece) => [piece.formula ?? "", piece]));
  own.delete("");
  const spell = speller(reading, own);
  const wanted = change(asFormula(reading.text) ?? "", repaired);
  const texts = new Map<string, number>();
  for (const to of theirs) {
    const code = spell(to, theirs);
    if (code === undefined) continue;
    const forms = code.binding < binding.atom ? [code.text, `(${code.text})`] : [code.text];
    for (const { start, end, formula } of yours) {
      if (formula !== undefined && formula === to.formula) continue;
      const distance = difference(change(formula ?? "", to.formula ?? ""), wanted);
      for (const form of forms) {
        const text = `${reading.text.slice(0, start)}${form}${reading.text.slice(end)}`;
        texts.set(text, Math.min(distance, texts.get(text) ?? distance));
      }
    }
  }
  const likely = [...texts].sort(([, a], [, b]) => a - b).slice(0, most);
  const cost = (text: string): number =>
    rewritten(reading.text, text).reduce((sum, { was, becomes }) => sum + was.length + becomes.length, 0);
  // The place of a minus sign in a product is not written: it is read as that of the first factor.
  const meant = new Set([repaired, asFormula(repaired)]);
  return likely
    .map(([text]) => [text, cost(text)] as const)
    .sort(([, a], [, b]) => a - b)
    .find(([text]) => meant.has(asFormula(text) ?? ""))?.[0];
}

/** How often each sign is added between two formulas; brackets come and go by themselves. */
function change(from: string, to: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const count = (text: string, by: 1 | -1): void => {
    for (const sign of text.replace(/[\s()*]/g, "")) counts.set(sign, (counts.get(sign) ?? 0) + by);
  };
  count(from, -1);
  count(to, 1);
  return counts;
}

/** By how many signs two changes differ. */
const difference = (a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number =>
  [...new Set([...a.keys(), ...b.keys()])].reduce(
    (sum, sign) => sum + Math.abs((a.get(sign) ?? 0) - (b.get(sign) ?? 0)),
    0,
  );

/** Writes parts of the repaired formula in the author's language; what stands in the author's text, as it stands there. */
function speller(
  reading: Reading,
  own: ReadonlyMap<string, Piece>,
): (piece: Piece, all: readonly Piece[]) => Code | undefined {
  const language = languageOf(reading.text);
  return (piece, all) => {
    const known = own.get(piece.formula ?? "");
    if (known !== undefined) return known;
    const inside = outermost(
      all.filter(
        ({ start, end, formula }) =>
          start >= piece.start &&
          end <= piece.end &&
          end - start < piece.end - piece.start &&
          own.has(formula ?? ""),
      ),
    );
    return fitting(() => {
      const holes = inside.map(({ formula }, k) => {
        const theirs = own.get(formula as string) as Piece;
        const { shape, dtype } = reading.read(theirs.text);
        return { name: freeName(reading, k), piece: theirs, node: input(`own${k}`, shape, dtype) };
      });
      const named = inside.reduceRight(
        (text, { start, end }, k) =>
          `${text.slice(0, start - piece.start)}${holes[k]?.name}${text.slice(end - piece.start)}`,
        piece.text,
      );
      return spelled(language, named, piece.binding, reading, holes);
    });
  };
}

/** A part of the author's text that stands in a formula by a name. */
interface Hole {
  readonly name: string;
  readonly piece: Piece;
  readonly node: Node;
}

function spelled(
  language: Language,
  text: string,
  strength: number,
  reading: Reading,
  holes: readonly Hole[],
): Code {
  const scope = { ...reading.scope, ...Object.fromEntries(holes.map(({ name, node }) => [name, node])) };
  if (language === "NumPy") {
    const names = Object.fromEntries(holes.map(({ name, piece }) => [name, piece]));
    const product = reading.text.includes("@") ? "@" : "dot";
    const code = toNumpy(text, scope, { product, names });
    return { text: code, binding: strength };
  }
  if (language === "LaTeX") {
    const phrases = new Map(
      holes.map(({ piece, node }) => [node, { text: piece.text, latex: piece.text, binding: piece.binding }]),
    );
    const latex = toLatex(reading.read(text, symbolic(scope)), { phrases });
    return { text: asSet(latex, reading.text), binding: strength };
  }
  const plain = holes.reduce(
    (all, { name, piece }) =>
      all.replace(name, () => (piece.binding < binding.power ? `(${piece.text})` : piece.text)),
    text,
  );
  return { text: asTyped(plain, reading.text), binding: strength };
}

/** Numbers of a scope by their names. */
const symbolic = (scope: ScopeTable): Record<string, Node> =>
  Object.fromEntries(
    Object.entries(scope).map(([name, value]) => [name, typeof value === "number" ? input(name, []) : value]),
  );

const languageOf = (text: string): Language => {
  if (/\\[a-zA-Z]/.test(text)) return "LaTeX";
  return /\bnp\.|\.T\b|\*\*|@|\.(?:dot|sum|mean)\(/.test(text) ? "NumPy" : "text";
};

/** Signs as on a keyboard, where the author has typed nothing else. */
const asTyped = (text: string, like: string): string =>
  /[^\x20-\x7e]/.test(like)
    ? text
    : text
        .replace(/ᵀ/g, "^T")
        .replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]+/g, (digits) => `^${digits.normalize("NFKC")}`)
        .replace(/λ/g, "lambda")
        .replace(/σ/g, "sigmoid");

/** Transposes, and indices of one sign, as the author has set others. */
function asSet(latex: string, like: string): string {
  const transposed = /\\(?:top|intercal)\b/.test(like) ? latex : latex.replaceAll("^{\\top}", "^T");
  return /[_^]\{.\}/u.test(like) ? transposed : transposed.replace(/([_^])\{(.)\}/gu, "$1$2");
}

/** Those that are inside no other one, from left to right. */
function outermost(pieces: readonly Piece[]): Piece[] {
  const kept: Piece[] = [];
  for (const piece of pieces) {
    if (kept.every(({ start, end }) => piece.end <= start || piece.start >= end)) kept.push(piece);
  }
  return kept.sort((a, b) => a.start - b.start);
}

/** A name that stands for nothing else. */
function freeName({ scope }: Reading, k: number): string {
  let name = `own${k}`;
  while (Object.hasOwn(scope, name)) name = `own${name}`;
  return name;
}
