// All models of the zoo, family by family.
import type { Model } from "./model.ts";
import { attention } from "./zoo/attention.ts";
import { classifiers } from "./zoo/classifiers.ts";
import { convolutions } from "./zoo/convolutions.ts";
import { embeddings } from "./zoo/embeddings.ts";
import { losses } from "./zoo/losses.ts";
import { normalisations } from "./zoo/normalisations.ts";
import { perceptrons } from "./zoo/perceptrons.ts";
import { recurrentNetworks } from "./zoo/recurrent.ts";
import { regressions } from "./zoo/regressions.ts";

export const zoo: readonly Model[] = [
  ...regressions,
  ...classifiers,
  ...losses,
  ...perceptrons,
  ...normalisations,
  ...recurrentNetworks,
  ...attention,
  ...embeddings,
  ...convolutions,
];
