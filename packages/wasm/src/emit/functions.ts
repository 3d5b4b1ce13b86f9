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

/** Functions whose code branches: what belongs to several vectors does not mix. */
export const branching: ReadonlySet<FunctionName> = new Set(["log", "log1p", "sin", "cos", "pow"]);

/** What a function is applied to. */
export interface Input {
  readonly dtype: DType;
  readonly code: Any;
  /** Its number, if it is a constant. */
  readonly known: number | undefined;
}

/** The code of a function of the loop language. */
export function functionCode(name: FunctionName, dtype: DType, means: Means, inputs: readonly Input[]): Any {
  const { lanes } = means;
  const codes = inputs.map(({ code }) => code);
  const [a, b, c] = codes as [Any, Any, Any];
  const from = inputs[0]?.dtype as DType;
  switch (name) {
    case "select":
      return Object.is(inputs[2]?.known, 0) ? lanes.orZero(dtype, a, b) : lanes.select(dtype, a, b, c);
    case "and":
    case "or":
      return lanes.truth[name](a, b);
    case "not":
      return lanes.truth.not(a);
    case "toReal":
      if (from === "boolean") return lanes.orZero("real", a, means.real(1));
      return from === "integer" ? lanes.toReal(a) : a;
    case "toInteger":
      return lanes.toInteger(from, a);
    case "toBoolean":
      return lanes.toTruth(from, a);
    case "<":
    case "<=":
    case "==":
    case "!=":
    case ">":
    case ">=":
      return lanes[from === "real" ? "real" : "integer"][relations[name]](a, b);
    case "add":
    case "sub":
    case "mul":
      return lanes[dtype === "integer" ? "integer" : "real"][name](a, b);
    case "min":
    case "max":
      if (dtype === "integer") return lanes.integer[name](means.keep(a), means.keep(b));
      return extreme(name, means, inputs as [Input, Input]);
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
      return code(means, ...codes);
    }
  }
}

/** Vectors take many instructions for it, and a single one where a number is constant: it is not NaN, its sign is known. */
function extreme(name: "min" | "max", { lanes, real }: Means, [a, b]: readonly [Input, Input]): Any {
  const [x, { code, known }] = a.known === undefined ? [a, b] : [b, a];
  const isPlain = known !== undefined && !Number.isNaN(known) && !Object.is(known, -0);
  if (lanes.count === 1 || !isPlain) return lanes.real[name](a.code, b.code);
  if (name === "min") return lanes.real.pmin(x.code, code);
  const larger = lanes.real.pmax(x.code, code);
  // Of -0 and 0 it is -0 then, which 0 takes back.
  return known === 0 ? lanes.real.add(larger, real(0)) : larger;
}
