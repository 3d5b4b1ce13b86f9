// Names that are several tokens, and tokens that are several names: d Z is dZ, ∂J/∂W a gradient, np.sum a function,
// and ya is y a where only y and a are known.
import { isCost, type Name } from "./name.ts";
import { libraries } from "./symbols.ts";
import type { Token } from "./tokens.ts";
import type { Vocabulary } from "./vocabulary.ts";

type NameToken = Token & { readonly kind: "name" };

const isName = (token: Token | undefined): token is NameToken => token?.kind === "name";
const isSign = (token: Token | undefined, sign: string): boolean =>
  token?.kind === "sign" && token.text === sign;

/** The tokens with every name in one. */
export function joined(tokens: readonly Token[], vocabulary: Vocabulary): Token[] {
  return [withDifferentials, withDerivatives, withLibraries, withPrimes, withFactors].reduce<Token[]>(
    (list, pass) => pass(list, vocabulary),
    [...tokens],
  );
}

const isAlone = ({ indices, primes }: Name): boolean => indices.length === 0 && primes === 0;

/** d Z, Δ Z and ∂ Z are names. */
function withDifferentials(tokens: Token[], { isQuantity }: Vocabulary): Token[] {
  const list: Token[] = [];
  for (const token of tokens) {
    const last = list.at(-1);
    const isSplit =
      isName(last) && /^[dΔ∂]$/.test(last.name.base) && isAlone(last.name) && !isQuantity(last.name);
    if (!isSplit || !isName(token)) list.push(token);
    else {
      const name = { ...token.name, base: last.name.base + token.name.base };
      list[list.length - 1] = { ...last, end: token.end, text: `${last.text} ${token.text}`, name };
    }
  }
  return list;
}

/** ∂J/∂W, dJ/dW and the same as a LaTeX fraction. */
function withDerivatives(tokens: Token[], vocabulary: Vocabulary): Token[] {
  const list: Token[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const first = tokens[at] as Token;
    const isFraction = isSign(first, "frac");
    const [above, below, length] = isFraction ? [at + 2, at + 5, 7] : [at, at + 2, 3];
    const signs = isFraction
      ? [
          [1, "{"],
          [3, "}"],
          [4, "{"],
          [6, "}"],
        ]
      : [[1, "/"]];
    const fits = signs.every(([k, sign]) => isSign(tokens[at + (k as number)], sign as string));
    const name = fits ? derivative(tokens[above], tokens[below], vocabulary) : undefined;
    if (name === undefined) {
      list.push(first);
      continue;
    }
    const { end } = tokens[at + length - 1] as Token;
    list.push({ kind: "name", text: "", name, start: first.start, end, spaced: first.spaced });
    at += length - 1;
  }
  return list;
}

function derivative(
  above: Token | undefined,
  below: Token | undefined,
  { isQuantity }: Vocabulary,
): Name | undefined {
  if (!isName(above) || !isName(below)) return undefined;
  const [, sign, of] = /^([d∂])(.+)$/u.exec(above.name.base) ?? [];
  const [, base] = /^[d∂](.+)$/u.exec(below.name.base) ?? [];
  if (of === undefined || base === undefined) return undefined;
  const name = { ...below.name, base: `d${base}`, of: of + above.name.indices.join("") };
  const isGradient = isCost(of) && !isQuantity(above.name);
  return sign === "∂" || isGradient || isQuantity(name) ? name : undefined;
}

/** np.sum and np.linalg.norm are functions. */
function withLibraries(tokens: Token[], { isQuantity }: Vocabulary): Token[] {
  const list: Token[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] as Token;
    const isLibrary =
      isName(token) && libraries.has(token.name.base) && isAlone(token.name) && !isQuantity(token.name);
    const next = tokens[at + 2];
    if (!isLibrary || !isSign(tokens[at + 1], ".") || !isName(next)) {
      list.push(token);
      continue;
    }
    tokens[at + 2] = {
      ...next,
      start: token.start,
      spaced: token.spaced,
      name: { ...next.name, isQualified: true },
    };
    at++;
  }
  return list;
}

/** W' is Wᵀ where W is known and W' is not; g'(z) stays the derivative of a function. */
function withPrimes(tokens: Token[], { isQuantity }: Vocabulary): Token[] {
  return tokens.flatMap((token) => {
    if (!isName(token) || token.name.primes !== 1 || isQuantity(token.name)) return [token];
    const name = { ...token.name, primes: 0 };
    if (!isQuantity(name)) return [token];
    return [
      { ...token, name },
      { kind: "sign", text: "⊤", start: token.end - 1, end: token.end, spaced: false },
    ];
  });
}

/** Words with a meaning of their own. */
const reserved = /^(?:axis|dim|keep_?dims?|true|false|none|classes|otherwise|of|at|T|Σ|sum)$/i;

/** ya is y a where both are known; what begins with d is a gradient's name and stays whole. */
function withFactors(tokens: Token[], { isQuantity, isFunction }: Vocabulary): Token[] {
  return tokens.flatMap((token, at) => {
    if (!isName(token)) return [token];
    const { name } = token;
    const isWhole =
      isQuantity(name) || isFunction(name) || name.isQualified === true || name.of !== undefined;
    if (isWhole || reserved.test(name.base) || /^[d∂Δ]/.test(name.base)) return [token];
    const letters = name.base.match(/\p{L}\p{M}*\d*/gu) ?? [];
    const isCall = isSign(tokens[at + 1], "(");
    if (letters.length < 2 || (isCall && letters.length > 2)) return [token];
    const names = letters.map((letter, k): Name => {
      const [, base = letter, digits = ""] = /^(.*?)(\d*)$/u.exec(letter) ?? [];
      const isLast = k === letters.length - 1;
      const indices = digits === "" ? [] : [digits];
      return isLast
        ? { ...name, base, indices: [...indices, ...name.indices] }
        : { base, indices, primes: 0 };
    });
    if (!names.every(isQuantity)) return [token];
    return names.map((one, k): Token => ({ ...token, name: one, spaced: k === 0 && token.spaced }));
  });
}
