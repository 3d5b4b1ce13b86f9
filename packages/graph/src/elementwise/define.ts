// The definers of elementwise ops: unary, binary, ternary. One object is the whole op. In `scalar` an operand is a number
// `T` or a truth `B`, as the op's signature has made sure: its type `T & B` lets it be used as either.
import type { Op } from "../kinds/op.ts";
import type { Attributes, Node } from "../node/node.ts";
import type { NumberSystem } from "../numbers/system.ts";
import type { Broadcast } from "../types/broadcast.ts";
import type { BroadcastFit } from "../types/broadcastFit.ts";
import type { Operand, ShapeOf } from "../types/shape.ts";
import { applyElementwise, type ElementwiseDefinition, elementwise, type Rule } from "./elementwise.ts";

/** A unary op in one object; without `vjp` its derivative comes from its meaning. */
export interface UnaryDefinition extends ElementwiseDefinition {
  readonly scalar: <T, B>(n: NumberSystem<T, B>, x: T & B, attributes: Attributes) => T | B;
  readonly vjp?: Rule<"ct" | "x" | "out" | "attributes">;
}

/** A binary op in one object, with one rule for each operand. */
export interface BinaryDefinition<Name extends string> extends ElementwiseDefinition {
  readonly name: Name;
  readonly scalar: <T, B>(n: NumberSystem<T, B>, a: T & B, b: T & B) => T | B;
  readonly vjp?: readonly [BinaryRule, BinaryRule] | "zero" | "nondifferentiable";
}

type BinaryRule = Rule<"ct" | "a" | "b" | "out">;

/** A ternary op in one object, with one rule for each operand. */
export interface TernaryDefinition<Name extends string> extends ElementwiseDefinition {
  readonly name: Name;
  readonly scalar: <T, B>(n: NumberSystem<T, B>, a: T & B, b: T & B, c: T & B) => T | B;
  readonly vjp?: readonly [TernaryRule, TernaryRule, TernaryRule];
}

type TernaryRule = Rule<"ct" | "a" | "b" | "c" | "out">;

/** A unary op: called with a node or a number. */
export interface UnaryOp {
  <X extends Operand>(x: X, attributes?: Attributes): Node<ShapeOf<X>>;
  readonly op: Op;
}

/** A binary op; its operands broadcast as in NumPy. */
export interface BinaryOp<Name extends string> {
  <A extends Operand, B extends Operand>(
    a: A,
    b: B & BroadcastFit<Name, A, B>,
  ): Node<Broadcast<ShapeOf<A>, ShapeOf<B>>>;
  readonly op: Op;
}

/** A ternary op; its operands broadcast as in NumPy. */
export interface TernaryOp<Name extends string> {
  <A extends Operand, B extends Operand, C extends Operand>(
    a: A,
    b: B & BroadcastFit<Name, A, B>,
    c: C & BroadcastFit<Name, A, C> & BroadcastFit<Name, B, C>,
  ): Node<Broadcast<Broadcast<ShapeOf<A>, ShapeOf<B>>, ShapeOf<C>>>;
  readonly op: Op;
}

/**
 * Defines an elementwise op of one operand.
 * @example
 * const cube: UnaryOp = unary({ name: "cube", scalar: (n, x) => n.mul(x, n.mul(x, x)) });
 * const x = input("x", [2]);
 * evaluate(gradients(sum(cube(x)), [x]), { x: [1, 2] }).join(" ") //=> [3, 12]
 */
export function unary(definition: UnaryDefinition): UnaryOp {
  const { vjp } = definition;
  const op = elementwise(definition, "unary", 1, typeof vjp === "function" ? [vjp] : vjp);
  const apply = (x: Operand, attributes?: Attributes) => applyElementwise(op, [x], attributes) as never;
  return Object.assign(apply, { op });
}

/**
 * Defines an elementwise op of two operands, which broadcast.
 * @example
 * const hypot: BinaryOp<"hypot"> = binary({
 *   name: "hypot",
 *   scalar: (n, a, b) => n.sqrt(n.add(n.mul(a, a), n.mul(b, b))),
 * });
 * evaluate(hypot(3, 4)) //=> 5
 */
export function binary<const Name extends string>(definition: BinaryDefinition<Name>): BinaryOp<Name> {
  const op = elementwise(definition, "binary", 2, definition.vjp);
  return Object.assign((a: Operand, b: Operand) => applyElementwise(op, [a, b]) as never, { op });
}

/**
 * Defines an elementwise op of three operands, which broadcast.
 * @example
 * const fma: TernaryOp<"fma"> = ternary({ name: "fma", scalar: (n, a, b, c) => n.add(n.mul(a, b), c) });
 * evaluate(fma(2, 3, 4)) //=> 10
 */
export function ternary<const Name extends string>(definition: TernaryDefinition<Name>): TernaryOp<Name> {
  const op = elementwise(definition, "ternary", 3, definition.vjp);
  const apply = (a: Operand, b: Operand, c: Operand) => applyElementwise(op, [a, b, c]) as never;
  return Object.assign(apply, { op });
}
