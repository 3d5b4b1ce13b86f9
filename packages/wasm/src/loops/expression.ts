// Expressions of the loop language: what is computed for one element. They are trees with shared parts, over loads,
// counters of loops and registers; nothing in them knows about WebAssembly.
import type { DType } from "@cadena/graph";
import type { Relation } from "@cadena/graph/extend";

/** A counter: it runs from 0 to `extent` - 1. */
export class Counter {
  readonly name: string;
  readonly extent: number;

  constructor(name: string, extent: number) {
    this.name = name;
    this.extent = extent;
  }
}

/** A value that is kept while loops run: a result for one element, or what a fold has so far. */
export class Register {
  readonly name: string;
  readonly dtype: DType;

  constructor(name: string, dtype: DType) {
    this.name = name;
    this.dtype = dtype;
  }
}

/** Dense data of one node, in row-major order. */
export class Buffer {
  readonly name: string;
  readonly dtype: DType;
  readonly size: number;
  /** Whether it holds what one turn of loops needs: each thread has one of its own. */
  readonly isLocal: boolean;

  constructor(name: string, dtype: DType, size: number, isLocal = false) {
    this.name = name;
    this.dtype = dtype;
    this.size = size;
    this.isLocal = isLocal;
  }
}

/** Part of a place: so many elements for each unit of an integer, which is not below 0 and below a bound. */
export interface Lookup {
  readonly index: Expression;
  readonly below: number;
  readonly stride: number;
}

/** A place in a buffer: `start` plus so many elements for each step of a counter and each unit of a looked-up integer. */
export interface Place {
  readonly start: number;
  readonly strides: ReadonlyMap<Counter, number>;
  /** None where this is left out. */
  readonly lookups?: readonly Lookup[];
}

/** The functions of the loop language, over real numbers where nothing else is said. */
export type FunctionName =
  | "add"
  | "sub"
  | "mul"
  | "div"
  | "neg"
  | "abs"
  | "min"
  | "max"
  | "sqrt"
  | "exp"
  | "log"
  | "sin"
  | "cos"
  | "log1p"
  | "expm1"
  | "tanh"
  | "erf"
  | "sigmoid"
  | "softplus"
  | "pow"
  | Relation
  | "and"
  | "or"
  | "not"
  | "select"
  | "toReal"
  | "toInteger"
  | "toBoolean";

/** A value for one element. */
export type Expression =
  | { readonly kind: "constant"; readonly dtype: DType; readonly value: number }
  | { readonly kind: "load"; readonly dtype: DType; readonly buffer: Buffer; readonly place: Place }
  | { readonly kind: "count"; readonly dtype: "integer"; readonly counter: Counter }
  | { readonly kind: "register"; readonly dtype: DType; readonly register: Register }
  | {
      readonly kind: "apply";
      readonly dtype: DType;
      readonly name: FunctionName;
      readonly inputs: readonly Expression[];
    };

/** A constant. */
export const constant = (value: number, dtype: DType = "real"): Expression => ({
  kind: "constant",
  dtype,
  value,
});

/** A sum over counters, as an integer. */
export function counted({ start, strides }: Place): Expression {
  const terms = [...strides].map(([counter, step]): Expression => {
    const count: Expression = { kind: "count", dtype: "integer", counter };
    return step === 1 ? count : apply("mul", "integer", count, constant(step, "integer"));
  });
  if (start !== 0 || terms.length === 0) terms.push(constant(start, "integer"));
  return terms.reduce((a, b) => apply("add", "integer", a, b));
}

/** A function applied to expressions. */
export const apply = (name: FunctionName, dtype: DType, ...inputs: readonly Expression[]): Expression => ({
  kind: "apply",
  dtype,
  name,
  inputs,
});
