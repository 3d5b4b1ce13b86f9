// Reads a formula in text back into a value modulo a prime, where an error of one parenthesis cannot hide behind
// rounding. Written for the tests alone, from the rules in the README and not from the printer.

export const prime = 65_537;
export type Matrix = readonly (readonly number[])[];
export type Quantity = number | Matrix;

export const mod = (x: number): number => ((x % prime) + prime) % prime;

/** The inverse by Fermat's little theorem; dividing by zero is an error. */
export function inverse(x: number): number {
  if (mod(x) === 0) throw new RangeError("division by zero");
  return power(x, prime - 2);
}

function power(x: number, exponent: number): number {
  if (exponent < 0) return inverse(power(x, -exponent));
  let result = 1;
  for (let base = mod(x), rest = exponent; rest > 0; rest = Math.floor(rest / 2), base = mod(base * base)) {
    if (rest % 2 === 1) result = mod(result * base);
  }
  return result;
}

const isNumber = (x: Quantity): x is number => typeof x === "number";

function elementwise(a: Quantity, b: Quantity, f: (a: number, b: number) => number): Quantity {
  if (isNumber(a)) return isNumber(b) ? mod(f(a, b)) : b.map((row) => row.map((y) => mod(f(a, y))));
  return a.map((row, i) => row.map((x, j) => mod(f(x, isNumber(b) ? b : (b[i]?.[j] ?? Number.NaN)))));
}

const times = (a: Quantity, b: Quantity): Quantity => elementwise(a, b, (x, y) => x * y);

function chained(a: Quantity, b: Quantity): Quantity {
  if (isNumber(a) || isNumber(b)) return times(a, b);
  return a.map((row) =>
    row.map((_, j) => mod(row.reduce((sum, x, k) => sum + mod(x * (b[k]?.[j] ?? Number.NaN)), 0))),
  );
}

/** Value of `text`, whose names stand for `values`. */
export function read(text: string, values: Readonly<Record<string, Quantity>>): Quantity {
  const tokens = text.match(/[⁻⁰¹²³⁴-⁹]+|\p{L}|\d+|[-+*/()^ᵀ·]/gu) ?? [];
  let at = 0;
  const eat = (token: string): boolean => tokens[at] === token && ++at > 0;
  const sum = (): Quantity => {
    let total = term();
    for (;;) {
      if (eat("+")) total = elementwise(total, term(), (x, y) => x + y);
      else if (eat("-")) total = elementwise(total, term(), (x, y) => x - y);
      else return total;
    }
  };
  const term = (): Quantity => {
    if (eat("-")) return times(-1, term());
    let total = chain();
    for (;;) {
      if (eat("*")) total = times(total, chain());
      else if (eat("/")) total = elementwise(total, chain(), (x, y) => x * inverse(y));
      else return total;
    }
  };
  const chain = (): Quantity => {
    let total = raised();
    while (eat("·") || /^[\p{L}(]/u.test(tokens[at] ?? "")) total = chained(total, raised());
    return total;
  };
  const raised = (): Quantity => {
    const base = single();
    const token = tokens[at] ?? "";
    if (eat("ᵀ")) return isNumber(base) ? base : base.map((_, j) => base.map((row) => row[j] ?? Number.NaN));
    if (!/[⁻⁰¹²³⁴-⁹]/.test(token)) return base;
    at++;
    const digits = token.replace(/./gu, (c) => "-0123456789"["⁻⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(c)] ?? "");
    return elementwise(base, 0, (x) => power(x, Number(digits)));
  };
  const single = (): Quantity => {
    const token = tokens[at++] ?? "";
    if (token === "(") {
      const inner = sum();
      if (!eat(")")) throw new SyntaxError(`no ) before ${tokens[at]} in ${text}`);
      return inner;
    }
    if (/^\d/.test(token)) return Number(token);
    const value = values[token];
    if (value === undefined) throw new SyntaxError(`${token} in ${text} is unknown`);
    return value;
  };
  const result = sum();
  if (at < tokens.length) throw new SyntaxError(`${tokens[at]} is left over in ${text}`);
  return result;
}
