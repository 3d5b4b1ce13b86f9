// What a value together with its gradient costs, over the value alone, counted in scalar operations of the interpreter:
// reverse mode promises a small constant (Griewank and Walther, Evaluating Derivatives, section 3.3).
import { gradients } from "@cadena/graph";
import type { Measurement } from "../printing/measurement.ts";
import { operations } from "./counting.ts";
import { networks } from "./networks.ts";

export function costs(): Measurement[] {
  return Object.entries(networks).map(([network, { loss, parameters }]) => {
    const value = operations([loss]);
    const both = operations([loss, ...gradients(loss, parameters)]);
    return { work: "cost", network, value, valueAndGradient: both, ratio: both / value };
  });
}
