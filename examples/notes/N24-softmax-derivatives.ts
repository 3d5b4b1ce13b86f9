// N24. The derivatives of softmax and of its logarithm, entry by entry: one rule for i = j, which is cut off in the
// scan, and one for all others. The scan loses the factor 1/a_j in d log a_j/dz_i.
import { derivation } from "@cadena/checker";
import { at, input, log, mul, type Node, neg, softmax, stack, sub } from "@cadena/graph";
import { derivative } from "./derivative.ts";

/** All pairs of different classes. */
function different(C: number): (readonly [j: number, i: number])[] {
  const classes = Array.from({ length: C }, (_, k) => k);
  return classes.flatMap((j) => classes.filter((i) => i !== j).map((i) => [j, i] as const));
}

/** dy_j/dz_i. */
const entry = (y: Node, z: Node, j: number, i: number): Node => at(derivative(at(y, j), z), i);

/** dy_i/dz_i for every i. */
const diagonal = (y: Node, z: Node, C: number): Node =>
  stack(Array.from({ length: C }, (_, i) => entry(y, z, i, i)));

/** dy_j/dz_i for every pair of different classes. */
const others = (y: Node, z: Node, C: number): Node => stack(different(C).map(([j, i]) => entry(y, z, j, i)));

export default derivation({
  id: "N24",
  title: "The derivatives of softmax",
  dimensions: { C: { size: 4, admits: (C) => C > 1 } },
  build: ({ C }) => {
    const z = input("z", [C]);
    const a = softmax(z);
    return { quantities: { z, a, logA: log(a) } };
  },
})
  .claim("da_i/dz_i", {
    of: ({ a, z, C }) => diagonal(a, z, C),
    text: "a_i (1 - a_i)",
    formula: ({ a }) => mul(a, sub(1, a)),
  })
  .claim("da_j/dz_i", {
    of: ({ a, z, C }) => others(a, z, C),
    text: "-a_i a_j",
    formula: ({ a, C }) => stack(different(C).map(([j, i]) => neg(mul(at(a, i), at(a, j))))),
  })
  .claim("d log a_i/dz_i", {
    of: ({ logA, z, C }) => diagonal(logA, z, C),
    text: "1 - a_i",
    formula: ({ a }) => sub(1, a),
  })
  .claim("d log a_j/dz_i", {
    of: ({ logA, z, C }) => others(logA, z, C),
    text: "-a_i",
    formula: ({ a, C }) => stack(different(C).map(([, i]) => neg(at(a, i)))),
  })
  .erratum("d log a_j/dz_i as read", {
    of: ({ logA, z, C }) => others(logA, z, C),
    text: "-a_j a_i",
    formula: ({ a, C }) => stack(different(C).map(([j, i]) => neg(mul(at(a, j), at(a, i))))),
  });
