// Contractions as matrix products: axes of one role are run through together, where one stride can.
import type { Node } from "@cadena/graph";
import { dense, type Labels } from "@cadena/graph/extend";
import { type Buffer, Counter, type Place } from "../loops/expression.ts";
import type { Product, Side } from "../loops/statement.ts";
import { NeedsBuffer } from "./element.ts";
import { loweringOf } from "./lowering.ts";
import { joined, placeAt, split } from "./place.ts";

/** How often an element has to be read to be written out in a row before. */
const often = 8;

/**
 * A product of two operands that have buffers, or are rearrangements of what has; undefined where it is none.
 * @throws NeedsBuffer where an operand had better be in a row
 */
export function productOf(
  node: Node,
  { inputs: [left, right], output }: Labels,
  buffers: ReadonlyMap<Node, Buffer>,
): Product | undefined {
  const [a, b] = node.inputs as [Node, Node];
  const roles = rolesOf(left, right, output);
  if (roles === undefined || node.dtype !== "real") return undefined;
  const sizes = new Map<number, number>();
  for (const [labels, { shape }] of [
    [left, a],
    [right, b],
  ] as const) {
    for (const [axis, label] of labels.entries()) sizes.set(label, shape[axis] as number);
  }
  const counters = new Map([...sizes].map(([label, size]) => [label, new Counter(`l${label}`, size)]));
  const at = (labels: readonly number[]): Counter[] => labels.map((label) => counters.get(label) as Counter);
  const places = [
    readFrom(a, placeAt(dense(a.shape), at(left)), buffers),
    readFrom(b, placeAt(dense(b.shape), at(right)), buffers),
  ];
  const [fromA, fromB] = places;
  if (fromA === undefined || fromB === undefined) return undefined;
  const out = placeAt(dense(node.shape), at(output));
  const stride = (place: Place, labels: readonly number[]): number | undefined => together(place, at(labels));
  const { rows, columns, depth, batch } = roles;
  const all = {
    a: [stride(fromA.place, rows), stride(fromA.place, depth), stride(fromA.place, batch)],
    b: [stride(fromB.place, columns), stride(fromB.place, depth), stride(fromB.place, batch)],
    out: [stride(out, rows), stride(out, columns), stride(out, batch)],
  };
  const extent = (labels: readonly number[]): number =>
    labels.reduce((product, label) => product * (sizes.get(label) as number), 1);
  // Elements that are read often are worth being put in a row first.
  if (all.a.includes(undefined) && extent(columns) >= often && !buffers.has(a)) throw new NeedsBuffer(a);
  if (all.b.includes(undefined) && extent(rows) >= often && !buffers.has(b)) throw new NeedsBuffer(b);
  if (Object.values(all).flat().includes(undefined)) return undefined;
  const side = (
    { buffer, place }: { buffer: Buffer; place: Place },
    [outer, inner, whole]: unknown[],
  ): Side => ({ buffer, start: place.start, outer, inner, batch: whole }) as Side;
  const [row, column, each] = all.out as number[];
  return {
    kind: "product",
    rows: extent(rows),
    columns: extent(columns),
    depth: extent(depth),
    batch: extent(batch),
    a: side(fromA, all.a),
    b: side(fromB, all.b),
    out: buffers.get(node) as Buffer,
    strides: { row: row as number, column: column as number, batch: each as number },
  };
}

/** Which labels are only left, only right, summed over, and on all three. */
function rolesOf(left: readonly number[], right: readonly number[], output: readonly number[]) {
  const repeats = [left, right].some((labels) => new Set(labels).size < labels.length);
  const sumsAlone = [...left, ...right].some(
    (label) => !output.includes(label) && !(left.includes(label) && right.includes(label)),
  );
  if (repeats || sumsAlone) return undefined;
  return {
    rows: output.filter((label) => left.includes(label) && !right.includes(label)),
    columns: output.filter((label) => right.includes(label) && !left.includes(label)),
    batch: output.filter((label) => left.includes(label) && right.includes(label)),
    depth: left.filter((label) => right.includes(label) && !output.includes(label)),
  };
}

/** The stride of several counters that run as one; undefined where none does. */
function together(place: Place, counters: readonly Counter[]): number | undefined {
  const running = counters.filter(({ extent }) => extent > 1);
  const strides = running.map((counter) => place.strides.get(counter) ?? 0);
  for (let k = running.length - 2; k >= 0; k--) {
    const inner = running[k + 1] as Counter;
    if (strides[k] !== (strides[k + 1] as number) * inner.extent) return undefined;
  }
  return strides.at(-1) ?? 0;
}

/** The buffer behind rearrangements, and where in it the element of a node is. */
function readFrom(
  node: Node,
  place: Place,
  buffers: ReadonlyMap<Node, Buffer>,
): { buffer: Buffer; place: Place } | undefined {
  let [inner, where] = [node, place];
  for (;;) {
    const buffer = buffers.get(inner);
    if (buffer !== undefined) return { buffer, place: where };
    const lowering = loweringOf(inner);
    const copy = lowering?.kind === "move" ? lowering.copies[0] : undefined;
    const parts = copy === undefined ? undefined : split(where, copy.extents, copy.to);
    if (copy === undefined || parts === undefined) return undefined;
    where = joined(parts, copy.from);
    inner = inner.inputs[copy.input] as Node;
  }
}
