// Cuts a text into numbers, names and signs. LaTeX, NumPy and plain mathematics give the same tokens.
import { greekLetter, type Name, nameOf, phraseName } from "./name.ts";
import { type Source, type Span, unreadable } from "./place.ts";
import { commands, fonts, namesOfSigns, signs, silent } from "./symbols.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** A number, a name, a sign (`raised` is a power in raised digits), or the end of the text. */
export type Token = Span & {
  /** Whether white space stands before it. */
  readonly spaced: boolean;
} & (
    | { readonly kind: "number"; readonly text: string; readonly value: number }
    | { readonly kind: "raised"; readonly text: string; readonly value: number }
    | { readonly kind: "name"; readonly text: string; readonly name: Name }
    | { readonly kind: "sign"; readonly text: string; readonly side?: "left" | "right" }
    | { readonly kind: "end"; readonly text: "" }
  );

/** Names and numbers longer than this are none. */
const longest = 100;

const pattern = {
  space: /(?:\s|~|\\ |%[^\n]*(?:\n|$))+/y,
  number: /(?:\d+(?:\.(?!\p{L}|[*/^])\d*)?|\.\d+)(?:[eE][+-]?\d+)?/uy,
  raised: /⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+/uy,
  word: /(?!ᵀ)[\p{L}∂](?:(?!ᵀ)[\p{L}\p{M}\p{Nd}₀-₉])*(?:_(?:(?!ᵀ)[\p{L}\p{Nd}])+)*/uy,
  command: /\\([A-Za-z]+\*?|[^A-Za-z])/uy,
  environment: /\\(begin|end)\s*\{(\w+)\*?\}/y,
  styled: new RegExp(String.raw`\\(?:${fonts})\*?\s*\{((?:\\[{}]|[^{}])*)\}`, "y"),
  accent:
    /\\(hat|widehat|bar|overline|tilde|widetilde|dot)\s*(?:\{\s*\\?([A-Za-z]+)\s*\}|\s\\?([A-Za-z]+)|\\([A-Za-z]+))/y,
  below: /\s*_\s*(?:\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}|\\([A-Za-z]+)|([\p{L}\p{Nd}]))/uy,
  above:
    /\s*\^\s*(?:\{\s*((?:\[[\p{L}\d+, -]{1,20}\]|\([\p{L}\d+, -]{1,20}\))+)\s*(T|\\top|⊤|ᵀ|'|′|\\prime)?\s*\}|(\[[\p{L}\d+, -]{1,20}\]))/uy,
  /** lambda_ in Python, where lambda is a word of the language. */
  underscore: /_(?!\s*[\p{L}\p{Nd}{\\])/uy,
  prime: /['′]|\^\s*\{?\s*\\prime\s*\}?/uy,
  side: /\\(left|right)\s*(\.|\\?\||\\vert|\\lvert|\\rvert|\\Vert|\\lVert|\\rVert)?/y,
} as const;

const digits = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/**
 * The tokens of a text, `end` last.
 * @throws ParseError for a character that no formula has
 */
export function tokensOf(source: Source, { phrases, isFunction, isQuantity }: Vocabulary): Token[] {
  const { text } = source;
  const tokens: Token[] = [];
  let at = source.from ?? 0;
  let spaced = false;

  const match = (regex: RegExp): RegExpExecArray | null => {
    regex.lastIndex = at;
    return regex.exec(text);
  };
  const add = (start: number, token: Partial<Token>): void => {
    tokens.push({ start, end: at, spaced, ...token } as Token);
    spaced = false;
  };
  const fail = (start: number, what: string, hint?: string): never => {
    throw unreadable(source, { start, end: at }, what, hint);
  };
  const clean = (index: string): string =>
    index
      .replace(new RegExp(String.raw`\\(?:${fonts})\b`, "g"), "")
      .replace(/\\([A-Za-z]+)/g, (_, command) => greekLetter(command) ?? command)
      .replace(/[{}\s]/g, "");

  /** A name with what stands behind it: indices, primes, and a T above. */
  const addName = (start: number, plain: Name): void => {
    const indices = [...plain.indices];
    let { primes } = plain;
    let transposed = false;
    while (!transposed) {
      const below = match(pattern.below);
      const above = below ? null : match(pattern.above);
      const prime = (below ?? above) ? null : match(pattern.prime);
      const found = below ?? above ?? prime;
      if (!found) break;
      at += found[0].length;
      if (prime) primes++;
      else if (below) indices.push(clean(below[1] ?? below[2] ?? below[3] ?? ""));
      else
        indices.push(
          ...(above?.[1] ?? above?.[3] ?? "")
            .slice(1, -1)
            .split(/\]\[|\]\(|\)\[|\)\(/)
            .map(clean),
        );
      if (/['′e]$/.test(above?.[2] ?? "")) primes++;
      else transposed = above?.[2] !== undefined;
    }
    at += match(pattern.underscore)?.[0].length ?? 0;
    if (at - start > longest) fail(start, `a name of ${at - start} letters`);
    add(start, { kind: "name", text: text.slice(start, at), name: { ...plain, indices, primes } });
    if (transposed) add(at, { kind: "sign", text: "⊤" });
  };

  /** A whole name that is no plain word, if the text goes on with one. */
  const addPhrase = (): boolean => {
    const isInside = at > 0 && /[\p{L}\p{N}_]/u.test(text[at - 1] as string);
    const found = isInside
      ? undefined
      : phrases.find(
          (phrase) =>
            text.startsWith(phrase, at) &&
            !/^[\p{L}\p{N}_]/u.test(text.slice(at + phrase.length, at + phrase.length + 2)),
        );
    if (found === undefined) return false;
    const start = at;
    at += found.length;
    add(start, { kind: "name", text: found, name: phraseName(found) });
    return true;
  };

  const addStyled = (found: RegExpExecArray): void => {
    const start = at;
    const content = found[1] as string;
    const plain = content.replace(/\\([_%#$&{}])/g, "$1").trim();
    const name = phrases.includes(plain)
      ? phraseName(plain)
      : plain.length > longest
        ? undefined
        : nameOf(plain);
    const end = start + found[0].length;
    if (name !== undefined) {
      at = end;
      addName(start, name);
      return;
    }
    at = end - 1 - content.length;
    read(end - 1);
    at = end;
  };

  const addCommand = (): unknown => {
    const start = at;
    const styled = match(pattern.styled);
    if (styled) return addStyled(styled);
    const environment = match(pattern.environment);
    if (environment) {
      at += environment[0].length;
      const [, end, what] = environment;
      if (what === "cases") add(start, { kind: "sign", text: end === "end" ? "endcases" : "cases" });
      return;
    }
    const sided = match(pattern.side);
    if (sided) {
      at += sided[0].length;
      const [, side, bar = "."] = sided;
      if (bar !== ".")
        add(start, { kind: "sign", text: /^\||^\\.?vert/.test(bar) ? "|" : "‖", side: side as "left" });
      return;
    }
    const accent = match(pattern.accent);
    if (accent) {
      at += accent[0].length;
      const [, mark = "", ...letters] = accent;
      const letter = letters.find((one) => one !== undefined) as string;
      const kind = mark.replace("wide", "").replace("overline", "bar");
      return addName(start, { base: `${greekLetter(letter) ?? letter}${kind}`, indices: [], primes: 0 });
    }
    const command = match(pattern.command);
    if (!command) {
      at++;
      return fail(start, "a backslash without a command");
    }
    at += command[0].length;
    const word = command[1] as string;
    const letter = namesOfSigns.get(`\\${word}`) ?? greekLetter(word);
    const sign = commands.get(word);
    if (silent.has(word) || new RegExp(`^(?:${fonts})$`).test(word)) return;
    if (letter !== undefined) return addName(start, { base: letter, indices: [], primes: 0 });
    if (sign !== undefined) return add(start, { kind: "sign", text: sign });
    const name = nameOf(word);
    if (name !== undefined && (isFunction(name) || isQuantity(name))) return addName(start, name);
    fail(start, `the command \\${word} is unknown`);
  };

  const addSign = (): void => {
    const start = at;
    const last = tokens.at(-1);
    const kindOfNorm = last?.kind === "sign" && /[|‖]/.test(last.text) ? match(pattern.below) : null;
    if (kindOfNorm) {
      at += kindOfNorm[0].length;
      if (/[F2]/.test(kindOfNorm[0])) return;
      fail(start, "only the norms _2 and _F are known");
    }
    const letter = String.fromCodePoint(text.codePointAt(at) as number);
    const name = namesOfSigns.get(letter);
    const found = signs.find(([written]) => text.startsWith(written, at));
    at += found?.[0].length ?? letter.length;
    if (name !== undefined) addName(start, { base: name, indices: [], primes: 0 });
    else if (found) add(start, { kind: "sign", text: found[1] });
    else fail(start, `the character ${letter} has no meaning in a formula`);
  };

  function read(end: number): void {
    while (at < end) {
      const start = at;
      const space = match(pattern.space);
      if (space) {
        at += space[0].length;
        spaced = true;
        continue;
      }
      if (addPhrase()) continue;
      const number = match(pattern.number);
      const raised = match(pattern.raised);
      const word = match(pattern.word);
      if (number) {
        at += number[0].length;
        const value = Number(number[0]);
        if (number[0].length > longest || value === Infinity) fail(start, "a number that is too long");
        add(start, { kind: "number", text: number[0], value });
      } else if (raised) {
        at += raised[0].length;
        const plain = raised[0].replace("⁻", "-").replace(/[^-]/gu, (digit) => String(digits.indexOf(digit)));
        add(start, { kind: "raised", text: plain, value: Number(plain) });
      } else if (word) {
        at += word[0].length;
        const name = word[0].length > longest ? undefined : nameOf(word[0]);
        if (name === undefined) fail(start, `a name of ${word[0].length} letters`);
        else addName(start, name);
      } else if (text[at] === "\\" && text[at + 1] !== "\\") addCommand();
      else addSign();
    }
  }

  read(text.length);
  add(at, { kind: "end", text: "" });
  return tokens;
}
