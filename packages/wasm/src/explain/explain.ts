// What becomes of a graph: the parts of its program, what each of them costs, and what became of each node.
import type { Bindings, Node, Outputs } from "@cadena/graph";
import type { Step } from "@cadena/graph/extend";
import type { Precision } from "../emit/lanes/width.ts";
import { lower } from "../lower/lower.ts";
import { planned } from "../memory/plan.ts";
import { usesOf } from "../memory/uses.ts";
import { type Fate, fatesOf } from "./fates.ts";
import { type Part, partOf, together } from "./parts.ts";
import { timesOf } from "./profile.ts";
import { percent, table } from "./table.ts";

/** What a part computes, as a picture can put a box around it. */
export interface PartNodes {
  readonly title: string;
  /** Each node is in one part: the first that computes it. */
  readonly nodes: readonly Node[];
  /** The share of the time, in 0 .. 1; only in a profile. */
  readonly weight?: number;
}

/** A program, part by part and node by node. */
export interface Explanation {
  readonly parts: readonly Part[];
  readonly nodes: readonly Fate[];
  /** The outputs, then the next values of parameters, as nodes of the graph as it is computed. */
  readonly outputs: readonly Node[];
  /** Their names: "output 1" and so on where they have none, and "next W" for a parameter W. */
  readonly names: Readonly<Record<string, Node>>;
  /** The parts as groups of nodes: `toSvg(outputs, { names, groups })` of @cadena/notation draws them in boxes. */
  readonly groups: readonly PartNodes[];
  /** The bytes of what is computed, beside inputs and parameters; places are shared over time. */
  readonly memory: number;
  /** The bytes of what is needed at the worst moment: no memory plan takes less. */
  readonly leastMemory: number;
  /** All parts in the loop language. */
  readonly loops: string;
  /** A table for people, at most 80 letters wide. */
  toString(): string;
}

/** How a program is explained. */
export interface ExplainOptions {
  /** `"float64"` by default. */
  readonly precision?: Precision;
  /** Runs the program on one thread, for about a second, and gives the time of each part. */
  readonly profile?: boolean;
  /** What inputs are in a profile; made-up numbers between 0 and 1, and integers 0, by default. */
  readonly values?: Bindings;
}

/**
 * What the engine makes of outputs and updates.
 * @throws BindingError for values that do not fit
 * @example
 * const x = input("x", [4]);
 * const { parts, nodes } = explain({ outputs: [sum(exp(neg(square(x))))] });
 * parts.map(({ kind, flops }) => `${kind} ${flops}`).join(", ") //=> loops 16
 * nodes.map(({ became }) => became).join(", ") //=> given, fused, fused, fused, stored
 */
export function explain(
  { outputs, updates = [] }: { readonly outputs: Outputs; readonly updates?: Step["updates"] },
  { precision = "float64", profile = false, values = {} }: ExplainOptions = {},
): Explanation {
  const step = { outputs: Object.values<Node>(outputs), updates };
  const lowered = lower([...step.outputs, ...updates.map(([, next]) => next)]);
  const statements = together(lowered.statements);
  const times = profile ? timesOf(step, lowered, statements, precision, values) : undefined;
  const whole = times?.reduce((sum, ms) => sum + ms, 0) ?? 0;
  const parts = statements.map((part, k): Part => {
    const ms = times?.[k];
    const untimed = partOf(part, k + 1, precision);
    return ms === undefined ? untimed : { ...untimed, ms, share: whole === 0 ? 0 : ms / whole };
  });
  const nodeOf = new Map([...lowered.buffers].map(([node, buffer]) => [buffer, node]));
  const ends = lowered.outputs.map((buffer) => nodeOf.get(buffer) as Node);
  const names = [
    ...(Array.isArray(outputs) ? outputs.map((_, k) => `output ${k + 1}`) : Object.keys(outputs)),
    ...updates.map(([parameter]) => `next ${parameter.name ?? "parameter"}`),
  ];
  const nodes = fatesOf(lowered, statements, ends, names);
  const { bytes: memory, least: leastMemory } = planned(
    lowered.statements,
    usesOf(lowered.statements),
    { kept: new Set(lowered.given.values()), results: lowered.outputs },
    precision,
  );
  return {
    parts,
    nodes,
    outputs: ends,
    names: Object.fromEntries(names.map((name, k) => [name, ends[k] as Node])),
    groups: groupsOf(parts, nodes),
    memory,
    leastMemory,
    loops: parts.map(({ text }) => text).join("\n"),
    toString: () => table({ parts, nodes, memory, leastMemory, precision }),
  };
}

function groupsOf(parts: readonly Part[], nodes: readonly Fate[]): PartNodes[] {
  const members = parts.map((): Node[] => []);
  for (const { node, parts: numbers } of nodes) {
    const home = numbers.find((number) => parts[number - 1]?.kind !== "clear");
    if (home !== undefined) members[home - 1]?.push(node);
  }
  return parts.map(({ number, kind, share }, k) => ({
    title: `${number} ${kind}${share === undefined ? "" : `, ${percent(share)}`}`,
    nodes: members[k] as Node[],
    ...(share !== undefined && { weight: share }),
  }));
}
