// The derivatives of activations, each in the shortest form that is known of it: A * (1 - A), where A is a sigmoid.
import {
  CadenaError,
  cast,
  constant,
  cos,
  div,
  evaluate,
  exp,
  gradients as gradientsOf,
  greater,
  input,
  leavesOf,
  mul,
  type Node,
  reshape,
  sigmoid,
  simplify,
  square,
  sub,
  substitute,
  sum,
  type Tensor,
  tanh,
} from "@cadena/graph";
import { constantNumber } from "@cadena/graph/extend";
import { areClose } from "../closeness.ts";
import { lengthOf } from "./formula.ts";
import { is } from "./ops.ts";

/** The derivative of an activation a = g(z), both of which have names. */
export interface Slope {
  /** The name of z. */
  readonly of: string;
  /** The name of a. */
  readonly value: string;
  /** What g is called, where it has a name of its own. */
  readonly function: string | undefined;
  /** g'(z), as a formula over named quantities. */
  readonly node: Node;
}

/** Of so many nodes the cone of an activation may be, so many activations are looked at. */
const most = { cone: 24, slopes: 24 };

/** The derivatives of all activations whose argument and value have names. */
export function slopesIn(quantities: Readonly<Record<string, Node>>): Slope[] {
  const named = Object.entries(quantities).filter(([, { dtype }]) => dtype === "real");
  const inner = named.filter(([, { op }]) => !op.isLeaf);
  const found = inner.flatMap(([value, a]) =>
    named.flatMap(([of, z]) => (isFunctionOf(a, z) ? [{ of, value, a, z }] : [])),
  );
  return found.slice(0, most.slopes).flatMap(({ a, z, ...names }) => {
    const node = slopeOf(a, z);
    return node === undefined || leavesOf([node]).length === 0
      ? []
      : [{ ...names, node, function: a.inputs.length === 1 && a.inputs[0] === z ? a.op.name : undefined }];
  });
}

/** Whether a node is an elementwise function of another one, and of nothing else but numbers. */
function isFunctionOf(a: Node, z: Node): boolean {
  if (a === z || a.shape.join() !== z.shape.join()) return false;
  let [seen, met] = [0, false];
  const isFunction = (node: Node): boolean => {
    if (node === z) {
      met = true;
      return true;
    }
    if (constantNumber(node) !== undefined) return true;
    if (node.op.isLeaf || ++seen > most.cone) return false;
    return (node.op.elements === "each" || is(node, "stretched")) && node.inputs.every(isFunction);
  };
  return isFunction(a) && met;
}

/** Undefined where there is no derivative. */
function slopeOf(a: Node, z: Node): Node | undefined {
  try {
    const [gradient] = gradientsOf(sum(a), [z]) as [Node];
    return shortest((simplify([gradient]) as [Node])[0], a, z);
  } catch (error) {
    if (error instanceof CadenaError) return undefined;
    throw error;
  }
}

/** The derivative of an activation at z, or one that is equal to it and shorter. */
function shortest(slope: Node, a: Node, z: Node): Node {
  const name = input("z", z.shape);
  const [whole] = substitute([slope], new Map([[z, name]])) as [Node];
  const others = forms
    .map((form) => ({ form, length: lengthOf(form(name)) }))
    .filter(({ length }) => length < lengthOf(whole))
    .toSorted((one, other) => one.length - other.length)
    .flatMap(({ form }) => [form(z), form(a)]);
  const place = constant(Array.from({ length: z.size }, (_, k) => Math.sin(k + 1)));
  const there = substitute([slope, ...others], new Map([[z, reshape(place, z.shape)]]));
  const [meant, ...values] = evaluate(there, new Map()) as readonly Tensor[];
  const same = values.findIndex(({ data }) => areClose(data, meant?.data, 1e-12));
  return others[same] ?? slope;
}

/** Derivatives that are known by heart, of a quantity: of sigmoid and tanh, by their values, and of others. */
export function usualSlopesAt(x: Node): readonly Node[] {
  const known = usual.get(x) ?? forms.map((form) => form(x));
  usual.set(x, known);
  return known;
}

const usual = new WeakMap<Node, readonly Node[]>();

const forms: readonly ((x: Node) => Node)[] = [
  (x) => x,
  (x) => mul(x, sub(1, x)) as Node,
  (x) => sub(1, square(x)) as Node,
  (x) => cast(greater(x, 0), "real") as Node,
  (x) => exp(x),
  (x) => div(1, x) as Node,
  (x) => mul(2, x) as Node,
  (x) => sigmoid(x),
  (x) => cos(x),
  (x) => mul(sigmoid(x), sub(1, sigmoid(x))) as Node,
  (x) => sub(1, square(tanh(x))) as Node,
];
