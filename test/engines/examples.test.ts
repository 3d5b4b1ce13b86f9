/**
 * Every graph that the examples compute, on the WebAssembly engine: within computed error bounds in both precisions.
 */
import { join } from "node:path";
import type * as graph from "@cadena/graph";
import {
  type Bindings,
  Tensor as Dense,
  type EvaluateOptions,
  initialOf,
  isParameter,
  leavesOf,
  type Node,
  type Outputs,
  type Program,
  type ProgramDefinition,
  type SessionOptions,
  type Tensor,
} from "@cadena/graph";
import { bind } from "@cadena/graph/extend";
import { wasm } from "@cadena/wasm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { filesBelow, root } from "../files.ts";
import { random } from "../laws/random.ts";
import { disagreements, type Values } from "./agreement.ts";

interface Computed {
  readonly outputs: readonly Node[];
  readonly values: Values;
}

/** What the example that runs has computed so far, of a program only the first run; and what it has differentiated. */
const seen = vi.hoisted(() => ({ computed: [] as Computed[], differentiated: [] as (readonly Node[])[] }));

vi.mock("@cadena/graph", async (original) => {
  const real = await original<typeof graph>();
  const note = (
    outputs: readonly Node[],
    values: Bindings,
    current: (parameter: Node) => Tensor | undefined,
  ): void => {
    seen.computed.push({ outputs, values: bind(leavesOf(outputs), values, current) });
  };
  class Session extends real.Session {
    override compile<const O extends Outputs>(definition: ProgramDefinition<O>): Program<O> {
      const program = super.compile(definition);
      const { updates = [] } = definition;
      const outputs = [...(Object.values(definition.outputs) as Node[]), ...updates.map(([, next]) => next)];
      let isFirst = true;
      const run = (values: Bindings = {}): ReturnType<typeof program.run> => {
        if (isFirst) note(outputs, values, (leaf) => (isParameter(leaf) ? this.read(leaf) : undefined));
        isFirst = false;
        return program.run(values);
      };
      return { ...program, run };
    }
  }
  return {
    ...real,
    Session,
    gradients: (y: Node, nodes: readonly Node[]) => {
      const found = real.gradients(y, nodes);
      seen.differentiated.push([y, ...found]);
      return found;
    },
    compile: (definition: ProgramDefinition<Outputs>, options?: SessionOptions) =>
      new Session(options).compile(definition),
    evaluate: (outputs: Node | readonly Node[], values: Bindings = {}, options?: EvaluateOptions) => {
      note(outputs instanceof real.Node ? [outputs] : outputs, values, initialOf);
      return real.evaluate(outputs as Node, values, options);
    },
  };
});

beforeEach(() => {
  [seen.computed, seen.differentiated] = [[], []];
  for (const method of ["log", "info", "warn", "error"] as const) {
    vi.spyOn(console, method).mockImplementation(() => {});
  }
  vi.spyOn(process.stdout, "write").mockReturnValue(true);
});
afterEach(() => vi.restoreAllMocks());

/** So many graphs of an example are compared: it may compute the same one for many values. */
const most = 12;
/** It runs nothing, and its network is too large for the interpreter. */
const leftOut = ["11-how-it-runs.ts"];
const isSmall = (outputs: readonly Node[]): boolean => leavesOf(outputs).every(({ size }) => size < 10_000);

/** Numbers between 0 and 1 for the leaves of what is only differentiated. */
function drawn(outputs: readonly Node[]): Computed {
  const next = random(1);
  const draw = ({ shape, size }: Node): Tensor =>
    new Dense(
      shape,
      Float64Array.from({ length: size }, () => 0.05 + 0.9 * next()),
    );
  return { outputs, values: new Map(leavesOf(outputs).map((leaf) => [leaf, draw(leaf)])) };
}

describe("the engine gives what rounding lets the interpreter give", { timeout: 60_000 }, () => {
  const examples = filesBelow("examples", ".ts").filter((file) => /\/\d[^/]*$/.test(file));

  test.each(examples)("in all graphs of %s", async (example) => {
    const status = process.exitCode;
    await import(/* @vite-ignore */ join(root, example));
    process.exitCode = status;
    const graphs =
      seen.computed.length > 0
        ? seen.computed
        : seen.differentiated.filter(isSmall).slice(0, most).map(drawn);
    expect(graphs.length > 0).toBe(!leftOut.some((name) => example.endsWith(name)));
    for (const { outputs, values } of graphs.slice(0, most)) {
      for (const precision of ["float64", "float32"] as const) {
        expect(disagreements([outputs], values, { engine: wasm, precision, tallies: [] })).toEqual([]);
      }
    }
  });
});
