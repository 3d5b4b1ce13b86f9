// Where errors are planted: for each op with a rule, the rows and the samples that it stands in, and its mutants there.
import { type Node, topological } from "@cadena/graph";
import type { Op } from "@cadena/graph/extend";
import { tower, wrongDerivatives } from "./derivatives.ts";
import { ops } from "./ops.ts";
import { type Mutant, mutants, planted } from "./planted.ts";
import { type Instance, instance } from "./sampling.ts";
import type { Row } from "./table.ts";

export interface Planting {
  readonly rows: Set<Row>;
  readonly instances: Set<Instance>;
  readonly mutants: Map<string, Mutant>;
}

/** Plants all errors in all ops. */
export function plantings(): Map<Op, Planting> {
  const planting = new Map<Op, Planting>();
  for (const row of ops.filter(({ stopped }) => !stopped)) {
    for (const sample of row.samples) {
      const one = instance(sample, 1);
      if (one.y.dtype !== "real" || one.y.size === 0) continue;
      for (const node of topological([one.y])) {
        if (node.op.derivative !== "rule") continue;
        const found = planting.get(node.op) ?? { rows: new Set(), instances: new Set(), mutants: new Map() };
        planting.set(node.op, found);
        found.rows.add(row);
        found.instances.add(one);
        for (const mutant of mutants(node)) found.mutants.set(mutant.what, mutant);
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
