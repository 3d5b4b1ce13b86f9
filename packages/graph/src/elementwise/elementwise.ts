// Elementwise ops state their meaning once, over an abstract number system. From it come the value in every number
// system, the code in every engine and, where no rule is given, the derivative.
import type { Domain } from "../kinds/domain.ts";
import { reals } from "../kinds/domain.ts";
import type { ScalarMeaning } from "../kinds/lowering.ts";
import { call, type Notation } from "../kinds/notation.ts";
import type { Op } from "../kinds/op.ts";
import { UndecidedError, UnsupportedError } from "../node/errors.ts";
import { type Attributes, make, Node } from "../node/node.ts";
import type { NumberSystem } from "../numbers/system.ts";
import { dataOf, type Machine, type Value } from "../numbers/value.ts";
import { broadcastAll } from "../operands/broadcast.ts";
import { toNode } from "../operands/constant.ts";
import type { Operand } from "../types/shape.ts";
import { elementwiseLoop } from "./loop.ts";
import { onReals, type Signature } from "./signature.ts";

/** What a rule sees: the cotangent, the operands under their names, the result, the attributes. */
export interface Pull {
  readonly ct: Node;
  /** The only operand, or the first one. */
  readonly x: Node;
  readonly a: Node;
  readonly b: Node;
  readonly c: Node;
  readonly out: Node;
  readonly attributes: Attributes;
}

/** A rule for one operand, or a word that says why there is none. */
export type Rule<Seen extends keyof Pull> =
  | ((pull: Pick<Pull, Seen>) => Node | null)
  | "zero"
  | "held"
  | "nondifferentiable";

/** What the definitions of all elementwise ops have in common. */
export interface ElementwiseDefinition {
  readonly name: string;
  /** Which kinds of elements it works on; real numbers where nothing is said. */
  readonly on?: Signature;
  readonly notation?: Notation;
  /** Where a test may sample its operands. */
  readonly domain?: Domain;
  /** The truth under which an operand counts at all, for an op that chooses among its operands. */
  readonly chooses?: (operands: readonly Node[], index: number) => Node | undefined;
}

/** An elementwise op knows the kinds of elements that it works on. */
export interface ElementwiseOp extends Op {
  readonly signature: Signature;
}

/** An elementwise op from its definition; without rules its derivative comes from its meaning. */
export function elementwise(
  definition: ElementwiseDefinition & { readonly scalar: unknown },
  kind: "unary" | "binary" | "ternary",
  arity: number,
  rules: readonly Rule<keyof Pull>[] | "zero" | "held" | "nondifferentiable" | undefined,
): ElementwiseOp {
  const { name, on: signature = onReals } = definition;
  const scalar = definition.scalar as ScalarMeaning & ((n: unknown, ...args: unknown[]) => unknown);
  return {
    name,
    kind,
    notation: { ...(definition.notation ?? call(name)), stretches: true },
    domains: new Array<Domain>(arity).fill(definition.domain ?? reals),
    derivative: rules === undefined ? "derived" : typeof rules === "string" ? rules : "rule",
    signature,
    elements: "each",
    ...(definition.chooses && { chooses: definition.chooses }),
    infer: (inputs) => ({ shape: (inputs[0] as Node).shape, dtype: signature.result(inputs) }),
    lowering: () => ({ kind: "each", scalar }),
    evaluate: (machine, node, inputs) => evaluateElementwise(scalar, machine, node, inputs),
    vjp: (out, ct, index) => {
      const rule = rules?.[index];
      if (rule === "nondifferentiable") {
        throw new UnsupportedError(`gradients: ${name} has no derivative in operand ${index}: ${out}`, out);
      }
      if (typeof rule !== "function") return null;
      const { inputs, attributes } = out;
      const [a, b, c] = inputs as [Node, Node, Node];
      return rule({ ct, x: a, a, b, c, out, attributes });
    },
    expand: (inputs, attributes, n) => {
      const meaning = scalar(n, ...inputs, attributes);
      if (meaning instanceof Node) return meaning;
      throw new UnsupportedError(
        `${name}: its meaning gives ${String(meaning)}, not a number of the system`,
        {
          origin: inputs[0]?.origin,
          hint: "write n.add(x, y) for x + y, and n.constant(2) for 2",
        },
      );
    },
  };
}

/** Makes the node: operands become nodes of the kinds that the op works on, and of one shape. */
export function applyElementwise(
  op: ElementwiseOp,
  operands: readonly Operand[],
  attributes?: Attributes,
): Node {
  const { name, signature } = op;
  const nodes = operands.every((x) => x instanceof Node) ? operands : operands.map((x) => toNode(x, name));
  return make(op, broadcastAll(name, signature.promoted(name, nodes)), attributes);
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
