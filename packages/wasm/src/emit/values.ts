// Values of expressions while code is written: each is computed once, in the outermost loop in which it does not change,
// and stays in a local variable.
import type { DType } from "@cadena/graph";
import type { Code, Statement as Wasm } from "../assembler/code.ts";
import type { Func, Local, Variables } from "../assembler/module.ts";
import { i32 } from "../assembler/scalar.ts";
import { type Means, meansFor, type Single } from "../functions/means.ts";
import type { Buffer, Counter, Expression, Place, Register } from "../loops/expression.ts";
import { functionCode, type Input } from "./functions.ts";
import { type Any, bytesOf, type Lanes, type Precision } from "./lanes/width.ts";
import { lanes as allLanes } from "./lanes.ts";

/** A value in a local variable, single or in all lanes of a vector; `depth` loops change it. */
export interface Value {
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
export interface Held {
  readonly local: Local;
  readonly value: Value;
}

/** Where in memory: an address that changes with counters, and a constant that is added to it. */
interface Address {
  readonly base: Value;
  readonly offset: number;
  readonly isWide: boolean;
}

/** What a kernel needs of its surroundings. */
export interface Surroundings {
  readonly precision: Precision;
  /** Where a buffer is in memory; within `scratch` if it is local. */
  readonly addressOf: (buffer: Buffer) => number;
  /** Where the memory begins that statements use while they run. */
  readonly scratch: Code<"i32">;
  /** The module's function for single elements. */
  readonly single: (single: Single) => Func<["f64"], "f64">;
}

/** Loops that are being written, from the outside in, with what is known inside each of them. */
export abstract class Values {
  protected readonly variables: Variables;
  protected readonly one: Lanes;
  protected readonly wide: Lanes;
  protected readonly counters: Map<Counter, { depth: number; local: Local<"i32"> }> = new Map();
  protected readonly registers: Map<Register, Held> = new Map();
  /** The counter that runs through the lanes of vectors. */
  protected lane: Counter | undefined;
  readonly #around: Surroundings;
  readonly #scopes: Scope[] = [];
  readonly #buffers = new Map<Buffer, number>();
  #ids = 0;

  constructor(variables: Variables, around: Surroundings) {
    this.variables = variables;
    this.#around = around;
    ({ one: this.one, wide: this.wide } = allLanes[around.precision]);
  }

  protected inScope(write: () => void): Wasm[] {
    const scope: Scope = { code: [], known: new Map() };
    this.#scopes.push(scope);
    write();
    this.#scopes.pop();
    return scope.code;
  }

  protected get depth(): number {
    return this.#scopes.length - 1;
  }

  protected emit(code: Wasm): void {
    (this.#scopes.at(-1) as Scope).code.push(code);
  }

  /** Gives a register a value of its own. */
  protected keep(register: Register, value: Value, wanted: boolean): void {
    const isWide = wanted || value.isWide;
    const local = this.variables.local((isWide ? this.wide : this.one).types[register.dtype]);
    this.emit(local.set((isWide ? this.widened(register.dtype, value) : value.code) as never));
    this.registers.set(register, { local, value: this.fresh(local.get, isWide, this.depth) });
  }

  /** What was computed from a register is no longer right. */
  protected changed(register: Register): void {
    const { local, value } = this.registers.get(register) as Held;
    this.registers.set(register, { local, value: this.fresh(local.get, value.isWide, this.depth) });
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

  /** From now on, what was read from a buffer is no longer known. */
  protected forget(buffer: Buffer): void {
    this.#buffers.delete(buffer);
  }

  protected fresh(code: Any, isWide: boolean, depth: number): Value {
    return { id: this.#ids++, code, isWide, depth };
  }

  /** A value that is computed once, in the outermost loop in which it does not change. */
  #once(key: string, depth: number, isWide: boolean, write: (scope: Scope) => Any): Value {
    const scope = this.#scopes[depth] as Scope;
    const known = scope.known.get(key);
    if (known !== undefined) return known;
    const code = write(scope);
    const local = this.variables.local(code.type);
    scope.code.push(local.set(code as never));
    const value = this.fresh(local.get, isWide, depth);
    scope.known.set(key, value);
    return value;
  }

  protected constant(lanes: Lanes, dtype: DType, value: number): Any {
    if (dtype === "boolean") return lanes.truth.constant(value);
    return dtype === "real" ? lanes.real.constant(value) : lanes.integer.constant(value);
  }

  protected value(expression: Expression): Value {
    switch (expression.kind) {
      case "constant": {
        const { dtype, value } = expression;
        const key = `${dtype} ${Object.is(value, -0) ? "-0" : value}`;
        return this.#once(key, 0, false, () => this.constant(this.one, dtype, value));
      }
      case "register":
        return (this.registers.get(expression.register) as Held).value;
      case "load": {
        const { buffer, place, dtype } = expression;
        if (this.#isSpread(place)) return this.#spread(buffer, place);
        const { base, offset, isWide } = this.address(buffer, place);
        const lanes = isWide ? this.wide : this.one;
        const key = `${isWide} load ${this.#numberOf(buffer)} ${offset} ${base.id}`;
        return this.#once(key, base.depth, isWide, () => lanes.load(dtype, base.code as Code<"i32">, offset));
      }
      case "count": {
        const { local, depth } = this.counters.get(expression.counter) as {
          local: Local<"i32">;
          depth: number;
        };
        if (expression.counter !== this.lane) return this.fresh(local.get, false, depth);
        const first = this.widened("integer", this.fresh(local.get, false, depth));
        const steps = this.#once("lanes", 0, true, () => this.wide.steps);
        return this.#once(`count ${depth}`, depth, true, () => this.wide.integer.add(first, steps.code));
      }
      case "apply":
        return this.#applied(expression);
    }
  }

  #applied({ name, dtype, inputs }: Extract<Expression, { kind: "apply" }>): Value {
    const values = inputs.map((input) => this.value(input));
    const isWide = values.some((value) => value.isWide);
    const depth = Math.max(0, ...values.map((value) => value.depth));
    return this.#once(`${name} ${values.map(({ id }) => id).join(" ")}`, depth, isWide, (scope) => {
      const means = this.#means(isWide ? this.wide : this.one, scope);
      const all = inputs.map((input, k): Input => {
        const value = values[k] as Value;
        const code = isWide ? this.widened(input.dtype, value) : value.code;
        return { dtype: input.dtype, code, known: input.kind === "constant" ? input.value : undefined };
      });
      return functionCode(name, dtype, means, all);
    });
  }

  /** An integer in one lane. */
  #lane({ id, code, depth }: Value, lane: number): Value {
    return this.#once(`lane ${lane} of ${id}`, depth, false, () => this.wide.lane("integer", code, lane));
  }

  /** A value in all lanes. */
  protected widened(dtype: DType, value: Value): Any {
    if (value.isWide) return value.code;
    return this.#once(`splat ${value.id}`, value.depth, true, () => this.wide.splat(dtype, value.code)).code;
  }

  #means(lanes: Lanes, scope: Scope): Means {
    const fixed = (name: string, { precision, count }: Lanes, write: () => Any): Any =>
      this.#once(`${precision} ${count} ${name}`, 0, count > 1, write).code;
    return meansFor(lanes, { variables: this.variables, fixed, single: this.#around.single }, scope.code);
  }

  /** Whether a place is another one in each lane, wherever an index says. */
  #isSpread({ lookups = [] }: Place): boolean {
    return lookups.some(({ index }) => this.value(index).isWide);
  }

  /** Real elements of a spread place, read one by one. */
  #spread(buffer: Buffer, place: Place): Value {
    const places = Array.from({ length: this.wide.count }, (_, lane) => this.address(buffer, place, lane));
    const depth = Math.max(...places.map(({ base }) => base.depth));
    const key = places.map(({ base, offset }) => `${base.id} ${offset}`).join(" ");
    return this.#once(`spread ${this.#numberOf(buffer)} ${key}`, depth, true, () => {
      const [first, ...others] = places.map(({ base, offset }) =>
        this.one.load("real", base.code as Code<"i32">, offset),
      );
      return others.reduce(
        (lanes, element, k) => this.wide.withLane(lanes, k + 1, element),
        this.wide.splat("real", first as Any),
      );
    });
  }

  /** @param lane of the indices of a spread place */
  protected address(buffer: Buffer, { start, strides, lookups = [] }: Place, lane = 0): Address {
    const bytes = bytesOf(buffer.dtype, this.#around.precision);
    const counted = [...strides].flatMap(([counter, step]) => {
      const known = this.counters.get(counter);
      if (known === undefined) return [];
      const { depth, local } = known;
      return [{ key: `counter ${depth}`, depth, code: local.get, step: step * bytes }];
    });
    const lookedUp = lookups.map(({ index, stride }) => {
      const value = this.value(index);
      const { id, depth, code } = value.isWide ? this.#lane(value, lane) : value;
      return { key: String(id), depth, code: code as Code<"i32">, step: stride * bytes };
    });
    const terms = [...counted, ...lookedUp];
    terms.sort((a, b) => a.depth - b.depth || a.step - b.step);
    // The offset of an instruction is added without wrapping around, so a base below 0 has to contain it.
    const whole = this.#around.addressOf(buffer) + start * bytes;
    const [from, offset] = terms.some(({ step }) => step < 0) ? [whole, 0] : [0, whole];
    const { isLocal } = buffer;
    let base = this.#once(`address ${isLocal} ${from}`, 0, false, () =>
      isLocal ? i32.add(this.#around.scratch, i32.const(from)) : i32.const(from),
    );
    for (const { key, depth, code, step } of terms) {
      const before = base;
      base = this.#once(`${before.id} + ${key} * ${step}`, depth, false, () =>
        i32.add(before.code as Code<"i32">, i32.mul(code, i32.const(step))),
      );
    }
    const isWide = this.lane !== undefined && strides.get(this.lane) === 1;
    return { base, offset, isWide };
  }
}
