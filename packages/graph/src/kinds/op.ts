// What every op answers for itself. The kinds (unary to general) answer most of it, so that an op says only what
// is its own; no pass ever asks an op's name.

import type { Attributes, Node, Spec } from "../node/node.ts";
import type { NumberSystem } from "../numbers/system.ts";
import type { Machine, Value } from "../numbers/value.ts";
import type { Domain } from "./domain.ts";
import type { Lowering } from "./lowering.ts";
import type { Notation } from "./notation.ts";

/**
 * How a gradient passes an op.
 * - `"rule"`: `vjp` gives each input its part of the cotangent.
 * - `"derived"`: from the op's own meaning, which `expand` writes in simpler ops.
 * - `"zero"`: the op is constant wherever it is differentiable.
 * - `"held"`: derivatives take its value for a constant by design, although it is none.
 * - `"nondifferentiable"`: there is no derivative, and asking for one is an error.
 */
export type Derivative = "rule" | "derived" | "zero" | "held" | "nondifferentiable";

/** An op: what it is called, what it accepts, what it means, how it is differentiated and written. */
export interface Op {
  readonly name: string;
  /** Which definer made it; for reports. */
  readonly kind: string;
  readonly notation: Notation;
  /** Where each input may be sampled by a test. */
  readonly domains: readonly Domain[];
  readonly derivative: Derivative;

  /** The shape rule: throws a ShapeError where the inputs do not go together. */
  infer(inputs: readonly Node[], attributes: Attributes): Spec & { outputs?: readonly Spec[] };

  /** The meaning over any number system. Not asked of an op that must be expanded. */
  evaluate<T, B>(machine: Machine<T, B>, node: Node, inputs: readonly Value<T, B>[]): Value<T, B>;

  /** The cotangent's part for one input, or null where it is zero by construction. */
  vjp(node: Node, ct: Node, index: number): Node | null;

  /** The same quantity in simpler ops; `n` builds nodes. Undefined for a primitive. */
  expand?(inputs: readonly Node[], attributes: Attributes, n: NumberSystem<Node, Node>): Node;

  /** True where an interpreter has to expand the op before it can be evaluated. */
  readonly expands?: boolean;

  /** What a node computes, for engines that compile graphs to loops; undefined where its meaning has to be called. */
  lowering?(node: Node): Lowering | undefined;

  /** How elements go through the op: each on its own, or only moved. Undefined where it mixes them. */
  readonly elements?: "each" | "moved";

  /** The truth under which input `index` counts at all, for an op that chooses among its inputs. */
  chooses?(inputs: readonly Node[], index: number): Node | undefined;

  /** A leaf is equal only to itself. */
  readonly isLeaf?: boolean;
}
