// Copies a panel of one side of a product, so that it lies as tiles read it: for each step of the depth, its rows (or
// columns) one after the other.
import { branchIf, type Code, loop, type Statement } from "../../assembler/code.ts";
import type { Local, Variables } from "../../assembler/module.ts";
import { i32 } from "../../assembler/scalar.ts";
import type { Lie } from "./tile.ts";
import { partsOf, transposed, type Vectors } from "./vectors.ts";

/** A panel that is packed. */
export interface Packing {
  /** How many rows (or columns) it has. */
  readonly size: number;
  readonly depth: number;
  /** Where it lies before. */
  readonly lie: Lie;
  /** Whether each step gets zeros up to the next whole vector. */
  readonly isPadded: boolean;
}

/** How a panel lies once it is packed. */
export function packedLie({ count, bytes }: Vectors, { size, isPadded }: Omit<Packing, "depth">): Lie {
  return { outer: bytes, inner: (isPadded ? Math.ceil(size / count) * count : size) * bytes };
}

/** The body of a function that packs a panel; it changes its parameters. */
export function packed(
  vectors: Vectors,
  packing: Packing,
  [from, to]: readonly [Local<"i32">, Local<"i32">],
  variables: Variables,
): Statement[] {
  const { size, depth, lie, isPadded } = packing;
  const { count, bytes, load, store, loadLane, zero } = vectors;
  const pitch = packedLie(vectors, packing).inner;
  const [left, value] = [variables.local("i32"), variables.local("v128")];
  const parts = partsOf(size, count).map((part, v) => ({
    at: v * count,
    written: isPadded ? count : part,
    lanes: Array.from({ length: part }, (_, lane) => v * count + lane),
  }));
  const repeated = (times: number, steps: number, body: readonly Statement[]): Statement[] => {
    if (times === 0) return [];
    const again = [
      ...body,
      from.set(i32.add(from.get, i32.const(steps * lie.inner))),
      to.set(i32.add(to.get, i32.const(steps * pitch))),
    ];
    const next = left.tee(i32.sub(left.get, i32.const(1)));
    return [left.set(i32.const(times)), loop((label) => [...again, branchIf(next, label)])];
  };
  /** One step of the depth. */
  const step = parts.flatMap(({ at, written, lanes }) => {
    const gathered = (): Code<"v128"> =>
      lanes.reduce((x, row, lane) => loadLane(from.get, x, lane, row * lie.outer), zero);
    return [
      value.set(lie.outer === bytes ? load(from.get, lanes.length, at * bytes) : gathered()),
      ...store(to.get, value.get, written, at * bytes),
    ];
  });
  if (lie.outer === bytes || lie.inner !== bytes) return repeated(depth, 1, step);
  /** As many steps as a vector has lanes. */
  const several = parts.flatMap(({ at, written, lanes }) => {
    const read = lanes.map((row) => ({ row, local: variables.local("v128") }));
    const given = Array.from({ length: count }, (_, k) => read[k]?.local.get ?? zero);
    const { before, across } = transposed(vectors, variables, given);
    return [
      ...read.map(({ row, local }) => local.set(load(from.get, count, row * lie.outer))),
      ...before,
      ...across.flatMap((column, k) => [
        value.set(column),
        ...store(to.get, value.get, written, k * pitch + at * bytes),
      ]),
    ];
  });
  return [...repeated(Math.floor(depth / count), count, several), ...repeated(depth % count, 1, step)];
}
