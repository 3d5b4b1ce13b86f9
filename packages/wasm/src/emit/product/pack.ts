// Copies a panel of one side of a product, so that it lies as a tile reads it: for each step of the depth its rows (or
// columns) one after the other.
import { branchIf, type Code, loop, type Statement, when } from "../../assembler/code.ts";
import { i32 } from "../../assembler/instructions.ts";
import type { Local, Variables } from "../../assembler/module.ts";
import { type Lie, transposed } from "./tile.ts";
import type { Vectors } from "./vectors.ts";

type V = Code<"v128">;

/** How a panel is packed. */
export interface Packing {
  /** How many rows (or columns) it has. */
  readonly size: number;
  /** Where it lies before. */
  readonly lie: Lie;
  /** Whether it gets zeros up to the next whole vector. */
  readonly isPadded: boolean;
}

/** How a packed panel lies. */
export function packedLie({ count, bytes }: Vectors, { size, isPadded }: Packing): Lie {
  return { outer: bytes, inner: (isPadded ? Math.ceil(size / count) * count : size) * bytes };
}

/** The body of a function that packs a panel of at least one step; it changes its parameters. */
export function packed(
  vectors: Vectors,
  packing: Packing,
  [from, to, depth]: readonly [Local<"i32">, Local<"i32">, Local<"i32">],
  variables: Variables,
): Statement[] {
  const { size, lie, isPadded } = packing;
  const { count, bytes, load, store, loadLane, zero } = vectors;
  const pitch = packedLie(vectors, packing).inner;
  const parts = Array.from({ length: Math.ceil(size / count) }, (_, v) => Math.min(count, size - v * count));
  const written = (part: number): number => (isPadded ? count : part);
  const value = variables.local("v128");
  const forward = (steps: number): Statement[] => [
    from.set(i32.add(from.get, i32.const(steps * lie.inner))),
    to.set(i32.add(to.get, i32.const(steps * pitch))),
    depth.set(i32.sub(depth.get, i32.const(steps))),
  ];
  const one = parts.flatMap((part, v) => {
    const at = v * count;
    const gathered = (): V =>
      Array.from({ length: part }, (_, lane) => lane).reduce(
        (x, lane) => loadLane(from.get, x, lane, (at + lane) * lie.outer),
        zero,
      );
    return [
      value.set(lie.outer === bytes ? load(from.get, part, at * bytes) : gathered()),
      ...store(to.get, value.get, written(part), at * bytes),
    ];
  });
  const rest = when(i32.gt(depth.get, i32.const(0)), [
    loop((again) => [...one, ...forward(1), branchIf(depth.get, again)]),
  ]);
  if (lie.outer === bytes || lie.inner !== bytes) return [rest];
  const several = parts.flatMap((part, v) => {
    const at = v * count;
    const rows = Array.from({ length: part }, (_, k) => variables.local("v128"));
    const given = Array.from({ length: count }, (_, k) => rows[k]?.get ?? zero);
    const { code, rows: columns } = transposed(vectors, variables, given);
    return [
      ...rows.map((row, k) => row.set(load(from.get, count, (at + k) * lie.outer))),
      ...code,
      ...columns.flatMap((column, k) => [
        value.set(column),
        ...store(to.get, value.get, written(part), k * pitch + at * bytes),
      ]),
    ];
  });
  const enough = i32.ge(depth.get, i32.const(count));
  return [when(enough, [loop((again) => [...several, ...forward(count), branchIf(enough, again)])]), rest];
}
