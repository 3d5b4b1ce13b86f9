// What became of each node of a graph: in which parts of the program it is computed, and how.
import { isParameter, type Node } from "@cadena/graph";
import type { Buffer } from "../loops/expression.ts";
import type { Statement } from "../loops/statement.ts";
import { uniformValue } from "../lower/element.ts";
import type { Lowered } from "../lower/lower.ts";
import { loweringOf, whyCalled } from "../lower/lowering.ts";
import { buffersIn } from "./parts.ts";

/** What became of a node. */
export interface Fate {
  /** A node of the graph as it is computed: without composites, equal ones merged. */
  readonly node: Node;
  /** Its own name, or that of its buffer, or its op with a number. */
  readonly name: string;
  /**
   * It is `given` (an input, a parameter, constants); `folded` into a number; `stored` in a buffer by loops; a
   * `product`; `fused` into the loops that need it, in a register at most; `read` in another order by a product;
   * `called` by its own meaning; or `unused`, without elements or for what has none.
   */
  readonly became: "given" | "folded" | "stored" | "product" | "fused" | "read" | "called" | "unused";
  /** The numbers of the parts that compute it. */
  readonly parts: readonly number[];
  /** The outputs and next values of parameters that it is, by name. */
  readonly ends: readonly string[];
  /** The same for people. */
  readonly text: string;
}

/**
 * The fate of each node.
 * @param ends the outputs and next values of parameters
 * @param names their names
 */
export function fatesOf(
  { order, buffers }: Lowered,
  parts: readonly (readonly Statement[])[],
  ends: readonly Node[],
  names: readonly string[],
): Fate[] {
  const kinds = parts.map(([first]) => (first as Statement).kind);
  const makers = makersOf(parts, new Set(buffers.values()));
  const computedIn = placesOf(order, buffers, makers, kinds);
  const namesOf = new Map<Node, string[]>();
  for (const [k, end] of ends.entries()) {
    const known = namesOf.get(end);
    if (known === undefined) namesOf.set(end, [names[k] as string]);
    else known.push(names[k] as string);
  }
  return order.map((node, k) => {
    const buffer = buffers.get(node);
    const isComputed = !node.op.isLeaf && uniformValue(node) === undefined;
    const where = isComputed || makers.has(buffer as Buffer) ? (computedIn.get(node) as Set<number>) : [];
    const numbers = [...where].toSorted((a, b) => a - b);
    const became = becameOf(
      node,
      buffer !== undefined,
      numbers.map((number) => kinds[number - 1] as Kind),
    );
    const own = namesOf.get(node) ?? [];
    const text = [written(node, became, numbers), ...own].join(", ");
    const name = buffer?.name ?? node.name ?? `${node.op.name}${k}`;
    return { node, name, became, parts: numbers, ends: own, text };
  });
}

type Kind = Statement["kind"];

/** The parts in which each node is computed: those that make its buffer, or that need its elements. */
function placesOf(
  order: readonly Node[],
  buffers: ReadonlyMap<Node, Buffer>,
  makers: ReadonlyMap<Buffer, Makers>,
  kinds: readonly Kind[],
): ReadonlyMap<Node, Set<number>> {
  const computedIn = new Map<Node, Set<number>>();
  const neededIn = new Map<Node, Set<number>>(order.map((node) => [node, new Set()]));
  for (const node of order.toReversed()) {
    const buffer = buffers.get(node);
    const needed = node.size === 0 ? new Set<number>() : (neededIn.get(node) as Set<number>);
    const { last, before } = (buffer && makers.get(buffer)) ?? nobody;
    computedIn.set(node, buffer === undefined ? needed : new Set([...before, ...last]));
    if (buffer === undefined && uniformValue(node) !== undefined) continue;
    // What is computed in steps reads its inputs in those before the last; nothing is read to clear a buffer.
    const reads = buffer === undefined ? needed : before.size > 0 ? before : last;
    for (const input of node.inputs) {
      for (const number of reads) if (kinds[number - 1] !== "clear") neededIn.get(input)?.add(number);
    }
  }
  return computedIn;
}

/** The parts that make a buffer: those that write it, and those before them that make what is of no node. */
interface Makers {
  readonly last: Set<number>;
  readonly before: Set<number>;
}

const nobody: Makers = { last: new Set(), before: new Set() };

function makersOf(
  parts: readonly (readonly Statement[])[],
  ofNodes: ReadonlySet<Buffer>,
): ReadonlyMap<Buffer, Makers> {
  const makers = new Map<Buffer, Makers>();
  for (const [k, part] of parts.entries()) {
    const { reads, writes } = buffersIn(part);
    const helpers = [...reads].filter((buffer) => !ofNodes.has(buffer));
    for (const buffer of writes) {
      const known = makers.get(buffer) ?? { last: new Set(), before: new Set() };
      makers.set(buffer, known);
      known.last.add(k + 1);
      for (const helper of helpers) {
        const { last, before } = makers.get(helper) ?? nobody;
        for (const number of [...before, ...last]) known.before.add(number);
      }
    }
  }
  return makers;
}

function becameOf(node: Node, hasBuffer: boolean, kinds: readonly Kind[]): Fate["became"] {
  if (node.op.isLeaf) return "given";
  const lowering = loweringOf(node);
  if (!hasBuffer && uniformValue(node) !== undefined) return "folded";
  if (hasBuffer && lowering?.kind === "constant") return "given";
  if (kinds.length === 0) return "unused";
  if (kinds.includes("call") && lowering === undefined) return "called";
  if (!hasBuffer) {
    return lowering?.kind === "move" && kinds.every((kind) => kind === "product") ? "read" : "fused";
  }
  return kinds.includes("product") ? "product" : "stored";
}

function written(node: Node, became: Fate["became"], numbers: readonly number[]): string {
  const where = `part${numbers.length === 1 ? "" : "s"} ${ranges(numbers)}`;
  switch (became) {
    case "given":
      if (node.op.isLeaf) return isParameter(node) ? "a parameter, stays in memory" : "an input";
      return "constants, in memory from the start";
    case "folded":
      return `folded into ${uniformValue(node)}`;
    case "called":
      return `called by its own meaning in ${where}: ${whyCalled(node)}`;
    case "product":
      return `a product, ${where}`;
    case "stored":
      return `stored by ${where}`;
    case "read":
      return `read by strides in ${where}`;
    case "fused":
      return numbers.length === 1 ? `fused into ${where}` : `fused into ${where}, each computes it`;
    case "unused":
      return "nothing to compute";
  }
}

/** Numbers that follow each other as "3 to 6". */
function ranges(numbers: readonly number[]): string {
  const runs: number[][] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run?.at(-1) === number - 1) run.push(number);
    else runs.push([number]);
  }
  const written = runs.map((run) => (run.length < 3 ? run.join(", ") : `${run[0]} to ${run.at(-1)}`));
  return written.join(", ");
}
