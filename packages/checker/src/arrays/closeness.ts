// When numbers from elsewhere count as equal: as closely as the floats, or the decimals, that they were kept in.
import { type Values, zipped } from "./values.ts";

/** What numbers that went through floats of some length agree to, of their largest element. */
const relative = { double: 1e-9, single: 1e-4, half: 1e-2 } as const;

/** So many decimals are those of a print; numbers in full have more. */
const printed = { least: 3, most: 8 };

/** Compares arrays. */
export class Closeness {
  /** Of the largest element. */
  readonly relative: number;
  /** Half a unit of the last decimal, where numbers were printed. */
  readonly absolute: number;

  /** @param given the numbers from elsewhere, which say how they were kept */
  constructor(given: readonly Values[]) {
    const all = given.flatMap(({ data }) => [...data]);
    this.relative = relative[lengthOf(all)];
    const decimals = all.reduce((most, x) => Math.max(most, decimalsOf(x)), 0);
    this.absolute = decimals >= printed.least && decimals <= printed.most ? 0.5 * 10 ** -decimals : 0;
  }

  /** Whether two arrays of one shape are equal. */
  equal(a: Values, b: Values): boolean {
    const slack = this.#slack(b.data);
    return a.data.every((x, k) => Math.abs(x - (b.data[k] as number)) <= slack);
  }

  /** The places at which two arrays of one shape differ. */
  differing(a: Values, b: Values): number[] {
    const slack = this.#slack(b.data);
    const { data } = zipped(a, b, (x, y) => Number(!(Math.abs(x - y) <= slack)));
    return Array.from(data.keys()).filter((k) => data[k] === 1);
  }

  /** The number c with a = c b for all elements; undefined where there is none. */
  ratio(a: Values, b: Values): number | undefined {
    return this.fit(a.data, b.data)?.[0];
  }

  /** The numbers c and d with given = c a + d b, for arrays of one size; d is 0 where b is left out. */
  fit(given: Float64Array, a: Float64Array, b?: Float64Array): readonly [number, number] | undefined {
    let [aa, ab, bb, ag, bg] = [0, 0, 0, 0, 0];
    for (let k = 0; k < given.length; k++) {
      const [g, x] = [given[k] as number, a[k] as number];
      const y = b === undefined ? 0 : (b[k] as number);
      aa += x * x;
      ab += x * y;
      bb += y * y;
      ag += x * g;
      bg += y * g;
    }
    const determinant = b === undefined ? aa : aa * bb - ab * ab;
    if (b !== undefined && Math.abs(determinant) <= 1e-12 * aa * bb) return undefined;
    const c = (b === undefined ? ag : ag * bb - bg * ab) / determinant;
    const d = b === undefined ? 0 : (bg * aa - ag * ab) / determinant;
    if (c === 0 || !Number.isFinite(c)) return undefined;
    const slack = this.#slack(given);
    for (let k = 0; k < given.length; k++) {
      const made = c * (a[k] as number) + (b === undefined ? 0 : d * (b[k] as number));
      if (!(Math.abs((given[k] as number) - made) <= slack)) return undefined;
    }
    return [c, d];
  }

  /** Whether a number that was fitted is a given one. */
  isSame(found: number, given: number): boolean {
    return Math.abs(found - given) <= Math.max(this.relative, 1e-9) * Math.abs(given);
  }

  /** Whether so few numbers can tell one formula among some thousands from all others. */
  isTelling(count: number): boolean {
    return count >= 2 && 1e5 * this.relative ** (count - 1) < 1e-2;
  }

  #slack(data: Float64Array): number {
    let most = 0;
    for (const x of data) most = Math.max(most, Math.abs(x));
    return this.absolute + this.relative * most;
  }
}

/** The shortest floats that hold all numbers; whole numbers fit into all and say nothing. */
function lengthOf(all: readonly number[]): keyof typeof relative {
  const telling = all.filter((x) => Number.isFinite(x) && !Number.isInteger(x * 1024));
  if (telling.length === 0 || telling.some((x) => Math.fround(x) !== x)) return "double";
  return telling.every(isHalf) ? "half" : "single";
}

/** Whether a number has at most the 11 binary digits of a float of 16 bits. */
function isHalf(x: number): boolean {
  const exponent = Math.floor(Math.log2(Math.abs(x)));
  return Number.isInteger(x * 2 ** (10 - exponent));
}

/** How many decimals a number has as people write it; more than any print where it has an exponent. */
function decimalsOf(x: number): number {
  const text = String(x);
  if (text.includes("e")) return Number.POSITIVE_INFINITY;
  const point = text.indexOf(".");
  return point < 0 ? 0 : text.length - point - 1;
}
