// Statements of the loop language as the body of one function: loops become loops over vectors where the data lies in
// a row, and what does not change inside a loop is computed before it.
import type { DType } from "@cadena/graph";
import { branchIf, type Code, select, type Statement as Wasm, loop as wasmLoop } from "../assembler/code.ts";
import type { Func, Local, Variables } from "../assembler/module.ts";
import { i32 } from "../assembler/scalar.ts";
import { type Means, meansFor, type Single } from "../functions/means.ts";
import { type Buffer, type Counter, type Expression, type Place, Register } from "../loops/expression.ts";
import type { Fold, Loop, Statement } from "../loops/statement.ts";
import { functionCode } from "./functions.ts";
import { type Any, bytesOf, type Lanes, type Precision } from "./lanes/width.ts";
import { lanes as allLanes } from "./lanes.ts";
import { flattened, foldsIn, runsInVectors } from "./shape.ts";

/** A value in a local variable, single or in all lanes of a vector; `depth` loops change it. */
interface Value {
  readonly id: number;
  readonly code: Any;
  readonly isWide: boolean;
  readonly depth: number;
}

/** The inside of a loop: its code so far, and the values that are computed there. */
interface Scope {
  readonly code: Wasm[];
  readonly known: Map<string, Value>;
}

/** A register and its current value. */
interface Held {
  readonly local: Local;
  readonly value: Value;
}

/** The turns of a loop: by how much its counter grows with each. */
interface Turns {
  readonly counter: Counter;
  readonly local: Local<"i32">;
  readonly body: readonly Statement[];
  readonly step: number;
}

/** So many elements are folded in a row. */
const longestFold = 256;

/** Where in memory: an address that changes with counters, and a constant that is added to it. */
interface Address {
  readonly base: Value;
  readonly offset: number;
  readonly isWide: boolean;
}

/** What a kernel needs of its surroundings. */
export interface Surroundings {
  readonly precision: Precision;
  /** Where a buffer is in memory. */
  readonly addressOf: (buffer: Buffer) => number;
  /** The module's function for single elements. */
  readonly single: (single: Single) => Func<["f64"], "f64">;
}

/** Writes the code of statements that are neither products nor calls. */
export class Kernel {
  readonly #variables: Variables;
  readonly #around: Surroundings;
  readonly #one: Lanes;
  readonly #wide: Lanes;
  readonly #scopes: Scope[] = [];
  readonly #counters = new Map<Counter, { depth: number; local: Local<"i32"> }>();
  readonly #registers = new Map<Register, Held>();
  /** The counter that runs through the lanes of vectors. */
  #lane: Counter | undefined;
  readonly #buffers = new Map<Buffer, number>();
  #ids = 0;

  constructor(variables: Variables, around: Surroundings) {
    this.#variables = variables;
    this.#around = around;
    ({ one: this.#one, wide: this.#wide } = allLanes[around.precision]);
  }

  /** The code of statements. */
  body(statements: readonly Statement[]): Wasm[] {
    return this.#inScope(() => this.#write(statements));
  }

  #inScope(write: () => void): Wasm[] {
    const scope: Scope = { code: [], known: new Map() };
    this.#scopes.push(scope);
    write();
    this.#scopes.pop();
    return scope.code;
  }

  get #depth(): number {
    return this.#scopes.length - 1;
  }

  #emit(code: Wasm): void {
    (this.#scopes.at(-1) as Scope).code.push(code);
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
          const isWide = this.#lane !== undefined && folded.has(register);
          this.#keep(register, this.#value(value), isWide);
          break;
        }
        case "fold":
          this.#fold(statement);
          break;
        case "store":
          this.#store(statement.buffer, statement.place, statement.value);
          break;
        default:
          throw new TypeError(`${statement.kind} is no statement of a kernel`);
      }
    }
  }

  #loop(outer: Loop): void {
    const { counter, extent, body } = flattened(outer);
    if (extent === 0) return;
    const isWide = this.#lane === undefined && runsInVectors(counter, body);
    const inVectors = isWide ? extent - (extent % this.#wide.count) : 0;
    const local = this.#variables.local("i32");
    this.#emit(local.set(i32.const(0)));
    const turns = { counter, local, body };
    if (inVectors > 0) {
      this.#lane = counter;
      const folds = this.#foldsOf(body);
      const singles = folds.map((fold) => this.#begin(fold, this.#wide));
      const step = this.#wide.count;
      this.#blocks({ ...turns, step }, inVectors / step, i32.const(inVectors));
      this.#lane = undefined;
      for (const [k, fold] of folds.entries()) this.#narrow(fold, singles[k] as Held);
    }
    if (inVectors < extent) this.#blocks({ ...turns, step: 1 }, extent - inVectors, i32.const(extent));
  }

  /** The folds in a loop's body into registers that were there before. */
  #foldsOf(body: readonly Statement[]): Fold[] {
    return foldsIn(body).filter(({ register }) => this.#registers.has(register));
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
    const stop = this.#variables.local("i32");
    const block = this.#inScope(() => {
      const next = this.#variables.local("i32");
      const whole = i32.add(local.get, i32.const(size * step));
      this.#emit(next.set(whole));
      this.#emit(stop.set(select(i32.lt(next.get, end), next.get, end)));
      // The lanes may be those of a loop further out.
      const lanesOf = ({ register }: Fold): Lanes =>
        this.#registers.get(register)?.value.isWide ? this.#wide : this.#one;
      const totals = folds.map((fold) => this.#begin(fold, lanesOf(fold)));
      this.#blocks(turns, size, stop.get);
      for (const [k, { register, step: combine }] of folds.entries()) {
        const part = new Register("block", register.dtype);
        this.#registers.set(part, this.#registers.get(register) as Held);
        this.#registers.set(register, totals[k] as Held);
        this.#changed(register);
        this.#combine(register, combine, { kind: "register", dtype: register.dtype, register: part });
      }
    });
    this.#emit(wasmLoop((again) => [...block, branchIf(i32.lt(local.get, end), again)]));
    for (const { register } of folds) this.#changed(register);
  }

  /** A loop that runs until its counter reaches an end. */
  #turns({ counter, local, body, step }: Turns, end: Code<"i32">): void {
    const folds = this.#foldsOf(body);
    this.#counters.set(counter, { depth: this.#depth + 1, local });
    const inside = this.#inScope(() => {
      for (const { register } of folds) this.#changed(register);
      this.#write(body);
    });
    const next = i32.add(local.get, i32.const(step));
    this.#emit(wasmLoop((again) => [...inside, branchIf(i32.lt(local.tee(next), end), again)]));
    for (const { register } of folds) this.#changed(register);
  }

  /** Lets a fold begin in a register of its own, and returns the one that it had. */
  #begin({ register, start }: Fold, lanes: Lanes): Held {
    const before = this.#registers.get(register) as Held;
    const local = this.#variables.local(lanes.types[register.dtype]);
    this.#emit(local.set(this.#constant(lanes, register.dtype, start) as never));
    const value = this.#fresh(local.get, lanes === this.#wide, this.#depth);
    this.#registers.set(register, { local, value });
    return before;
  }

  /** Puts the lanes of a fold together, two by two, and combines them with the single register. */
  #narrow({ register, step }: Fold, single: Held): void {
    const wide = (this.#registers.get(register) as Held).local;
    const { dtype } = register;
    let parts = Array.from({ length: this.#wide.count }, (_, k): Expression => {
      const part = new Register("lane", dtype);
      this.#keep(part, this.#fresh(this.#wide.lane(dtype, wide.get, k), false, this.#depth), false);
      return { kind: "register", dtype, register: part };
    });
    while (parts.length > 1) {
      const half = parts.length / 2;
      parts = parts.slice(0, half).map((part, k) => step(part, parts[half + k] as Expression));
    }
    this.#registers.set(register, single);
    this.#changed(register);
    this.#combine(register, step, parts[0] as Expression);
  }

  #fold({ register, step, value }: Fold): void {
    this.#combine(register, step, value);
  }

  #combine(register: Register, step: Fold["step"], element: Expression): void {
    const held = this.#registers.get(register) as Held;
    const soFar: Expression = { kind: "register", dtype: register.dtype, register };
    const next = this.#value(step(soFar, element));
    const code = held.value.isWide ? this.#widened(register.dtype, next) : next.code;
    this.#emit(held.local.set(code as never));
    this.#changed(register);
  }

  /** Gives a register a value of its own. */
  #keep(register: Register, value: Value, wanted: boolean): void {
    const isWide = wanted || value.isWide;
    const local = this.#variables.local((isWide ? this.#wide : this.#one).types[register.dtype]);
    this.#emit(local.set((isWide ? this.#widened(register.dtype, value) : value.code) as never));
    this.#registers.set(register, { local, value: this.#fresh(local.get, isWide, this.#depth) });
  }

  /** What was computed from a register is no longer right. */
  #changed(register: Register): void {
    const { local, value } = this.#registers.get(register) as Held;
    this.#registers.set(register, { local, value: this.#fresh(local.get, value.isWide, this.#depth) });
  }

  #store(buffer: Buffer, place: Place, expression: Expression): void {
    const value = this.#value(expression);
    const { base, offset, isWide } = this.#address(buffer, place);
    const [lanes, code] = isWide ? [this.#wide, this.#widened(buffer.dtype, value)] : [this.#one, value.code];
    this.#emit(lanes.store(buffer.dtype, base.code as Code<"i32">, code, offset));
    this.#buffers.delete(buffer);
  }

  /**
   * What is read from a buffer until it is written to again. Buffers share places in memory, one after the other: a
   * place does not say which of them is read.
   */
  #numberOf(buffer: Buffer): number {
    const number = this.#buffers.get(buffer) ?? this.#ids++;
    this.#buffers.set(buffer, number);
    return number;
  }

  #fresh(code: Any, isWide: boolean, depth: number): Value {
    return { id: this.#ids++, code, isWide, depth };
  }

  /** A value that is computed once, in the outermost loop in which it does not change. */
  #once(key: string, depth: number, isWide: boolean, write: (scope: Scope) => Any): Value {
    const scope = this.#scopes[depth] as Scope;
    const known = scope.known.get(key);
    if (known !== undefined) return known;
    const code = write(scope);
    const local = this.#variables.local(code.type);
    scope.code.push(local.set(code as never));
    const value = this.#fresh(local.get, isWide, depth);
    scope.known.set(key, value);
    return value;
  }

  #constant(lanes: Lanes, dtype: DType, value: number): Any {
    if (dtype === "boolean") return lanes.truth.constant(value);
    return dtype === "real" ? lanes.real.constant(value) : lanes.integer.constant(value);
  }

  #value(expression: Expression): Value {
    switch (expression.kind) {
      case "constant": {
        const { dtype, value } = expression;
        const key = `${dtype} ${Object.is(value, -0) ? "-0" : value}`;
        return this.#once(key, 0, false, () => this.#constant(this.#one, dtype, value));
      }
      case "register":
        return (this.#registers.get(expression.register) as Held).value;
      case "load": {
        const { buffer, place, dtype } = expression;
        const { base, offset, isWide } = this.#address(buffer, place);
        const lanes = isWide ? this.#wide : this.#one;
        const key = `${isWide} load ${this.#numberOf(buffer)} ${offset} ${base.id}`;
        return this.#once(key, base.depth, isWide, () => lanes.load(dtype, base.code as Code<"i32">, offset));
      }
      case "count": {
        const { local, depth } = this.#counters.get(expression.counter) as {
          local: Local<"i32">;
          depth: number;
        };
        if (expression.counter !== this.#lane) return this.#fresh(local.get, false, depth);
        const first = this.#widened("integer", this.#fresh(local.get, false, depth));
        const steps = this.#once("lanes", 0, true, () => this.#wide.steps);
        return this.#once(`count ${depth}`, depth, true, () => this.#wide.integer.add(first, steps.code));
      }
      case "apply":
        return this.#applied(expression);
    }
  }

  #applied({ name, dtype, inputs }: Extract<Expression, { kind: "apply" }>): Value {
    const values = inputs.map((input) => this.#value(input));
    const isWide = values.some((value) => value.isWide);
    const depth = Math.max(0, ...values.map((value) => value.depth));
    const from = inputs.map((input) => input.dtype);
    return this.#once(`${name} ${values.map(({ id }) => id).join(" ")}`, depth, isWide, (scope) => {
      const codes = values.map((value, k) => (isWide ? this.#widened(from[k] as DType, value) : value.code));
      return functionCode(name, dtype, from, this.#means(isWide ? this.#wide : this.#one, scope), codes);
    });
  }

  /** A value in all lanes. */
  #widened(dtype: DType, value: Value): Any {
    if (value.isWide) return value.code;
    return this.#once(`splat ${value.id}`, value.depth, true, () => this.#wide.splat(dtype, value.code)).code;
  }

  #means(lanes: Lanes, scope: Scope): Means {
    const fixed = (name: string, { precision, count }: Lanes, write: () => Any): Any =>
      this.#once(`${precision} ${count} ${name}`, 0, count > 1, write).code;
    return meansFor(lanes, { variables: this.#variables, fixed, single: this.#around.single }, scope.code);
  }

  #address(buffer: Buffer, { start, strides }: Place): Address {
    const bytes = bytesOf(buffer.dtype, this.#around.precision);
    const terms = [...strides].flatMap(([counter, step]) => {
      const known = this.#counters.get(counter);
      return known === undefined ? [] : [{ ...known, step: step * bytes }];
    });
    terms.sort((a, b) => a.depth - b.depth || a.step - b.step);
    // The offset of an instruction is added without wrapping around, so a base below 0 has to contain it.
    const whole = this.#around.addressOf(buffer) + start * bytes;
    const [from, offset] = terms.some(({ step }) => step < 0) ? [whole, 0] : [0, whole];
    let base = this.#once(`address ${from}`, 0, false, () => i32.const(from));
    for (const { depth, local, step } of terms) {
      const before = base;
      base = this.#once(`${before.id} + ${depth} * ${step}`, depth, false, () =>
        i32.add(before.code as Code<"i32">, i32.mul(local.get, i32.const(step))),
      );
    }
    const isWide = this.#lane !== undefined && strides.get(this.#lane) === 1;
    return { base, offset, isWide };
  }
}
