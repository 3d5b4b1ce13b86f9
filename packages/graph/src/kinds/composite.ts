// A composite op is a named piece of graph. It stays one node for whoever prints, draws or simplifies; number
// systems and engines expand it last. Its derivative is its own rule, or a composite named after it.
import { UnsupportedError } from "../node/errors.ts";
import { type Attributes, make, type Node, type Spec } from "../node/node.ts";
import { type Domain, reals } from "./domain.ts";
import type { GeneralRule } from "./general.ts";
import { call, type Notation } from "./notation.ts";
import type { Op } from "./op.ts";

/** How a composite is defined. */
export interface CompositeDefinition<A> {
  readonly name: string;
  /** The meaning, as a graph over the inputs. */
  readonly expand: (inputs: readonly Node[], attributes: A) => Node;
  /** The shape rule, where it is simpler than expanding. */
  readonly infer?: (inputs: readonly Node[], attributes: A) => Spec;
  /** A rule that is stabler or easier to read than the expansion's derivative. */
  readonly vjp?: GeneralRule<A> | "zero";
  readonly notation?: Notation;
  readonly domains?: readonly Domain[];
}

/** A composite op: called with its inputs and its attributes. */
export interface CompositeOp<A> {
  (inputs: readonly Node[], attributes: A): Node;
  readonly op: Op;
}

/**
 * Defines an op as a graph of others.
 * @example
 * const swish = composite<{}>({ name: "swish", expand: ([x]) => mul(x!, sigmoid(x!)) });
 * evaluate(swish([constant([0, 1000])], {})) //=> [0, 1000]
 */
export function composite<A extends Attributes>(definition: CompositeDefinition<A>): CompositeOp<A> {
  const { name, expand, vjp } = definition;
  const op: Op = {
    name,
    kind: "composite",
    notation: definition.notation ?? call(name),
    domains: definition.domains ?? [reals],
    derivative: vjp === undefined ? "derived" : vjp === "zero" ? "zero" : "rule",
    expands: true,
    infer: (inputs, attributes) => (definition.infer ?? expand)(inputs, attributes as A),
    expand: (inputs, attributes) => expand(inputs, attributes as A),
    evaluate: (_, node) => {
      throw new UnsupportedError(`${node}: a composite is expanded before it is evaluated`, node);
    },
    vjp: (node, ct, index) =>
      typeof vjp === "function"
        ? vjp({ ct, inputs: node.inputs, out: node, attributes: node.attributes as A }, index)
        : null,
  };
  return Object.assign((inputs: readonly Node[], attributes: A) => make(op, inputs, attributes), { op });
}
