// Products of powers, which are sums of logarithms: x² y and 2 log x + log y are the same map.
import type { Powers } from "./element.ts";
import { type Fraction, plus, times } from "./fraction.ts";

/** No powers: the number 1, or the sum 0. */
export const none: Powers = new Map();

/** p q^factor, or p + factor q. */
export function merged(p: Powers, q: Powers, factor: Fraction): Powers {
  const result = new Map(p);
  for (const [key, power] of q) {
    const total = times(power.exponent, factor);
    const sum = plus(total, result.get(key)?.exponent ?? { numerator: 0n, denominator: 1n });
    if (sum.numerator === 0n) result.delete(key);
    else result.set(key, { ...power, exponent: sum });
  }
  return result;
}
