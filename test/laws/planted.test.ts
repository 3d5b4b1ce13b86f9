/** The laws are tested by planted errors: every wrong rule of every op has to be caught by the law of derivatives. */
import { describe, expect, test } from "vitest";
import { type Mutant, planted } from "./planted.ts";
import { plantings, seenByLaw } from "./planting.ts";
import { valued } from "./sampling.ts";
import type { Special } from "./table.ts";

/** Mutants that the law cannot see, each with the reason. */
const equivalent: Readonly<Record<string, string>> = {
  "pow, input 0: logicalAnd 1 is only its operand 1":
    "guards the base at every exponent 0 instead of at 0^0: the first derivative is 0 both ways, and the mixed second one, which is not, stands in traps.test.ts",
};

const planting = plantings();

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
