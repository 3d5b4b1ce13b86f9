// Sine and cosine. x is reduced by multiples of π/2, which is taken apart so that the multiples are exact (Cody and
// Waite 1980, chapter 8); what is too large for that, or too close to a multiple, is reduced by itself.
import { f64 } from "../assembler/scalar.ts";
import type { Any } from "../emit/lanes/width.ts";
import { lanes as allLanes } from "../emit/lanes.ts";
import { absolute, type ByPrecision, formatOf, polynomial, rounding } from "./format.ts";
import { type Means, type Single, singleFunction, type Written } from "./means.ts";
import { remainder } from "./reduction.ts";

/** (sin r / r - 1) / r² and (cos r - 1 + r²/2) / r⁴ as polynomials of r², minimax by Remez's exchange. */
const coefficients: ByPrecision<{ readonly sin: readonly number[]; readonly cos: readonly number[] }> = {
  float32: {
    sin: [-0.1666664481163025, 0.008331598713994026, -0.00019444451027084142],
    cos: [0.041666630655527115, -0.0013886602828279138, 2.4356719222851098e-5],
  },
  float64: {
    sin: [
      -0.16666666666666632, 0.008333333333322403, -0.00019841269829798746, 2.755731368863304e-6,
      -2.505075758047957e-8, 1.5896763546160962e-10,
    ],
    cos: [
      0.0416666666666666, -0.001388888888887411, 2.480158728947314e-5, -2.7557314349575705e-7,
      2.087572288049916e-9, -1.1359626607994454e-11,
    ],
  },
};

/** π/2 in parts of 33 bits, and the rest. */
const halfPi = [1.5707963267341256, 6.077100506303966e-11, 2.0222662487959506e-21] as const;

/** Up to here the products with the first two parts are exact in 64 bits. */
const farthest = 2 ** 20;

/** The sine of a remainder `high` (- `lost`) after so many quarters of a turn, which stand in the lowest bits. */
function turned(means: Means, quarters: Any, high: Any, lost?: Any): Any {
  const { lanes, keep, real } = means;
  const { add, sub, mul } = lanes.real;
  const { bits } = lanes;
  const { sin, cos } = coefficients[lanes.precision];
  const z = keep(mul(high, high));
  const sine = sub(high, sub(lost ?? real(0), mul(mul(high, z), polynomial(means, sin, z))));
  const half = keep(mul(real(0.5), z));
  const most = keep(sub(real(1), half));
  const beyond = mul(mul(z, z), polynomial(means, cos, z));
  const small = (): Any => add(add(sub(sub(real(1), most), half), beyond), mul(high, lost as Any));
  const cosine = add(most, lost === undefined ? beyond : small());
  const isOdd = bits.eq(bits.and(quarters, means.bits(1n)), means.bits(1n));
  const sign = bits.shl(bits.and(quarters, means.bits(2n)), formatOf(means).width - 2);
  return bits.toReal(bits.xor(bits.of(lanes.select("real", isOdd, cosine, sine)), sign));
}

/** The sine, so many quarters of a turn ahead, of one large number. */
const distant = (ahead: bigint): Single =>
  singleFunction((means, x, { module, variables, statements }) => {
    const { lanes, keep } = means;
    const { bits, real } = lanes;
    const { quotient, high, low } = remainder(module, f64.abs(x), variables, statements);
    const below = real.lt(x, means.real(0));
    // sin(-x) is half a turn from sin x, and cos(-x) is cos x.
    const turn =
      ahead === 0n ? lanes.select("real", below, bits.toReal(means.bits(2n)), means.real(0)) : means.real(0);
    const quarters = keep(bits.add(bits.add(quotient, means.bits(ahead)), bits.of(turn)));
    const value = turned(means, quarters, keep(high), keep(real.neg(low)));
    return real.add(value, real.sub(x, x));
  }, allLanes.float64.one);

const far: Readonly<Record<"sin" | "cos", Single>> = { sin: distant(0n), cos: distant(1n) };

/** Sine and cosine in 64 bits. */
function double(means: Means, x: Any, name: "sin" | "cos"): Any {
  const { lanes, keep, real } = means;
  const { add, sub, mul, lt, gt } = lanes.real;
  const magic = real(rounding(means, name === "sin" ? 0 : 1));
  const shifted = keep(add(mul(x, real(2 / Math.PI)), magic));
  const n = keep(sub(shifted, magic));
  const first = keep(sub(x, mul(n, real(halfPi[0]))));
  const step = keep(mul(n, real(halfPi[1])));
  const second = keep(sub(first, step));
  const rest = keep(sub(mul(n, real(halfPi[2])), sub(sub(first, second), step)));
  const high = keep(sub(second, rest));
  const lost = keep(sub(rest, sub(second, high)));
  const isHard = lanes.truth.or(
    gt(absolute(means, x), real(farthest)),
    lt(absolute(means, first), absolute(means, add(step, step))),
  );
  const usual = turned(means, keep(lanes.bits.of(shifted)), high, lost);
  return means.rarely(isHard, usual, (inner) => inner.each(far[name], x));
}

/** Sine and cosine in 32 bits: the reduction is in 64, where it needs no care. */
function single(means: Means, x: Any, name: "sin" | "cos"): Any {
  const { lanes, keep, real } = means;
  const { add, sub, mul, gt } = lanes.real;
  const { double: doubled } = lanes;
  if (doubled === undefined) throw new TypeError("32 bits are computed in 64");
  const magic = real(rounding(means, name === "sin" ? 0 : 1));
  const shifted = keep(add(mul(x, real(2 / Math.PI)), magic));
  const n = keep(sub(shifted, magic));
  const within = means.over(doubled.lanes);
  const multiples = doubled.apart(n);
  const parts = doubled.apart(x).map((part, k) => {
    const { sub, mul } = doubled.lanes.real;
    const multiple = within.keep(multiples[k] as Any);
    const first = sub(part, mul(multiple, within.real(halfPi[0])));
    return sub(first, mul(multiple, within.real(halfPi[1] + halfPi[2])));
  });
  const high = keep(doubled.together(parts));
  const usual = turned(means, keep(lanes.bits.of(shifted)), high);
  return means.rarely(gt(absolute(means, x), real(farthest)), usual, (inner) => inner.each(far[name], x));
}

const written =
  (name: "sin" | "cos"): Written =>
  (means, x) =>
    (means.lanes.double === undefined ? double : single)(means, means.keep(x), name);

/** sin x. */
export const sin: Written = written("sin");

/** cos x. */
export const cos: Written = written("cos");
