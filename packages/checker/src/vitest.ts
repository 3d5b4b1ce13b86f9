// Matchers for vitest: `import "@cadena/checker/vitest"` in a test file or in a set-up file adds them to `expect`.
import { type Shape, type Tensor, UnsupportedError } from "@cadena/graph";
import { expect } from "vitest";
import { type CheckOptions, check } from "./check.ts";
import { checkGradients, type GradientOptions, type NodeFunction } from "./checkGradients.ts";
import { checkOp, type OpOptions } from "./checkOp.ts";
import type { Derivation } from "./derivation/derivation.ts";
import type { Equivalence } from "./equivalent.ts";
import type { ClaimResult, DerivationResult, LawsResult } from "./report/result.ts";
import { toText } from "./report/text.ts";

/** What is added to `expect`. */
interface GradientMatchers<R> {
  /** All claims of a derivation agree with the automatic gradients, and all errata are refuted. */
  toHoldNumerically(options?: CheckOptions): R;
  /** The same, and every formula that can be an identity is one in exact arithmetic. */
  toHoldExactly(options?: Omit<CheckOptions, "require">): R;
  /** The gradients of a function of nodes are the derivatives of its value. */
  toHaveRightGradients(args: readonly (Shape | Tensor)[], options?: GradientOptions): R;
  /** In the result of a check, or of a comparison of two formulas, every formula is exact, and every erratum refuted. */
  toBeExact(): R;
  /** In such a result every claim is as expected: exact or numeric, and every erratum refuted. */
  toBeAsExpected(): R;
  /** In such a result every claim is refuted. */
  toBeRefuted(): R;
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

/** Passes for a lawful subject; says what was expected, above the report, where a test fails. */
function outcome(expectation: string, result: DerivationResult | LawsResult, isNot: boolean): Outcome {
  return {
    pass: result.ok,
    message: () =>
      `expected ${isNot ? `not ${expectation}` : expectation}\n${toText(result, { legend: false })}`,
  };
}

/** Passes where something holds of every claim of a result. */
function everyClaim(
  expectation: string,
  subject: DerivationResult | Equivalence,
  holds: (claim: ClaimResult) => boolean,
  isNot: boolean,
): Outcome {
  const given = needed("the result of a check", subject, isObject(subject));
  const result = "result" in given ? given.result : given;
  const claims = needed("the result of a check", result, isObject(result) && isChecked(result)).claims;
  return {
    ...outcome(expectation, result, isNot),
    pass: claims.length > 0 && claims.every(holds),
  };
}

function needed<T>(what: string, subject: T, is: boolean): T {
  if (is) return subject;
  const [got, hint] = spoken(subject);
  throw new UnsupportedError(`expect: ${what} is needed, got ${got}`, {
    origin: undefined,
    ...(hint && { hint }),
  });
}

/** What somebody gave instead, and what to write where that is plain. */
function spoken(subject: unknown): readonly [got: string, hint?: string] {
  if (isDerivation(subject)) return ["a derivation", "write expect(check(derivation))"];
  if (isObject(subject) && isChecked(subject)) return ["the result of a check", "give the derivation itself"];
  return [isObject(subject) ? "an object" : isFunction(subject) ? "a function" : String(subject)];
}

const isFunction = (subject: unknown): boolean => typeof subject === "function";
const hasOp = (subject: unknown): boolean => isFunction(subject) || (isObject(subject) && "op" in subject);
const isDerivation = (subject: unknown): boolean =>
  isObject(subject) && "claims" in subject && "build" in subject;
const isChecked = (subject: object): boolean => "claims" in subject && "ok" in subject;
const isObject = (subject: unknown): subject is object => typeof subject === "object" && subject !== null;

expect.extend({
  toHoldNumerically(derivation: Derivation, options?: CheckOptions): Outcome {
    const subject = needed("a derivation", derivation, isDerivation(derivation));
    return outcome("all claims to hold, and all errata to be refuted", check(subject, options), this.isNot);
  },
  toHoldExactly(derivation: Derivation, options?: Omit<CheckOptions, "require">): Outcome {
    const subject = needed("a derivation", derivation, isDerivation(derivation));
    const result = check(subject, { ...options, require: "exact" });
    return outcome("all claims to hold exactly, and all errata to be refuted", result, this.isNot);
  },
  toHaveRightGradients(
    f: NodeFunction,
    args: readonly (Shape | Tensor)[],
    options?: GradientOptions,
  ): Outcome {
    const subject = needed("a function of nodes", f, isFunction(f));
    return outcome("the gradients to be right", checkGradients(subject, args, options), this.isNot);
  },
  toBeExact(result: DerivationResult | Equivalence): Outcome {
    const all = "every formula to be exact, and every erratum to be refuted";
    const holds = ({ erratum, verdict }: ClaimResult): boolean => verdict === (erratum ? "refuted" : "exact");
    return everyClaim(all, result, holds, this.isNot);
  },
  toBeAsExpected(result: DerivationResult | Equivalence): Outcome {
    return everyClaim("every claim to be as expected", result, ({ ok }) => ok, this.isNot);
  },
  toBeRefuted(result: DerivationResult | Equivalence): Outcome {
    return everyClaim("every claim to be refuted", result, (one) => one.verdict === "refuted", this.isNot);
  },
  toBeALawfulOp(op: Parameters<typeof checkOp>[0], options?: OpOptions): Outcome {
    const subject = needed("an op", op, hasOp(op));
    return outcome("the op to be lawful", checkOp(subject, options), this.isNot);
  },
});
