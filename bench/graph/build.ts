// The process that builds one graph and its gradient several times and tells its parent the medians.
import { add, captureOrigins, gradients, input, type Node, sin } from "@cadena/graph";

export type Work = "chain" | "wide";

export interface Built {
  /** The median time to build the graph and its gradient. */
  readonly ms: number;
  /** What both hold, for each node of the graph. */
  readonly bytesPerNode: number;
}

/** Each graph has about `count` nodes over one leaf. */
const graphs: Readonly<Record<Work, (x: Node, count: number) => Node>> = {
  /** sin(sin(sin(...))). */
  chain: (x, count) => {
    let y = x;
    for (let k = 1; k < count; k++) y = sin(y);
    return y;
  },
  /** A balanced sum of sin(x), half as many as there are nodes: x has as many cotangents to add up. */
  wide: (x, count) => {
    let layer = Array.from({ length: count / 2 }, (): Node => sin(x));
    while (layer.length > 1) {
      const pairs = Math.floor(layer.length / 2);
      const sums = Array.from({ length: pairs }, (_, k) =>
        add(layer[2 * k] as Node, layer[2 * k + 1] as Node),
      );
      layer = [...sums, ...layer.slice(2 * pairs)];
    }
    return layer[0] as Node;
  },
};

function build(work: Work, count: number): readonly Node[] {
  const x = input("x", []);
  const y = graphs[work](x, count);
  return [y, ...gradients(y, [x])];
}

function measure(work: Work, count: number): Built {
  globalThis.gc?.();
  const { heapUsed } = process.memoryUsage();
  const start = performance.now();
  const built = build(work, count);
  const ms = performance.now() - start;
  globalThis.gc?.();
  const bytes = process.memoryUsage().heapUsed - heapUsed;
  return { ms, bytesPerNode: built.length > 0 ? bytes / count : 0 };
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1] as number;

const [work, nodes, origins] = process.argv.slice(2) as [Work, string, string];
captureOrigins(origins === "true");
for (let k = 0; k < 3; k++) measure(work, 20_000);
const runs = Array.from({ length: Number(nodes) < 1_000_000 ? 5 : 3 }, () => measure(work, Number(nodes)));
process.send?.({
  ms: median(runs.map((run) => run.ms)),
  bytesPerNode: median(runs.map((run) => run.bytesPerNode)),
});
