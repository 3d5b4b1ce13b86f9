// Matchers for vitest: `import "@cadena/checker/vitest"` in a test file or in a set-up file adds them to `expect`.
import type { Shape, Tensor } from "@cadena/graph";
import { expect } from "vitest";
import { type CheckOptions, check } from "./check.ts";
import { checkGradients, type GradientOptions, type NodeFunction } from "./checkGradients.ts";
import { checkOp, type OpOptions } from "./checkOp.ts";
import type { Derivation } from "./derivation/derivation.ts";
import type { DerivationResult, LawsResult } from "./report/result.ts";
import { toText } from "./report/text.ts";

/** What is added to `expect`. */
interface GradientMatchers<R> {
  /** All claims of a derivation agree with the automatic gradients, and all errata are refuted. */
  toHoldNumerically(options?: CheckOptions): R;
  /** The gradients of a function of nodes are the derivatives of its value. */
  toHaveRightGradients(args: readonly (Shape | Tensor)[], options?: GradientOptions): R;
  /** An op's values and derivatives agree in all number systems. */
  toBeALawfulOp(options?: OpOptions): R;
}

declare module "vitest" {
  interface Matchers<T> extends GradientMatchers<T> {}
}

interface Outcome {
  readonly pass: boolean;
  readonly message: () => string;
}

function outcome(result: DerivationResult | LawsResult): Outcome {
  return { pass: result.ok, message: () => toText(result) };
}

expect.extend({
  toHoldNumerically: (derivation: Derivation, options?: CheckOptions): Outcome =>
    outcome(check(derivation, options)),
  toHaveRightGradients: (
    f: NodeFunction,
    args: readonly (Shape | Tensor)[],
    options?: GradientOptions,
  ): Outcome => outcome(checkGradients(f, args, options)),
  toBeALawfulOp: (op: Parameters<typeof checkOp>[0], options?: OpOptions): Outcome =>
    outcome(checkOp(op, options)),
});
