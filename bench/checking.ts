// Whether formulas are told right from wrong: a zoo of models with hand-derived gradients, and mistakes planted into
// them, judged by `check` and by the rules of other checkers. `ms` is the time of a check, shared by its claims.
import { gradientsOf } from "./checking/gradient.ts";
import { judgedByOthers, type Tally, together } from "./checking/others.ts";
import { type Judged, judgedRight, judgedWrong } from "./checking/ours.ts";
import { planted } from "./checking/planted.ts";
import { summary } from "./checking/summary.ts";
import { zoo } from "./checking/zoo.ts";
import type { Findings, Wish } from "./printing/measurement.ts";
import { watched } from "./printing/progress.ts";

/** So many mistakes are planted into each gradient. */
const mistakes = 4;

export function run({ quick }: Wish): Findings {
  const judged: Judged[] = [];
  let others: Tally = {};
  for (const model of watched(quick ? zoo.filter((_, k) => k % 8 === 0) : zoo, "models")) {
    judged.push(...judgedRight(model));
    for (const gradient of gradientsOf(model)) {
      const wrong = planted(gradient, mistakes);
      judged.push(...judgedWrong(gradient, wrong));
      others = together(others, judgedByOthers(gradient, wrong));
    }
  }
  return summary(judged, others);
}
