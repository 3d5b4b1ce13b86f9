// tanh x: near 0 x and a rational function, elsewhere (e^2|x| - 1) / (e^2|x| + 1), with one division for both.
import type { Any } from "../emit/lanes/width.ts";
import { normal } from "./exponential.ts";
import { absolute, type ByPrecision, polynomial, signed, signOf } from "./format.ts";
import type { Written } from "./means.ts";

/** (tanh x / x - 1) / x² = P(x²) / Q(x²) for |x| ≤ 5/8, minimax by Remez's exchange. */
const coefficients: ByPrecision<{ readonly p: readonly number[]; readonly q: readonly number[] }> = {
  float32: { p: [-0.3333330882088672, -0.001541888179001236], q: [1, 0.40461344340181926] },
  float64: {
    p: [-0.33333333333333326, -0.02049685260470027, -0.0001990918529602176],
    q: [1, 0.4614905578140862, 0.02328873678000638, 0.0002064414342476623],
  },
};

/** Above it tanh is 1 in either precision. */
const saturated = 22;

/** tanh x. */
export const tanh: Written = (means, x) => {
  const { lanes, keep, real } = means;
  const { add, sub, mul, div, pmin, lt } = lanes.real;
  const kept = keep(x);
  const size = keep(pmin(keep(absolute(means, kept)), real(saturated)));
  const z = keep(mul(size, size));
  const { p, q } = coefficients[lanes.precision];
  const { s, r, tail } = normal(means, add(size, size));
  const sum = keep(add(add(real(1), s), mul(s, add(r, tail))));
  const isSmall = keep(lt(size, real(0.625)));
  const choice = (small: Any, large: Any): Any => lanes.select("real", isSmall, small, large);
  const above = choice(mul(mul(size, z), polynomial(means, p, z)), sub(sum, real(2)));
  const quotient = div(above, choice(polynomial(means, q, z), sum));
  return signed(means, add(lanes.orZero("real", isSmall, size), quotient), signOf(means, kept));
};
