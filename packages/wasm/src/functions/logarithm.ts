// Logarithms. x = 2^k (1 + f) with √½ ≤ 1 + f < √2, and with s = f / (2 + f) the logarithm of 1 + f is
// 2 artanh(s) = f - f²/2 + s (f²/2 + R(s²)) (fdlibm's arrangement, Sun Microsystems 1993), R minimax by Remez's exchange.
import type { Any } from "../emit/lanes/width.ts";
import { apart, bounds } from "./exponential.ts";
import { type ByPrecision, formatOf, ln2, polynomial, signBit, signed, signOf } from "./format.ts";
import type { Means, Written } from "./means.ts";

/** R(z) / z, where 2 artanh(s) = s (2 + R(s²)). */
const coefficients: ByPrecision<readonly number[]> = {
  float32: [0.6666677594184875, 0.39977535605430603, 0.2987186312675476],
  float64: [
    0.6666666666666734, 0.3999999999941432, 0.285714287424747, 0.22222198563498666, 0.1818356486617092,
    0.15314035844495855, 0.1479610537683605,
  ],
};

/** The bits of the normal number next to √½. */
const least: ByPrecision<bigint> = { float32: 0x3f3504f3n, float64: 0x3fe6a09e667f3bcdn };

/** x = 2^k m with √½ ≤ m < √2, for a positive normal number. */
export function scaled(means: Means, x: Any): { readonly k: Any; readonly m: Any } {
  const { lanes, keep, real } = means;
  const { bits } = lanes;
  const { fraction, bias } = formatOf(means);
  const one = BigInt(bias) << BigInt(fraction);
  const start = least[lanes.precision];
  const above = keep(bits.add(bits.of(x), means.bits(one - start)));
  const large = 2 ** fraction;
  const exponent = bits.or(
    bits.shrU(above, fraction),
    means.bits(BigInt(bias + fraction) << BigInt(fraction)),
  );
  const m = bits.add(bits.and(above, means.bits((1n << BigInt(fraction)) - 1n)), means.bits(start));
  return { k: keep(lanes.real.sub(bits.toReal(exponent), real(large + bias))), m: keep(bits.toReal(m)) };
}

/** ln(2^k (1 + f)) + correction. */
function combined(means: Means, k: Any, f: Any, correction?: Any): Any {
  const { lanes, keep, real } = means;
  const { add, sub, mul, div } = lanes.real;
  const s = keep(div(f, add(real(2), f)));
  const z = keep(mul(s, s));
  const half = keep(mul(mul(real(0.5), f), f));
  const r = mul(z, polynomial(means, coefficients[lanes.precision], z));
  const [upper, lower] = ln2[lanes.precision];
  const small = mul(k, real(lower));
  const low = add(mul(s, add(half, r)), correction === undefined ? small : add(small, correction));
  return sub(mul(k, real(upper)), sub(sub(half, low), f));
}

/** ln x. */
export const log: Written = (means, x) => {
  const { lanes, keep, real } = means;
  const { least } = formatOf(means);
  const kept = keep(x);
  const isUsual = lanes.truth.and(lanes.real.ge(kept, real(least)), lanes.real.lt(kept, real(Infinity)));
  const { k, m } = scaled(means, kept);
  const usual = combined(means, k, keep(lanes.real.sub(m, real(1))));
  return means.rarely(lanes.truth.not(isUsual), usual, (inner) => {
    const shift = formatOf(inner).fraction + 1;
    const { k, m } = scaled(inner, inner.keep(lanes.real.mul(kept, inner.real(2 ** shift))));
    const exponent = inner.keep(lanes.real.sub(k, inner.real(shift)));
    const tiny = combined(inner, exponent, inner.keep(lanes.real.sub(m, inner.real(1))));
    return atEnds(inner, kept, tiny, 0);
  });
};

/** The logarithm where x is `zero`, below it, infinite or NaN; `value` elsewhere. */
function atEnds({ lanes, real }: Means, x: Any, value: Any, zero: number): Any {
  const { eq, ge, lt } = lanes.real;
  const select = (condition: Any, yes: Any, no: Any): Any => lanes.select("real", condition, yes, no);
  const positive = select(lt(x, real(Infinity)), value, x);
  return select(eq(x, real(zero)), real(-Infinity), select(ge(x, real(zero)), positive, real(NaN)));
}

/** ln(1 + x), where what rounding takes from 1 + x is a correction: ln(u + c) = ln u + c / u for a small c. */
export const log1p: Written = (means, x) => {
  const { lanes, keep, real } = means;
  const { add, sub } = lanes.real;
  const kept = keep(x);
  const u = keep(add(real(1), kept));
  const back = keep(sub(u, real(1)));
  const c = add(sub(real(1), sub(u, back)), sub(kept, back));
  const isUsual = lanes.truth.and(lanes.real.gt(kept, real(-1)), lanes.real.lt(kept, real(Infinity)));
  const value = signed(means, ofSum(means, u, c), signOf(means, kept));
  return means.rarely(lanes.truth.not(isUsual), keep(value), (inner) => atEnds(inner, kept, real(0), -1));
};

/** ln(u + c), where c is below the last place of u. */
function ofSum(means: Means, u: Any, c: Any): Any {
  const { k, m } = scaled(means, u);
  const f = means.keep(means.lanes.real.sub(m, means.real(1)));
  return combined(means, k, f, means.lanes.real.div(c, u));
}

/** ln(1 + e^x) = max(x, 0) + ln(1 + e^-|x|), where e^-|x| = s (1 + y) is never rounded by itself. */
export const softplus: Written = (means, x) => {
  const { lanes, keep, real } = means;
  const { add, sub, mul, pmax } = lanes.real;
  const kept = keep(x);
  const below = keep(signed(means, kept, signBit(means)));
  const { a, b, r, tail } = apart(means, pmax(below, real(-bounds[lanes.precision])));
  const s = keep(mul(a, b));
  const product = keep(mul(s, add(r, tail)));
  const sum = keep(add(real(1), s));
  const u = keep(add(sum, product));
  const c = add(add(sub(sum, u), product), sub(s, sub(sum, real(1))));
  return add(pmax(kept, real(0)), ofSum(means, u, c));
};
