// The sign of a number without its positive factors: 3 x, e^y x and x have the same.
import type { TowerNumber } from "./element.ts";
import type { Tower } from "./tower.ts";

/** What the sign of a number is that of. */
export interface Sign {
  /** The number without factors that are known to be positive; of x and -x the one with the smaller key. */
  readonly of: TowerNumber;
  readonly key: string;
  /** Whether the number itself has the opposite sign. */
  readonly isOpposite: boolean;
}

/**
 * The sign of a number other than 0.
 * @param isTwoSided whether exactly one of x and -x is negative, as of every number but those that may be 0 in a region
 */
export function signOf(n: Tower, number: TowerNumber, isTwoSided = true): Sign {
  const { of, isOpposite } = withoutFactors(number);
  const key = n.keyOf(of);
  if (!isTwoSided)
    return { of: isOpposite ? n.neg(of) : of, key: `${isOpposite ? "-" : "+"}${key}`, isOpposite: false };
  const opposite = n.neg(of);
  const other = n.keyOf(opposite);
  return key < other ? { of, key, isOpposite } : { of: opposite, key: other, isOpposite: !isOpposite };
}

/** Walks down the products that a number is made of. */
function withoutFactors(number: TowerNumber): { of: TowerNumber; isOpposite: boolean } {
  let [of, isOpposite] = [number, false];
  for (;;) {
    const { origin } = of;
    if (origin === undefined || !("a" in origin)) return { of, isOpposite };
    const { a, b } = origin;
    const [left, right] = [factorOf(a), factorOf(b)];
    if (left === undefined && right === undefined) return { of, isOpposite };
    [of, isOpposite] =
      left === undefined ? [a, isOpposite !== (right === -1)] : [b, isOpposite !== (left === -1)];
  }
}

/** The sign of a factor where it is known: of a constant, of an exponential, of a square of what is not 0 in a region. */
function factorOf({ fraction, origin, isOpaque }: TowerNumber): 1 | -1 | undefined {
  if (fraction !== undefined) return fraction.numerator === 0n ? undefined : fraction.numerator > 0n ? 1 : -1;
  if (origin === undefined || isOpaque) return undefined;
  if ("powers" in origin) return origin.powers.size === 0 ? 1 : undefined;
  return "a" in origin && origin.a === origin.b ? 1 : undefined;
}
