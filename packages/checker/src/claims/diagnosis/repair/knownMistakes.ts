// The mistakes that are looked for, each of them one object.

import type { Mistake } from "./mistake.ts";
import { axis } from "./mistakes/axis.ts";
import { comparison } from "./mistakes/comparison.ts";
import { count, dimension } from "./mistakes/count.ts";
import { factor } from "./mistakes/factor.ts";
import { extraFactor, missingFactor } from "./mistakes/factors.ts";
import { extraFunction, missingFunction, otherFunction } from "./mistakes/function.ts";
import { quantity } from "./mistakes/name.ts";
import { number } from "./mistakes/number.ts";
import { quotient, sumForProduct } from "./mistakes/operation.ts";
import { otherPart } from "./mistakes/piece.ts";
import { power } from "./mistakes/power.ts";
import { order, product } from "./mistakes/product.ts";
import { sign } from "./mistakes/sign.ts";
import { extraSlope, missingSlope, otherSlope, slopePlace } from "./mistakes/slope.ts";
import { extraTerm, missingTerm, penalty, updated } from "./mistakes/term.ts";
import { transposition } from "./mistakes/transpose.ts";

/**
 * The mistakes that people make in gradients, as far as they are known here; a check may be given others too.
 * @example
 * const halved: Mistake = {
 *   name: "a seventh",
 *   edits: ({ text, part }) => [
 *     { cost: 0.5, instead: (one) => mul(7, one), sentence: () => `${text(part)} was divided by 7` },
 *   ],
 * };
 * const model = derivation({
 *   id: "line",
 *   title: "A line",
 *   dimensions: {},
 *   build: () => {
 *     const [x, y] = [input("x", []), input("y", [])];
 *     return { loss: mul(x, y), quantities: { x, y } };
 *   },
 * }).claim("dx", { formula: "y / 7" });
 * check(model, { mistakes: [...knownMistakes, halved] }).claims[0]?.hints[0]?.text //=> y / 7 was divided by 7
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
