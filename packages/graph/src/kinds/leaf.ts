// Leaves: quantities that a user gives. Each is equal only to itself, whatever its name.
import { UnsupportedError } from "../node/errors.ts";
import type { Attributes, Spec } from "../node/node.ts";
import { reals } from "./domain.ts";
import { identifier } from "./identifier.ts";
import type { Op } from "./op.ts";

/** The attributes of a leaf: what it is, and (a parameter) the value that it starts with. */
interface LeafAttributes extends Attributes, Spec {}

/** Defines a kind of leaf. */
export function leaf(name: string): Op {
  return {
    name,
    kind: "leaf",
    notation: { write: (_, node) => identifier(node.name ?? name) },
    domains: [reals],
    derivative: "nondifferentiable",
    isLeaf: true,
    infer: (_, attributes) => attributes as LeafAttributes,
    evaluate: (_, node) => {
      throw new UnsupportedError(`${node}: a leaf has no value of its own`, node);
    },
    vjp: () => null,
  };
}
