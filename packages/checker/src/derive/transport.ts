// A formula over symbols, found at one choice of sizes, carried to another one: the symbols of sizes become those there,
// and others whatever stands in their place.
import { constant, type Node, ShapeError, topological } from "@cadena/graph";
import { type Attributes, constantNumber, make } from "@cadena/graph/extend";
import type { SizeTable } from "../derivation/sizes.ts";
import type { NamedSizes } from "./sizes.ts";

/** Carries formulas to other sizes. */
export interface Destination {
  readonly sizes: SizeTable;
  /** What stands in the place of a symbol. */
  readonly place: (symbol: Node) => Node | undefined;
}

/**
 * The formula at the destination; symbols of sizes are the sizes there, unless something else stands in their place.
 * @throws CadenaError where it does not make sense there
 */
export function transported(formula: Node, names: NamedSizes, { sizes, place }: Destination): Node {
  const dimensions = new Map(
    [...names.symbols].map(([name, symbol]) => [symbol, constant(sizes[name] as number)]),
  );
  return rebuilt(formula, (node, inputs) => {
    if (node.inputs.length === 0) return place(node) ?? dimensions.get(node) ?? node;
    const shapes = new Set(inputs.map((input) => input.shape.join()));
    if (node.op.elements === "each" && shapes.size > 1) {
      throw new ShapeError(`${node.op.name}: the shapes differ at other sizes`, []);
    }
    return make(node.op, inputs, resized(node, names, sizes));
  });
}

/** The attributes of a node, of which some say its own shape. */
function resized({ attributes, shape }: Node, names: NamedSizes, sizes: SizeTable): Attributes {
  const own = Object.entries(attributes).filter(
    ([, value]) => Array.isArray(value) && value.length > 0 && value.join() === shape.join(),
  );
  const there = names.shapeElsewhere(shape, sizes);
  return { ...attributes, ...Object.fromEntries(own.map(([name]) => [name, there])) };
}

/** The formula with numbers that are made of sizes written in sizes. */
export function onPage(formula: Node, names: NamedSizes): Node {
  return rebuilt(formula, (node, inputs) => {
    if (node.inputs.length > 0) {
      return inputs.every((input, k) => input === node.inputs[k])
        ? node
        : make(node.op, inputs, node.attributes);
    }
    const value = constantNumber(node);
    return value === undefined ? node : names.written(value);
  });
}

function rebuilt(formula: Node, replace: (node: Node, inputs: readonly Node[]) => Node): Node {
  const built = new Map<Node, Node>();
  for (const node of topological([formula])) {
    built.set(
      node,
      replace(
        node,
        node.inputs.map((input) => built.get(input) as Node),
      ),
    );
  }
  return built.get(formula) as Node;
}
