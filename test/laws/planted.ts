// Planted errors: copies of a node in which one op's rule is wrong in one way. The law of derivatives has to see
// every one that changes anything.
import {
  add,
  full,
  input,
  mul,
  type Node,
  neg,
  reshape,
  type Shape,
  same,
  slice,
  sub,
  sum,
  topological,
  transpose,
} from "@cadena/graph";
import { type Domain, make, type Op } from "@cadena/graph/extend";

/** A wrong rule: what it gives instead of the right part, for one input of one op. */
export interface Mutant {
  readonly what: string;
  readonly op: Op;
  readonly vjp: Op["vjp"];
}

/** The node with an op's rule replaced wherever the op stands, in the value and in the rules that use it. */
export function planted(y: Node, { op, vjp }: Pick<Mutant, "op" | "vjp">): Node {
  const wrong: Op = { ...op, vjp };
  return rebuilt([y], (node, inputs) =>
    node.op === op ? make(wrong, inputs, node.attributes) : undefined,
  )[0] as Node;
}

/** A graph with some of its nodes replaced. */
function rebuilt(
  outputs: readonly Node[],
  replace: (node: Node, inputs: readonly Node[]) => Node | undefined,
  enter: (node: Node) => boolean = () => true,
): Node[] {
  const built = new Map<Node, Node>();
  for (const node of topological(outputs, enter)) {
    const inputs = node.inputs.map((input) => built.get(input) ?? input);
    const same = inputs.every((input, k) => input === node.inputs[k]);
    built.set(node, replace(node, inputs) ?? (same ? node : make(node.op, inputs, node.attributes)));
  }
  return outputs.map((output) => built.get(output) as Node);
}

const sameExtents = (a: Shape, b: Shape): boolean => a.join() === b.join();
const sameShape = (a: Node, b: Node): boolean => sameExtents(a.shape, b.shape);

interface Along {
  readonly axes?: readonly number[];
  readonly axis?: number;
}

/** The same node along the next axes; undefined where it has none or several inputs, or where its shape would be another one. */
function alongOthers({ op, inputs, attributes, shape }: Node): Node | undefined {
  const { axes, axis } = attributes as Along;
  if (inputs.length !== 1 || (axes === undefined && axis === undefined)) return undefined;
  const next = (k: number): number => (k + 1) % (inputs[0] as Node).shape.length;
  const others = axes === undefined ? { axis: next(axis as number) } : { axes: axes.map(next).sort() };
  if (String(Object.values(others)) === String(axes ?? axis)) return undefined;
  const made = make(op, inputs, { ...attributes, ...others });
  return sameExtents(made.shape, shape) ? made : undefined;
}

/** What can be wrong with the part of one input, whatever the rule says. */
function wholesale(op: Op, index: number, arity: number): [string, Op["vjp"]][] {
  const change =
    (f: (part: Node, node: Node, ct: Node) => Node | null): Op["vjp"] =>
    (node, ct, k) => {
      const part = op.vjp(node, ct, k);
      return k === index && part !== null ? f(part, node, ct) : part;
    };
  const square = (x: Node): boolean => x.shape.length > 1 && x.shape.at(-1) === x.shape.at(-2);
  const swapped = (x: Node): Node => {
    const axes = x.shape.map((_, k) => k);
    return transpose(x, [...axes.slice(0, -2), axes.length - 1, axes.length - 2]) as Node;
  };
  const others = Array.from({ length: arity }, (_, k) => k).filter((k) => k !== index);
  return [
    ["the sign is wrong", change((part) => neg(part))],
    ["there is a factor 2", change((part) => mul(part, 2))],
    ["the part is dropped", change(() => null)],
    ["the part is transposed", change((part) => (square(part) ? swapped(part) : part))],
    [
      "the cotangent is ones",
      (node, ct, k) => op.vjp(node, k === index ? (full(ct.shape, 1) as Node) : ct, k),
    ],
    [
      "the cotangent is summed up",
      (node, ct, k) => op.vjp(node, k === index ? add(mul(ct, 0), sum(ct)) : ct, k),
    ],
    ["it is the part along another axis", (node, ct, k) => op.vjp(alongOthers(node) ?? node, ct, k)],
    [
      "it is the part at another point",
      (node, ct, k) => {
        const elsewhere = node.inputs.map((x, j) => {
          const { low } = op.domains[j] ?? (op.domains[0] as Domain);
          return x.dtype === "real" ? mul(x, low < 0 ? -0.75 : 0.75) : x;
        });
        return op.vjp(k === index ? make(op, elsewhere, node.attributes) : node, ct, k);
      },
    ],
    ...others.map((other): [string, Op["vjp"]] => [
      `it is the part of input ${other}`,
      change((part, node, ct) => {
        const theirs = other < node.inputs.length ? op.vjp(node, ct, other) : null;
        return theirs !== null && sameShape(theirs, part) ? theirs : part;
      }),
    ]),
  ];
}

const commutative = new Set([
  "add",
  "mul",
  "maximum",
  "minimum",
  "equal",
  "notEqual",
  "logicalAnd",
  "logicalOr",
]);

type Edit = readonly [what: string, (step: Node, inputs: readonly Node[]) => Node];

/** What can be wrong in one step of a formula: a term or a factor dropped, two operands exchanged. */
function editsOf(step: Node): Edit[] {
  const { op, inputs, dtype } = step;
  if (op.name === "sum")
    return [["takes the first in the place of the sum", (at, [x]) => firstOf(at, x as Node)]];
  if (inputs.length < 2) return [];
  const likeStep = (x: Node): boolean => x.dtype === dtype && sameShape(x, step);
  const only = inputs.flatMap((input, k): Edit[] =>
    likeStep(input) ? [[`is only its operand ${k}`, (_, given) => given[k] as Node]] : [],
  );
  const [a, b] = inputs.slice(-2) as [Node, Node];
  if (commutative.has(op.name) || !sameShape(a, b) || a.dtype !== b.dtype) return only;
  const exchanged: Edit = [
    "has its operands exchanged",
    ({ attributes }, given) => make(op, [...given.slice(0, -2), ...given.slice(-2).reverse()], attributes),
  ];
  return [...only, exchanged];
}

/** The first elements along the axes of a sum; the sum itself where there are none. */
function firstOf(step: Node, x: Node): Node {
  const { axes = [] } = step.attributes as Along;
  if (x.size === 0) return step;
  const first = slice(
    x,
    x.shape.map((_, k) => (axes.includes(k) ? [0, 1] : null)),
  );
  return reshape(first, step.shape) as Node;
}

/** The steps of a rule's formula, each with its op's name and how often that came before. */
function stepsOf(part: Node, given: ReadonlySet<Node>): Map<string, Node> {
  const steps = new Map<string, Node>();
  for (const step of topological([part], (n) => !given.has(n))) {
    if (given.has(step)) continue;
    let count = 1;
    while (steps.has(`${step.op.name} ${count}`)) count++;
    steps.set(`${step.op.name} ${count}`, step);
  }
  return steps;
}

/** What can be wrong inside a rule's formula. */
function inside(op: Op, node: Node, ct: Node, index: number): [string, Op["vjp"]][] {
  const part = op.vjp(node, ct, index);
  if (part === null) return [];
  const steps = [...stepsOf(part, new Set([...node.inputs, node, ct]))];
  return steps.flatMap(([name, step]) =>
    editsOf(step).map(([what, edit]): [string, Op["vjp"]] => [
      `${name} ${what}`,
      (at, cotangent, k) => {
        const right = op.vjp(at, cotangent, k);
        if (k !== index || right === null) return right;
        const given = new Set<Node>([...at.inputs, at, cotangent]);
        const target = stepsOf(right, given).get(name);
        if (target === undefined || !editsOf(target).some(([other]) => other === what)) return right;
        return rebuilt(
          [right],
          (n, inputs) => (given.has(n) ? n : n === target ? edit(n, inputs) : undefined),
          (n) => !given.has(n),
        )[0] as Node;
      },
    ]),
  );
}

/** The same mistake, of a size that no float can tell from rounding: a factor 1 + 1e-12 in the place of 2. */
export function tiny({ what, op, vjp }: Mutant): Mutant {
  return {
    what: `${what}, but tiny`,
    op,
    vjp: (node, ct, k) => {
      const [right, wrong] = [op.vjp(node, ct, k), vjp(node, ct, k)];
      return right && wrong && add(right, mul(1e-12, sub(wrong, right)));
    },
  };
}

/** All mutants of an op's rule, as it stands at one node, that give another formula there. */
export function mutants(node: Node): Mutant[] {
  const { op } = node;
  const ct = input("ct", node.shape) as Node;
  return node.inputs.flatMap((_, index) => {
    const right = node.inputs[index]?.dtype === "real" ? op.vjp(node, ct, index) : null;
    if (right === null) return [];
    return [...wholesale(op, index, node.inputs.length), ...inside(op, node, ct, index)].flatMap(
      ([what, vjp]) => {
        const wrong = vjp(node, ct, index);
        return wrong !== null && same(wrong, right)
          ? []
          : [{ what: `${op.name}, input ${index}: ${what}`, op, vjp }];
      },
    );
  });
}
