// A product in parts that threads compute at the same time: some of its batch, or some rows or columns of the result.
import type { Product } from "../../loops/statement.ts";
import { workOf } from "../../loops/work.ts";
import type { Precision } from "../lanes/width.ts";
import { type Shares, shared, tasksFor } from "../tasks.ts";
import { vectors } from "./vectors.ts";
import { partOf, type Way, wayOf } from "./way.ts";

/** A part of a product, and the way to compute it. */
interface Piece {
  readonly product: Product;
  readonly way: Way;
}

/** Parts of a product. */
export interface Pieces {
  readonly count: number;
  /** All parts but the last. */
  readonly each: Piece;
  readonly last: Piece;
  /** How many bytes a part begins after the one before it. */
  readonly by: { readonly a: number; readonly b: number; readonly out: number };
}

/** From so many rows or columns on, what a part packs takes less than a tenth of its time. */
const long = 256;

/** The parts of a product for so many threads; undefined where it is not worth it. */
export function piecesOf(product: Product, precision: Precision, threads: number): Pieces | undefined {
  const most = tasksFor(workOf(product), threads);
  if (most < 2) return undefined;
  const { batch, a, b, strides } = product;
  const way = wayOf(product, precision);
  if (batch >= threads) {
    const { count, each, last } = shared(batch, 1, most);
    const { bytes } = vectors[precision];
    const of = (batch: number): Piece => ({ product: { ...product, batch }, way });
    const by = { a: a.batch, b: b.batch, out: strides.batch };
    const step = (stride: number): number => each * stride * bytes;
    return {
      count,
      each: of(each),
      last: of(last),
      by: { a: step(by.a), b: step(by.b), out: step(by.out) },
    };
  }
  const { form, tile, packs, isSwapped } = way;
  // Each part packs for itself what it needs of the other side, which is little beside a part that is long.
  const again = { rows: packs.b ? form.columns : 0, columns: packs.a ? form.rows : 0 };
  const along = (total: number, tile: number, again: number): Shares =>
    shared(total, tile, again === 0 ? most : Math.min(most, Math.max(threads, Math.floor(total / long))));
  const rows = along(form.rows, tile.rows, again.rows);
  const columns = along(form.columns, tile.columns, again.columns);
  const isByRows =
    rows.count !== columns.count
      ? rows.count > columns.count
      : again.rows !== again.columns
        ? again.rows < again.columns
        : form.rows >= form.columns;
  const { count, each, last } = isByRows ? rows : columns;
  if (count < 2) return undefined;
  const of = (size: number): Piece => ({
    product,
    way: isByRows ? partOf(way, size, form.columns) : partOf(way, form.rows, size),
  });
  const first = isByRows ? each * form.a.outer : 0;
  const second = isByRows ? 0 : each * form.b.outer;
  return {
    count,
    each: of(each),
    last: of(last),
    by: {
      a: isSwapped ? second : first,
      b: isSwapped ? first : second,
      out: each * (isByRows ? form.out.row : form.out.column),
    },
  };
}
