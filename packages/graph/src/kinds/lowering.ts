// What an op computes, for an engine that compiles graphs to loops. Each kind answers for its ops; an op without an
// answer is called by its own meaning.
import type { Node } from "../node/node.ts";
import type { NumberSystem } from "../numbers/system.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { Labels } from "./contraction.ts";
import type { Copy } from "./structural.ts";

/** The meaning of an elementwise op, over any number system. */
export type ScalarMeaning = <T, B>(n: NumberSystem<T, B>, ...args: never[]) => unknown;

/** One step of a reduction: what there is so far, and one more element. */
export type FoldStep = <T, B>(n: NumberSystem<T, B>, soFar: T, element: T) => T;

/** The error for an integer that is no index; `at` is its place among the indices. */
export type Refusal = (index: number, at: number) => Error;

/** What one node computes. */
export type Lowering =
  /** Each element by itself, from the elements of the inputs at the same place. */
  | { readonly kind: "each"; readonly scalar: ScalarMeaning }
  /** The elements along axes, combined in any order, from `start` on, which changes nothing. */
  | {
      readonly kind: "fold";
      readonly axes: readonly number[];
      readonly start: number;
      readonly step: FoldStep;
    }
  /** Elements of the inputs at other places; 0 where no copy writes. */
  | { readonly kind: "move"; readonly copies: readonly Copy[] }
  /** Elements of the inputs at other places, added up where copies meet. */
  | { readonly kind: "accumulate"; readonly copies: readonly Copy[] }
  /** Products of two inputs, summed over the axes that the result lacks. */
  | { readonly kind: "product"; readonly labels: Labels }
  /** 1 where the index along an axis is the element of the input, whose axes are the others; 0 elsewhere. */
  | { readonly kind: "indicate"; readonly axis: number; readonly refuse: Refusal }
  /** Elements of the first input, whose index along an axis is an element of the second: its axes take that axis's place. */
  | { readonly kind: "lookUp"; readonly axis: number; readonly refuse: Refusal }
  /** Elements of the first input, added up in their order where the second has their index along an axis: the reverse. */
  | { readonly kind: "scatter"; readonly axis: number; readonly refuse: Refusal }
  /** The index along an axis. */
  | { readonly kind: "count"; readonly axis: number }
  /** The same elements as another kind of elements. */
  | { readonly kind: "convert" }
  /** What another node computes, which is made of simpler ops. */
  | { readonly kind: "same"; readonly as: Node }
  /** Values that are part of the graph. */
  | { readonly kind: "constant"; readonly value: Tensor };
