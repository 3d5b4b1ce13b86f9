// How a product of given sizes and strides is computed: with which tile, what is packed, and in which blocks. Costs are
// counted in instructions, as V8 writes them; the sizes of blocks are those of Goto and van de Geijn (Anatomy of
// high-performance matrix multiplication, 2008) for a first cache of 32 KiB and a second one of 512 KiB or more.
import type { Product } from "../../loops/statement.ts";
import type { Precision } from "../lanes/width.ts";
import type { Lie } from "./tile.ts";
import { type Vectors, vectors } from "./vectors.ts";

/** A product without its batch, with strides in bytes. */
interface Form {
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
  readonly a: Lie;
  readonly b: Lie;
  readonly out: { readonly row: number; readonly column: number };
}

/** A way to compute a product. */
export interface Way {
  /** Whether a and b change places, as in the transposed product. */
  readonly isSwapped: boolean;
  readonly form: Form;
  readonly kind: "spread" | "dots";
  readonly tile: { readonly rows: number; readonly columns: number };
  readonly packs: { readonly a: boolean; readonly b: boolean };
  readonly blocks: { readonly rows: number; readonly columns: number; readonly depth: number };
  /** The bytes that packed blocks take. */
  readonly scratch: { readonly a: number; readonly b: number };
  /** Whether tiles go along the rows of the result, or else down its columns, where panels of b are read many times. */
  readonly isByRows: boolean;
  /** Whether all is one function. */
  readonly isInline: boolean;
}

/** Half of the first cache, in bytes: what is read again and again stays there. */
const cache = 16384;

/** The ways of the products that were asked for last, by their facts. */
const known = new Map<string, Way>();
const remembered = 1024;

/** The cheapest way. */
export function wayOf(product: Product, precision: Precision): Way {
  const { rows, columns, depth, batch, a, b, strides } = product;
  const lies = [a.outer, a.inner, b.outer, b.inner, strides.row, strides.column];
  const facts = [precision, rows, columns, depth, batch, ...lies].join(" ");
  const found = known.get(facts) ?? cheapest(product, precision);
  if (known.size >= remembered) known.clear();
  known.set(facts, found);
  return found;
}

function cheapest(product: Product, precision: Precision): Way {
  const of = vectors[precision];
  const ways = [false, true].flatMap((isSwapped) => {
    const form = formOf(product, isSwapped, of.bytes);
    return [spread(form, of), ...dots(form, of)].map(({ cost, ...way }) => ({
      cost,
      way: { isSwapped, form, ...way, ...around(form, way, product.batch, of) },
    }));
  });
  return ways.reduce((best, next) => (next.cost < best.cost ? next : best)).way;
}

/** The same way for some rows and columns of a product: each element is computed as in the whole. */
export const partOf = (way: Way, rows: number, columns: number): Way => ({
  ...way,
  form: { ...way.form, rows, columns },
});

/** A product with its strides in bytes, where a stride that is never used is one that fits. */
function formOf(product: Product, isSwapped: boolean, bytes: number): Form {
  const { depth } = product;
  const lie = ({ outer, inner }: Product["a"], size: number): Lie => ({
    outer: (size === 1 ? 1 : outer) * bytes,
    inner: (depth === 1 ? 0 : inner) * bytes,
  });
  const a = lie(product.a, product.rows);
  const b = lie(product.b, product.columns);
  const row = (product.rows === 1 ? 1 : product.strides.row) * bytes;
  const column = (product.columns === 1 ? 1 : product.strides.column) * bytes;
  return isSwapped
    ? { rows: product.columns, columns: product.rows, depth, a: b, b: a, out: { row: column, column: row } }
    : { rows: product.rows, columns: product.columns, depth, a, b, out: { row, column } };
}

/** The part of a way that differs between candidates. */
type Candidate = Pick<Way, "kind" | "tile" | "packs"> & { readonly cost: number };

/** With vectors along the columns. */
function spread(form: Form, { count, bytes }: Vectors): Candidate {
  const { rows, columns, depth, a, b, out } = form;
  const isLarge = (size: number): boolean => size * depth * bytes > cache;
  const packs = {
    a: isLarge(rows) && rows >= 8 && columns >= 64,
    b: b.outer !== bytes || (isLarge(columns) && rows >= 8),
  };
  const packing = (size: number, { outer, inner }: Lie): number =>
    size * depth * (outer === bytes ? 4 / count : inner === bytes ? 12 / count : 6);
  const { tile, cost } = tileFor(rows, Math.ceil(columns / count), depth, 1);
  return {
    kind: "spread",
    tile: { rows: tile.rows, columns: tile.columns * count },
    packs,
    cost:
      cost +
      (packs.a ? packing(rows, a) : 0) +
      (packs.b ? packing(columns, b) : 0) +
      (out.column === bytes ? 0 : 4 * rows * columns),
  };
}

/** With vectors along the depth, if both sides lie along it. */
function dots(form: Form, { count, bytes }: Vectors): Candidate[] {
  const { rows, columns, depth, a, b, out } = form;
  if (a.inner !== bytes || b.inner !== bytes) return [];
  // All that they read comes from lines of their own.
  const { tile, cost } = tileFor(rows, columns, Math.ceil(depth / count), 2);
  const across = 3 * rows * columns;
  const stored = out.column === bytes ? 0 : 4 * rows * columns;
  return [{ kind: "dots", tile, packs: { a: false, b: false }, cost: cost + across + stored }];
}

/** The cheapest tile whose sums, and what it reads in a step, fit into 16 registers; and what all tiles cost. */
function tileFor(
  rows: number,
  columns: number,
  steps: number,
  read: number,
): { tile: Way["tile"]; cost: number } {
  const cost = (m: number, n: number): number => steps * (2 * m * n + read * (m + n) + 5) + 3 * m * n + 12;
  const along = (total: number, part: number, each: (size: number) => number): number =>
    Math.floor(total / part) * each(part) + (total % part > 0 ? each(total % part) : 0);
  let best = { tile: { rows: 1, columns: 1 }, cost: Number.POSITIVE_INFINITY };
  for (let m = Math.min(6, Math.max(1, rows)); m >= 1; m--) {
    for (let n = Math.min(6, Math.max(1, columns)); n >= 1; n--) {
      if (m * n + m + n > 14) continue;
      const all = along(rows, m, (size) => along(columns, n, (width) => cost(size, width)));
      if (all < best.cost) best = { tile: { rows: m, columns: n }, cost: all };
    }
  }
  return best;
}

/** Blocks around tiles. */
function around(
  { rows, columns, depth }: Form,
  { kind, tile, packs }: Omit<Candidate, "cost">,
  batch: number,
  { count, bytes }: Vectors,
): Pick<Way, "blocks" | "scratch" | "isByRows" | "isInline"> {
  const streams = kind === "spread" && rows === 1 && columns * depth * bytes > cache;
  const most = kind === "dots" ? 256 * count : streams ? 8 : 512;
  const blocks = {
    rows: packs.a ? equal(rows, 192, tile.rows) : kind === "dots" ? equal(rows, 64, tile.rows) : rows,
    columns: packs.b ? equal(columns, 960, tile.columns) : columns,
    depth: equal(depth, most, count),
  };
  const room = (size: number): number =>
    Math.ceil((Math.ceil(size / count) * count * Math.min(depth, blocks.depth) * bytes) / 64) * 64;
  const multiplications = rows * columns * depth;
  return {
    blocks,
    scratch: {
      a: packs.a ? room(Math.min(rows, blocks.rows)) : 0,
      b: packs.b ? room(Math.min(columns, blocks.columns)) : 0,
    },
    isByRows: columns * depth * bytes <= cache || depth <= 16,
    isInline: multiplications * batch <= 2 ** 19 || multiplications <= 2 ** 12,
  };
}

/** The size of nearly equal blocks, each of at most so many elements, in whole units. */
function equal(total: number, most: number, unit: number): number {
  const blocks = Math.max(1, Math.ceil(total / most));
  return Math.max(unit, Math.ceil(total / blocks / unit) * unit);
}
