// A number system that counts what it is asked to do.
import { float64, type Node } from "@cadena/graph";
import { evaluateIn, type NumberCore, numberSystem, type Value } from "@cadena/graph/extend";

type Bit = ReturnType<typeof float64.compare>;

/** What counts as one operation; everything beyond the core is counted by its definition over the core. */
const counted = [
  "add",
  "sub",
  "mul",
  "div",
  "neg",
  "exp",
  "log",
  "sqrt",
  "sin",
  "cos",
  "compare",
  "select",
] as const;

/** How many scalar operations the interpreter needs for the values of nodes; leaves hold 1/2. */
export function operations(outputs: readonly Node[]): number {
  let count = 0;
  const core: Record<string, unknown> = { ...pureCore() };
  for (const name of counted) {
    const operation = float64[name] as (...operands: unknown[]) => unknown;
    core[name] = (...operands: unknown[]) => {
      count++;
      return operation(...operands);
    };
  }
  const system = numberSystem<number, Bit>(core as unknown as NumberCore<number, Bit>);
  const leaf = ({ shape, size }: Node): Value<number, Bit> => ({
    dtype: "real",
    shape,
    data: new Float64Array(size).fill(0.5),
  });
  evaluateIn(system, outputs, leaf);
  return count;
}

/** float64 without its own definitions beyond the core. */
function pureCore(): NumberCore<number, Bit> {
  const { name, isFloat, zero, one, constant, add, sub, mul, div, neg, exp, log, sqrt, sin, cos } = float64;
  const { compare, select, truth, and, or, not, decide, toNumber, reals, booleans } = float64;
  return {
    ...{ name, isFloat, zero, one, constant, add, sub, mul, div, neg, exp, log, sqrt, sin, cos },
    ...{ compare, select, truth, and, or, not, decide, toNumber, reals, booleans },
  };
}
