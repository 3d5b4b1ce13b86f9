// The claims of textbooks in the tower of prime fields.
import { describe, expect, test } from "vitest";
import type { Condition } from "../src/index.ts";
import { textbook } from "./textbook.ts";
import { type Answer, compareGraphs, type Sampler } from "./towerTrial.ts";

/** Leaves that satisfy a condition; whatever is picked is picked by the number of the leaf's element. */
function given(conditions: readonly Condition[]): Readonly<Record<string, Sampler>> {
  let picked = 0;
  const samplers = conditions.map((condition): [string, Sampler] => [
    condition.of,
    (n, { shape }) =>
      Array.from(
        condition.sample(
          n,
          shape,
          () => n.draw(),
          (bound) => picked++ % bound,
        ),
      ),
  ]);
  return Object.fromEntries(samplers);
}

/** What the tower leaves open, and why. */
const open: Readonly<Record<string, string>> = {
  "the stable form is the loss": "a difference hides its factors: log(1 - a) is a logarithm of its own",
  "dx without the term of x̂":
    "roots have no natural sign in a field, so that other residues alone are no proof",
  "dx without ε": "roots have no natural sign in a field, so that other residues alone are no proof",
};

describe("the tower tells", () => {
  test("62 claims apart", () => expect(textbook).toHaveLength(62));

  test.each(textbook.map((row) => [row[0], row] as const))(
    "%s",
    (claim, [, right, a, b, conditions = []]) => {
      const expected: Answer = claim in open ? "unknown" : right ? "equal" : "different";
      expect(compareGraphs(a, b, given(conditions))).toBe(expected);
    },
  );
});
