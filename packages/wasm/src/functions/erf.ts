// erf x: near 0 x and a rational function, elsewhere 1 - e^-x² N(x) / D(x), with one division for both.
import type { Any } from "../emit/lanes/width.ts";
import { normal } from "./exponential.ts";
import { absolute, type ByPrecision, negated, polynomial, signed, signOf } from "./format.ts";
import type { Written } from "./means.ts";

/** Rational functions, minimax by Remez's exchange, from the constant coefficients on. */
interface Coefficients {
  /** erf x / x - 1 = P(x²) / Q(x²) for |x| ≤ 1. */
  readonly p: readonly number[];
  readonly q: readonly number[];
  /** e^x² (1 - erf x) = N(x) / D(x) from 1 to where erf x is 1. */
  readonly n: readonly number[];
  readonly d: readonly number[];
}

const coefficients: ByPrecision<Coefficients> = {
  float32: {
    p: [0.12837916386812295, -0.33468673669412763, -0.005387022366449546],
    q: [1, 0.3227890795431165, 0.024831895184336462, -0.0018125956093525562],
    n: [1.0010315452420049, 0.761972613175142, 0.24639771960430223],
    d: [1, 1.8969866803346453, 1.3669920914905342, 0.43545775485859967],
  },
  float64: {
    p: [
      0.1283791670955126, -0.317014019346836, -0.04831003644634188, -0.008812574949775852,
      -0.0004951370750565035, -2.071045184857351e-5,
    ],
    q: [
      1, 0.4604514192012386, 0.09378450371070216, 0.010687431346934374, 0.0006919241232313542,
      2.078420540546708e-5,
    ],
    n: [
      0.999999887053321, 1.3905766092413374, 0.949519350496765, 0.37359820183707465, 0.08434846969437469,
      0.008930234998398397,
    ],
    d: [
      1, 2.518954586406468, 2.7918612067541018, 1.7571552785375661, 0.6701593110396202, 0.14949986410669466,
      0.015828551895867602,
    ],
  },
};

/** From here on erf is 1. */
const saturated: ByPrecision<number> = { float32: 4, float64: 6 };

/** The error function, 2/√π times the integral of e^-t² from 0 to x. */
export const erf: Written = (means, x) => {
  const { lanes, keep, real } = means;
  const { add, mul, div, pmin, lt } = lanes.real;
  const { p, q, n, d } = coefficients[lanes.precision];
  const kept = keep(x);
  const size = keep(pmin(keep(absolute(means, kept)), real(saturated[lanes.precision])));
  const z = keep(mul(size, size));
  const { s, r, tail } = normal(means, negated(means, z));
  const falling = mul(add(real(1), add(r, tail)), s);
  const isSmall = keep(lt(size, real(1)));
  const choice = (small: Any, large: Any): Any => lanes.select("real", isSmall, small, large);
  const above = choice(
    mul(size, polynomial(means, p, z)),
    negated(means, mul(falling, polynomial(means, n, size))),
  );
  const quotient = div(above, choice(polynomial(means, q, z), polynomial(means, d, size)));
  return signed(means, add(choice(size, real(1)), quotient), signOf(means, kept));
};
