// Names as people write them. dZ2, dZ_2, d Z_{2} and dZ^{[2]} are one name, and so are λ, lambda and \lambda.
import { greek } from "@cadena/graph/extend";

/** A name taken apart. */
export interface Name {
  /** The letters: "dZ". */
  readonly base: string;
  /** What stands below, or above in brackets: ["2"], ["i", "j"]. */
  readonly indices: readonly string[];
  /** How many primes follow: g'. */
  readonly primes: number;
  /** For a derivative ∂J/∂W, whose base is then dW, the letter J. */
  readonly of?: string;
  /** True for np.sum and x.sum(): the function of a library, never a quantity. */
  readonly isQualified?: boolean;
}

const word =
  /^(?<base>[\p{L}\p{M}∂]+?|[\p{L}∂][\p{L}\p{M}\p{N}]*?)(?<digits>\d*)(?<below>(?:_[\p{L}\p{N}]+)*)(?<primes>'*)$/u;

/** A name from a plain word; undefined where the word is none, "encoder.0.weight" for example. */
export function nameOf(text: string): Name | undefined {
  const { base, digits, below, primes } = word.exec(text.normalize("NFKC"))?.groups ?? {};
  if (base === undefined) return undefined;
  const indices = [digits, ...(below ?? "").split("_")].filter((index) => index !== "") as string[];
  return { base, indices, primes: primes?.length ?? 0 };
}

/** A name that is no plain word, taken as it is. */
export function phraseName(text: string): Name {
  return { base: text.replaceAll("∂", "d"), indices: [], primes: 0 };
}

const letters: ReadonlyMap<string, string> = new Map(
  greek.flatMap((name, k) => {
    const small = String.fromCodePoint(0x3b1 + k);
    return [
      [name, small],
      [name.charAt(0).toUpperCase() + name.slice(1), small.toUpperCase()],
    ] as [string, string][];
  }),
);

/** The Greek letter of this name: λ for lambda, for Python's lambd too, and for varepsilon the plain one. */
export function greekLetter(text: string): string | undefined {
  return (
    letters.get(text) ?? letters.get(text.replace(/^var|^lambd$/, (part) => (part === "var" ? "" : "lambda")))
  );
}

const accents: ReadonlyMap<string, string> = new Map([
  ["\u0302", "hat"],
  ["\u0304", "bar"],
  ["\u0303", "tilde"],
  ["\u0307", "dot"],
]);

const isPlainWord = /^[A-Za-z]*$/;

/** Letters in one writing: Greek ones as letters, accents as words, ∂ and Δ as d. */
function plain(base: string): string {
  const text = isPlainWord.test(base)
    ? base
    : base.normalize("NFKD").replace(/\p{M}/gu, (mark) => accents.get(mark) ?? mark);
  const [, sign = "", rest = ""] = /^(∂|Δ|d|Delta)?(.*)$/su.exec(text) ?? [];
  const whole = greekLetter(text);
  if (whole !== undefined || rest === "") return whole ?? text;
  return `${sign === "" ? "" : "d"}${greekLetter(rest) ?? rest}`;
}

/** Two names with equal keys are one name. */
export function keyOf({ base, indices, primes, of }: Name): string {
  const below = indices.map((index) => plain(index).replace(/[^\p{L}\p{N}+-]/gu, "")).join("");
  const key = `${plain(base)}${"'".repeat(primes)}${below}`;
  return of === undefined ? key : `d${plain(of)}/${key}`;
}

/** A name in one word: dW2, w_out; a derivative of a cost is the gradient, ∂J/∂W = dW. */
export function spelling(name: Name): string {
  const { base, indices, primes, of } = name;
  const below = indices.map((index, k) => (k === 0 && /^\d+$/.test(index) ? index : `_${index}`)).join("");
  const word = `${plain(base)}${"'".repeat(primes)}${below}`;
  return of === undefined || isCost(of) ? word : `d${of}/${word}`;
}

/** Whether a letter usually names a cost, so that its derivatives need no name of their own. */
export const isCost = (letter: string): boolean => /^(?:j|l|loss|cost)$/i.test(letter);
