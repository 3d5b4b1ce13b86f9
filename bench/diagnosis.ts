// Whether mistakes are named: of every kind, planted into each distinct formula of the zoo, alone and by twos, and from the
// numbers of the wrong formulas alone, where the model alone is known and where its right formulas are. A mistake counts as
// named first where the first repair has the name of its class, or gives back the formula that it was planted into;
// `--verbose` lists those that are not. `--only` takes the models whose name contains one of the words.
import { zoo } from "./checking/zoo.ts";
import { caseOf, distinct } from "./diagnosis/cases.ts";
import { type Diagnosed, diagnosed } from "./diagnosis/diagnosed.ts";
import { type Explained, explainedNumbers } from "./diagnosis/numbers.ts";
import { summary } from "./diagnosis/summary.ts";
import { twice } from "./diagnosis/twice.ts";
import type { Findings, Wish } from "./printing/measurement.ts";
import { watched } from "./printing/progress.ts";

export function run({ quick, only, verbose = false }: Wish): Findings {
  const isAsked = (id: string): boolean => only?.some((word) => id.includes(word)) ?? true;
  const models = zoo.filter(({ id }) => isAsked(id)).filter((_, k) => !quick || k % 16 === 0);
  const singles: Diagnosed[] = [];
  const pairs: Diagnosed[] = [];
  const numbers: Explained[] = [];
  const besideFormulas: Explained[] = [];
  for (const gradient of watched(distinct(models), "formulas")) {
    const one = caseOf(gradient);
    numbers.push(...explainedNumbers(one, "model"));
    besideFormulas.push(...explainedNumbers(one, "formulas"));
    singles.push(
      ...diagnosed(
        gradient,
        one.mistakes.map(({ kind, text }) => ({ kinds: [kind], text })),
      ),
    );
    pairs.push(...diagnosed(gradient, twice(gradient)));
  }
  return summary({ singles, pairs, numbers, besideFormulas }, verbose);
}
