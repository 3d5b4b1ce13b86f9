// A formula as text, as mathematics with stretches of it marked: a name stands in for each of them while it is read, and
// is written as what it stands for, in a frame of its own.
import { CadenaError, input, type Node, substitute } from "@cadena/graph";
import { binding, identifier, type Phrase } from "@cadena/graph/extend";
import { parse, parseTree, toLatex, toText } from "@cadena/notation";
import { type Stretch, stretches } from "../../claims/diagnosis/repair/pieces.ts";
import { isPair } from "../../claims/world.ts";
import type { Claim } from "../../derivation/derivation.ts";
import { onPage } from "../../derive/transport.ts";
import { math } from "./formula.ts";
import { html, type Markup } from "./markup.ts";
import type { Study } from "./study.ts";

/** How a stretch is marked: as taken out, or as put in. */
export type Mark = "del" | "ins";

/** Where something is marked. */
export interface Marked {
  readonly start: number;
  readonly end: number;
}

/** The k-th claim's formula, or another one in its place, with marks where they can be set; undefined where it cannot be read. */
export function markedInMath(
  study: Study,
  k: number,
  text: string,
  marked: readonly Marked[],
  mark: Mark,
): Markup | undefined {
  try {
    return math(latexOf(text, marked, mark, readerOf(study, k)));
  } catch (error) {
    if (error instanceof CadenaError) return undefined;
    throw error;
  }
}

/** A text as code, with stretches of it marked; an empty one is not. */
export function markedInCode(text: string, marked: readonly Marked[], mark: Mark): Markup[] {
  let at = 0;
  const parts = marked.flatMap(({ start, end }) => {
    const before = text.slice(at, start);
    const inside = text.slice(start, end);
    at = end;
    const isEmpty = inside.trim() === "";
    return [
      html`${before}`,
      isEmpty ? html`${inside}` : mark === "ins" ? html`<ins>${inside}</ins>` : html`<del>${inside}</del>`,
    ];
  });
  return [...parts, html`${text.slice(at)}`];
}

/** How texts are read in the place of a claim, and how what they read as is written. */
interface Reader {
  readonly scope: Readonly<Record<string, Node | number>>;
  readonly read: (text: string, more?: Readonly<Record<string, Node>>) => Node;
  readonly latex: (node: Node, more?: ReadonlyMap<Node, Phrase>) => string;
}

function readerOf({ page, derivation, result, sizes }: Study, k: number): Reader {
  const { quantities } = page.problem;
  const symbols: Record<string, Node> = {};
  const phrases = new Map<Node, Phrase>();
  const learn = (name: string, { shape, dtype }: Pick<Node, "shape" | "dtype">): void => {
    const symbol = input(name, shape, dtype);
    symbols[name] = symbol;
    phrases.set(symbol, identifier(name));
  };
  for (const [j, claim] of derivation.claims.slice(0, k).entries()) {
    const posed = claim.erratum ? undefined : page.posed.get(claim);
    const about = quantities[result.claims[j]?.evidence.quantity ?? ""];
    if (posed !== undefined && isPair(posed)) learn(claim.name, posed.claimed);
    else if (about !== undefined) learn(claim.name, about);
  }
  for (const [name, node] of Object.entries(quantities)) learn(name, node);
  const { read = parse } = (derivation.claims[k] as Claim).states as { readonly read?: typeof parse };
  const scope = { ...page.problem.sizes, ...symbols };
  return {
    scope,
    read: (text, more = {}) => onPage(read(text, { ...scope, ...more }), sizes),
    latex: (node, more = new Map()) => toLatex(node, { phrases: new Map([...phrases, ...more]) }),
  };
}

function latexOf(text: string, marked: readonly Marked[], mark: Mark, reader: Reader): string {
  const whole = reader.read(text);
  const pieces = stretches(parseTree(text, reader.scope), text);
  const frames: (readonly [Node, Phrase, Node])[] = [];
  let shown = text;
  // From the right, so that places to the left stay as they are.
  for (const piece of placesOf(text, marked, pieces).toReversed()) {
    const [start, end] = piece;
    const inner = reader.read(text.slice(start, end));
    const name = freeName(reader, frames.length);
    const frame = input(name, inner.shape, inner.dtype);
    const forms = ["(", "{"].map(
      (open) => `${shown.slice(0, start)}${open}${name}${open === "(" ? ")" : "}"}${shown.slice(end)}`,
    );
    const known = Object.fromEntries([...frames, [frame] as const].map(([one]) => [one.name as string, one]));
    const insides = new Map([...frames.map(([one, , within]) => [one, within] as const), [frame, inner]]);
    const form = forms.find((one) => readsAs(one, known, insides, whole, reader));
    if (form === undefined) continue;
    shown = form;
    frames.push([frame, framed(inner, piece, text, mark, reader), inner]);
  }
  const known = Object.fromEntries(frames.map(([one]) => [one.name as string, one]));
  return reader.latex(reader.read(shown, known), new Map(frames.map(([one, phrase]) => [one, phrase])));
}

/** Whether a text with frames is the whole formula, once these are what is inside them. */
function readsAs(
  text: string,
  known: Readonly<Record<string, Node>>,
  insides: ReadonlyMap<Node, Node>,
  whole: Node,
  { read }: Reader,
): boolean {
  try {
    const [filled] = substitute([read(text, known)], insides) as [Node];
    return toText(filled) === toText(whole);
  } catch (error) {
    if (error instanceof CadenaError) return false;
    throw error;
  }
}

function framed(
  inner: Node,
  [start, , strength]: Stretch,
  text: string,
  mark: Mark,
  { latex }: Reader,
): Phrase {
  const inside = latex(inner);
  const isFraction =
    inside.startsWith("\\frac") && strength === binding.product && !text.startsWith("\\", start);
  return {
    text: "",
    latex: `\\class{${mark}}{${inside}}`,
    binding: strength,
    ...(isFraction && { latexBinding: binding.atom }),
    shape: inner.shape,
  };
}

/** The parts of a formula that marks are about: the largest inside each of them, or else the smallest around it. */
function placesOf(text: string, marked: readonly Marked[], pieces: readonly Stretch[]): Stretch[] {
  const bySize = pieces.toSorted(([a, b], [c, d]) => d - c - (b - a));
  const found = marked.flatMap((one): readonly Stretch[] => {
    const [start, end] = trimmed(text, one);
    if (start === end) return [];
    const inside = bySize.filter(([from, to]) => from >= start && to <= end);
    return inside.length > 0 ? inside : bySize.filter(([from, to]) => from <= start && to >= end).slice(-1);
  });
  const kept: Stretch[] = [];
  for (const piece of found.toSorted(([a, b], [c, d]) => d - c - (b - a))) {
    if (kept.every(([start, end]) => piece[1] <= start || piece[0] >= end)) kept.push(piece);
  }
  return kept.sort(([a], [b]) => a - b);
}

/** Without the spaces at its ends. */
function trimmed(text: string, { start, end }: Marked): readonly [number, number] {
  const inside = text.slice(start, end);
  if (inside.trim() === "") return [start, start];
  return [start + inside.length - inside.trimStart().length, end - (inside.length - inside.trimEnd().length)];
}

/** A name that stands for nothing else. */
function freeName({ scope }: Reader, k: number): string {
  let name = `frame${k}`;
  while (Object.hasOwn(scope, name)) name = `frame${name}`;
  return name;
}
