// The kind for everything that no other kind covers: a meaning for whole tensors, a shape rule, perhaps a rule.

import { UnsupportedError } from "../node/errors.ts";
import { type Attributes, make, type Node, type Spec } from "../node/node.ts";
import type { NumberSystem } from "../numbers/system.ts";
import type { Machine, Value } from "../numbers/value.ts";
import { dataOf } from "../numbers/value.ts";
import type { Shape } from "../types/shape.ts";
import { type Domain, reals } from "./domain.ts";
import type { Lowering } from "./lowering.ts";
import { call, type Notation } from "./notation.ts";
import type { Derivative, Op } from "./op.ts";

/** What a rule sees: the cotangent of the result, the inputs, the result itself, the attributes. */
export interface Pull<A = Attributes> {
  readonly ct: Node;
  readonly inputs: readonly Node[];
  readonly out: Node;
  readonly attributes: A;
}

/** The part of the cotangent that goes to input `index`, or null where that is zero by construction. */
export type GeneralRule<A> = (pull: Pull<A>, index: number) => Node | null;

/** A meaning over floats alone: flat data in, flat data out. */
type FloatMeaning<A> = (
  inputs: readonly ArrayLike<number>[],
  context: { readonly attributes: A; readonly shapes: readonly Shape[]; readonly out: Spec },
) => ArrayLike<number>;

/** A meaning over any number system. */
type TensorMeaning<A> = <T, B>(
  machine: Machine<T, B>,
  inputs: readonly Value<T, B>[],
  context: { readonly attributes: A; readonly out: Spec; readonly node: Node },
) => Value<T, B>;

/** How a general op is defined. */
export interface GeneralDefinition<A> {
  readonly name: string;
  readonly infer: (inputs: readonly Node[], attributes: A) => Spec & { outputs?: readonly Spec[] };
  /** The meaning over any number system; or, with `floats`, over plain numbers only. */
  readonly meaning?: TensorMeaning<A>;
  readonly floats?: FloatMeaning<A>;
  readonly vjp: GeneralRule<A> | "zero" | "nondifferentiable";
  /** What it computes as loops, where it can be said so. */
  readonly lowering?: (node: Node) => Lowering | undefined;
  readonly notation?: Notation;
  readonly domains?: readonly Domain[];
}

/** A general op: called with its inputs and its attributes. */
export interface GeneralOp<A> {
  (inputs: readonly Node[], attributes: A): Node;
  readonly op: Op;
}

/**
 * Defines an op by a meaning for whole tensors.
 * @throws UnsupportedError when an op with only `floats` is evaluated in a number system that is no float, and has no
 * atoms for such functions
 * @example
 * const reversed = general<{}>({
 *   name: "reversed",
 *   infer: ([x]) => ({ shape: x!.shape, dtype: "real" }),
 *   floats: ([x]) => Float64Array.from(x!).reverse(),
 *   vjp: ({ ct }) => reversed([ct], {}),
 * });
 * evaluate(reversed([constant([1, 2, 3])], {})) //=> [3, 2, 1]
 */
export function general<A extends Attributes>(definition: GeneralDefinition<A>): GeneralOp<A> {
  const { name, infer, meaning, floats, vjp } = definition;
  const derivative: Derivative = typeof vjp === "string" ? vjp : "rule";
  const op: Op = {
    name,
    kind: "general",
    notation: definition.notation ?? call(name),
    domains: definition.domains ?? [reals],
    derivative,
    ...(definition.lowering && { lowering: definition.lowering }),
    infer: (inputs, attributes) => infer(inputs, attributes as A),
    evaluate: (machine, node, inputs) => {
      const attributes = node.attributes as A;
      if (meaning) return meaning(machine, inputs, { attributes, out: node, node });
      const isAtom = machine.reals.atom !== undefined && node.dtype === "real";
      if (!floats || !(machine.reals.isFloat || isAtom)) {
        throw new UnsupportedError(
          `${name}: has a meaning over floats only, not in ${machine.reals.name}`,
          node,
        );
      }
      return floatValue(machine, node, floats, attributes, inputs);
    },
    vjp: (node, ct, index) =>
      typeof vjp === "string"
        ? null
        : vjp({ ct, inputs: node.inputs, out: node, attributes: node.attributes as A }, index),
  };
  return Object.assign((inputs: readonly Node[], attributes: A) => make(op, inputs, attributes), { op });
}

function floatValue<T, B, A>(
  machine: Machine<T, B>,
  node: Node,
  floats: FloatMeaning<A>,
  attributes: A,
  inputs: readonly Value<T, B>[],
): Value<T, B> {
  const shapes = node.inputs.map((input) => input.shape);
  const n = machine.reals;
  const result = floats(
    inputs.map((input) => (n.isFloat ? dataOf<number>(input) : floatsOf(n, input))),
    { attributes, shapes, out: node },
  );
  if (result.length !== node.size) {
    throw new UnsupportedError(
      `${node.op.name}: gave ${result.length} numbers, its shape has ${node.size}`,
      node,
    );
  }
  const { shape, dtype } = node;
  if (dtype === "integer") return { dtype, shape, data: Int32Array.from(result) };
  if (dtype === "boolean") {
    const data = n.booleans(result.length);
    for (let i = 0; i < result.length; i++) data[i] = n.truth(result[i] !== 0);
    return { dtype, shape, data };
  }
  const data = n.reals(result.length);
  const known = n.atom && inputs.flatMap((input) => numbersOf(n, input));
  for (let i = 0; i < result.length; i++) {
    const x = result[i] as number;
    data[i] = known && n.atom ? n.atom(node, known, i, x) : n.constant(x);
  }
  return { dtype, shape, data };
}

/** The floats of a value: integers and truths are numbers too. */
const floatsOf = <T, B>(n: NumberSystem<T, B>, value: Value<T, B>): Float64Array =>
  Float64Array.from(numbersOf(n, value), n.toNumber);

/** The elements of a value as numbers of the system. */
function numbersOf<T, B>(n: NumberSystem<T, B>, value: Value<T, B>): T[] {
  if (value.dtype === "real") return Array.from(value.data);
  if (value.dtype === "integer") return Array.from(value.data, (x) => n.constant(x));
  return value.dtype === "boolean" ? Array.from(value.data, (b) => n.select(b, n.one, n.zero)) : [];
}
