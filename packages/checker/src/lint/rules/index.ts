// The lint rules that are known, each of them one object.
import type { LintRule } from "../rule.ts";
import { classesOverExamples, meanOverFeatures } from "./counts.ts";
import { crossed } from "./crossed.ts";
import { emptyCount } from "./emptyCount.ts";
import { idleBias, idleParameter } from "./idle.ts";
import { logOfSigmoid, logOfSoftmax } from "./logOfProbability.ts";
import { decayedBias, penalisedTwice } from "./penalties.ts";
import { squashedTwice } from "./twice.ts";
import { unstable } from "./unstable.ts";

/**
 * The rules that a lint looks for. It may look for others too: `lint(model, { rules: [...knownLintRules, mine] })`.
 * @example
 * knownLintRules[0].name //=> the logarithm of a softmax
 */
export const knownLintRules: readonly [LintRule, ...LintRule[]] = [
  logOfSoftmax,
  logOfSigmoid,
  squashedTwice,
  crossed,
  idleParameter,
  idleBias,
  decayedBias,
  penalisedTwice,
  meanOverFeatures,
  classesOverExamples,
  emptyCount,
  unstable,
];
