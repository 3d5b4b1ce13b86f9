// Derivatives of functions of nodes. The function is called on fresh leaves, and what it is applied to is put in
// their place: a node that the function merely closes over is a constant.

import type { Node } from "../node/node.ts";
import { input } from "../ops/leaves.ts";
import { substitute } from "../passes/rebuild.ts";
import type { Like } from "../types/like.ts";
import { gradients } from "./gradients.ts";

/** The value of a scalar function and its gradient with respect to each argument. */
export interface ValueAndGradient<A extends readonly Node[]> {
  readonly value: Node<[]>;
  readonly gradients: Like<A>;
}

/**
 * A function that gives the value of a scalar function and its gradient with respect to each of its arguments. What
 * needs no gradient, labels for example, the function closes over.
 * @throws ShapeError, when it is called, where the function's value is no scalar; UnsupportedError for an argument
 * that is not real
 * @example
 * const f = valueAndGrad((x: Node, y: Node) => sum(mul(x, y)));
 * const { value, gradients: [dx] } = f(constant([1, 2]), constant([3, 4]));
 * evaluate([value, dx!]).join(" ") //=> 11 [3, 4]
 */
export function valueAndGrad<A extends readonly Node[]>(
  f: (...args: A) => Node,
): (...args: A) => ValueAndGradient<A> {
  return (...args) => {
    const leaves = args.map((arg, k) => input(`argument ${k}`, arg.shape, arg.dtype));
    const value = f(...(leaves as readonly Node[] as A));
    const outputs = substitute(
      [value, ...gradients(value, leaves)],
      new Map(leaves.map((leaf, k) => [leaf, args[k] as Node])),
    );
    return { value: outputs[0] as Node<[]>, gradients: outputs.slice(1) as Node[] as Like<A> };
  };
}

/**
 * A function that gives the gradient of a scalar function with respect to its first argument.
 * @throws ShapeError, when it is called, where the function's value is no scalar
 * @example
 * const x = constant(3);
 * const derivative = grad((y: Node) => mul(x, y));
 * evaluate(derivative(x)) //=> 3
 */
export function grad<A extends readonly Node[]>(f: (...args: A) => Node): (...args: A) => Like<A>[0] {
  const both = valueAndGrad(f);
  return (...args) => both(...args).gradients[0] as Like<A>[0];
}
