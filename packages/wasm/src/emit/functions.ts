// The functions of the loop language as code, for elements of any width.
import type { DType } from "@cadena/graph";
import { erf } from "../functions/erf.ts";
import { exp, expm1, sigmoid } from "../functions/exponential.ts";
import { negated } from "../functions/format.ts";
import { log, log1p, softplus } from "../functions/logarithm.ts";
import type { Means, Written } from "../functions/means.ts";
import { pow } from "../functions/power.ts";
import { tanh } from "../functions/tanh.ts";
import { cos, sin } from "../functions/trigonometric.ts";
import type { FunctionName } from "../loops/expression.ts";
import type { Any } from "./lanes/width.ts";

const relations = { "<": "lt", "<=": "le", "==": "eq", "!=": "ne", ">": "gt", ">=": "ge" } as const;

const written: Partial<Record<FunctionName, Written>> = {
  exp,
  expm1,
  log,
  log1p,
  sigmoid,
  softplus,
  tanh,
  erf,
  sin,
  cos,
  pow,
};

/** The code of a function of the loop language. */
export function functionCode(
  name: FunctionName,
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
      return lanes.integer[name](means.keep(a), means.keep(b));
    case "neg":
      return dtype === "integer" ? lanes.integer.neg(a) : negated(means, a);
    case "abs":
      return dtype === "integer" ? lanes.integer.abs(means.keep(a)) : lanes.real.abs(a);
    case "div":
      return lanes.real.div(a, b);
    case "sqrt":
      return lanes.real.sqrt(a);
    default: {
      const code = written[name];
      if (code === undefined) throw new TypeError(`${name} has no code`);
      return code(means, ...inputs);
    }
  }
}
