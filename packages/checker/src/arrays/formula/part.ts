// A formula as a tree of parts, each with its value at the data.
import { float64, input, type Node, substitute, topological } from "@cadena/graph";
import { dataOf, expandComposites, expressions, int32, type Value } from "@cadena/graph/extend";
import type { Values } from "../values.ts";

type FloatValue = Value<number, 0 | 1>;

const machine = { reals: float64, integers: int32 };

/** A part of a formula. */
export interface Part {
  readonly node: Node;
  readonly values: Values;
  readonly operands: readonly Part[];
}

/** A formula with the values of all its parts, from those of its leaves. */
export function partsOf(formula: Node, leaves: ReadonlyMap<Node, Values>): Part {
  const known = new Map<Node, Part>();
  for (const node of topological([formula])) {
    const operands = node.inputs.map((one) => known.get(one) as Part);
    const values =
      leaves.get(node) ??
      computed(
        node,
        operands.map((one) => one.values),
      );
    known.set(node, { node, operands, values });
  }
  return known.get(formula) as Part;
}

/** What an op makes of values. */
export function computed(node: Node, operands: readonly Values[]): Values {
  const inputs = node.inputs.map(({ dtype }, k) => ({ dtype, ...(operands[k] as Values) }) as FloatValue);
  const value = node.op.expands ? inSteps(node, inputs) : node.op.evaluate(machine, node, inputs);
  const data = dataOf<number>(value);
  return { shape: node.shape, data: data instanceof Float64Array ? data : Float64Array.from(data) };
}

/** A composite op, as the ops that it stands for. */
interface Steps {
  readonly leaves: readonly Node[];
  readonly order: readonly Node[];
}

const steps = new WeakMap<Node, Steps>();

function inSteps(node: Node, inputs: readonly FloatValue[]): FloatValue {
  const { leaves, order } = steps.get(node) ?? stepsOf(node);
  const values = new Map(leaves.map((leaf, k) => [leaf, inputs[k] as FloatValue]));
  for (const one of order) {
    if (values.has(one)) continue;
    const operands = one.inputs.map((input) => values.get(input) as FloatValue);
    values.set(one, one.op.evaluate(machine, one, operands));
  }
  return values.get(order.at(-1) as Node) as FloatValue;
}

function stepsOf(node: Node): Steps {
  const places = new Map(node.inputs.map((one, k) => [one, input(`x${k}`, one.shape, one.dtype)]));
  const leaves = node.inputs.map((one) => places.get(one) as Node);
  const [whole] = substitute([node], places) as [Node];
  const made = { leaves, order: topological(expandComposites([whole], expressions)) };
  steps.set(node, made);
  return made;
}

/** The values of a formula over some parts; undefined where they are no numbers, or it is over others as well. */
export function valuesOver(formula: Node, parts: readonly Part[]): Values | undefined {
  const known = parts.find(({ node }) => node === formula);
  if (known !== undefined) return known.values;
  if (formula.op.isLeaf) return undefined;
  const operands: Values[] = [];
  for (const one of formula.inputs) {
    const values = valuesOver(one, parts);
    if (values === undefined) return undefined;
    operands.push(values);
  }
  const values = computed(formula, operands);
  return values.data.every(Number.isFinite) ? values : undefined;
}
