// A graph at given floats: in float32, in float64, and in floats so wide that they stand for the truth.
import { CadenaError, float32, float64, type Node, topological } from "@cadena/graph";
import { int32, interpret, type NumberSystem, type Plan, plan, type Value } from "@cadena/graph/extend";
import { elements } from "../../evidence/program.ts";
import { type Wide, wide } from "../../numbers/wide.ts";

/** Which floats. */
export type Floats = "float32" | "float64";

/** Numbers for the leaves, exact in float32. */
export type Input = ReadonlyMap<Node, ArrayLike<number>>;

const systems = { float32, float64 };
/** Far enough below the largest float that the truth fits. */
const limits: Readonly<Record<Floats, number>> = { float32: 1e30, float64: 1e300 };

/** Some nodes, prepared for evaluation. */
export class Trial {
  readonly nodes: readonly Node[];
  readonly #plan: Plan;
  readonly #places: ReadonlyMap<Node, number>;
  readonly #truths = new WeakMap<Input, Values<number> | undefined>();

  constructor(ends: readonly Node[]) {
    this.nodes = topological(ends);
    this.#plan = plan(this.nodes);
    this.#places = new Map(this.nodes.map((node, k) => [node, k]));
  }

  /** The values in floats. */
  at(input: Input, floats: Floats): Values<number> | undefined {
    return this.#values<number, ReturnType<typeof float64.truth>>(systems[floats], input, Number);
  }

  /** What they should be. */
  truth(input: Input): Values<number> | undefined {
    if (this.#truths.has(input)) return this.#truths.get(input);
    const values = this.#values<Wide, boolean>(wide, input, wide.toNumber);
    this.#truths.set(input, values);
    return values;
  }

  #values<T, B>(n: NumberSystem<T, B>, input: Input, toNumber: (x: T) => number): Values<number> | undefined {
    const leaf = (node: Node): Value<T, B> => {
      const { shape, dtype } = node;
      const data = input.get(node) as ArrayLike<number>;
      if (dtype === "integer") return { dtype, shape, data };
      if (dtype === "boolean") return { dtype, shape, data: Array.from(data, (x) => n.truth(x === 1)) };
      return { dtype, shape, data: Array.from(data, (x) => n.constant(x)) };
    };
    try {
      const values = interpret({ reals: n, integers: int32 }, this.#plan, leaf);
      const known = new Map<Node, readonly number[]>();
      return (node) => {
        const value = values[this.#places.get(node) as number];
        const numbers =
          known.get(node) ??
          (value === undefined || value.dtype === "several" ? [] : Array.from(elements(n, value), toNumber));
        known.set(node, numbers);
        return numbers;
      };
    } catch (error) {
      // A function over floats alone, an index beyond its range.
      if (error instanceof CadenaError) return undefined;
      throw error;
    }
  }
}

/** The elements of a node. */
export type Values<T> = (node: Node) => readonly T[];

/** The first element that is no finite float, where the truth is one; -1 where there is none. */
export function broken(floats: Floats, got: readonly number[], truth: readonly number[]): number {
  return got.findIndex((x, i) => !Number.isFinite(x) && Math.abs(truth[i] as number) < limits[floats]);
}
