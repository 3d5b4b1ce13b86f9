// A graph as a function in floats, prepared once.
import { float32, float64, type Node } from "@cadena/graph";
import { int32, interpret, plan, type Value } from "@cadena/graph/extend";
import type { Data } from "./data.ts";

/** Double precision, or values that are rounded to single precision after every operation. */
export type Precision = "float64" | "float32";

const systems = { float64, float32 } as const;

/** The elements of a value. */
export type Elements = ArrayLike<number>;

/** The values of nodes at data; some leaves may have other values than those. */
export function program(
  outputs: readonly Node[],
  precision: Precision = "float64",
): (data: Data, others?: ReadonlyMap<Node, Elements>) => Elements[] {
  const ready = plan(outputs);
  const reals = systems[precision];
  return (data, others) =>
    interpret({ reals, integers: int32 }, ready, (leaf) => {
      const elements = others?.get(leaf) ?? data.get(leaf)?.data;
      if (elements === undefined) throw new RangeError(`no value for ${leaf}`);
      const { shape, dtype } = leaf;
      const value =
        dtype === "real"
          ? { dtype, shape, data: Array.from(elements, reals.constant) }
          : { dtype, shape, data: elements };
      return value as Value<number, never>;
    }).map((value) => (value as { data: Elements }).data);
}
