// Nothing is timed before it has computed the same as everyone else.
import type { Results } from "./framework.ts";
import type { Work } from "./work/work.ts";

/** Results that differ from ours. */
export class Disagreement extends Error {}

/** Relative: four digits and a half. */
const usual = 3e-5;

/**
 * What two frameworks make of the same work has to agree, in the Euclidean norm; of weights, their change counts.
 * @throws Disagreement where it does not
 */
export function checkAgreement(work: Work, ours: Results, theirs: Results): void {
  const start = new Map("weights" in work ? work.weights.map(({ name, data }) => [name, data]) : []);
  for (const [name, expected] of Object.entries(ours)) {
    const got = theirs[name];
    if (got?.length !== expected.length) throw new Disagreement(`${name}: ${got?.length} numbers`);
    const before = start.get(name);
    let [difference, norm] = [0, 0];
    for (let i = 0; i < expected.length; i++) {
      const x = expected[i] as number;
      difference += ((got[i] as number) - x) ** 2;
      norm += (x - (before?.[i] ?? 0)) ** 2;
    }
    const tolerance = name === "loss" && "lossTolerance" in work ? work.lossTolerance : usual;
    const relative = Math.sqrt(difference / norm);
    if (!(relative <= tolerance)) {
      throw new Disagreement(`${name} is another than ours, by ${relative.toExponential(1)} of it`);
    }
  }
}
