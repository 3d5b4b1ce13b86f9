// What is random in a tower: fresh numbers, numbers that stand for functions without algebra, and how exponents are
// read. All of it follows from the seed.
import { type Domain, reals } from "@cadena/graph/extend";
import { TowerNumber } from "./element.ts";
import { keyOf, type Level, type Residue } from "./level.ts";
import { Stream } from "./stream.ts";

/** The randomness of one tower. */
export class Randomness {
  readonly #levels: readonly Level[];
  #seed = 0;
  #drawn = 0;
  readonly #functions = new Set<string>();
  /** For each level, as exponents see it: the unit, and what √ν counts for. */
  #units: readonly (readonly [bigint, bigint])[] = [];

  constructor(levels: readonly Level[], seed: number) {
    this.#levels = levels;
    this.reseed(seed);
  }

  /** Begins again, with other random numbers. */
  reseed(seed: number): void {
    this.#seed = seed;
    this.#drawn = 0;
    const stream = new Stream(seed, "exponents");
    this.#units = this.#levels.map(({ prime }) => [1n + stream.below(prime - 1n), stream.below(prime)]);
  }

  /** A number that nothing distinguishes, with a given shadow. */
  fresh(shadow: number): TowerNumber {
    return new TowerNumber(shadow, this.#residues(new Stream(this.#seed, "fresh", this.#drawn++)));
  }

  /** The same with a shadow from a domain, away from the points that it avoids. */
  draw({ low, high, avoid = [] }: Domain = reals): TowerNumber {
    const stream = new Stream(this.#seed, "shadow", this.#drawn);
    const distance = (high - low) / 40;
    let shadow = low + (high - low) * stream.uniform();
    for (let tries = 0; tries < 100 && avoid.some((bad) => Math.abs(shadow - bad) <= distance); tries++) {
      shadow = low + (high - low) * stream.uniform();
    }
    return this.fresh(shadow);
  }

  /** f(arguments) for a function without algebra: the same for the same arguments, at all levels; else unrelated. */
  atom(name: string, values: readonly TowerNumber[], shadow: number): TowerNumber {
    const key = values.map((x) => keyOf(x.residues[0] as Residue));
    return new TowerNumber(shadow, this.#residues(new Stream(this.#seed, name, ...key)), { isOpaque: true });
  }

  /** The value of a function without algebra, whose name is remembered; the key tells it from others of that name. */
  valueOf(name: string, key: string, values: readonly TowerNumber[], shadow: number): TowerNumber {
    this.#functions.add(name);
    return this.atom(`function ${key}`, values, shadow);
  }

  /** The names of such functions since the last call. */
  takeFunctions(): string[] {
    const names = [...this.#functions];
    this.#functions.clear();
    return names;
  }

  /** A constant like π: the square of a random number, so that it has a root. */
  named(name: string, shadow: number): TowerNumber {
    const roots = this.#residues(new Stream(this.#seed, "named", name));
    const squares = roots.map((root, i) => (this.#levels[i] as Level).mul(root, root));
    return new TowerNumber(shadow, squares, { isOpaque: true });
  }

  /**
   * A number of a level as an exponent: a whole number modulo the prime, by a random linear map, so that e^(x + y) is
   * e^x e^y also where x lies in the extension, and e^1 is random too.
   */
  exponent(level: number, x: Residue): bigint {
    const [unit, root] = this.#units[level] as readonly [bigint, bigint];
    return ((typeof x === "bigint" ? x : x.a + x.b * root) * unit) % (this.#levels[level] as Level).prime;
  }

  #residues(stream: Stream): bigint[] {
    return this.#levels.map(({ prime }) => stream.below(prime));
  }
}
