// What the code of a function is written with. A function of real numbers is written once, and becomes code for single
// elements and for vectors, in both precisions.
import { type Code, type Statement, when } from "../assembler/code.ts";
import type { Func, Module, Variables } from "../assembler/module.ts";
import type { Any, Lanes } from "../emit/lanes/width.ts";

/** A function of one float of 64 bits that a module has at most once: where vectors have no cheap way. */
export type Single = (module: Module) => Func<["f64"], "f64">;

/** Code of a function that returns code for its value. */
export type Written = (means: Means, ...inputs: Any[]) => Any;

/** What the code of a function is written with. */
export interface Means {
  readonly lanes: Lanes;
  /** Keeps a value that is used more than once in a local variable. */
  keep(value: Any): Any;
  /** A constant, kept where it is computed once. */
  real(value: number): Any;
  /** A constant pattern of bits, likewise. */
  bits(value: bigint): Any;
  /** `usual`, and where the truth holds `rare`, whose code runs only if it holds for some element. */
  rarely(where: Any, usual: Any, rare: (means: Means) => Any): Any;
  /** Calls a function for each element. */
  each(single: Single, x: Any): Any;
  /** The means for the same code over other lanes. */
  over(lanes: Lanes): Means;
}

/** Where code is written to. */
export interface Surroundings {
  readonly variables: Variables;
  /** A value that does not change, by a name that tells it from others. */
  readonly fixed: (name: string, lanes: Lanes, write: () => Any) => Any;
  readonly single: (single: Single) => Func<["f64"], "f64">;
}

/** Constants where they are used: in code that runs seldom. */
const anew: Surroundings["fixed"] = (_, __, write) => write();

/** Means that append what is kept to statements. */
export function meansFor(lanes: Lanes, around: Surroundings, statements: Statement[]): Means {
  const { variables, fixed, single } = around;
  const store = (value: Any): { get: Any; set: (value: Any) => Statement } => {
    const local = variables.local(value.type);
    statements.push(local.set(value as never));
    return { get: local.get, set: (next) => local.set(next as never) };
  };
  const keep = (value: Any): Any => store(value).get;
  const over = (others: Lanes): Means => meansFor(others, around, statements);
  const each = (function_: Single, x: Any): Any => {
    if (lanes.double !== undefined) {
      const { lanes: wider, apart, together } = lanes.double;
      return together(apart(keep(x)).map((part) => over(wider).each(function_, part)));
    }
    const call = (element: Any): Any => single(function_).call(element as Code<"f64">);
    if (lanes.count === 1) return call(x);
    const kept = keep(x);
    const values = Array.from({ length: lanes.count }, (_, k) => call(lanes.lane("real", kept, k)));
    return values.reduce((vector, value, k) => lanes.withLane(vector, k, value), kept);
  };
  return {
    lanes,
    keep,
    real: (value) =>
      fixed(`real ${Object.is(value, -0) ? "-0" : value}`, lanes, () => lanes.real.constant(value)),
    bits: (value) => fixed(`bits ${value}`, lanes, () => lanes.bits.constant(value)),
    rarely: (where, usual, rare) => {
      const condition = keep(where);
      const result = store(usual);
      const inside: Statement[] = [];
      const value = rare(meansFor(lanes, { ...around, fixed: anew }, inside));
      inside.push(result.set(lanes.select("real", condition, value, result.get)));
      statements.push(when(lanes.any(condition), inside));
      return result.get;
    },
    each,
    over,
  };
}

/** What a function of a module is written with, besides means. */
export interface Place {
  readonly module: Module;
  readonly variables: Variables;
  readonly statements: Statement[];
}

/** A function of one float of 64 bits, from its code over single elements. */
export const singleFunction =
  (written: (means: Means, x: Code<"f64">, place: Place) => Any, lanes: Lanes): Single =>
  (module) =>
    module.func({ params: ["f64"], result: "f64" }, ([x], variables) => {
      const statements: Statement[] = [];
      const means = meansFor(lanes, { variables, fixed: anew, single: (other) => other(module) }, statements);
      const value = written(means, x.get, { module, variables, statements });
      return [...statements, value];
    });
