// Values and derivatives at one point, as plain numbers, for closed forms to be compared with.
import { constant, evaluate, gradients, input, type Nested, type Node, sum } from "@cadena/graph";

/** The elements of a gradient, without the sign of zero. */
export const plain = (x: Nested): Nested => (Array.isArray(x) ? x.map(plain) : (x as number) + 0);

/** The value, and the first and second derivative of the sum, of a function of one tensor. */
export function derivatives(f: (x: Node) => Node, at: Nested, orders: number): Nested[] {
  const x = input("x", constant(at).shape);
  const graphs: Node[] = [f(x)];
  while (graphs.length <= orders) graphs.push(gradients(sum(graphs.at(-1) as Node), [x])[0]);
  return evaluate(graphs, { x: at }).map((t) => plain(t.toArray()));
}
