// Matrix products as functions of a module, which take the addresses of a, b and the result. Everything else about a
// product is known beforehand, so that each shape gets code of its own; functions with equal code are shared.
import { branchIf, type Code, loop, type Statement } from "../assembler/code.ts";
import type { Body, Func, Local, Module, Variables } from "../assembler/module.ts";
import { i32 } from "../assembler/scalar.ts";
import type { Product } from "../loops/statement.ts";
import type { Precision } from "./lanes/width.ts";
import { type Packing, packed, packedLie } from "./product/pack.ts";
import { type Lie, Tiles } from "./product/tile.ts";
import { vectors as allVectors, type Vectors } from "./product/vectors.ts";
import { type Way, wayOf } from "./product/way.ts";

/** What products are written for. */
export interface ProductTarget {
  readonly precision: Precision;
  /** Whether to multiply and add in one step, where the machine does (relaxed SIMD). */
  readonly isFused: boolean;
  /** Where the memory begins that all products of a thread use while they run: see `wayOf` for how much it is. */
  readonly scratch: Code<"i32">;
}

type Address = Local<"i32">;

/** Where a part of a product begins, and how much of the depth it takes. */
interface Start {
  readonly a: Address;
  readonly b: Address;
  readonly out: Address;
  readonly depth: number;
  readonly adds?: Code<"i32">;
}

/** The function that is being written. */
interface Within {
  readonly variables: Variables;
  readonly tiles: Tiles;
}

/** A way through memory: where it begins, and how far the next part is. */
type Path = readonly [Address, number];

const two = ["i32", "i32"] as const;
const three = ["i32", "i32", "i32"] as const;
const four = ["i32", "i32", "i32", "i32"] as const;

/** Writes the products of one module. */
export class Products {
  readonly #module: Module;
  readonly #target: ProductTarget;
  readonly #vectors: Vectors;
  readonly #known = new Map<string, Func<readonly "i32"[], "none">>();

  constructor(module: Module, target: ProductTarget) {
    this.#module = module;
    this.#target = target;
    this.#vectors = allVectors[target.precision];
  }

  /** The function of a product: it takes where a, b and the result begin. */
  of(product: Product, way: Way = wayOf(product, this.#target.precision)): Func<typeof three, "none"> {
    const { batch, a, b, strides } = product;
    const by = [a.batch, b.batch, strides.batch].map((step) => step * this.#vectors.bytes);
    return this.#once(["product", way, batch, by], three, (params, within) => {
      const paths = params.map((at, k): Path => [at, by[k] as number]);
      return along(within, batch, 1, paths, (_, first, second, out) => {
        const [a, b] = way.isSwapped ? [second, first] : [first, second];
        return this.#depths(way, { a, b, out, depth: way.form.depth }, within);
      });
    });
  }

  /** A function that is written once for equal facts. */
  #once<const P extends readonly "i32"[]>(
    facts: readonly unknown[],
    params: P,
    body: (params: Parameters<Body<P>>[0], within: Within) => Statement[],
  ): Func<P, "none"> {
    const key = JSON.stringify(facts);
    const known = this.#known.get(key);
    if (known !== undefined) return known as Func<P, "none">;
    const written = this.#module.func({ params, result: "none" }, (given, variables) =>
      body(given, { variables, tiles: new Tiles(variables, this.#vectors, this.#target.isFused) }),
    );
    this.#known.set(key, written);
    return written;
  }

  /** The depth in blocks, whose sums add up in the result. */
  #depths(way: Way, start: Start, within: Within): Statement[] {
    const { form, blocks } = way;
    if (form.depth <= blocks.depth) return this.#blocks(way, start, within);
    const adds = within.variables.local("i32");
    const paths: Path[] = [
      [start.a, blocks.depth * form.a.inner],
      [start.b, blocks.depth * form.b.inner],
    ];
    return [
      adds.set(i32.const(0)),
      ...along(within, form.depth, blocks.depth, paths, (depth, a, b) => [
        ...this.#blocks(way, { ...start, a, b, depth, adds: adds.get }, within),
        adds.set(i32.const(1)),
      ]),
    ];
  }

  /** The result in blocks, before each of which panels are packed. */
  #blocks(way: Way, start: Start, within: Within): Statement[] {
    const { form, blocks, packs, scratch } = way;
    const byColumns: Path[] = [
      [start.b, blocks.columns * form.b.outer],
      [start.out, blocks.columns * form.out.column],
    ];
    return along(within, form.columns, blocks.columns, byColumns, (columns, fromB, outB) => {
      const b = packs.b ? within.variables.local("i32") : fromB;
      const byRows: Path[] = [
        [start.a, blocks.rows * form.a.outer],
        [outB, blocks.rows * form.out.row],
      ];
      return [
        ...(packs.b
          ? this.#packed(way, "b", columns, { ...start, b }, fromB, this.#target.scratch, within)
          : []),
        ...along(within, form.rows, blocks.rows, byRows, (rows, fromA, out) => {
          const a = packs.a ? within.variables.local("i32") : fromA;
          const block = { ...start, a, b, out };
          const to = i32.add(this.#target.scratch, i32.const(scratch.b));
          return [
            ...(packs.a ? this.#packed(way, "a", rows, block, fromA, to, within) : []),
            ...(way.isInline
              ? this.#block(way, rows, columns, block, within)
              : this.#called(way, rows, columns, block)),
          ];
        }),
      ];
    });
  }

  /** Packs the panels of a block one after the other. */
  #packed(
    way: Way,
    side: "a" | "b",
    total: number,
    start: Start,
    from: Address,
    scratch: Code<"i32">,
    within: Within,
  ): Statement[] {
    const packing = { ...this.#packing(way, side), depth: start.depth };
    const paths: Path[] = [
      [from, packing.size * packing.lie.outer],
      [start[side], start.depth * packedLie(this.#vectors, packing).inner],
    ];
    return [
      start[side].set(scratch),
      ...along(within, total, packing.size, paths, (size, from, to) => {
        const panel = { ...packing, size };
        const pack = this.#once(["pack", panel], two, (params, { variables }) =>
          packed(this.#vectors, panel, params, variables),
        );
        return [pack.call(from.get, to.get)];
      }),
    ];
  }

  /** A block of the result as a function of its own: V8 makes functions faster when they are called again. */
  #called(way: Way, rows: number, columns: number, { a, b, out, depth, adds }: Start): Statement[] {
    const facts = ["block", way, rows, columns, depth, adds !== undefined];
    const block = this.#once(facts, four, ([a, b, out, added], within) =>
      this.#block(
        way,
        rows,
        columns,
        { a, b, out, depth, ...(adds === undefined ? {} : { adds: added.get }) },
        within,
      ),
    );
    return [block.call(a.get, b.get, out.get, adds ?? i32.const(0))];
  }

  /** A block of the result, in tiles. */
  #block(way: Way, rows: number, columns: number, start: Start, within: Within): Statement[] {
    const { tile, form, kind } = way;
    const byRows = (out: Address, body: (rows: number, a: Address, out: Address) => Statement[]) =>
      along(
        within,
        rows,
        tile.rows,
        [
          [start.a, this.#next(way, "a", start.depth)],
          [out, tile.rows * form.out.row],
        ],
        body,
      );
    const byColumns = (out: Address, body: (columns: number, b: Address, out: Address) => Statement[]) =>
      along(
        within,
        columns,
        tile.columns,
        [
          [start.b, this.#next(way, "b", start.depth)],
          [out, tile.columns * form.out.column],
        ],
        body,
      );
    const write = (rows: number, columns: number, a: Address, b: Address, out: Address): Statement[] =>
      within.tiles[kind]({
        ...start,
        rows,
        columns,
        a: { ...this.#lie(way, "a", rows), at: a },
        b: { ...this.#lie(way, "b", columns), at: b },
        out: { ...form.out, at: out },
      });
    return way.isByRows
      ? byRows(start.out, (rows, a, out) =>
          byColumns(out, (columns, b, out) => write(rows, columns, a, b, out)),
        )
      : byColumns(start.out, (columns, b, out) =>
          byRows(out, (rows, a, out) => write(rows, columns, a, b, out)),
        );
  }

  /** How whole panels of a side are packed. */
  #packing({ tile, form }: Way, side: "a" | "b"): Omit<Packing, "depth"> {
    return side === "a"
      ? { size: tile.rows, lie: form.a, isPadded: false }
      : { size: tile.columns, lie: form.b, isPadded: true };
  }

  /** How a panel of so many rows (or columns) lies where tiles read it. */
  #lie(way: Way, side: "a" | "b", size: number): Lie {
    return way.packs[side] ? packedLie(this.#vectors, { ...this.#packing(way, side), size }) : way.form[side];
  }

  /** How far it is from one panel to the next. */
  #next(way: Way, side: "a" | "b", depth: number): number {
    const packing = this.#packing(way, side);
    return way.packs[side]
      ? depth * packedLie(this.#vectors, packing).inner
      : packing.size * packing.lie.outer;
  }
}

/** Runs a body for each whole part of something, and for what is left, with addresses that move along. */
function along(
  { variables }: Within,
  total: number,
  part: number,
  paths: readonly Path[],
  body: (size: number, ...at: [Address, Address, Address]) => Statement[],
): Statement[] {
  type Three = [Address, Address, Address];
  if (total <= part) return total > 0 ? body(total, ...(paths.map(([start]) => start) as Three)) : [];
  const moving = paths.map(([start, step]) => ({ start, step, at: variables.local("i32") }));
  const places = moving.map(({ at }) => at) as Three;
  const count = variables.local("i32");
  const turns = Math.floor(total / part);
  const one = [
    ...body(part, ...places),
    ...moving.map(({ at, step }) => at.set(i32.add(at.get, i32.const(step)))),
  ];
  const next = count.tee(i32.sub(count.get, i32.const(1)));
  return [
    ...moving.map(({ at, start }) => at.set(start.get)),
    ...(turns === 1 ? one : [count.set(i32.const(turns)), loop((again) => [...one, branchIf(next, again)])]),
    ...(total % part > 0 ? body(total % part, ...places) : []),
  ];
}
