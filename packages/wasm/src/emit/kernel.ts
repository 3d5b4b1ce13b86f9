// Statements of the loop language as the body of one function: loops become loops over vectors where the data lies in
// a row, and long folds go in blocks.

import type { DType } from "@cadena/graph";
import {
  branchIf,
  type Code,
  select,
  type Statement as Wasm,
  loop as wasmLoop,
  when,
} from "../assembler/code.ts";
import type { Local } from "../assembler/module.ts";
import { i32 } from "../assembler/scalar.ts";
import { type Counter, type Expression, Register } from "../loops/expression.ts";
import type { Fold, Loop, Statement, Store } from "../loops/statement.ts";
import { placeOf, substituted } from "../loops/substitute.ts";
import { expressionsIn, foldsIn } from "../loops/walk.ts";
import { workOf } from "../loops/work.ts";
import { branching } from "./functions.ts";
import type { Binary, Lanes } from "./lanes/width.ts";
import { flattened, runsInVectors } from "./shape.ts";
import { type Held, Values } from "./values.ts";

/** The turns of a loop: by how much its counter grows with each. */
interface Turns {
  readonly counter: Counter;
  readonly local: Local<"i32">;
  readonly body: readonly Statement[];
  readonly step: number;
}

/** So many elements are folded in a row. */
const longestFold = 256;

/** A turn that folds takes four vectors if it is less work: a processor does more while one step is under way. */
const little = 8;
/** A loop is worth code for two vectors in a turn if it is so much work. */
const worthwhile = 2 ** 12;

/** How many vectors a turn of a loop takes: chains of instructions that do not wait for each other run at the same time. */
function vectorsInTurn(body: readonly Statement[], turns: number, folds: readonly Fold[]): number {
  if (body.some(({ kind }) => kind === "loop")) return 1;
  const work = body.reduce((sum, one) => sum + workOf(one), 0);
  if (folds.length > 0 && body.every(({ kind }) => kind !== "store") && work <= little) return 4;
  const isStraight = [...expressionsIn(body)].every(
    (one) => one.kind !== "apply" || !branching.has(one.name),
  );
  return work * turns >= worthwhile && isStraight ? 2 : 1;
}

/** How elements of a kind add up: one truth suffices. */
const addition = (lanes: Lanes, dtype: DType): Binary =>
  dtype === "boolean" ? lanes.truth.or : lanes[dtype].add;

/** Writes the code of statements that are neither products nor calls. */
export class Kernel extends Values {
  /** The code of statements. */
  body(statements: readonly Statement[]): Wasm[] {
    return this.inScope(() => this.#write(statements));
  }

  /** The code of statements, and of what follows where they leave a truth in a register that holds. */
  guarding(statements: readonly Statement[], truth: Register, then: Wasm): Wasm[] {
    return this.inScope(() => {
      this.#write(statements);
      const { code } = this.value({ kind: "register", dtype: "boolean", register: truth });
      this.emit(when(code as Code<"i32">, [then]));
    });
  }

  /** The code of some turns of a loop: they begin at a multiple of a vector's length, and end at one or at the end. */
  part(loop: Loop, from: Code<"i32">, to: Code<"i32">): Wasm[] {
    return this.inScope(() => this.#loop(loop, { from, to }));
  }

  #write(statements: readonly Statement[]): void {
    const folded = new Set(foldsIn(statements).map(({ register }) => register));
    for (const statement of statements) {
      switch (statement.kind) {
        case "loop":
          this.#loop(statement);
          break;
        case "let": {
          const { register, value } = statement;
          // Between the lanes of a vector, a fold begins in all of them.
          const isWide = this.lane !== undefined && folded.has(register);
          this.keep(register, this.value(value), isWide);
          break;
        }
        case "fold":
          this.#fold(statement);
          break;
        case "store":
          this.#store(statement);
          break;
        default:
          throw new TypeError(`${statement.kind} is no statement of a kernel`);
      }
    }
  }

  #loop(outer: Loop, part?: { readonly from: Code<"i32">; readonly to: Code<"i32"> }): void {
    const { counter, extent, body } = flattened(outer);
    if (extent === 0) return;
    const isWide = this.lane === undefined && runsInVectors(counter, body);
    const inVectors = isWide ? extent - (extent % this.wide.count) : 0;
    const local = this.variables.local("i32");
    this.emit(local.set(part?.from ?? i32.const(0)));
    const endOf = (turns: number): Code<"i32"> => {
      if (part === undefined) return i32.const(turns);
      const end = this.variables.local("i32");
      this.emit(end.set(select(i32.lt(part.to, i32.const(turns)), part.to, i32.const(turns))));
      return end.get;
    };
    const turns = { counter, local, body };
    if (inVectors > 0) {
      this.lane = counter;
      const folds = this.#foldsOf(body);
      const singles = folds.map((fold) => this.#begin(fold, this.wide));
      const step = this.wide.count;
      const size = vectorsInTurn(body, inVectors, folds) * step;
      const end = endOf(inVectors);
      const several = size > step ? inVectors - (inVectors % size) : 0;
      const one = (): void => this.#blocks({ ...turns, step }, (inVectors - several) / step, end);
      if (part !== undefined) {
        // A part may be less than several vectors, or only what is left after the last one.
        if (several > 0) {
          const whole = this.variables.local("i32");
          this.emit(whole.set(i32.add(local.get, i32.and(i32.sub(end, local.get), i32.const(-size)))));
          const many = (): void =>
            this.#severally({ ...turns, step: size }, folds, several / size, whole.get);
          this.emit(when(i32.lt(local.get, whole.get), this.inScope(many)));
        }
        this.emit(when(i32.lt(local.get, end), this.inScope(one)));
      } else {
        if (several > 0) this.#severally({ ...turns, step: size }, folds, several / size, i32.const(several));
        if (several < inVectors) one();
      }
      this.lane = undefined;
      for (const [k, fold] of folds.entries()) this.#narrow(fold, singles[k] as Held);
    }
    if (inVectors === extent) return;
    const end = endOf(extent);
    const rest = (): void => this.#blocks({ ...turns, step: 1 }, extent - inVectors, end);
    if (part === undefined || inVectors === 0) rest();
    else this.emit(when(i32.lt(local.get, end), this.inScope(rest)));
  }

  /** Takes several vectors in a turn, which do not wait for each other: each folds into registers of its own. */
  #severally(turns: Turns, folds: readonly Fold[], most: number, end: Code<"i32">): void {
    const { counter, body, step } = turns;
    const { count } = this.wide;
    const copies = Array.from({ length: step / count }, (_, k) => {
      const own = folds.map((fold) => ({
        ...fold,
        register: new Register(fold.register.name, fold.register.dtype),
      }));
      for (const fold of own) this.#begin(fold, this.wide);
      const registers = new Map(folds.map(({ register }, i) => [register, own[i]?.register as Register]));
      return { own, body: substituted(body, counter, placeOf(k * count, [counter, 1]), registers) };
    });
    const together = body.flatMap((_, i) => copies.map(({ body }) => body[i] as Statement));
    this.#blocks({ ...turns, body: together }, most, end);
    for (const { own } of copies) {
      for (const [i, { register, step }] of folds.entries()) {
        const { dtype } = register;
        this.#combine(register, step, { kind: "register", dtype, register: own[i]?.register as Register });
      }
    }
  }

  /** The folds in a loop's body into registers that were there before. */
  #foldsOf(body: readonly Statement[]): Fold[] {
    return foldsIn(body).filter(({ register }) => this.registers.has(register));
  }

  /**
   * Runs turns until an end; long folds in blocks of blocks, so that the error of a sum grows slowly (Higham, Accuracy
   * and Stability of Numerical Algorithms, 4.2).
   * @param most how many turns there are at most
   */
  #blocks(turns: Turns, most: number, end: Code<"i32">): void {
    const folds = this.#foldsOf(turns.body);
    if (folds.length === 0 || most <= longestFold) {
      this.#turns(turns, end);
      return;
    }
    const size = most > longestFold ** 2 ? longestFold ** 2 : longestFold;
    const { local, step } = turns;
    const stop = this.variables.local("i32");
    const block = this.inScope(() => {
      const next = this.variables.local("i32");
      const whole = i32.add(local.get, i32.const(size * step));
      this.emit(next.set(whole));
      this.emit(stop.set(select(i32.lt(next.get, end), next.get, end)));
      // The lanes may be those of a loop further out.
      const lanesOf = ({ register }: Fold): Lanes =>
        this.registers.get(register)?.value.isWide ? this.wide : this.one;
      const totals = folds.map((fold) => this.#begin(fold, lanesOf(fold)));
      this.#blocks(turns, size, stop.get);
      for (const [k, { register, step: combine }] of folds.entries()) {
        const part = new Register("block", register.dtype);
        this.registers.set(part, this.registers.get(register) as Held);
        this.registers.set(register, totals[k] as Held);
        this.changed(register);
        this.#combine(register, combine, { kind: "register", dtype: register.dtype, register: part });
      }
    });
    this.emit(wasmLoop((again) => [...block, branchIf(i32.lt(local.get, end), again)]));
    for (const { register } of folds) this.changed(register);
  }

  /** A loop that runs until its counter reaches an end. */
  #turns({ counter, local, body, step }: Turns, end: Code<"i32">): void {
    const folds = this.#foldsOf(body);
    this.counters.set(counter, { depth: this.depth + 1, local });
    const inside = this.inScope(() => {
      for (const { register } of folds) this.changed(register);
      this.#write(body);
    });
    const next = i32.add(local.get, i32.const(step));
    this.emit(wasmLoop((again) => [...inside, branchIf(i32.lt(local.tee(next), end), again)]));
    for (const { register } of folds) this.changed(register);
  }

  /** Lets a fold begin in a register of its own, and returns the one that it had. */
  #begin({ register, start }: Fold, lanes: Lanes): Held | undefined {
    const before = this.registers.get(register);
    const local = this.variables.local(lanes.types[register.dtype]);
    this.emit(local.set(this.constant(lanes, register.dtype, start) as never));
    const value = this.fresh(local.get, lanes === this.wide, this.depth);
    this.registers.set(register, { local, value });
    return before;
  }

  /** Puts the lanes of a fold together, two by two, and combines them with the single register. */
  #narrow({ register, step }: Fold, single: Held): void {
    const wide = (this.registers.get(register) as Held).local;
    const { dtype } = register;
    let parts = Array.from({ length: this.wide.count }, (_, k): Expression => {
      const part = new Register("lane", dtype);
      this.keep(part, this.fresh(this.wide.lane(dtype, wide.get, k), false, this.depth), false);
      return { kind: "register", dtype, register: part };
    });
    while (parts.length > 1) {
      const half = parts.length / 2;
      parts = parts.slice(0, half).map((part, k) => step(part, parts[half + k] as Expression));
    }
    this.registers.set(register, single);
    this.changed(register);
    this.#combine(register, step, parts[0] as Expression);
  }

  #fold({ register, step, value }: Fold): void {
    this.#combine(register, step, value);
  }

  #combine(register: Register, step: Fold["step"], element: Expression): void {
    const held = this.registers.get(register) as Held;
    const soFar: Expression = { kind: "register", dtype: register.dtype, register };
    const next = this.value(step(soFar, element));
    const code = held.value.isWide ? this.widened(register.dtype, next) : next.code;
    this.emit(held.local.set(code as never));
    this.changed(register);
  }

  #store({ buffer, place, value: expression, adds }: Store): void {
    const { dtype } = buffer;
    const value = this.value(expression);
    const { base, offset, isWide } = this.address(buffer, place);
    const [lanes, code] = isWide ? [this.wide, this.widened(dtype, value)] : [this.one, value.code];
    const at = base.code as Code<"i32">;
    // What is there may be from an earlier turn of any loop: it is read anew each time.
    const sum = adds ? addition(lanes, dtype)(lanes.load(dtype, at, offset), code) : code;
    this.emit(lanes.store(dtype, at, sum, offset));
    this.forget(buffer);
  }
}
