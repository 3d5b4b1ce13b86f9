/** The laws are tested by planted errors: every wrong rule of every op has to be caught by the law of derivatives. */
import { type Node, topological } from "@cadena/graph";
import type { Op } from "@cadena/graph/extend";
import { describe, expect, test } from "vitest";
import { tower, wrongDerivatives } from "./derivatives.ts";
import { ops } from "./ops.ts";
import { type Mutant, mutants, planted } from "./planted.ts";
import { type Instance, instance, valued } from "./sampling.ts";
import type { Row, Special } from "./table.ts";

/** Mutants that the law cannot see, each with the reason. */
const equivalent: Readonly<Record<string, string>> = {
  "pow, input 0: logicalAnd 1 is only its operand 1":
    "guards the base at every exponent 0 instead of at 0^0: the first derivative is 0 both ways, and the mixed second one, which is not, stands in traps.test.ts",
};

/** For each op with a rule: the rows and the samples that it stands in, and its mutants there. */
interface Planting {
  readonly rows: Set<Row>;
  readonly instances: Set<Instance>;
  readonly mutants: Map<string, Mutant>;
}

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

/** The law of the first derivative, as the laws over all ops use it. */
function seenByLaw(one: Instance, mutant: Mutant): boolean {
  const y = planted(one.y, mutant);
  const [scalar] = tower({ ...one, y }, 1, 1) as [Node];
  return wrongDerivatives(scalar, one.leaves, one.values, 1).length > 0;
}

/** The stated gradients at special points: ties, kinks and extremes, where differences and duals say little. */
function seenAtPoint(special: Special, mutant: Mutant): boolean {
  if (special.gradient === undefined) return false;
  return (
    JSON.stringify(valued(special, (y) => planted(y, mutant)).gradient) !== JSON.stringify(special.gradient)
  );
}

describe("every planted error is caught in the rule of", { timeout: 60_000 }, () => {
  test.each([...planting].map(([op, found]) => [op.name, found] as const))("%s", (_, found) => {
    const specials = [...found.rows].flatMap((row) => row.special ?? []);
    const survivors = [...found.mutants.values()].filter(
      (mutant) =>
        ![...found.instances].some((one) => seenByLaw(one, mutant)) &&
        !specials.some((special) => seenAtPoint(special, mutant)),
    );
    expect(survivors.map(({ what }) => what)).toEqual(
      Object.keys(equivalent).filter((what) => found.mutants.has(what)),
    );
  });
});

test("hundreds of errors are planted", () => {
  const counts = [...planting.values()].map((found) => found.mutants.size);
  expect(counts.reduce((a, b) => a + b)).toBeGreaterThan(300);
});
