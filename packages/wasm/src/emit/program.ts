// Statements as one WebAssembly module with one exported function: a function for each statement, called in order.
import { code, type Statement as Wasm } from "../assembler/code.ts";
import { memory } from "../assembler/memory.ts";
import { type Func, type MemoryNeed, Module } from "../assembler/module.ts";
import { i32 } from "../assembler/scalar.ts";
import type { Single } from "../functions/means.ts";
import type { Buffer, Register } from "../loops/expression.ts";
import type { Call, Check, Statement } from "../loops/statement.ts";
import { expressionsIn, registersIn } from "../loops/walk.ts";
import { outside } from "./check.ts";
import { forked, type Phase } from "./fork.ts";
import { Kernel } from "./kernel.ts";
import { bytesOf, type Precision } from "./lanes/width.ts";
import { multiplied, phaseOf, type Split, splitOf } from "./phase.ts";
import { Products } from "./product.ts";

/** What a program is written for. */
export interface Target {
  readonly precision: Precision;
  /** Whether products may multiply and add in one step; no if left out. */
  readonly isFused?: boolean;
  /** Where a buffer is; within `scratch` if it is local. */
  readonly addressOf: (buffer: Buffer) => number;
  /** Where the memory begins that statements use while they run. */
  readonly scratch: number;
  /** A page of its own if left out. */
  readonly memory?: MemoryNeed;
  /** One if left out. */
  readonly threads?: Threads;
}

/** How many threads may work at a program, and where in memory they meet: so many bytes as `meeting` says. */
interface Threads {
  readonly count: number;
  readonly at: number;
}

/** A module, and what it needs of its host besides memory. */
export interface Written {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** What it asks of its host, by number. */
  readonly calls: readonly (Call | Check)[];
  /** Whether there is work for several threads. */
  readonly isShared: boolean;
}

/** Writes statements as a module. */
export function written(statements: readonly Statement[], target: Target): Written {
  const { precision, addressOf, threads = { count: 1, at: 0 } } = target;
  const module = new Module(target.memory ?? { pages: 1 });
  const singles = new Map<Single, Func<["f64"], "f64">>();
  const single = (wanted: Single): Func<["f64"], "f64"> => {
    const found = singles.get(wanted) ?? wanted(module);
    singles.set(wanted, found);
    return found;
  };
  const steps = parts(statements, (one) => splitOf(one, precision, threads.count));
  const isShared = steps.some(({ split }) => split !== undefined);
  const calls: (Call | Check)[] = [];
  const call = statements.some(({ kind }) => kind === "call" || kind === "check")
    ? module.import("call", { params: ["i32"], result: "none" })
    : undefined;
  const signals = isShared
    ? {
        wake: module.import("wake", { params: [], result: "none" }),
        rest: module.import("rest", { params: [], result: "none" }),
      }
    : undefined;
  const scratch = signals === undefined ? undefined : module.global(target.scratch);
  const around = { precision, addressOf, scratch: scratch?.get ?? i32.const(target.scratch), single };
  const products = new Products(module, { ...around, isFused: target.isFused ?? false });
  const kernel = (write: (kernel: Kernel) => Wasm[]): Wasm =>
    module
      .func({ params: [], result: "none" }, (_, variables) => write(new Kernel(variables, around)))
      .call();
  const asked = (what: Call | Check): Wasm =>
    (call as Func<["i32"], "none">).call(i32.const(calls.push(what) - 1));
  const phases: Phase[] = [];
  const order: (Wasm | number)[] = steps.map(({ part, split }) => {
    if (split !== undefined) return phases.push(phaseOf(split, module, products, around)) - 1;
    const [statement] = part as [Statement];
    switch (statement.kind) {
      case "product":
        return multiplied(statement, products.of(statement), target);
      case "call":
        return asked(statement);
      case "check": {
        const { statements, isOutside } = outside(statement);
        return kernel((kernel) => kernel.guarding(statements, isOutside, asked(statement)));
      }
      case "clear": {
        const { buffer } = statement;
        const length = buffer.size * bytesOf(buffer.dtype, precision);
        return memory.fill(i32.const(addressOf(buffer)), i32.const(0), i32.const(length));
      }
      default:
        return kernel((kernel) => kernel.body(part));
    }
  });
  const fork =
    signals && scratch ? forked(module, { at: threads.at, scratch, ...signals }, phases) : undefined;
  const all = order.map((step) => (typeof step === "number" ? (fork as Fork)(step) : step));
  module.func({ params: [], result: "none" }, () => [code("none", ...all)], "run");
  return { bytes: module.bytes, calls, isShared };
}

type Fork = ReturnType<typeof forked>;

/** Statements of about so many values become one function, unless a fold that is not done would be torn apart. */
const longest = 256;

/** Statements that become one function, or are split up. */
interface Step {
  readonly part: readonly Statement[];
  readonly split?: Split;
}

/** What becomes one function each: loops in a row, or something else by itself. */
function parts(statements: readonly Statement[], splitOf: (one: Statement) => Split | undefined): Step[] {
  const lastUse = new Map<Register, number>();
  const inKernel = ({ kind }: Statement): boolean =>
    kind === "loop" || kind === "let" || kind === "fold" || kind === "store";
  for (const [k, statement] of statements.entries())
    for (const register of registersIn([statement])) lastUse.set(register, k);
  const found: Step[] = [];
  let current: Statement[] = [];
  let size = 0;
  let open = -1;
  const close = (): void => {
    if (current.length > 0) found.push({ part: current });
    current = [];
    size = 0;
  };
  for (const [k, statement] of statements.entries()) {
    const split = k > open ? splitOf(statement) : undefined;
    if (!inKernel(statement) || split !== undefined || (size >= longest && k > open)) close();
    if (split !== undefined) found.push({ part: [statement], split });
    else if (inKernel(statement)) {
      current.push(statement);
      size += expressionsIn([statement]).size;
      for (const register of registersIn([statement])) open = Math.max(open, lastUse.get(register) as number);
    } else found.push({ part: [statement] });
  }
  close();
  return found;
}
