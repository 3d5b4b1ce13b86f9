// The definers of elementwise ops: unary, binary, ternary. One object is the whole op.
import type { Domain } from "../kinds/domain.ts";
import type { Notation } from "../kinds/notation.ts";
import type { Op } from "../kinds/op.ts";
import type { Attributes, Node } from "../node/node.ts";
import type { NumberSystem } from "../numbers/system.ts";
import type { Broadcast, Broadcast3, BroadcastFit } from "../types/broadcast.ts";
import type { Operand, ShapeOf } from "../types/shape.ts";
import { applyElementwise, elementwise, type Rule } from "./elementwise.ts";
import type { Signature } from "./signature.ts";

/** What the definitions of all elementwise ops may say. */
export interface ElementwiseDefinition {
  readonly name: string;
  readonly on?: Signature;
  readonly notation?: Notation;
  readonly domain?: Domain;
}

/** What the rule of a unary op sees. */
export interface Pull1 {
  readonly ct: Node;
  readonly x: Node;
  readonly out: Node;
  readonly attributes: Attributes;
}

/** What a rule of a binary op sees. */
export interface Pull2 {
  readonly ct: Node;
  readonly a: Node;
  readonly b: Node;
  readonly out: Node;
}

/** What a rule of a ternary op sees. */
export interface Pull3 extends Pull2 {
  readonly c: Node;
}

/** A unary op in one object; without `vjp` its derivative comes from its meaning. */
export interface UnaryDefinition extends ElementwiseDefinition {
  readonly scalar: <T, B>(n: NumberSystem<T, B>, x: T, attributes: Attributes) => T;
  readonly vjp?: Rule<Pull1>;
}

/** A binary op in one object, with one rule for each operand. */
export interface BinaryDefinition<Name extends string> extends ElementwiseDefinition {
  readonly name: Name;
  readonly scalar: <T, B>(n: NumberSystem<T, B>, a: T, b: T) => T | B;
  readonly vjp?: readonly [Rule<Pull2>, Rule<Pull2>] | "zero" | "nondifferentiable";
}

/** A ternary op in one object. */
export interface TernaryDefinition<Name extends string> extends ElementwiseDefinition {
  readonly name: Name;
  readonly scalar: <T, B>(n: NumberSystem<T, B>, a: T & B, b: T, c: T) => T;
  readonly vjp?: readonly [Rule<Pull3>, Rule<Pull3>, Rule<Pull3>];
}

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
  ): Node<Broadcast3<A, B, C>>;
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
  const op = elementwise(
    definition,
    1,
    vjp,
    (rule: Rule<Pull1>, ct, out) => {
      if (typeof rule !== "function") return null;
      return rule({ ct, x: out.inputs[0] as Node, out, attributes: out.attributes });
    },
    () => vjp as Rule<Pull1>,
  );
  return Object.assign(
    (x: Operand, attributes?: Attributes) => applyElementwise(op, [x], attributes) as never,
    { op },
  );
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
  const { vjp } = definition;
  const op = elementwise(
    definition,
    2,
    vjp,
    (rule: Rule<Pull2>, ct, out) => {
      const [a, b] = out.inputs as [Node, Node];
      return typeof rule === "function" ? rule({ ct, a, b, out }) : null;
    },
    (index) => (vjp as readonly Rule<Pull2>[])[index] as Rule<Pull2>,
  );
  return Object.assign((a: Operand, b: Operand) => applyElementwise(op, [a, b]) as never, { op });
}

/**
 * Defines an elementwise op of three operands, which broadcast.
 * @example
 * const fma: TernaryOp<"fma"> = ternary({ name: "fma", scalar: (n, a, b, c) => n.add(n.mul(a, b), c) });
 * evaluate(fma(2, 3, 4)) //=> 10
 */
export function ternary<const Name extends string>(definition: TernaryDefinition<Name>): TernaryOp<Name> {
  const { vjp } = definition;
  const op = elementwise(
    definition,
    3,
    vjp,
    (rule: Rule<Pull3>, ct, out) => {
      const [a, b, c] = out.inputs as [Node, Node, Node];
      return typeof rule === "function" ? rule({ ct, a, b, c, out }) : null;
    },
    (index) => (vjp as readonly Rule<Pull3>[])[index] as Rule<Pull3>,
  );
  return Object.assign((a: Operand, b: Operand, c: Operand) => applyElementwise(op, [a, b, c]) as never, {
    op,
  });
}
