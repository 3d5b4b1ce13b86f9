// How a product of given sizes is computed.
import type { Product } from "../../loops/statement.ts";
import type { Lanes } from "../lanes.ts";
import type { Lie } from "./tile.ts";
import { vectors as allVectors } from "./vectors.ts";

/** A product without its batch, with strides in bytes. */
export interface Form {
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
  readonly a: Lie;
  readonly b: Lie;
  readonly out: { readonly row: number; readonly column: number };
}

export interface Way {
  readonly isSwapped: boolean;
  readonly form: Form;
  readonly kind: "spread" | "dots";
  readonly tile: { readonly rows: number; readonly columns: number };
  readonly packs: { readonly a: boolean; readonly b: boolean };
  readonly blocks: {
    readonly rows: number;
    readonly columns: number;
    readonly depth: number;
    readonly packedB: number;
  };
  readonly isInline: boolean;
  readonly scratch: number;
}
export type Wish = {
  swap?: boolean;
  kind?: Way["kind"];
  tile?: [number, number];
  a?: boolean;
  b?: boolean;
  inline?: boolean;
  kc?: number;
  mc?: number;
  nc?: number;
};
export function wayOf(
  product: Product,
  { precision, isFused }: { precision: Lanes["precision"]; isFused: boolean },
  wish: Wish = {},
): Way {
  const v = allVectors[precision];
  const isSwapped = wish.swap ?? false;
  const [a, b] = isSwapped ? [product.b, product.a] : [product.a, product.b];
  const [rows, columns] = isSwapped ? [product.columns, product.rows] : [product.rows, product.columns];
  const lie = ({ outer, inner }: Product["a"], n: number): Lie => ({
    outer: (n === 1 ? 1 : outer) * v.bytes,
    inner: inner * v.bytes,
  });
  const { row, column } = product.strides;
  const [r, c] = isSwapped ? [column, row] : [row, column];
  const form: Form = {
    rows,
    columns,
    depth: product.depth,
    a: lie(a, rows),
    b: lie(b, columns),
    out: { row: r * v.bytes, column: (columns === 1 ? 1 : c) * v.bytes },
  };
  const [tr, tc] = wish.tile ?? [4, 2 * v.count];
  const kc = wish.kc ?? 512,
    mc = wish.mc ?? 192,
    nc = wish.nc ?? 960;
  const part = (n: number, most: number, m: number) =>
    n === 0 ? 1 : Math.ceil(Math.ceil(n / Math.ceil(n / most)) / m) * m;
  const blocks = {
    rows: part(rows, mc, tr),
    columns: part(columns, nc, tc),
    depth: wish.inline ? Infinity : part(product.depth, kc, v.count),
    packedB: 0,
  };
  blocks.packedB = Math.min(blocks.depth, product.depth) * blocks.columns * v.bytes;
  void isFused;
  const scratch = blocks.packedB + Math.min(blocks.depth, product.depth) * blocks.rows * v.bytes;
  return {
    scratch,
    isSwapped,
    form,
    kind: wish.kind ?? "spread",
    tile: { rows: tr, columns: tc },
    packs: { a: wish.a ?? true, b: wish.b ?? true },
    blocks,
    isInline: wish.inline ?? false,
  };
}
