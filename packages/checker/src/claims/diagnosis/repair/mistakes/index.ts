// The mistakes that are looked for, each of them one object.
import type { Mistake } from "../mistake.ts";
import { axis } from "./axis.ts";
import { comparison } from "./comparison.ts";
import { count, dimension } from "./count.ts";
import { factor } from "./factor.ts";
import { extraFactor, missingFactor } from "./factors.ts";
import { extraFunction, missingFunction, otherFunction } from "./function.ts";
import { quantity } from "./name.ts";
import { number } from "./number.ts";
import { quotient, sumForProduct } from "./operation.ts";
import { otherPart } from "./piece.ts";
import { power } from "./power.ts";
import { order, product } from "./product.ts";
import { sign } from "./sign.ts";
import { extraSlope, missingSlope, otherSlope, slopePlace } from "./slope.ts";
import { extraTerm, missingTerm, penalty, updated } from "./term.ts";
import { transposition } from "./transpose.ts";

/**
 * The mistakes that people make in gradients, as far as they are known here. A check may look for others too:
 * `check(derivation, { mistakes: [...knownMistakes, mine] })`.
 */
export const knownMistakes: readonly Mistake[] = [
  sign,
  factor,
  count,
  dimension,
  number,
  transposition,
  order,
  product,
  slopePlace,
  missingSlope,
  extraSlope,
  otherSlope,
  updated,
  quantity,
  sumForProduct,
  quotient,
  comparison,
  extraTerm,
  penalty,
  missingTerm,
  extraFactor,
  missingFactor,
  axis,
  power,
  otherFunction,
  extraFunction,
  missingFunction,
  otherPart,
];
