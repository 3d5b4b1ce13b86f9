// Double precision that remembers how every comparison came out. Two evaluations with the same outcomes took the same
// branches everywhere: no kink lies between them that the graph knows of.

import { float64 } from "@cadena/graph";
import { type Bit, type NumberSystem, numberSystem } from "@cadena/graph/extend";

/** What was computed, and numbers that stand for the branches that were taken, and for comparisons of equal numbers. */
export interface Traced<R> {
  readonly result: R;
  readonly branches: number;
  readonly ties: number;
}

let branches = 0;
let ties = 0;

function remember(outcome: number): void {
  branches = (Math.imul(branches, 31) + outcome + 1) | 0;
}

const { power, pow, log1p, expm1, tanh, sigmoid, softplus, sum, dot } = float64;

const tracing: NumberSystem<number, Bit> = numberSystem<number, Bit>(
  {
    ...float64,
    name: "float64 with branches",
    compare: (a, relation, b) => {
      const outcome = float64.compare(a, relation, b);
      remember(outcome);
      ties = (Math.imul(ties, 31) + (a === b ? 2 : 1)) | 0;
      return outcome;
    },
    // Asked for by a cast to an integer, which jumps where the whole part changes.
    toNumber: (a) => {
      remember(Math.trunc(a));
      return a;
    },
  },
  // abs, sign, max and min are left to their definitions by comparisons.
  { power, pow, log1p, expm1, tanh, sigmoid, softplus, sum, dot },
);

/** Runs an evaluation in double precision, and says which branches it took. */
export function traced<R>(run: (n: NumberSystem<number, Bit>) => R): Traced<R> {
  branches = 0;
  ties = 0;
  const result = run(tracing);
  return { result, branches, ties };
}
