// Matrix products as functions of a module, which take the addresses of a, b and the result. Everything else about a
// product is known beforehand, so that each shape gets code of its own; functions with equal code are shared.
import { branchIf, type Code, loop, type Statement, select } from "../assembler/code.ts";
import { i32, memory } from "../assembler/instructions.ts";
import type { Body, Func, Local, Module, Variables } from "../assembler/module.ts";
import type { Product } from "../loops/statement.ts";
import type { Lanes } from "./lanes.ts";
import { type Packing, packed, packedLie } from "./product/pack.ts";
import { type Lie, Tiles } from "./product/tile.ts";
import { vectors as allVectors, type Vectors } from "./product/vectors.ts";
import { type Way, wayOf } from "./product/way.ts";

/** What products are written for. */
export interface ProductTarget {
  readonly precision: Lanes["precision"];
  /** Whether to multiply and add in one step (relaxed SIMD). */
  readonly isFused: boolean;
  /** Where the memory begins that all products use while they run. */
  readonly scratch: number;
}

type Address = Local<"i32">;

/** Where a part of a product begins, and how much of the depth it takes. */
interface Start {
  readonly a: Address;
  readonly b: Address;
  readonly out: Address;
  readonly depth: number | Address;
  readonly adds?: Code<"i32">;
}

/** A function that is being written. */
interface Within {
  readonly variables: Variables;
  readonly tiles: Tiles;
}

const three = ["i32", "i32", "i32"] as const;
const five = ["i32", "i32", "i32", "i32", "i32"] as const;
const constant = i32.const;
const valueOf = (depth: number | Address): Code<"i32"> =>
  typeof depth === "number" ? constant(depth) : depth.get;

/** Writes the products of one module. */
export class Products {
  readonly #module: Module;
  readonly #target: ProductTarget;
  readonly #vectors: Vectors;
  readonly #known = new Map<string, Func>();

  constructor(module: Module, target: ProductTarget) {
    this.#module = module;
    this.#target = target;
    this.#vectors = allVectors[target.precision];
  }

  /** The function of a product: it takes where a, b and the result begin. */
  of(product: Product, way: Way = wayOf(product, this.#target)): Func<typeof three, "none"> {
    const { batch, a, b, strides } = product;
    const by = [a.batch, b.batch, strides.batch].map((step) => step * this.#vectors.bytes);
    const [byA, byB, byOut] = by as [number, number, number];
    return this.#once(["product", way, batch, by], three, ([atA, atB, atOut], variables) => {
      const within = this.#within(variables);
      const moves = [
        [atA, constant(byA)],
        [atB, constant(byB)],
        [atOut, constant(byOut)],
      ] as const;
      return along(within, batch, 1, moves, ([first, second, out]) => {
        const [a, b] = way.isSwapped ? [second, first] : [first, second];
        return this.#depths(way, { a, b, out, depth: way.form.depth }, within);
      });
    });
  }

  #within(variables: Variables): Within {
    return { variables, tiles: new Tiles(variables, this.#vectors, this.#target.isFused) };
  }

  /** A function that is written once for equal facts. */
  #once<const P extends readonly "i32"[]>(facts: unknown, params: P, body: Body<P>): Func<P, "none"> {
    const key = JSON.stringify(facts);
    const known = this.#known.get(key) ?? this.#module.func({ params, result: "none" }, body);
    this.#known.set(key, known as Func);
    return known as Func<P, "none">;
  }

  /** The depth in blocks, whose sums add up in the result. */
  #depths(way: Way, start: Start, within: Within): Statement[] {
    const { form, blocks } = way;
    if (form.depth <= blocks.depth) return this.#blocks(way, start, within);
    const [a, b, left, depth, adds] = locals(within, 5) as [Address, Address, Address, Address, Address];
    const most = constant(blocks.depth);
    return [
      a.set(start.a.get),
      b.set(start.b.get),
      left.set(constant(form.depth)),
      adds.set(constant(0)),
      loop((again) => [
        depth.set(select(i32.lt(left.get, most), left.get, most)),
        ...this.#blocks(way, { a, b, out: start.out, depth, adds: adds.get }, within),
        a.set(i32.add(a.get, i32.mul(depth.get, constant(form.a.inner)))),
        b.set(i32.add(b.get, i32.mul(depth.get, constant(form.b.inner)))),
        adds.set(constant(1)),
        branchIf(left.tee(i32.sub(left.get, depth.get)), again),
      ]),
    ];
  }

  /** The result in blocks, for each of which panels are packed. */
  #blocks(way: Way, start: Start, within: Within): Statement[] {
    const { form, blocks, tile, packs } = way;
    const { a, b, out } = form;
    const { scratch } = this.#target;
    const side = { depth: start.depth, within };
    const toA = scratch + blocks.packedB;
    const byColumns = blocks.columns;
    return along(
      within,
      form.columns,
      byColumns,
      [
        [start.b, constant(byColumns * b.outer)] as const,
        [start.out, constant(byColumns * out.column)] as const,
      ],
      ([fromB, outB], columns) => {
        const panelsB = packs.b
          ? this.#packed({ size: tile.columns, lie: b, isPadded: true }, columns, fromB, scratch, side)
          : { code: [], at: fromB };
        return [
          ...panelsB.code,
          ...along(
            within,
            form.rows,
            blocks.rows,
            [
              [start.a, constant(blocks.rows * a.outer)] as const,
              [outB, constant(blocks.rows * out.row)] as const,
            ],
            ([fromA, outA], rows) => {
              const panelsA = packs.a
                ? this.#packed({ size: tile.rows, lie: a, isPadded: false }, rows, fromA, toA, side)
                : { code: [], at: fromA };
              const block = { ...start, a: panelsA.at, b: panelsB.at, out: outA };
              return [...panelsA.code, ...this.#block(way, rows, columns, block, within)];
            },
          ),
        ];
      },
    );
  }

  /** Packs panels one after the other. */
  #packed(
    packing: Packing,
    total: number,
    from: Address,
    to: number,
    { depth, within }: { depth: Start["depth"]; within: Within },
  ): { code: Statement[]; at: Address } {
    const [at] = locals(within, 1) as [Address];
    const moves = [
      [from, constant(packing.size * packing.lie.outer)],
      [at, i32.mul(valueOf(depth), constant(packedLie(this.#vectors, packing).inner))],
    ] as const;
    const code = along(within, total, packing.size, moves, ([from, to], size) => {
      const panel = { ...packing, size };
      const pack = this.#once(["pack", panel], three, (params, variables) =>
        packed(this.#vectors, panel, params, variables),
      );
      return [pack.call(from.get, to.get, valueOf(depth))];
    });
    return { code: [at.set(constant(to)), ...code], at };
  }

  /** A block of the result, in tiles; as a function of its own where the product is large. */
  #block(way: Way, rows: number, columns: number, start: Start, within: Within): Statement[] {
    if (way.isInline) return this.#panels(way, rows, columns, start, within);
    return this.#called(["block", way, rows, columns], start, (inside, within) =>
      this.#panels(way, rows, columns, inside, within),
    );
  }

  #panels(way: Way, rows: number, columns: number, start: Start, within: Within): Statement[] {
    const { tile, packs, form } = way;
    const lieOf = (side: "a" | "b", size: number): Lie =>
      packs[side] ? packedLie(this.#vectors, { size, lie: form[side], isPadded: side === "b" }) : form[side];
    const next = (side: "a" | "b", size: number): Code<"i32"> =>
      packs[side]
        ? i32.mul(valueOf(start.depth), constant(lieOf(side, size).inner))
        : constant(size * form[side].outer);
    const byColumns = [
      [start.b, next("b", tile.columns)],
      [start.out, constant(tile.columns * form.out.column)],
    ] as const;
    return along(within, columns, tile.columns, byColumns, ([b, outB], columns) => {
      const byRows = [
        [start.a, next("a", tile.rows)],
        [outB, constant(tile.rows * form.out.row)],
      ] as const;
      return along(within, rows, tile.rows, byRows, ([a, out], rows) => {
        const lies = { a: lieOf("a", rows), b: lieOf("b", columns), out: form.out };
        const write = ({ a, b, out, ...rest }: Start, { tiles }: Within): Statement[] =>
          tiles[way.kind]({
            rows,
            columns,
            ...rest,
            a: { ...lies.a, at: a },
            b: { ...lies.b, at: b },
            out: { ...lies.out, at: out },
          });
        const tileStart = { ...start, a, b, out };
        if (way.isInline) return write(tileStart, within);
        return this.#called(["tile", way.kind, rows, columns, lies], tileStart, write);
      });
    });
  }

  /** Code as a call of a function. */
  #called(facts: unknown[], start: Start, body: (start: Start, within: Within) => Statement[]): Statement[] {
    const fixed = typeof start.depth === "number" ? start.depth : undefined;
    const called = this.#once(
      [...facts, fixed, start.adds !== undefined],
      five,
      ([a, b, out, depth, adds], variables) =>
        body(
          { a, b, out, depth: fixed ?? depth, ...(start.adds === undefined ? {} : { adds: adds.get }) },
          this.#within(variables),
        ),
    );
    return [
      called.call(start.a.get, start.b.get, start.out.get, valueOf(start.depth), start.adds ?? constant(0)),
    ];
  }
}

function locals({ variables }: Within, count: number): Address[] {
  return Array.from({ length: count }, () => variables.local("i32"));
}

/** Runs a body for each full part of a whole, and for what is left, with addresses that move along. */
function along<const M extends readonly (readonly [Address, Code<"i32">])[]>(
  within: Within,
  whole: number,
  part: number,
  moves: M,
  body: (at: { [K in keyof M]: Address }, size: number) => Statement[],
): Statement[] {
  type At = { [K in keyof M]: Address };
  if (whole <= part) return whole > 0 ? body(moves.map(([start]) => start) as unknown as At, whole) : [];
  const at = locals(within, moves.length);
  const [count] = locals(within, 1) as [Address];
  const turns = Math.floor(whole / part);
  const inside = [
    ...body(at as unknown as At, part),
    ...at.map((one, k) => one.set(i32.add(one.get, (moves[k] as M[number])[1]))),
  ];
  return [
    ...at.map((one, k) => one.set((moves[k] as M[number])[0].get)),
    count.set(constant(turns)),
    ...(turns === 1
      ? inside
      : [loop((again) => [...inside, branchIf(count.tee(i32.sub(count.get, constant(1))), again)])]),
    ...(whole % part > 0 ? body(at as unknown as At, whole % part) : []),
  ];
}
