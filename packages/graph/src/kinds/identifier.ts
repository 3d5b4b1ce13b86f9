// Names as users write them, as text and as LaTeX: W1, dZ2, λ, encoder.0.weight.
import { atom, type Phrase } from "./notation.ts";

/** The names of the small Greek letters, in the order of the alphabet, which Unicode shares from α on. */
export const greek: readonly string[] =
  "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho varsigma sigma tau upsilon phi chi psi omega".split(
    " ",
  );

function latexLetter(letter: string): string {
  const lower = greek[letter.codePointAt(0)! - 0x3b1];
  if (lower !== undefined) return `\\${lower}`;
  const upper = "ΓΔΘΛΞΠΣΥΦΨΩ".includes(letter)
    ? greek[letter.toLowerCase().codePointAt(0)! - 0x3b1]
    : undefined;
  return upper === undefined ? letter : `\\${upper.charAt(0).toUpperCase()}${upper.slice(1)}`;
}

const special: Readonly<Record<string, string>> = {
  "\\": "\\backslash ",
  "^": "\\hat{ }",
  "~": "\\sim ",
};

function upright(name: string): string {
  if (name === "") return "";
  return `\\mathrm{${name.replace(/[\\^~]/g, (c) => special[c] as string).replace(/[_%#$&{}]/g, "\\$&")}}`;
}

/**
 * A name as a phrase. In LaTeX trailing digits and what follows an underscore are subscripts, one letter (or d and
 * one letter: dZ) is italic, and longer words are upright.
 */
export function identifier(name: string): Phrase {
  const parts = /^(d?\p{L})('*)(?:_?(\d+)|_(\p{L}[\p{L}\d]*))?$/u.exec(name);
  if (!parts) return atom(name, upright(name));
  const [, base = "", primes = "", digits, word = ""] = parts;
  const letters = [...base].map(latexLetter).join(base.startsWith("d") ? " " : "");
  const below = digits ?? (word.length === 1 ? latexLetter(word) : upright(word));
  return atom(name, `${letters}${primes}${below === "" ? "" : `_{${below}}`}`);
}
