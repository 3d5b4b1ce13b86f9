// A derivation at the data of somebody else: the values of all quantities, of their gradients, and of the slopes of
// functions that work element by element.
import {
  CadenaError,
  constant,
  evaluate,
  gradients,
  initialOf,
  mul,
  type Node,
  sum,
  Tensor,
  topological,
} from "@cadena/graph";
import { type Problem, pose } from "../claims/problem.ts";
import type { AnyDerivation } from "../derivation/derivation.ts";
import type { SizeTable } from "../derivation/sizes.ts";
import { sizesFor } from "./sizes.ts";
import { type Values, valuesOf } from "./values.ts";

/** How a quantity depends on another one, element by element: a = f(z), and f'(z). */
interface Slope {
  readonly of: string;
  readonly at: string;
  readonly values: Values;
}

/** What a model computes at given values of its leaves. */
export interface Computed {
  readonly problem: Problem;
  readonly sizes: SizeTable;
  readonly quantities: ReadonlyMap<string, Values>;
  /** By the names of the quantities. */
  readonly gradients: ReadonlyMap<string, Values>;
  readonly slopes: readonly Slope[];
  readonly leaves: ReadonlyMap<Node, Values>;
}

/**
 * Evaluates a model.
 * @param given the leaves' values by name, in their shapes or in those of NumPy, which has no columns
 * @throws CadenaError where values are missing or do not fit
 */
export function computed(derivation: AnyDerivation, given: Readonly<Record<string, Tensor>>): Computed {
  const shapes = Object.fromEntries(Object.entries(given).map(([name, { shape }]) => [name, shape]));
  const sizes = sizesFor(derivation, shapes);
  const problem = pose(derivation, sizes);
  if (problem.loss === undefined) {
    throw new CadenaError(`derivation ${derivation.id} has no loss, and so no gradients`, {
      origin: undefined,
    });
  }
  const bound = new Map(problem.leaves.map((leaf) => [leaf, boundTo(leaf, given)] as const));
  const missing = [...bound].filter(([, value]) => value === undefined).map(([leaf]) => String(leaf));
  if (missing.length > 0) {
    throw new CadenaError(
      `the values of ${missing.join(", ")} are needed, at which the gradients were computed`,
      {
        hint: "save them beside the gradients, under their names",
        origin: undefined,
      },
    );
  }
  const named = Object.entries(problem.quantities);
  const reals = named.filter(([, { dtype }]) => dtype === "real");
  const reached = reals.filter(([, node]) => problem.reached.has(node));
  const pairs = dependences(reals);
  const nodes = [
    ...named.map(([, node]) => node),
    ...reached.map(([, node]) => problem.gradient(node)),
    ...pairs.flatMap(({ slope, pulled }) => [slope, pulled]),
  ];
  const values = (evaluate(nodes, bound as ReadonlyMap<Node, Tensor>) as readonly Tensor[]).map(valuesOf);
  const take = (count: number): Values[] => values.splice(0, count);
  const quantities = new Map(take(named.length).map((one, k) => [(named[k] as [string, Node])[0], one]));
  const ofLoss = new Map(take(reached.length).map((one, k) => [(reached[k] as [string, Node])[0], one]));
  const slopes = pairs.flatMap(({ of, at, probe }): Slope[] => {
    const [slope, pulled] = take(2) as [Values, Values];
    const isEach = pulled.data.every((x, k) => close(x, (slope.data[k] as number) * (probe[k] as number)));
    return isEach ? [{ of, at, values: slope }] : [];
  });
  const leaves = new Map(Array.from(bound, ([leaf, value]) => [leaf, valuesOf(value as Tensor)] as const));
  return { problem, sizes, quantities, gradients: ofLoss, slopes, leaves };
}

const close = (x: number, y: number): boolean => Math.abs(x - y) <= 1e-12 * Math.max(1, Math.abs(x));

/** The value of a leaf, in its own shape; its initial value where nothing is given. */
function boundTo(leaf: Node, given: Readonly<Record<string, Tensor>>): Tensor | undefined {
  const value = given[leaf.name ?? ""] ?? initialOf(leaf);
  if (value === undefined) return undefined;
  const squeezed = (shape: readonly number[]): string => shape.filter((extent) => extent !== 1).join();
  if (squeezed(value.shape) !== squeezed(leaf.shape)) {
    throw new CadenaError(
      `${leaf.name} has the shape [${value.shape.join(", ")}], the model's ${leaf} needs another`,
      { origin: undefined },
    );
  }
  return new Tensor(leaf.shape, leaf.dtype === "real" ? Float64Array.from(value.data) : value.data);
}

/** Quantities of one shape of which one is computed from the other, with what tells whether element by element. */
function dependences(quantities: readonly (readonly [string, Node])[]) {
  return quantities.flatMap(([of, a]) => {
    const below = new Set(topological([a]));
    const inner = quantities.filter(
      ([, z]) => z !== a && below.has(z) && z.shape.join() === a.shape.join() && z.size > 1,
    );
    if (inner.length === 0) return [];
    const probe = Float64Array.from({ length: a.size }, (_, k) => 1 + Math.sin(k + 1) / 2);
    const weight = constant(new Tensor(a.shape, probe));
    const zs = inner.map(([, z]) => z);
    const slopes = gradients(sum(a), zs) as readonly Node[];
    const pulled = gradients(sum(mul(a, weight) as Node), zs) as readonly Node[];
    return inner.map(([at], k) => ({ of, at, probe, slope: slopes[k] as Node, pulled: pulled[k] as Node }));
  });
}
