// One work, done by all frameworks: first once or twice for its results, then in turns for its time.
import { checkAgreement, Disagreement } from "./agreement.ts";
import { type Contestant, contestant, type Framework, type Results } from "./framework.ts";
import { medians, once } from "./timing.ts";
import type { Entry } from "./work/works.ts";

/** Who takes longer for one run, in milliseconds, is not asked for more. */
const patience = 4_000;

/** The median milliseconds of each framework that does it; the first one is what the others have to agree with. */
export async function compare(
  { id, what, make }: Entry,
  frameworks: readonly Framework[],
): Promise<Map<Framework, number>> {
  const work = make();
  console.error(`bench: ${id} ${what}`);
  const contestants = new Map<Framework, Contestant>();
  const times = new Map<Framework, number>();
  let expected: Results | undefined;
  for (const framework of frameworks) {
    try {
      const ready = await contestant(framework, work);
      if (ready === undefined) continue;
      let ms = await once(ready);
      // The second step starts from what the first one made of the weights.
      if ("weights" in work) ms = await once(ready);
      const results = await ready.results();
      if (expected) checkAgreement(work, expected, results);
      else expected = results;
      if (ms > patience) {
        times.set(framework, ms);
        ready.close?.();
      } else contestants.set(framework, ready);
    } catch (problem) {
      console.error(`bench: ${id} without ${framework.name}: ${(problem as Error).message.split("\n")[0]}`);
      // That another one cannot do a work is told; that it is done in two ways, or not by us, is a failure.
      if (expected === undefined || problem instanceof Disagreement) process.exitCode = 1;
      if (expected === undefined) return new Map();
    }
  }
  for (const [framework, ms] of await medians(contestants)) times.set(framework, ms);
  for (const ready of contestants.values()) ready.close?.();
  return times;
}
