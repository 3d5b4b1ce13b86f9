// The innermost part of a matrix product: a few rows times a few columns, whose sums stay in variables while the depth
// is run through. Either vectors lie along the columns, and elements of a are spread over them; or, where both sides
// lie along the depth, vectors do too, and their lanes are added up at the end.
import { branchIf, type Code, loop, type Statement, when } from "../../assembler/code.ts";
import type { Local, Variables } from "../../assembler/module.ts";
import { i32 } from "../../assembler/scalar.ts";
import { partsOf, transposed, type Vectors } from "./vectors.ts";

type Address = Code<"i32">;
type Sums = readonly (readonly Local<"v128">[])[];
/** Adds one step of the depth to the sums; the offsets are from the addresses of a and b. */
type Step = (fromA: Address, fromB: Address, offsetA: number, offsetB: number) => Statement[];

/** Where one side of a product lies: bytes between its rows (or columns), and between steps of the depth. */
export interface Lie {
  readonly outer: number;
  readonly inner: number;
}

/** A tile to be written. */
export interface Tile {
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
  readonly a: Lie & { readonly at: Local<"i32"> };
  readonly b: Lie & { readonly at: Local<"i32"> };
  readonly out: { readonly at: Local<"i32">; readonly row: number; readonly column: number };
  /** Where it is known only when the program runs: whether sums are added to what the result holds already. */
  readonly adds?: Code<"i32">;
  /** What becomes of the whole sums, vectors along the columns, before they are stored: a fused activation, say. */
  readonly finish?: (sums: Sums) => Statement[];
}

/** The most vectors that straight code keeps: more would not fit into registers, since V8 reads all of them first. */
const straight = 20;

/** Writes tiles into one function, whose variables they share. */
export class Tiles {
  readonly #variables: Variables;
  readonly #vectors: Vectors;
  readonly #isFused: boolean;
  readonly #known: Local<"v128">[] = [];
  readonly #a: Local<"i32">;
  readonly #b: Local<"i32">;
  readonly #count: Local<"i32">;

  constructor(variables: Variables, vectors: Vectors, isFused: boolean) {
    this.#variables = variables;
    this.#vectors = vectors;
    this.#isFused = isFused;
    [this.#a, this.#b, this.#count] = [
      variables.local("i32"),
      variables.local("i32"),
      variables.local("i32"),
    ];
  }

  /** A tile with vectors along its columns, along which b must lie. */
  spread(tile: Tile): Statement[] {
    const { rows, columns, depth, a } = tile;
    const { load, spread, count, bytes } = this.#vectors;
    const parts = partsOf(columns, count);
    const sums = this.#grid(rows, parts.length);
    const [ofA, ...ofB] = this.#after(sums, 1 + parts.length) as [Local<"v128">, ...Local<"v128">[]];
    const step: Step = (fromA, fromB, offsetA, offsetB) => [
      ...ofB.map((of, v) => of.set(load(fromB, parts[v] as number, offsetB + v * count * bytes))),
      ...inOrder(sums, tile).flatMap((row) => [
        ofA.set(spread(fromA, offsetA + sums.indexOf(row) * a.outer)),
        ...this.#added(row, ofA, ofB, tile),
      ]),
    ];
    return [...this.#steps(tile, sums, depth, 1, step).code, ...this.#stored(tile, sums)];
  }

  /** A tile with vectors along its depth, along which both sides must lie. */
  dots(tile: Tile): Statement[] {
    const { rows, columns, depth, a, b } = tile;
    const { load, count } = this.#vectors;
    const sums = this.#grid(rows, columns);
    const [ofA, ...ofB] = this.#after(sums, 1 + columns) as [Local<"v128">, ...Local<"v128">[]];
    const step =
      (size: number): Step =>
      (fromA, fromB, offsetA, offsetB) => [
        ...ofB.map((of, j) => of.set(load(fromB, size, offsetB + j * b.outer))),
        ...inOrder(sums, tile).flatMap((row) => [
          ofA.set(load(fromA, size, offsetA + sums.indexOf(row) * a.outer)),
          ...this.#added(row, ofA, ofB, tile),
        ]),
      ];
    const { code, rest } = this.#steps(tile, sums, Math.floor(depth / count), count, step(count));
    const last = depth % count > 0 ? rest(step(depth % count)) : [];
    const across = this.#across(sums);
    return [...code, ...last, ...across.code, ...this.#stored(tile, across.sums)];
  }

  /** Runs through the depth in so many steps of a size; `rest` adds one more step, of another size. */
  #steps(
    { rows, a, b }: Tile,
    sums: Sums,
    steps: number,
    size: number,
    step: Step,
  ): { code: Statement[]; rest: (step: Step) => Statement[] } {
    const zeros = sums.flat().map((sum) => sum.set(this.#vectors.zero));
    const width = (sums[0] as Sums[number]).length;
    const [byA, byB] = [size * a.inner, size * b.inner];
    if (steps * (rows + width) + rows * width <= straight) {
      const at = (k: number, step: Step): Statement[] => step(a.at.get, b.at.get, k * byA, k * byB);
      const code = Array.from({ length: steps }, (_, k) => at(k, step));
      return { code: [...zeros, ...code.flat()], rest: (step) => at(steps, step) };
    }
    const [fromA, fromB, count] = [this.#a, this.#b, this.#count];
    const code = [
      ...zeros,
      fromA.set(a.at.get),
      fromB.set(b.at.get),
      count.set(i32.const(steps)),
      loop((again) => [
        ...step(fromA.get, fromB.get, 0, 0),
        fromA.set(i32.add(fromA.get, i32.const(byA))),
        fromB.set(i32.add(fromB.get, i32.const(byB))),
        branchIf(count.tee(i32.sub(count.get, i32.const(1))), again),
      ]),
    ];
    return { code, rest: (step) => step(fromA.get, fromB.get, 0, 0) };
  }

  /** Adds products of one vector with several ones to sums. */
  #added(sums: Sums[number], a: Local<"v128">, b: readonly Local<"v128">[], tile: Tile): Statement[] {
    const { add, mul, fused } = this.#vectors;
    return inOrder(sums, tile).map((sum) => {
      const [x, y] = [a.get, (b[sums.indexOf(sum)] as Local<"v128">).get];
      return sum.set(this.#isFused ? fused(x, y, sum.get) : add(sum.get, mul(x, y)));
    });
  }

  /** Adds up the lanes of each sum, and puts the results of neighbours into one vector. */
  #across(sums: Sums): { code: Statement[]; sums: Sums } {
    const { count, zero, add } = this.#vectors;
    const code: Statement[] = [];
    const together = sums.map((row) =>
      partsOf(row.length, count).map((size, v) => {
        const few = row.slice(v * count, v * count + size);
        const lanes = Array.from({ length: count }, (_, k) => few[k]?.get ?? zero);
        const { before, across } = transposed(this.#vectors, this.#variables, lanes);
        const sum = few[0] as Local<"v128">;
        code.push(...before, sum.set(across.reduce(add)));
        return sum;
      }),
    );
    return { code, sums: together };
  }

  #stored(tile: Tile, sums: Sums): Statement[] {
    const { out, columns, adds, finish } = tile;
    const { load, loadLane, store, storeLane, add, zero, count, bytes } = this.#vectors;
    const at = out.at.get;
    const isRow = out.column === bytes;
    const vectors = sums.flatMap((row, i) =>
      partsOf(columns, count).map((size, v) => ({
        sum: row[v] as Local<"v128">,
        size,
        first: i * out.row + v * count * out.column,
        offsets: Array.from({ length: size }, (_, lane) => i * out.row + (v * count + lane) * out.column),
      })),
    );
    const added = vectors.map(({ sum, size, first, offsets }) => {
      const held = isRow
        ? load(at, size, first)
        : offsets.reduce((x, offset, lane) => loadLane(at, x, lane, offset), zero);
      return sum.set(add(held, sum.get));
    });
    const stores = vectors.flatMap(({ sum, size, first, offsets }) =>
      isRow
        ? store(at, sum.get, size, first)
        : offsets.map((offset, lane) => storeLane(at, sum.get, lane, offset)),
    );
    return [...(adds === undefined ? [] : [when(adds, added)]), ...(finish?.(sums) ?? []), ...stores];
  }

  #grid(rows: number, width: number): Sums {
    return Array.from({ length: rows }, (_, i) =>
      Array.from({ length: width }, (_, v) => this.#vector(i * width + v)),
    );
  }

  #after(sums: Sums, count: number): Local<"v128">[] {
    const taken = sums.flat().length;
    return Array.from({ length: count }, (_, k) => this.#vector(taken + k));
  }

  #vector(k: number): Local<"v128"> {
    this.#known[k] ??= this.#variables.local("v128");
    return this.#known[k];
  }
}

/**
 * The order in which sums are added to. Where they go through a branch afterwards, V8 11.3 turns the order around, and
 * then waits for what is read last; so they are turned around before it does.
 */
const inOrder = <T>(sums: readonly T[], { adds }: Tile): readonly T[] =>
  adds === undefined ? sums : [...sums].reverse();
