// The functions of the loop language as code, for elements of any width.
import type { DType } from "@cadena/graph";
import type { Function } from "../loops/expression.ts";
import type { Any, Lanes } from "./lanes.ts";

/** Keeps a value that is used more than once in a local variable. */
export type Keep = (dtype: DType, value: Any) => Any;

/** What code for a function is written with. */
export interface Means {
  readonly lanes: Lanes;
  readonly keep: Keep;
  /** Calls a function of the host for each element. */
  readonly host: (name: string, ...inputs: readonly Any[]) => Any;
}

/** The code of a function of real numbers that is more than one instruction. */
type Written = (means: Means, ...inputs: Any[]) => Any;

const relations = { "<": "lt", "<=": "le", "==": "eq", "!=": "ne", ">": "gt", ">=": "ge" } as const;

const written: Partial<Record<Function, Written>> = {
  sigmoid: (means, x) => {
    const { constant, add, div, neg } = means.lanes.real;
    return div(constant(1), add(constant(1), applied("exp", means, neg(x))));
  },
  softplus: (means, x) => {
    const { constant, add, max, abs, neg } = means.lanes.real;
    const kept = means.keep("real", x);
    return add(max(kept, constant(0)), applied("log1p", means, applied("exp", means, neg(abs(kept)))));
  },
};

function applied(name: Function, means: Means, ...inputs: Any[]): Any {
  const code = written[name];
  return code === undefined ? means.host(name, ...inputs) : code(means, ...inputs);
}

/** The code of a function of the loop language. */
export function functionCode(
  name: Function,
  dtype: DType,
  from: readonly DType[],
  means: Means,
  inputs: readonly Any[],
): Any {
  const { lanes } = means;
  const [a, b, c] = inputs as [Any, Any, Any];
  switch (name) {
    case "select":
      return lanes.select(dtype, a, b, c);
    case "and":
    case "or":
      return lanes.truth[name](a, b);
    case "not":
      return lanes.truth.not(a);
    case "toReal":
      return lanes.toReal(from[0] as DType, a);
    case "toInteger":
      return lanes.toInteger(from[0] as DType, a);
    case "toBoolean":
      return lanes.toTruth(from[0] as DType, a);
    case "<":
    case "<=":
    case "==":
    case "!=":
    case ">":
    case ">=":
      return lanes[from[0] === "real" ? "real" : "integer"][relations[name]](a, b);
    case "add":
    case "sub":
    case "mul":
      return lanes[dtype === "integer" ? "integer" : "real"][name](a, b);
    case "min":
    case "max":
      if (dtype !== "integer") return lanes.real[name](a, b);
      return lanes.integer[name](means.keep("integer", a), means.keep("integer", b));
    case "neg":
      return lanes[dtype === "integer" ? "integer" : "real"].neg(a);
    case "abs":
      return dtype === "integer" ? lanes.integer.abs(means.keep("integer", a)) : lanes.real.abs(a);
    case "div":
      return lanes.real.div(a, b);
    case "sqrt":
      return lanes.real.sqrt(a);
    default:
      return applied(name, means, ...inputs);
  }
}
