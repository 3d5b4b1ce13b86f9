// Planted errors: copies of a node in which one op's rule is wrong in one way. The law of derivatives has to see
// every one that changes anything.
import { add, full, input, mul, type Node, neg, same, sum, topological, transpose } from "@cadena/graph";
import { make, type Op } from "@cadena/graph/extend";

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

const sameShape = (a: Node, b: Node): boolean => a.shape.join() === b.shape.join();

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
    ...others.map((other): [string, Op["vjp"]] => [
      `it is the part of input ${other}`,
      change((part, node, ct) => {
        const theirs = op.vjp(node, ct, other);
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
