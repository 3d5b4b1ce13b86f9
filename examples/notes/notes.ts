// The lecture notes: all rows in order, each a derivation or several.
import type { AnyDerivation } from "@cadena/checker";
import N1 from "./N01-one-neuron.ts";
import N2 from "./N02-sigmoid.ts";
import N3 from "./N03-identity.ts";
import N4 from "./N04-chain-rule.ts";
import N5 from "./N05-bias.ts";
import N6 from "./N06-binary-cross-entropy.ts";
import N7 from "./N07-sigmoid-cross-entropy.ts";
import N8 from "./N08-squared-error.ts";
import N9 from "./N09-both-pairs.ts";
import N10 from "./N10-gradient-descent.ts";
import N11 from "./N11-loop.ts";
import N12 from "./N12-vectorised.ts";
import N13 from "./N13-two-linear-layers.ts";
import N14 from "./N14-two-layers.ts";
import N15 from "./N15-initial-weights.ts";
import N16 from "./N16-forward.ts";
import N17 from "./N17-backward-one-example.ts";
import N18 from "./N18-backward-vectorised.ts";
import N19 from "./N19-layer-to-layer.ts";
import N20 from "./N20-regularised-cost.ts";
import N21 from "./N21-one-hot-targets.ts";
import N22 from "./N22-hardmax.ts";
import N23 from "./N23-softmax.ts";
import N24 from "./N24-softmax-derivatives.ts";
import N25 from "./N25-categorical-cross-entropy.ts";
import N26 from "./N26-softmax-cross-entropy.ts";

/** N1 to N26. */
export const notes: readonly AnyDerivation[] = [
  N1,
  ...N2,
  N3,
  N4,
  N5,
  N6,
  N7,
  N8,
  ...N9,
  N10,
  N11,
  ...N12,
  N13,
  N14,
  N15,
  ...N16,
  ...N17,
  N18,
  ...N19,
  N20,
  ...N21,
  ...N22,
  ...N23,
  N24,
  ...N25,
  ...N26,
];
