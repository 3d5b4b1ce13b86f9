// Of two conditions on one leaf, the one that says all that the other does.
import type { Shape } from "@cadena/graph";
import type { Condition } from "../derivation/condition.ts";
import { interval } from "../numbers/interval.ts";
import { draws } from "../points/random.ts";
import { conditioned } from "../points/sampling.ts";
import { isBroken } from "./contradiction.ts";

/** The stronger of two conditions: all of its samples satisfy the other one, too. Undefined where neither is. */
export function stronger(a: Condition, b: Condition, shape: Shape): Condition | undefined {
  if (a.text === b.text || implies(a, b, shape)) return a;
  return implies(b, a, shape) ? b : undefined;
}

const samples = 30;

function implies(a: Condition, b: Condition, shape: Shape): boolean {
  const sample = conditioned(a);
  return Array.from({ length: samples }, (_, k) => k).every((k) => {
    const data = sample(interval, shape, draws(k), interval.constant);
    return !b.demands(interval, shape, data).some(isBroken);
  });
}
