/** p-adic difference quotients as a witness of all ops: they agree with every right rule, and see every wrong one. */
import { gradients, type Node, type Tensor } from "@cadena/graph";
import { describe, expect, test } from "vitest";
import { cut } from "../../packages/checker/src/evidence/cut.ts";
import { prepared } from "../../packages/checker/src/evidence/program.ts";
import { byQuotients } from "../../packages/checker/src/evidence/quotients.ts";
import { Points } from "../../packages/checker/src/points/points.ts";
import { fixed, type Sampling } from "../../packages/checker/src/points/sampling.ts";
import { tower } from "./derivatives.ts";
import { ops } from "./ops.ts";
import { type Mutant, planted } from "./planted.ts";
import { plantings, seenByLaw } from "./planting.ts";
import { type Instance, instance } from "./sampling.ts";

/** Free numbers with the values of the instance beside them. */
const beside =
  ({ data }: Tensor): Sampling =>
  (_, __, ___, fresh) =>
    Array.from(data, (x) => fresh(x));

/** What quotients of the right node say about the gradient in each leaf, or about that of a node with a mutant. */
function witnessed({ y, leaves, values }: Instance, mutant?: Mutant): string[] {
  const samplings = new Map(
    leaves.map((leaf) => {
      const value = values.get(leaf) as Tensor;
      return [leaf, leaf.dtype === "real" ? beside(value) : fixed(value)] as const;
    }),
  );
  const points = new Points(leaves, samplings, 1);
  const scalarOf = (node: Node): Node => tower({ y: node, leaves, values }, 1, 1)[0] as Node;
  const scalar = scalarOf(y);
  const claimed = mutant === undefined ? scalar : scalarOf(planted(y, mutant));
  const real = leaves.filter(({ dtype }) => dtype === "real");
  return real.map((leaf) => {
    const [gradient] = gradients(claimed, [leaf]) as [Node];
    const { verdict, reason } = byQuotients({
      cut: cut(scalar, leaf),
      gradient: prepared([gradient]),
      points,
    });
    return reason ?? verdict;
  });
}

const isReason = (answer: string): boolean => answer !== "exact";

const samples = ops.flatMap(({ name, samples }) =>
  samples.map((sample) => [name, sample.what, instance(sample, 1)] as const),
);

test.each(samples.filter(([, , { y }]) => y.dtype === "real" && y.size > 0))(
  "the gradient of %s %s is that of the quotients",
  (_, __, one) => {
    expect(witnessed(one).filter(isReason)).toEqual([]);
  },
);

/** Errors that give what is no number, at one element at least, and what the quotients say instead. */
const unasked: Readonly<Record<string, string>> = {
  "max, input 0: div 1 has its operands exchanged": "a division by 0",
  "min, input 0: div 1 has its operands exchanged": "a division by 0",
  "pow, input 0: pow 1 has its operands exchanged": "exp of a logarithm times a number that is not rational",
};

describe("quotients refute every planted error that the law sees away from special points, in", () => {
  test.each([...plantings()].map(([op, found]) => [op.name, found] as const))("%s", (_, found) => {
    const instances = [...found.instances];
    const survivors = [...found.mutants.values()].filter(
      (mutant) => !instances.some((one) => witnessed(one, mutant).includes("refuted")),
    );
    const missed = survivors
      .filter((mutant) => instances.some((one) => seenByLaw(one, mutant)))
      .map((mutant) => [mutant.what, instances.flatMap((one) => witnessed(one, mutant)).find(isReason)]);
    expect(missed).toEqual(Object.entries(unasked).filter(([what]) => found.mutants.has(what)));
  });
});
