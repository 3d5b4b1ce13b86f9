// What equal graphs have in common: their loops, and a module for each way in which their memory lies. A recipe is
// known for as long as some program of it is there; its nodes are those of the first graph.
import type { Node } from "@cadena/graph";
import type { Plan, Step } from "@cadena/graph/extend";
import type { Written } from "../emit/program.ts";
import { type Lowered, loopsOf, planOf } from "../lower/lower.ts";
import { loweringOf } from "../lower/lowering.ts";
import { isSame, type Structure, structureOf } from "./structure.ts";

/** A program in a module, and the module once its host has read it. */
export interface Binary {
  readonly written: Written;
  module?: WebAssembly.Module;
}

/** What equal graphs become. */
class Recipe {
  readonly structure: Structure;
  readonly lowered: Lowered;
  /** By what is part of a module beside the loops: where everything is, and for whom it is. */
  readonly binaries: Map<string, WeakRef<Binary>> = new Map();

  constructor(structure: Structure, lowered: Lowered) {
    this.structure = structure;
    this.lowered = lowered;
  }
}

/** A recipe for a graph: what it says of nodes is said of the graph's own. */
export interface Prepared {
  readonly recipe: Recipe;
  readonly lowered: Lowered;
  /** What a program asks of its host, asked about the graph's own nodes. */
  readonly calls: (written: Written) => Written["calls"];
}

const recipes = new Map<string, WeakRef<Recipe>>();
const collected = new FinalizationRegistry<string>((text) => {
  if (recipes.get(text)?.deref() === undefined) recipes.delete(text);
});

/** The recipe of a step: that of an equal graph, or a new one. */
export function prepared(step: Step): Prepared {
  const plan = planOf([...step.outputs, ...step.updates.map(([, next]) => next)]);
  const structure = structureOf(step, plan);
  const known = recipes.get(structure.text)?.deref();
  if (known !== undefined && isSame(known.structure, structure)) return adopted(known, plan);
  const lowered = loopsOf(plan);
  const recipe = new Recipe(structure, lowered);
  recipes.set(structure.text, new WeakRef(recipe));
  collected.register(recipe, structure.text);
  return { recipe, lowered, calls: ({ calls }) => calls };
}

/** The module of a recipe for a key, written if there is none yet. */
export function binaryOf({ binaries }: Recipe, key: string, write: () => Written): Binary {
  const known = binaries.get(key)?.deref();
  if (known !== undefined) return known;
  const binary: Binary = { written: write() };
  binaries.set(key, new WeakRef(binary));
  return binary;
}

function adopted(recipe: Recipe, { order }: Plan): Prepared {
  const { lowered } = recipe;
  const own = new Map(lowered.order.map((node, k) => [node, order[k] as Node]));
  const turned = <V>(map: ReadonlyMap<Node, V>): Map<Node, V> =>
    new Map([...map].map(([node, value]) => [own.get(node) as Node, value]));
  return {
    recipe,
    lowered: { ...lowered, order, buffers: turned(lowered.buffers), given: turned(lowered.given) },
    calls: ({ calls }) =>
      calls.map((one) => {
        const node = own.get(one.node) as Node;
        if (one.kind === "call") return { ...one, node };
        const lowering = loweringOf(node);
        return {
          ...one,
          node,
          refuse: lowering !== undefined && "refuse" in lowering ? lowering.refuse : one.refuse,
        };
      }),
  };
}
