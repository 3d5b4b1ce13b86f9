// x to the power y, as two to the power y log2 |x|. In 32 bits that is computed in 64; in 64 the logarithm has a second
// part, as in fdlibm (Sun Microsystems 1993, after K. C. Ng), with the number's own exponent apart from it.
import type { Any } from "../emit/lanes/width.ts";
import { powersOfTwo, tailOf } from "./exponential.ts";
import { absolute, formatOf, polynomial, powerOfTwo, rounding, upper } from "./format.ts";
import { scaled } from "./logarithm.ts";
import type { Means, Written } from "./means.ts";

/** log2(m) = s L(s²) with s = (m - 1) / (m + 1), to 36 bits; and 2^r for |r| ≤ 1/2 to 29 bits. */
const logarithm32 = [
  2.8853900817901468, 0.9617966732759365, 0.5770835961634228, 0.4116721099326104, 0.34074045639945705,
] as const;
const exponential32 = [
  1.0000000005550496, 0.6931472057671421, 0.24022646886079144, 0.05550328711801902, 0.00961848924447577,
  0.0013399957628244747, 0.00015345788953038828,
] as const;

/** ln(m) = 2/3 s (3 + z + z² W(z)) with z = s²: W, minimax by Remez's exchange. */
const logarithm64 = [
  0.6000000000000338, 0.4285714285514897, 0.33333333779950425, 0.2727267654514793, 0.23080136242292143,
  0.19885221089253116, 0.19794542989600616,
] as const;

/** 2 / (3 ln 2), also as a number with zeros at its end and the rest. */
const scale = [0.9617966939259756, 0.9617966860532761, 7.872699542894897e-9] as const;

/** |x|^y to 32 bits, for finite numbers other than 0, in 64 bits. */
function power32(means: Means, x: Any, y: Any): Any {
  const { lanes, keep, real } = means;
  const { add, sub, mul, div, pmin, pmax } = lanes.real;
  const { k, m } = scaled(means, x);
  const s = keep(div(sub(m, real(1)), add(m, real(1))));
  const logarithm = add(k, mul(s, polynomial(means, logarithm32, keep(mul(s, s)))));
  const z = keep(pmin(keep(mul(y, logarithm)), real(300)));
  const bounded = keep(pmax(z, real(-300)));
  const magic = real(rounding(means, formatOf(means).bias));
  const shifted = keep(add(bounded, magic));
  const r = keep(sub(bounded, sub(shifted, magic)));
  return mul(polynomial(means, exponential32, r), powerOfTwo(means, lanes.bits.of(shifted)));
}

/** log2 |x| in two parts, the first of which has 26 bits. */
function logarithm(means: Means, x: Any): { readonly high: Any; readonly low: Any } {
  const { lanes, keep, real } = means;
  const { add, sub, mul, div, lt } = lanes.real;
  const { fraction, least } = formatOf(means);
  const isTiny = keep(lt(x, real(least)));
  const choice = (yes: Any, no: Any): Any => lanes.select("real", isTiny, yes, no);
  const shift = fraction + 1;
  const { k, m } = scaled(means, choice(mul(x, real(2 ** shift)), x));
  const exponent = keep(sub(k, choice(real(shift), real(0))));
  const one = real(1);
  const f = keep(sub(m, one));
  const d = keep(add(m, one));
  const s = keep(div(f, d));
  const sHigh = keep(upper(means, s));
  const dHigh = keep(upper(means, d));
  const dLow = sub(m, sub(dHigh, one));
  const sLow = keep(div(sub(sub(f, mul(sHigh, dHigh)), mul(sHigh, dLow)), d));
  const z = keep(mul(s, s));
  const zHigh = keep(mul(sHigh, sHigh));
  const rest = keep(add(mul(mul(z, z), polynomial(means, logarithm64, z)), mul(sLow, add(sHigh, s))));
  const three = real(3);
  const tHigh = keep(upper(means, add(add(three, zHigh), rest)));
  const tLow = sub(rest, sub(sub(tHigh, three), zHigh));
  const u = keep(mul(sHigh, tHigh));
  const v = keep(add(mul(sLow, tHigh), mul(tLow, s)));
  const pHigh = keep(upper(means, add(u, v)));
  const pLow = sub(v, sub(pHigh, u));
  const gHigh = keep(mul(real(scale[1]), pHigh));
  const gLow = keep(add(mul(real(scale[2]), pHigh), mul(pLow, real(scale[0]))));
  const high = keep(upper(means, add(add(gHigh, gLow), exponent)));
  return { high, low: sub(gLow, sub(sub(high, exponent), gHigh)) };
}

/** |x|^y to 64 bits, for finite numbers other than 0. */
function power64(means: Means, x: Any, y: Any): Any {
  const { keep, real } = means;
  const { add, sub, mul, pmin, pmax } = means.lanes.real;
  const { high, low } = logarithm(means, x);
  const yHigh = keep(upper(means, y));
  const small = keep(add(mul(sub(y, yHigh), high), mul(y, low)));
  const large = keep(mul(yHigh, high));
  const below = keep(pmin(keep(add(small, large)), real(1100)));
  const magic = real(rounding(means, 2 * formatOf(means).bias));
  const shifted = keep(add(keep(pmax(below, real(-1100))), magic));
  const rest = keep(add(sub(large, sub(shifted, magic)), small));
  const r = keep(mul(keep(pmax(keep(pmin(rest, real(1))), real(-1))), real(Math.LN2)));
  const { a, b } = powersOfTwo(means, shifted);
  return mul(mul(add(real(1), add(r, tailOf(means, r))), a), b);
}

/** The power where x is not positive or one of the numbers not finite, from |x|^y elsewhere (IEEE 754, 9.2; ECMA-262). */
function special(means: Means, x: Any, y: Any, value: Any): Any {
  const { lanes, keep, real } = means;
  const { abs, mul, nearest, eq, ne, lt, gt } = lanes.real;
  const { and, or, not } = lanes.truth;
  const choice = (condition: Any, yes: Any, no: Any): Any => lanes.select("real", condition, yes, no);
  const zero = real(0);
  const infinity = real(Infinity);
  const nan = real(NaN);
  const size = keep(abs(x));
  const isInfinite = keep(eq(abs(y), infinity));
  const isWhole = keep(eq(nearest(y), y));
  const half = keep(mul(y, real(0.5)));
  const isOdd = and(isWhole, ne(nearest(half), half));
  const isExtreme = or(or(eq(size, zero), eq(size, infinity)), isInfinite);
  const grows = or(and(gt(size, real(1)), gt(y, zero)), and(lt(size, real(1)), lt(y, zero)));
  const positive = keep(choice(isExtreme, choice(grows, infinity, zero), value));
  const { bits } = lanes;
  const flip = bits.and(bits.of(x), bits.of(choice(isOdd, real(-0), zero)));
  const signed = bits.toReal(bits.xor(bits.of(positive), flip));
  const isRoot = and(and(lt(x, zero), gt(x, real(-Infinity))), not(isWhole));
  const isUndefined = or(or(ne(x, x), ne(y, y)), or(isRoot, and(eq(size, real(1)), isInfinite)));
  return choice(eq(y, zero), real(1), choice(isUndefined, nan, signed));
}

/** x^y. */
export const pow: Written = (means, x, y) => {
  const { lanes, keep, real } = means;
  const { ge, lt } = lanes.real;
  const { and, not } = lanes.truth;
  const base = keep(x);
  const exponent = keep(y);
  const size = keep(absolute(means, base));
  const { double } = lanes;
  const value =
    double === undefined
      ? power64(means, size, exponent)
      : double.together(both(means.over(double.lanes), double.apart(size), double.apart(exponent)));
  const isBounded = and(lt(base, real(Infinity)), lt(absolute(means, exponent), real(Infinity)));
  const isUsual = and(ge(base, real(formatOf(means).least)), isBounded);
  const kept = keep(value);
  return means.rarely(not(isUsual), kept, (inner) => special(inner, base, exponent, kept));
};

function both(means: Means, xs: readonly Any[], ys: readonly Any[]): Any[] {
  return xs.map((x, k) => means.keep(power32(means, means.keep(x), ys[k] as Any)));
}
