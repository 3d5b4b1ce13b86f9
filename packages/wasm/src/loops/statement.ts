// Statements of the loop language. A program is a list of them: loops over counters, registers, and stores into
// buffers. Every element of a buffer is stored once, so that order matters only between a store and its loads; only what
// is added up in a buffer, cleared before, is stored several times.
import type { Node } from "@cadena/graph";
import type { Refusal } from "@cadena/graph/extend";
import type { Buffer, Counter, Expression, Place, Register } from "./expression.ts";

/**
 * Runs its body for each value of a counter. The runs do not depend on each other, but for folds, and for stores that
 * add where an integer says: those run in order, so that the sum has the same bits each time.
 */
export interface Loop {
  readonly kind: "loop";
  readonly counter: Counter;
  readonly body: Statement[];
}

/** Gives a register its value; where a fold begins, its start. */
export interface Let {
  readonly kind: "let";
  readonly register: Register;
  readonly value: Expression;
}

/** Combines a register with one more element. The order of elements is free. */
export interface Fold {
  readonly kind: "fold";
  readonly register: Register;
  /** What changes nothing when it is combined. */
  readonly start: number;
  readonly step: (soFar: Expression, element: Expression) => Expression;
  readonly value: Expression;
}

/** Writes one element of a buffer, or adds to it. */
export interface Store {
  readonly kind: "store";
  readonly adds?: true;
  readonly buffer: Buffer;
  readonly place: Place;
  readonly value: Expression;
}

/** What one side of a product reads: an element for each row or column, each step of the sum, each of a batch. */
export interface Side {
  readonly buffer: Buffer;
  readonly start: number;
  readonly outer: number;
  readonly inner: number;
  readonly batch: number;
}

/** A matrix product, or a batch of them: C[i, j] = Σ A[i, k] B[k, j], all by strides. */
export interface Product {
  readonly kind: "product";
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
  readonly batch: number;
  readonly a: Side;
  readonly b: Side;
  readonly out: Buffer;
  readonly strides: { readonly row: number; readonly column: number; readonly batch: number };
}

/** Fills a buffer with one byte. */
interface Clear {
  readonly kind: "clear";
  readonly buffer: Buffer;
}

/**
 * An op without loops: its own meaning is called, outside of the program. In place of an input with several results it
 * reads what that one reads.
 */
export interface Call {
  readonly kind: "call";
  readonly node: Node;
  readonly inputs: readonly Buffer[];
  readonly out: Buffer;
}

/** Fails where an integer is no index below a bound. */
export interface Check {
  readonly kind: "check";
  readonly node: Node;
  readonly indices: Buffer;
  readonly below: number;
  readonly refuse: Refusal;
}

export type Statement = Loop | Let | Fold | Store | Product | Clear | Call | Check;
