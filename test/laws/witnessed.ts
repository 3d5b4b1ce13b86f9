// What p-adic difference quotients say about the gradients of a sample call.
import { gradients, type Node, type Tensor } from "@cadena/graph";
import { cut } from "../../packages/checker/src/evidence/cut.ts";
import { prepared } from "../../packages/checker/src/evidence/program.ts";
import { byQuotients } from "../../packages/checker/src/evidence/quotients.ts";
import { Points } from "../../packages/checker/src/points/points.ts";
import { fixed, type Sampling } from "../../packages/checker/src/points/sampling.ts";
import { tower } from "./derivatives.ts";
import { type Mutant, planted } from "./planted.ts";
import type { Instance } from "./sampling.ts";

/** Free numbers with the values of the instance beside them. */
const beside =
  ({ data }: Tensor): Sampling =>
  (_, __, ___, fresh) =>
    Array.from(data, (x) => fresh(x));

/**
 * The verdict, or the reason for none, about the gradient in each leaf: that of the right node, or that of a node with
 * a mutant. The quotients are those of the right node.
 */
export function witnessed({ y, leaves, values }: Instance, mutant?: Mutant): string[] {
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
      place: 0,
      points,
    });
    return reason ?? verdict;
  });
}
