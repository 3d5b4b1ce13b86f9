// One work, done by all frameworks: first once or twice for its results, then in turns for its time.
import { checkAgreement } from "./agreement.ts";
import { type Contestant, contestant, type Framework, type Results } from "./framework.ts";
import { medians } from "./timing.ts";
import type { Entry } from "./work/works.ts";

/** The median milliseconds of each framework that can do it; the first one is what the others have to agree with. */
export async function compare(
  { id, what, make }: Entry,
  frameworks: readonly Framework[],
): Promise<Map<Framework, number>> {
  const work = make();
  console.error(`bench: ${id} ${what}`);
  const contestants = new Map<Framework, Contestant>();
  let expected: Results | undefined;
  for (const framework of frameworks) {
    try {
      const ready = await contestant(framework, work);
      if (ready === undefined) continue;
      await ready.turn?.();
      await ready.run();
      // The second step starts from what the first one made of the weights.
      if ("weights" in work) await ready.run();
      const results = await ready.results();
      if (expected) checkAgreement(work, expected, results);
      else expected = results;
      contestants.set(framework, ready);
    } catch (problem) {
      console.error(`bench: ${id} without ${framework.name}: ${(problem as Error).message.split("\n")[0]}`);
      if (expected === undefined) throw problem;
    }
  }
  const times = await medians(contestants);
  for (const ready of contestants.values()) ready.close?.();
  return times;
}
