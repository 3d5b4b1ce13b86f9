// The process that builds graphs of one size with their gradients, and tells its parent what they cost.
import { add, captureOrigins, gradients, input, type Node, sin } from "@cadena/graph";

export type Work = "chain" | "wide";

/** What a process is asked to build. */
export interface Task {
  readonly work: Work;
  /** How many nodes each graph has, without its gradient. */
  readonly nodes: number;
  readonly origins: boolean;
}

export interface Built {
  /** The time to build one graph and its gradient: the least of the runs. */
  readonly ms: number;
  /** The time of processors for it, the garbage collector's threads included: it depends less on what else runs. */
  readonly cpuMs: number;
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

/**
 * Builds graphs until they have `total` nodes together, and keeps them all: small graphs meet the same heap, and cost
 * the garbage collector as much for each node, as one large graph does.
 */
function measure({ work, nodes }: Task, total: number): Built {
  globalThis.gc?.();
  const { heapUsed } = process.memoryUsage();
  const copies = Math.max(1, Math.round(total / nodes));
  const cpu = process.cpuUsage();
  const start = performance.now();
  const built = Array.from({ length: copies }, () => build(work, nodes));
  const ms = (performance.now() - start) / copies;
  const { user, system } = process.cpuUsage(cpu);
  globalThis.gc?.();
  const bytes = process.memoryUsage().heapUsed - heapUsed;
  return { ms, cpuMs: (user + system) / 1000 / copies, bytesPerNode: bytes / (built.length * nodes) };
}

process.once("message", (task: Task) => {
  captureOrigins(task.origins);
  const total = task.origins ? 100_000 : 500_000; // stacks are large: fewer nodes make up the same heap
  for (let k = 0; k < 4; k++) measure({ ...task, nodes: 5_000 }, 20_000);
  const runs = task.origins && task.nodes > total ? 1 : 2;
  const results = Array.from({ length: runs }, () => measure(task, total));
  const least = (figure: keyof Built): number => Math.min(...results.map((result) => result[figure]));
  process.send?.({ ms: least("ms"), cpuMs: least("cpuMs"), bytesPerNode: least("bytesPerNode") });
});
