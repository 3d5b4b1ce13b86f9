// All models of the zoo, family by family.
import type { Model } from "./model.ts";
import { classifiers } from "./zoo/classifiers.ts";
import { convolutions } from "./zoo/convolutions.ts";
import { normalisations } from "./zoo/normalisations.ts";
import { perceptrons } from "./zoo/perceptrons.ts";
import { regressions } from "./zoo/regressions.ts";
import { sequences } from "./zoo/sequences.ts";

export const zoo: readonly Model[] = [
  ...regressions,
  ...classifiers,
  ...perceptrons,
  ...normalisations,
  ...sequences,
  ...convolutions,
];
