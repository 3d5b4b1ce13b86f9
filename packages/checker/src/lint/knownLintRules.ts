// The lint rules that are known, each of them one object.
import type { LintRule } from "./rule.ts";
import { classesOverExamples, meanOverFeatures } from "./rules/counts.ts";
import { crossed } from "./rules/crossed.ts";
import { emptyCount } from "./rules/emptyCount.ts";
import { idleBias, idleParameter } from "./rules/idle.ts";
import { logOfSigmoid, logOfSoftmax } from "./rules/logOfProbability.ts";
import { decayedBias, penalisedTwice } from "./rules/penalties.ts";
import { squashedTwice } from "./rules/squashedTwice.ts";
import { unstable } from "./rules/unstable.ts";

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
