// N15. The initial weights are uniform in [0, 1). The claim is about the numbers that the initialiser of that name
// draws; Glorot's, which training uses, has another distribution and is refuted.
import { derivation } from "@cadena/checker";
import { type Initialiser, initialisers, Random } from "@cadena/nn";

/** The numbers in a weight matrix of 10 rows and columns, and in the next ones, until there are enough. */
const weights =
  (initialiser: Initialiser) =>
  (seed: number, count: number): ArrayLike<number> =>
    initialiser([count], { in: 10, out: 10 }, new Random(seed)).data;

/** The distribution function of the uniform distribution in [0, 1). */
const uniform = (x: number): number => Math.min(Math.max(x, 0), 1);

export default derivation({
  id: "N15",
  title: "Initial weights",
  dimensions: {},
  build: () => ({ quantities: {} }),
})
  .drawn("W", {
    text: "uniform in [0, 1)",
    draw: weights(initialisers.uniform()),
    distribution: uniform,
  })
  .drawnErratum("W of Glorot", {
    text: "uniform in [0, 1)",
    draw: weights(initialisers.glorotUniform),
    distribution: uniform,
  });
