// Where errors are planted: for each op with a rule, the rows and the samples that it stands in, and its mutants there.
import { gradients, type Node, square, topological } from "@cadena/graph";
import type { Op } from "@cadena/graph/extend";
import { projection, tower, wrongDerivatives } from "./derivatives.ts";
import { ops } from "./ops.ts";
import { type Mutant, mutants, planted } from "./planted.ts";
import { random } from "./random.ts";
import { type Instance, instance } from "./sampling.ts";
import type { Row } from "./table.ts";

export interface Planting {
  readonly rows: Set<Row>;
  readonly instances: Set<Instance>;
  readonly mutants: Map<string, Mutant>;
}

/** The gradient of it and of its squares, along a random direction: whoever differentiates it asks rules at second order. */
export function differentiated({ y, leaves, values }: Instance): Instance {
  const next = random(2);
  const real = leaves.filter(({ dtype }) => dtype === "real");
  return { leaves, values, y: projection(gradients(projection([y, square(y)], next), real), next) };
}

/** More graphs than these show no more of an op. */
const enough = 60;

/**
 * Plants errors in all ops of the samples, or of their gradients.
 * @param mistakes all that can be wrong with the rule at a node
 */
export function plantings(
  of: (one: Instance) => Instance = (one) => one,
  mistakes: (node: Node) => readonly Mutant[] = mutants,
): Map<Op, Planting> {
  const planting = new Map<Op, Planting>();
  for (const row of ops.filter(({ stopped }) => !stopped)) {
    for (const sample of row.samples) {
      const sampled = instance(sample, 1);
      if (sampled.y.dtype !== "real" || sampled.y.size === 0) continue;
      const one = of(sampled);
      for (const node of topological([one.y])) {
        if (node.op.derivative !== "rule") continue;
        const found = planting.get(node.op) ?? { rows: new Set(), instances: new Set(), mutants: new Map() };
        if (found.instances.size >= enough) continue;
        planting.set(node.op, found);
        found.rows.add(row);
        found.instances.add(one);
        for (const mutant of mistakes(node)) found.mutants.set(mutant.what, mutant);
      }
    }
  }
  return planting;
}

/** The law of the first derivative, as the laws over all ops use it. */
export function seenByLaw(one: Instance, mutant: Mutant): boolean {
  const y = planted(one.y, mutant);
  const [scalar] = tower({ ...one, y }, 1, 1) as [Node];
  return wrongDerivatives(scalar, one.leaves, one.values, 1).length > 0;
}
