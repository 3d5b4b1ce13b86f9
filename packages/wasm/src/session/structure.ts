// The structure of a step as text: equal for equal graphs, whatever their nodes are called and hold.
import type { Node } from "@cadena/graph";
import { Tensor } from "@cadena/graph";
import type { Plan, Step } from "@cadena/graph/extend";

/** What makes steps equal: a text, and the values that are part of the graph. */
export interface Structure {
  readonly text: string;
  readonly constants: readonly Tensor[];
}

/** Ops and functions by number, for as long as they are there. */
const numbers = new WeakMap<object, number>();
let count = 0;

function numberOf(thing: object): number {
  const known = numbers.get(thing) ?? ++count;
  numbers.set(thing, known);
  return known;
}

/** The structure of a step, of which the plan computes the outputs and the next values. */
export function structureOf({ outputs, updates }: Step, plan: Plan): Structure {
  const places = new Map(plan.order.map((node, k) => [node, k]));
  const constants: Tensor[] = [];
  const told = plan.order.map((node) => {
    const inputs = node.inputs.map((input) => places.get(input));
    const attributes = node.op.isLeaf ? "" : written(node.attributes, constants);
    return `${numberOf(node.op)} ${node.dtype} ${node.shape} (${inputs}) ${attributes}`;
  });
  const results = plan.outputs.map((node) => places.get(node));
  const parameters = updates.map(([parameter]) => places.get(parameter) ?? "unread");
  return { text: [...told, outputs.length, results, parameters].join("\n"), constants };
}

/** Whether two structures are the same. */
export function isSame(a: Structure, b: Structure): boolean {
  return (
    a.text === b.text &&
    a.constants.every((one, k) => {
      const other = (b.constants[k] as Tensor).data;
      return one.data === other || one.data.every((x: number, i: number) => Object.is(x, other[i]));
    })
  );
}

/** Attributes as text; tensors are told by shape alone, and collected. */
function written(attributes: Node["attributes"], constants: Tensor[]): string {
  return JSON.stringify(attributes, (_, value: unknown) => {
    if (value instanceof Tensor) {
      constants.push(value);
      return [value.dtype, value.shape];
    }
    if (typeof value === "number" && (!Number.isFinite(value) || Object.is(value, -0)))
      return { number: Object.is(value, -0) ? "-0" : String(value) };
    return isData(value) ? value : { number: numberOf(value as object) };
  });
}

/** What JSON writes such that different things are written differently. */
function isData(value: unknown): boolean {
  if (typeof value === "function") return false;
  if (typeof value !== "object" || value === null || Array.isArray(value) || ArrayBuffer.isView(value))
    return true;
  const parent = Object.getPrototypeOf(value);
  return parent === Object.prototype || parent === null;
}
