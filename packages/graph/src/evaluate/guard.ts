// The debugging mode: stops at the first value that is NaN or infinite, and says where it comes from.
import { indexAt } from "../kinds/layout.ts";
import { CadenaError } from "../node/errors.ts";
import { type Node, sameShape } from "../node/node.ts";
import type { Machine, Value } from "../numbers/value.ts";
import type { Watch } from "./interpret.ts";

/** A value that is NaN or infinite, in debugging mode. */
export class NonFiniteError extends CadenaError {
  readonly node: Node;
  /** The first such element, by its index in each axis. */
  readonly element: readonly number[];
  readonly value: number;
  /** The values of the op's inputs that went into that element, or a summary of each input. */
  readonly inputs: readonly string[];

  constructor(node: Node, element: readonly number[], value: number, inputs: readonly string[]) {
    const place = element.length === 0 ? "" : ` at [${element.join(", ")}]`;
    super(
      `${node.op.name}: ${node} is ${value}${place}${inputs.length > 0 ? `; inputs: ${inputs.join(", ")}` : ""}`,
      node,
    );
    this.node = node;
    this.element = element;
    this.value = value;
    this.inputs = inputs;
  }
}

/** Throws a NonFiniteError at the first value that is NaN or infinite. */
export function finiteGuard<T, B>({ reals: n }: Machine<T, B>): Watch<T, B> {
  return (node, value, inputs) => {
    if (value.dtype !== "real") return;
    for (let i = 0; i < value.data.length; i++) {
      const x = n.toNumber(value.data[i] as T);
      if (Number.isFinite(x)) continue;
      const facts = node.inputs.map((input, k) =>
        described(n.toNumber, node, i, input, inputs[k] as Value<T, B>),
      );
      throw new NonFiniteError(node, indexAt(i, node.shape), x, facts);
    }
  };
}

/** The input's element at the same place, where input and result have one shape; its range otherwise. */
function described<T, B>(
  toNumber: (x: T) => number,
  node: Node,
  at: number,
  input: Node,
  value: Value<T, B>,
): string {
  if (value.dtype === "several") return String(input);
  const numbers = Array.from(value.data as ArrayLike<T>, (x) =>
    value.dtype === "real" ? toNumber(x) : Number(x),
  );
  if (sameShape(input.shape, node.shape)) return `${input} = ${numbers[at]}`;
  if (numbers.length === 1) return `${input} = ${numbers[0]}`;
  const [low, high] = numbers.reduce(([l, h], x) => [Math.min(l, x), Math.max(h, x)], [Infinity, -Infinity]);
  return `${input} in ${low} .. ${high}`;
}
