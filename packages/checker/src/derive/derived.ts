// What a derivation of gradients is as data: steps, each with lines that are all equal.
import type { Node } from "@cadena/graph";
import type { Convention } from "../derivation/derivation.ts";
import type { SizeTable } from "../derivation/sizes.ts";
import type { Elsewhere } from "./elsewhere.ts";

/**
 * Why a line equals the one before it.
 * - `"chain rule"`: the gradients of what is made from the quantity, times local derivatives.
 * - `"definition"`: the local derivatives follow from a definition, which the text names.
 * - `"substitution"`: an earlier gradient is written out.
 * - `"multiplied out"`, `"simplified"`: arithmetic.
 * - `"condition"`: it holds under conditions, which the line names.
 * - `"independence"`: the loss does not depend on the quantity.
 * - `"automatic"`: no formula was found that holds at all sizes; this is what the chain rule gives at the first of them.
 */
export type Reason =
  | "chain rule"
  | "definition"
  | "substitution"
  | "multiplied out"
  | "simplified"
  | "condition"
  | "independence"
  | "automatic";

/** One line: what stands on its left equals this formula, as exact arithmetic has shown. */
export interface Line {
  /** Over symbols: leaves that bear the names of quantities, of their gradients, and of sizes. */
  readonly formula: Node;
  readonly reason: Reason;
  /** What the reason is about: "A = σ(Z)", "∂A/∂Z = A * (1 - A)". */
  readonly by: Equation | undefined;
  /** Parts of the line before that are 0, and are left out. */
  readonly vanishing: readonly Node[];
  /** Where the line says nothing: that two numbers are equal, as Z = 0 for the kink of a relu. */
  readonly ties: readonly Node[];
  /** The conditions that the line needs, in words; none where it holds always. */
  readonly given: readonly string[];
}

/** A name and what it is. */
export interface Equation {
  readonly name: Name;
  readonly formula: Node;
}

/** What stands on the left: a quantity, its gradient, or the derivative of one quantity with respect to another. */
export interface Name {
  readonly kind: "quantity" | "gradient" | "slope";
  /** A, dA, ∂A/∂Z. */
  readonly text: string;
  /** The quantity that is differentiated: J, or A in ∂A/∂Z. */
  readonly numerator: string;
  /** The quantity itself, or the one with respect to which is differentiated. */
  readonly of: string;
}

/** The gradient with respect to one quantity. */
export interface DerivedStep {
  readonly name: Name;
  /** The symbol that stands for it in later steps. */
  readonly symbol: Node;
  /** By how much it is larger than the gradient of the loss: m in the per-example convention. */
  readonly factor: string | undefined;
  /** What is made from the quantity directly. */
  readonly through: readonly string[];
  /** The last one is the result. */
  readonly lines: readonly Line[];
  /** Whether the result was also shown to be the automatic gradient of the whole loss. */
  readonly isConfirmed: boolean;
}

/** The gradients of a loss, derived. */
export interface Derived {
  readonly id: string;
  readonly title: string;
  readonly loss: string;
  /** The quantities that the steps are about, in the order in which the model makes them. */
  readonly model: readonly Equation[];
  readonly convention: Convention;
  /** From the cost backwards; those that were asked for, and those on the way. */
  readonly steps: readonly DerivedStep[];
  /** The names of the symbols that stand for gradients and slopes. */
  readonly symbols: ReadonlyMap<Node, Name>;
  /** The formulas at the other choice of sizes. */
  readonly elsewhere: Pick<Elsewhere, "of" | "lengthOf">;
  /** A shape in sizes: n m. */
  readonly shapeOf: (node: Node) => readonly string[];
  /** At which choices of sizes all was shown. */
  readonly sizes: readonly SizeTable[];
}
