// The innermost part of a matrix product: a few rows times a few columns, whose sums stay in variables while the depth
// is run through. Either vectors lie along the columns, and elements of a are spread over them; or, where both sides lie
// along the depth, vectors do too, and their lanes are added up at the end.
import { block, branchIf, type Code, loop, type Statement, when } from "../../assembler/code.ts";
import { i32 } from "../../assembler/instructions.ts";
import type { Local, Variables } from "../../assembler/module.ts";
import type { Vectors } from "./vectors.ts";

type V = Code<"v128">;

/** Where one side of a product lies: bytes between its rows (or columns), and between steps of the depth. */
export interface Lie {
  readonly outer: number;
  readonly inner: number;
}

/** One side of a tile, from its first element on. */
export interface Panel extends Lie {
  readonly at: Local<"i32">;
}

/** The result of a tile, from its first element on. */
export interface Out {
  readonly at: Local<"i32">;
  readonly row: number;
  readonly column: number;
}

/** A tile to be written. */
export interface Tile {
  readonly rows: number;
  readonly columns: number;
  /** A number, or, where it is known only when the program runs, a variable that is at least 1. */
  readonly depth: number | Local<"i32">;
  readonly a: Panel;
  readonly b: Panel;
  readonly out: Out;
  /** Whether sums are added to what the result holds already; otherwise they replace it. */
  readonly adds?: Code<"i32">;
}

/** What is done with the sums of a tile before they are stored: vectors along the columns, by rows. */
export type Finish = (sums: readonly (readonly V[])[], tile: Tile) => readonly (readonly V[])[];

/** So many vectors are read without a loop. */
const straight = 24;

/** Writes tiles into one function, whose variables they share. */
export class Tiles {
  readonly #variables: Variables;
  readonly #vectors: Vectors;
  readonly #isFused: boolean;
  readonly #known: Local<"v128">[] = [];
  readonly #a: Local<"i32">;
  readonly #b: Local<"i32">;
  readonly #k: Local<"i32">;

  constructor(variables: Variables, vectors: Vectors, isFused: boolean) {
    this.#variables = variables;
    this.#vectors = vectors;
    this.#isFused = isFused;
    [this.#a, this.#b, this.#k] = [variables.local("i32"), variables.local("i32"), variables.local("i32")];
  }

  /** A tile with vectors along its columns; b must lie in rows. */
  spread(tile: Tile, finish?: Finish): Statement[] {
    const { rows, columns, depth, a, b } = tile;
    const parts = this.#parts(columns);
    const sums = grid(rows, parts.length, (k) => this.#vector(k));
    const ofB = parts.map((_, v) => this.#vector(rows * parts.length + v));
    const ofA = this.#vector((rows + 1) * parts.length);
    const { load, spread, count, bytes } = this.#vectors;
    const step = (fromA: Code<"i32">, fromB: Code<"i32">, k: number): Statement[] => [
      ...parts.map((size, v) =>
        (ofB[v] as Local<"v128">).set(load(fromB, size, k * b.inner + v * count * bytes)),
      ),
      ...sums.flatMap((row, i) => [
        ofA.set(spread(fromA, k * a.inner + i * a.outer)),
        ...row.map((sum, v) => this.#add(sum, ofA, ofB[v] as Local<"v128">)),
      ]),
    ];
    return [
      ...sums.flat().map((sum) => sum.set(this.#vectors.zero)),
      ...(typeof depth === "number" && depth * (rows + parts.length) <= straight
        ? Array.from({ length: depth }, (_, k) => step(a.at.get, b.at.get, k)).flat()
        : this.#steps(tile, 1, step)),
      ...this.#stored(tile, sums, finish),
    ];
  }

  /** A tile with vectors along its depth, which is a number; both sides must lie along it. */
  dots(tile: Tile, finish?: Finish): Statement[] {
    const { rows, columns, a, b } = tile;
    const depth = tile.depth as number;
    const sums = grid(rows, columns, (k) => this.#vector(k));
    const ofB = Array.from({ length: columns }, (_, j) => this.#vector(rows * columns + j));
    const ofA = this.#vector((rows + 1) * columns);
    const { load, count, bytes } = this.#vectors;
    const step =
      (size: number) =>
      (fromA: Code<"i32">, fromB: Code<"i32">, k: number): Statement[] => [
        ...ofB.map((of, j) => of.set(load(fromB, size, k * count * bytes + j * b.outer))),
        ...sums.flatMap((row, i) => [
          ofA.set(load(fromA, size, k * count * bytes + i * a.outer)),
          ...row.map((sum, j) => this.#add(sum, ofA, ofB[j] as Local<"v128">)),
        ]),
      ];
    const full = Math.floor(depth / count);
    const isStraight = full * (rows + columns) <= straight;
    const [fromA, fromB] = isStraight ? [a.at.get, b.at.get] : [this.#a.get, this.#b.get];
    return [
      ...sums.flat().map((sum) => sum.set(this.#vectors.zero)),
      ...(isStraight
        ? Array.from({ length: full }, (_, k) => step(count)(fromA, fromB, k)).flat()
        : this.#steps({ ...tile, depth: full }, count, step(count))),
      ...(depth % count > 0 ? step(depth % count)(fromA, fromB, isStraight ? full : 0) : []),
      ...this.#across(sums, (together) => this.#stored(tile, together, finish)),
    ];
  }

  /** Runs through the depth, so many steps at once. */
  #steps(
    { depth, a, b }: Tile,
    size: number,
    step: (a: Code<"i32">, b: Code<"i32">, k: number) => Statement[],
  ): Statement[] {
    const [fromA, fromB, k] = [this.#a, this.#b, this.#k];
    return [
      fromA.set(a.at.get),
      fromB.set(b.at.get),
      k.set(typeof depth === "number" ? i32.const(depth) : depth.get),
      block((exit) => [loop((again) => [
        ...Array.from({ length: U.n }, (_, u) => [
          ...step(fromA.get, fromB.get, u),
          ...(u < U.n - 1 ? [branchIf(i32.eqz(k.tee(i32.sub(k.get, i32.const(1)))), exit)] : [])]).flat(),
        fromA.set(i32.add(fromA.get, i32.const(U.n * size * a.inner))),
        fromB.set(i32.add(fromB.get, i32.const(U.n * size * b.inner))),
        branchIf(k.tee(i32.sub(k.get, i32.const(1))), again),
      ])]),
    ];
  }

  #add(sum: Local<"v128">, a: Local<"v128">, b: Local<"v128">): Statement {
    const { add, mul, fused } = this.#vectors;
    return sum.set(this.#isFused ? fused(a.get, b.get, sum.get) : add(sum.get, mul(a.get, b.get)));
  }

  /** Adds up the lanes of each sum, and puts the results of neighbours into one vector. */
  #across(
    sums: readonly Local<"v128">[][],
    use: (together: readonly Local<"v128">[][]) => Statement[],
  ): Statement[] {
    const { count, zero, add } = this.#vectors;
    const before: Statement[] = [];
    const together = sums.map((row) =>
      this.#parts(row.length).map((size, v) => {
        const few = Array.from(
          { length: count },
          (_, k) => (k < size ? (row[v * count + k] as Local).get : zero) as V,
        );
        const { code, rows } = transposed(this.#vectors, this.#variables, few);
        const sum = row[v * count] as Local<"v128">;
        before.push(...code, sum.set(rows.reduce((so, one) => add(so, one))));
        return sum;
      }),
    );
    return [...before, ...use(together)];
  }

  /** Stores finished sums. */
  #stored(tile: Tile, sums: readonly Local<"v128">[][], finish: Finish | undefined): Statement[] {
    const { out, columns, adds } = tile;
    const { load, loadLane, store, storeLane, add, zero, count, bytes } = this.#vectors;
    const inRows = out.column === bytes;
    const parts = this.#parts(columns);
    const lanes = (size: number): number[] => Array.from({ length: size }, (_, lane) => lane);
    const offset = (i: number, v: number, lane: number): number =>
      i * out.row + (v * count + lane) * out.column;
    const held = (i: number, v: number, size: number): V =>
      inRows
        ? load(out.at.get, size, offset(i, v, 0))
        : lanes(size).reduce((x, lane) => loadLane(out.at.get, x, lane, offset(i, v, lane)), zero);
    const added = sums.flatMap((row, i) =>
      row.map((sum, v) => sum.set(add(held(i, v, parts[v] as number), sum.get))),
    );
    const values = sums.map((row) => row.map(({ get }) => get));
    const finished = finish === undefined ? values : finish(values, tile);
    return [
      ...(adds === undefined ? [] : [when(adds, added)]),
      ...finished.flatMap((row, i) =>
        row.flatMap((value, v) => {
          const size = parts[v] as number;
          if (inRows) return store(out.at.get, value, size, offset(i, v, 0));
          return lanes(size).map((lane) => storeLane(out.at.get, value, lane, offset(i, v, lane)));
        }),
      ),
    ];
  }

  /** How many elements each vector of a row has. */
  #parts(columns: number): number[] {
    const { count } = this.#vectors;
    return Array.from({ length: Math.ceil(columns / count) }, (_, v) => Math.min(count, columns - v * count));
  }

  #vector(k: number): Local<"v128"> {
    this.#known[k] ??= this.#variables.local("v128");
    return this.#known[k];
  }
}

const grid = <T>(rows: number, columns: number, make: (k: number) => T): T[][] =>
  Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (_, j) => make(i * columns + j)));

/** Vectors whose lane k is what the k-th of the given ones has, and the code that must run before. */
export function transposed(
  { count, shuffle }: Vectors,
  variables: Variables,
  given: readonly V[],
): { code: Statement[]; rows: V[] } {
  const [a, b, c, d] = given as [V, V, V, V];
  if (count === 2) return { code: [], rows: [shuffle(a, b, [0, 2]), shuffle(a, b, [1, 3])] };
  const pairs = [
    shuffle(a, b, [0, 4, 1, 5]),
    shuffle(a, b, [2, 6, 3, 7]),
    shuffle(c, d, [0, 4, 1, 5]),
    shuffle(c, d, [2, 6, 3, 7]),
  ].map((value) => ({ value, local: variables.local("v128") }));
  const [p, q, r, s] = pairs.map(({ local }) => local.get) as [V, V, V, V];
  return {
    code: pairs.map(({ value, local }) => local.set(value)),
    rows: [
      shuffle(p, r, [0, 1, 4, 5]),
      shuffle(p, r, [2, 3, 6, 7]),
      shuffle(q, s, [0, 1, 4, 5]),
      shuffle(q, s, [2, 3, 6, 7]),
    ],
  };
}

export const U = { n: 1 };
