// How a user gives values to leaves: by name or, always, by node.
import { BindingError } from "../node/errors.ts";
import { type Node, sameShape } from "../node/node.ts";
import { initialOf } from "../ops/leaves.ts";
import { misfitOf, type Nested, retyped, Tensor, type TensorData, tensor } from "../tensor/tensor.ts";
import { nearest } from "./nearest.ts";

/** What a leaf can be bound to: numbers, nested as deep as its shape or flat in a typed array, or a tensor. */
export type Bindable = Nested | Tensor | TensorData;

/** Values for leaves, by name or by node. */
export type Bindings = Readonly<Record<string, Bindable>> | ReadonlyMap<Node, Bindable>;

const isMap = (bindings: Bindings): bindings is ReadonlyMap<Node, Bindable> => bindings instanceof Map;

/**
 * The value of each leaf.
 * @param fallback the value of a leaf that is not bound; undefined where there is none
 * @throws BindingError for a name that is unknown or doubled, a leaf without a value, a value that does not fit
 */
export function bind(
  leaves: readonly Node[],
  bindings: Bindings,
  fallback: (leaf: Node) => Tensor | undefined = initialOf,
): Map<Node, Tensor> {
  const given = isMap(bindings) ? byNode(bindings) : byName(leaves, bindings);
  const values = new Map<Node, Tensor>();
  const missing: Node[] = [];
  for (const leaf of leaves) {
    const bound = given.get(leaf);
    const value = bound === undefined ? fallback(leaf) : fitted(leaf, bound);
    if (value === undefined) missing.push(leaf);
    else values.set(leaf, value);
  }
  if (missing.length > 0) throw new BindingError(`no value for ${missing.map(described).join(", ")}`);
  return values;
}

const described = (leaf: Node): string => `${leaf} (${leaf.op.name})`;

function byNode(bindings: ReadonlyMap<Node, Bindable>): ReadonlyMap<Node, Bindable> {
  for (const node of bindings.keys()) {
    if (!node.op.isLeaf) {
      throw new BindingError(`${node} got a value, but it is no leaf: it is computed`, {
        origin: node.origin,
        hint: "bind inputs and parameters, or use substitute",
      });
    }
  }
  return bindings;
}

function byName(leaves: readonly Node[], bindings: Readonly<Record<string, Bindable>>): Map<Node, Bindable> {
  const named = new Map<string, Node>();
  const doubled = new Set<string>();
  for (const leaf of leaves) {
    const name = leaf.name ?? "";
    if (named.has(name)) doubled.add(name);
    named.set(name, leaf);
  }
  const given = new Map<Node, Bindable>();
  for (const [name, value] of Object.entries(bindings)) {
    const leaf = named.get(name);
    if (leaf === undefined) {
      const known = [...named.keys()].sort();
      const meant = nearest(name, known);
      throw new BindingError(`unknown name ${name}: the leaves are ${known.join(", ") || "none"}`, {
        hint: meant && `did you mean ${meant}?`,
      });
    }
    if (doubled.has(name)) {
      throw new BindingError(
        `two leaves are named ${name}: ${leaves.filter((leaf) => leaf.name === name).join(" and ")}`,
        { hint: "bind them by node, in a Map" },
      );
    }
    if (value !== undefined) given.set(leaf, value);
  }
  return given;
}

/**
 * A value as a tensor of a leaf's shape and kind.
 * @throws BindingError where it does not fit
 */
export function fitted(leaf: Node, value: Bindable): Tensor {
  const isFlat = ArrayBuffer.isView(value);
  const whole = isFlat
    ? flatTensor(leaf, value as TensorData)
    : tensor(value as Nested | Tensor, String(leaf));
  if (!sameShape(whole.shape, leaf.shape)) {
    throw new BindingError(`${leaf} got a value of shape [${whole.shape.join(", ")}]`, leaf);
  }
  const odd = misfitOf(whole, leaf.dtype);
  if (odd >= 0) {
    const kind = leaf.dtype === "integer" ? "integers" : "truths";
    throw new BindingError(`${leaf} holds ${kind}, got ${whole.data[odd]} (element ${odd})`, leaf);
  }
  return retyped(whole, leaf.dtype);
}

function flatTensor(leaf: Node, data: TensorData): Tensor {
  if (data.length !== leaf.size) {
    throw new BindingError(`${leaf} has ${leaf.size} elements, got ${data.length}`, leaf);
  }
  return new Tensor(leaf.shape, data);
}
