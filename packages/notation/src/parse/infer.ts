// The most general shapes at which formulas make sense: sizes begin different, and become one where they have to.
import { input, type Node, ParseError, type Shape, ShapeError } from "@cadena/graph";
import { type Guess, guessesOf } from "./evidence.ts";
import { parse } from "./parse.ts";
import type { ScopeTable } from "./scope.ts";
import type { SymbolicShape, SymbolicShapes } from "./shapes.ts";
import { Sizes } from "./sizes.ts";

/** What is known or asked beside the formulas. */
export interface InferOptions {
  /** Shapes that are given; their letters stay different. */
  readonly shapes?: SymbolicShapes;
  /** What else leaves of these shapes have to stand: throws a ShapeError where they do not. */
  readonly demand?: (leaves: Readonly<Record<string, Shape>>) => void;
}

const mostTrials = 400;
const letters = [..."nmkpqrstuvwh"];

/**
 * The shapes of all names in formulas that have one shape, with as few equal sizes as possible. Capital letters are
 * matrices, small ones numbers, or vectors where a formula uses them so.
 * @throws ParseError for a text that is no formula, ShapeError where no shapes make sense
 * @example
 * const { A, x } = inferShapes(["(A x)^T A", "x^T A^T A"]);
 * [A.join(" "), x.join(" ")].join("; ") //=> n m; m
 */
export function inferShapes(
  formulas: readonly string[],
  { shapes = {}, demand = () => {} }: InferOptions = {},
): SymbolicShapes {
  const guesses = guessesOf(formulas, shapes);
  let failure: unknown;
  for (const ranks of ranksFor(guesses)) {
    const sizes = new Sizes(Object.values(shapes).flat());
    const leaves = new Map<string, readonly number[]>();
    for (const [name, shape] of Object.entries(shapes))
      leaves.set(
        name,
        shape.map((size) => sizes.given(size)),
      );
    for (const [name, { size }] of guesses) {
      const rank = ranks.get(name) as number;
      leaves.set(
        name,
        Array.from({ length: rank }, () => (size === undefined ? sizes.free() : sizes.given(size))),
      );
    }
    try {
      return lettered(leaves, solved(formulas, leaves, sizes, demand), guesses);
    } catch (error) {
      failure ??= inLetters(error, lettering(sizes, guesses));
    }
  }
  throw failure;
}

/** The guessed ranks first; where they make no sense, with more vectors among the small letters. */
function* ranksFor(guesses: ReadonlyMap<string, Guess>): Generator<ReadonlyMap<string, number>> {
  const open = [...guesses].filter(([, { rank, isOpen }]) => isOpen && rank === 0).slice(0, 6);
  const choices = Array.from({ length: 2 ** open.length }, (_, bits) => bits);
  const count = (bits: number): number => bits.toString(2).replaceAll("0", "").length;
  for (const bits of choices.sort((a, b) => count(a) - count(b))) {
    const raised = new Set(open.filter((_, k) => (bits >> k) % 2 === 1).map(([name]) => name));
    yield new Map(Array.from(guesses, ([name, { rank }]) => [name, raised.has(name) ? 1 : rank]));
  }
}

type Leaves = ReadonlyMap<string, readonly number[]>;
type Demand = NonNullable<InferOptions["demand"]>;

/** Makes sizes one until the formulas can be built, and have one shape. */
function solved(formulas: readonly string[], leaves: Leaves, start: Sizes, demand: Demand): Sizes {
  let best: Sizes | undefined;
  let trials = 0;
  const search = (sizes: Sizes, error: ShapeError | undefined): void => {
    if (error === undefined) {
      if (best === undefined || sizes.losses < best.losses) best = sizes;
      return;
    }
    for (const pairs of remedies(error.shapes)) {
      const next = sizes.united(pairs);
      if (next === undefined || next.losses === sizes.losses || trials++ > mostTrials) continue;
      if (best !== undefined && next.losses >= best.losses) continue;
      const still = tried(formulas, leaves, next, demand);
      if (still === undefined || placeOf(still) !== placeOf(error)) search(next, still);
    }
  };
  const error = tried(formulas, leaves, start, demand);
  search(start, error);
  if (best === undefined) throw error;
  return best;
}

const placeOf = (error: ShapeError): string => error.excerpt ?? error.what.replace(/\d+/g, "#");

/** What does not fit at these sizes. */
function tried(
  formulas: readonly string[],
  leaves: Leaves,
  sizes: Sizes,
  demand: Demand,
): ShapeError | undefined {
  const shapes = Object.fromEntries(
    Array.from(leaves, ([name, shape]) => [name, shape.map((size) => sizes.of(size))]),
  );
  const nodes = Object.entries(shapes).map(([name, shape]) => [name, input(name, shape) as Node] as const);
  const scope: ScopeTable = { ...Object.fromEntries(sizes.letters), ...Object.fromEntries(nodes) };
  try {
    const built = formulas.map((text) => parse(text, scope).shape);
    const odd = built.find((shape) => shape.join() !== built[0]?.join());
    if (odd !== undefined) {
      const [first = []] = built;
      const what = `the formulas have different shapes: [${first.join(", ")}] and [${odd.join(", ")}]`;
      throw new ShapeError(what, [first, odd], { origin: undefined });
    }
    demand(shapes);
    return undefined;
  } catch (error) {
    if (error instanceof ShapeError) return error;
    throw error;
  }
}

/** Which sizes could be one, so that shapes fit: inside of a product, one below the other, or in a square. */
function remedies(shapes: readonly Shape[]): (readonly (readonly [number, number])[])[] {
  const [a = [], b] = shapes;
  if (b === undefined) return [a.slice(1).map((size) => [a[0] as number, size])];
  const inner = [a.at(-1), b.at(b.length > 1 ? -2 : -1)] as const;
  const below = shapes.slice(1).flatMap((other) =>
    other.flatMap((size, k): (readonly [number, number])[] => {
      const opposite = a[a.length - other.length + k];
      return opposite === undefined || opposite === 1 || size === 1 ? [] : [[opposite, size]];
    }),
  );
  return [...(inner.includes(undefined) ? [] : [[inner as [number, number]]]), below];
}

/** Writes sizes as letters again, with new ones for those that have none. */
function lettering(sizes: Sizes, guesses: ReadonlyMap<string, Guess>): (size: number) => number | string {
  const known = new Map(Array.from(sizes.letters, ([letter, size]) => [size, letter]));
  const spare = letters.filter((letter) => !guesses.has(letter) && !sizes.letters.has(letter));
  return (size) => {
    const found = known.get(size) ?? (sizes.isLetter(size) ? (spare.shift() ?? `n${known.size}`) : size);
    if (typeof found === "string") known.set(size, found);
    return found;
  };
}

function lettered(leaves: Leaves, sizes: Sizes, guesses: ReadonlyMap<string, Guess>): SymbolicShapes {
  const letterOf = lettering(sizes, guesses);
  const shaped = Array.from(leaves, ([name, shape]): [string, SymbolicShape] => [
    name,
    shape.map((size) => letterOf(sizes.of(size))),
  ]);
  return Object.fromEntries(shaped);
}

/** What is wrong with formulas at some sizes, said with letters. */
function inLetters(error: unknown, letterOf: (size: number) => number | string): unknown {
  if (!(error instanceof ShapeError || error instanceof ParseError)) return error;
  const say = (text: string): string =>
    text.replace(/(?<!line |column |\d)\d+/g, (digits) => String(letterOf(Number(digits))));
  const { what, excerpt, hint } = error;
  const context = { origin: undefined, excerpt, hint: hint && say(hint) };
  return error instanceof ShapeError
    ? new ShapeError(say(what), error.shapes, context)
    : new ParseError(say(what), error.line, error.column, context);
}
