// What a number is as a product: e^u times powers. It is read off from how the number was made.
import type { Monomial, Powers, TowerNumber } from "./element.ts";
import { type Fraction, primeFactors, whole } from "./fraction.ts";
import { keyOf, type Residue } from "./level.ts";
import { merged, none } from "./powers.ts";
import type { Ring } from "./ring.ts";

const known = new WeakMap<TowerNumber, Monomial>();

/** The monomial that is |x|, for a number other than 0; its bases are positive by their shadows. */
export function monomialOf(ring: Ring, x: TowerNumber): Monomial {
  const monomial = known.get(x) ?? factored(ring, x);
  known.set(x, monomial);
  return monomial;
}

function factored(ring: Ring, x: TowerNumber): Monomial {
  const { origin, fraction } = x;
  if (fraction !== undefined) return { exponent: undefined, powers: powersOf(ring, fraction) };
  if (origin === undefined) return { exponent: undefined, powers: itself(ring, x) };
  if ("powers" in origin) return origin;
  if ("lead" in origin) return factoredSum(ring, x, origin.lead);
  const [a, b] = [monomialOf(ring, origin.a), monomialOf(ring, origin.b)];
  return {
    exponent: total(ring, a.exponent, b.exponent && (origin.sign === 1n ? b.exponent : ring.neg(b.exponent))),
    powers: merged(a.powers, b.powers, whole(origin.sign)),
  };
}

const total = (
  ring: Ring,
  a: TowerNumber | undefined,
  b: TowerNumber | undefined,
): TowerNumber | undefined => (a && b ? ring.add(a, b) : (a ?? b));

/**
 * A sum is led by its largest term. Where that is an exponential, it is factored out, so that Σ e^z and Σ e^(z - c) differ
 * by a factor e^c; where it is not, the same sum in another form shall be the same base.
 */
function factoredSum(ring: Ring, x: TowerNumber, lead: TowerNumber): Monomial {
  const { exponent, powers } = monomialOf(ring, lead);
  const isConstant = [...powers.values()].every(({ base }) => base.fraction !== undefined);
  const rest = exponent && isConstant ? ring.div(x, lead) : x;
  if (rest === x || rest.trouble !== undefined) return { exponent: undefined, powers: itself(ring, x) };
  return { exponent, powers: merged(powers, itself(ring, rest), whole(1n)) };
}

function itself(ring: Ring, x: TowerNumber): Powers {
  const isNegated = x.shadow < 0;
  const base = isNegated ? ring.neg(x) : x;
  if (base.residues[0] === 1n) return none;
  return new Map([[keyOf(base.residues[0] as Residue), { base, exponent: whole(1n), isNegated }]]);
}

function powersOf(ring: Ring, { numerator, denominator }: Fraction): Powers {
  const of = (n: bigint): Powers =>
    new Map(
      [...primeFactors(n)].map(([prime, power]) => {
        const base = ring.rational(whole(prime));
        return [keyOf(base.residues[0] as Residue), { base, exponent: whole(power) }];
      }),
    );
  return merged(of(numerator < 0n ? -numerator : numerator), of(denominator), whole(-1n));
}
