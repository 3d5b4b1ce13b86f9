// The primes of the tower, from the bottom upwards: each divides the next one less 1, so that exponents modulo one
// prime belong to values modulo the next.
import { greatestCommonDivisor, powerModulo } from "./modular.ts";

/** One level: its prime is `multiplier` times the prime below plus 1; the bottom has no multiplier. */
export interface TowerPrime {
  readonly prime: bigint;
  readonly multiplier: bigint | undefined;
}

/**
 * Twelve levels over bottoms of 61 and of 62 bits, as the search below finds them: the bottom is a power of 2 plus the
 * first number, and each further number is a multiplier.
 */
const known: ReadonlyMap<number, readonly bigint[]> = new Map([
  [61, [9033n, 8112n, 8112n, 1560n, 9480n, 29328n, 5280n, 1320n, 7560n, 7680n, 41760n, 9648n]],
  [62, [3257n, 2232n, 4440n, 40968n, 11232n, 27192n, 15600n, 42168n, 48840n, 41808n, 39312n, 27672n]],
]);

const chains = new Map<number, TowerPrime[]>();

/**
 * The first primes of a tower; further ones are searched for when they are first needed.
 * @param bits the size of the bottom
 */
export function primeChain(levels: number, bits: number): readonly TowerPrime[] {
  const chain = chains.get(bits) ??
    knownChain(bits) ?? [{ prime: searchBottom(bits), multiplier: undefined }];
  chains.set(bits, chain);
  while (chain.length < levels) {
    const below = (chain.at(-1) as TowerPrime).prime;
    chain.push(over(below, searchAbove(below, bits)));
  }
  return chain.slice(0, levels);
}

const over = (below: bigint, multiplier: bigint): TowerPrime => ({
  prime: multiplier * below + 1n,
  multiplier,
});

function knownChain(bits: number): TowerPrime[] | undefined {
  const [offset, ...multipliers] = known.get(bits) ?? [];
  if (offset === undefined) return undefined;
  const chain: TowerPrime[] = [{ prime: 2n ** BigInt(bits - 1) + offset, multiplier: undefined }];
  for (const multiplier of multipliers) chain.push(over((chain.at(-1) as TowerPrime).prime, multiplier));
  return chain;
}

/** From this size on, the tower has the roots of -1, 2, 3, 5, 7, 11 and 13 at every level; below only that of -1. */
const choosy = 20;

/** For small primes, what is a square modulo them. */
const squares: readonly (readonly [bigint, ReadonlySet<bigint>])[] = [5n, 7n, 11n, 13n].map((l) => [
  l,
  new Set(Array.from({ length: Number(l) - 1 }, (_, i) => BigInt(i + 1) ** 2n % l)),
]);

/**
 * All primes of a tower are 1 modulo this number, so that -1, or -1, 2 and 3 are squares.
 */
const stepOf = (bits: number): bigint => (bits < choosy ? 4n : 24n);

/** Whether 5, 7, 11 and 13 are squares modulo p, which is 1 modulo 4: by reciprocity, whether p is one modulo them. */
const hasRoots = (p: bigint, bits: number): boolean =>
  bits < choosy || squares.every(([l, set]) => set.has(p % l));

/** The smallest prime of so many bits that serves. */
export function searchBottom(bits: number): bigint {
  const step = stepOf(bits);
  let p = (2n ** BigInt(bits - 1) / step) * step + step + 1n;
  while (!(hasRoots(p, bits) && isPrime(p))) p += step;
  return p;
}

/**
 * The smallest multiplier that serves above a prime q. That p = k q + 1 is a prime follows from q > √p, 2^(kq) = 1 and
 * gcd(2^k - 1, p) = 1 (Pocklington 1914); so the number 2^k has the order q.
 */
export function searchAbove(q: bigint, bits: number): bigint {
  for (let k = stepOf(bits); k < q; k += stepOf(bits)) {
    const p = k * q + 1n;
    if (!hasRoots(p, bits) || smallPrimes.some((l) => p % l === 0n)) continue;
    const g = powerModulo(2n, k, p);
    if (powerModulo(g, q, p) === 1n && greatestCommonDivisor(g - 1n, p) === 1n) return k;
  }
  throw new RangeError(`tower: no prime stands above ${q}`);
}

const smallPrimes: readonly bigint[] = [2n, 3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n, 37n];

/** Miller's test; these bases decide every number below 3 · 10^23 (Sorenson and Webster 2015). */
function isPrime(n: bigint): boolean {
  let twos = 0;
  let odd = n - 1n;
  for (; odd % 2n === 0n; odd /= 2n) twos++;
  return smallPrimes.every((base) => {
    if (n % base === 0n) return n === base;
    let x = powerModulo(base, odd, n);
    if (x === 1n) return true;
    for (let i = 1; i < twos && x !== n - 1n; i++) x = (x * x) % n;
    return x === n - 1n;
  });
}
