// Elementwise ops state their meaning once, over an abstract number system. From it come the value in every number
// system, the code in every engine and, where no rule is given, the derivative.
import type { Domain } from "../kinds/domain.ts";
import { reals } from "../kinds/domain.ts";
import { call, type Notation } from "../kinds/notation.ts";
import type { Derivative, Op } from "../kinds/op.ts";
import type { DType } from "../node/dtype.ts";
import { UndecidedError } from "../node/errors.ts";
import { type Attributes, make, type Node } from "../node/node.ts";
import type { NumberSystem } from "../numbers/system.ts";
import { dataOf, type Machine, type Value } from "../numbers/value.ts";
import { broadcastAll } from "../operands/broadcast.ts";
import { cast } from "../operands/cast.ts";
import { toNode } from "../operands/constant.ts";
import type { Operand } from "../types/shape.ts";
import { elementwiseLoop, type ScalarMeaning } from "./loop.ts";
import { onReals, type Signature } from "./signature.ts";

/** A rule, or a word that says why there is none. */
export type Rule<P> = ((pull: P) => Node | null) | "zero" | "nondifferentiable";

/** An elementwise op knows the kinds of elements that it works on. */
export interface ElementwiseOp extends Op {
  readonly signature: Signature;
}

/** An elementwise op from its definition; `pull` hands a rule what it wants to see. */
export function elementwise<P>(
  definition: {
    readonly name: string;
    readonly scalar: unknown;
    readonly on?: Signature;
    readonly notation?: Notation;
    readonly domain?: Domain;
  },
  arity: 1 | 2 | 3,
  vjp: unknown,
  pull: (rule: Rule<P>, ct: Node, out: Node) => Node | null,
  ruleFor: (index: number) => Rule<P>,
): ElementwiseOp {
  const { name, on: signature = onReals } = definition;
  const scalar = definition.scalar as ScalarMeaning & ((n: unknown, ...args: unknown[]) => unknown);
  const derivative: Derivative =
    vjp === undefined ? "derived" : typeof vjp === "string" ? (vjp as Derivative) : "rule";
  return {
    name,
    kind: ["unary", "binary", "ternary"][arity - 1] as string,
    notation: definition.notation ?? call(name),
    domains: new Array<Domain>(arity).fill(definition.domain ?? reals),
    derivative,
    signature,
    infer: ([first, ...rest]) => ({
      shape: (first as Node).shape,
      dtype: signature(
        name,
        [first as Node, ...rest].map((x) => x.dtype),
      ).output,
    }),
    evaluate: (machine, node, inputs) => evaluateElementwise(scalar, machine, node, inputs),
    vjp: (node, ct, index) => (derivative === "rule" ? pull(ruleFor(index), ct, node) : null),
    expand: (inputs, attributes, n) => scalar(n, ...inputs, attributes) as Node,
  };
}

/** Makes the node: operands become nodes of the kinds that the op works on, and of one shape. */
export function applyElementwise(
  op: ElementwiseOp,
  operands: readonly Operand[],
  attributes?: Attributes,
): Node {
  const nodes = operands.map(toNode);
  const { inputs } = op.signature(
    op.name,
    nodes.map((x) => x.dtype),
  );
  const promoted = nodes.map((x, k) => cast(x, inputs[k] as DType));
  return make(op, promoted.length === 1 ? promoted : broadcastAll(op.name, promoted), attributes);
}

function evaluateElementwise<T, B>(
  scalar: ScalarMeaning,
  machine: Machine<T, B>,
  node: Node,
  inputs: readonly Value<T, B>[],
): Value<T, B> {
  const { reals } = machine;
  const { shape, size, dtype } = node;
  if (!node.inputs.some((input) => input.dtype === "integer")) {
    const out = dtype === "real" ? reals.reals(size) : reals.booleans(size);
    elementwiseLoop(scalar, reals, inputs.length)(
      out as never,
      node.attributes,
      ...inputs.map((x) => dataOf<unknown>(x)),
    );
    return { dtype, shape, data: out } as Value<T, B>;
  }
  // Integers are computed exactly on their own machine; truths cross over as plain ones.
  const { integers } = machine;
  const data = inputs.map((x) => (x.dtype === "boolean" ? plainTruths(reals, x.data) : dataOf<number>(x)));
  const out = dtype === "boolean" ? integers.booleans(size) : integers.reals(size);
  elementwiseLoop(scalar, integers, inputs.length)(out as never, node.attributes, ...data);
  if (dtype !== "boolean") return { dtype: "integer", shape, data: out as ArrayLike<number> };
  const truths = reals.booleans(size);
  for (let i = 0; i < size; i++) truths[i] = reals.truth(out[i] === 1);
  return { dtype, shape, data: truths };
}

function plainTruths<T, B>(n: NumberSystem<T, B>, data: ArrayLike<B>): ArrayLike<number> {
  return Uint8Array.from(data, (b) => {
    const truth = n.decide(b);
    if (truth === undefined) throw new UndecidedError(`a comparison is not decided in ${n.name}`);
    return truth ? 1 : 0;
  });
}
