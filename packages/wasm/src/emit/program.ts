// Statements as one WebAssembly module with one exported function: a function for each statement, called in order.
import { code, type Statement as Wasm } from "../assembler/code.ts";
import { memory } from "../assembler/memory.ts";
import { type Func, Module } from "../assembler/module.ts";
import { i32 } from "../assembler/scalar.ts";
import type { Single } from "../functions/means.ts";
import type { Buffer, Register } from "../loops/expression.ts";
import type { Call, Check, Product, Statement } from "../loops/statement.ts";
import { registersIn } from "../loops/walk.ts";
import { Kernel } from "./kernel.ts";
import { bytesOf, type Precision } from "./lanes/width.ts";
import { Products } from "./product.ts";

/** What a program is written for. */
export interface Target {
  readonly precision: Precision;
  /** Whether products may multiply and add in one step; no if left out. */
  readonly isFused?: boolean;
  readonly addressOf: (buffer: Buffer) => number;
  /** Where the memory begins that products use while they run. */
  readonly scratch: number;
  readonly pages: number;
}

/** A module, and what it needs of its host besides memory. */
export interface Written {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** What it asks of its host, by number. */
  readonly calls: readonly (Call | Check)[];
}

/** Writes statements as a module. */
export function written(statements: readonly Statement[], target: Target): Written {
  const { precision, addressOf } = target;
  const module = new Module({ pages: target.pages });
  const singles = new Map<Single, Func<["f64"], "f64">>();
  const single = (wanted: Single): Func<["f64"], "f64"> => {
    const found = singles.get(wanted) ?? wanted(module);
    singles.set(wanted, found);
    return found;
  };
  const calls: (Call | Check)[] = [];
  const call = statements.some(({ kind }) => kind === "call" || kind === "check")
    ? module.import("call", { params: ["i32"], result: "none" })
    : undefined;
  const products = new Products(module, {
    precision,
    isFused: target.isFused ?? false,
    scratch: i32.const(target.scratch),
  });
  const steps: Wasm[] = [];
  for (const part of parts(statements)) {
    const statement = part[0] as Statement;
    switch (statement.kind) {
      case "product":
        steps.push(multiplied(statement, products, target));
        break;
      case "call":
      case "check":
        steps.push((call as Func<["i32"], "none">).call(i32.const(calls.length)));
        calls.push(statement);
        break;
      case "clear": {
        const { buffer } = statement;
        const length = buffer.size * bytesOf(buffer.dtype, precision);
        steps.push(memory.fill(i32.const(addressOf(buffer)), i32.const(0), i32.const(length)));
        break;
      }
      default: {
        const kernel = module.func({ params: [], result: "none" }, (_, variables) =>
          new Kernel(variables, { precision, addressOf, single }).body(part),
        );
        steps.push(kernel.call());
      }
    }
  }
  module.func({ params: [], result: "none" }, () => [code("none", ...steps)], "run");
  return { bytes: module.bytes, calls };
}

/** So many statements become one function, unless a fold that is not done would be torn apart. */
const longest = 16;

/** Statements that become one function each: loops in a row, or something else by itself. */
function parts(statements: readonly Statement[]): Statement[][] {
  const lastUse = new Map<Register, number>();
  const inKernel = ({ kind }: Statement): boolean =>
    kind === "loop" || kind === "let" || kind === "fold" || kind === "store";
  for (const [k, statement] of statements.entries())
    for (const register of registersIn([statement])) lastUse.set(register, k);
  const found: Statement[][] = [];
  let current: Statement[] = [];
  let open = -1;
  for (const [k, statement] of statements.entries()) {
    const isFull = current.length >= longest && k > open;
    if (!inKernel(statement) || isFull) {
      if (current.length > 0) found.push(current);
      current = [];
    }
    if (inKernel(statement)) {
      current.push(statement);
      for (const register of registersIn([statement])) open = Math.max(open, lastUse.get(register) as number);
    } else found.push([statement]);
  }
  if (current.length > 0) found.push(current);
  return found;
}

function multiplied(product: Product, products: Products, { precision, addressOf }: Target): Wasm {
  const { a, b, out } = product;
  const at = (buffer: Buffer, elements: number) =>
    i32.const(addressOf(buffer) + elements * bytesOf("real", precision));
  return products.of(product).call(at(a.buffer, a.start), at(b.buffer, b.start), at(out, 0));
}
