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
    // Sums of 1, 2, 4, ... terms, like the digits of a binary counter.
    const sums: Node[] = [];
    for (let k = 0; k < count / 2; k++) {
      let sum: Node = sin(x);
      for (let carry = k; carry % 2 === 1; carry = (carry - 1) / 2) sum = add(sums.pop() as Node, sum);
      sums.push(sum);
    }
    return sums.reduceRight((right, left) => add(left, right));
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
  const total = task.origins ? 100_000 : 1_000_000; // stacks are large: fewer nodes make up the same heap
  for (let k = 0; k < 4; k++) measure({ ...task, nodes: 5_000 }, 20_000);
  const runs = task.origins && task.nodes > total ? 2 : 4;
  const results = Array.from({ length: runs }, () => measure(task, total));
  const least = (figure: keyof Built): number => Math.min(...results.map((result) => result[figure]));
  process.send?.({ ms: least("ms"), cpuMs: least("cpuMs"), bytesPerNode: least("bytesPerNode") });
});
