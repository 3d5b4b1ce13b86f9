// Numbers as people write them: short decimals, simple fractions, π and e by name.
import { atom, binding, negated, type Phrase } from "./notation.ts";

const longestDecimal = 6;
const largestDenominator = 1000;

/** The simplest fraction that rounds to x ≥ 0, if its denominator is small. Source: continued fractions. */
function fractionOf(x: number): readonly [numerator: number, denominator: number] | undefined {
  let [p0, q0, p1, q1] = [0, 1, 1, 0];
  for (let rest = x; ; rest = 1 / (rest - Math.floor(rest))) {
    const whole = Math.floor(rest);
    [p0, q0, p1, q1] = [p1, q1, whole * p1 + p0, whole * q1 + q0];
    if (!(q1 <= largestDenominator)) return undefined;
    if (p1 / q1 === x) return [p1, q1];
  }
}

/** A number as a phrase: a decimal of up to six digits as it is, otherwise a fraction where it is one exactly. */
export function numeral(value: number): Phrase {
  if (value < 0 || Object.is(value, -0)) return negated(numeral(-value));
  if (Number.isNaN(value)) return atom("NaN", "\\mathrm{NaN}");
  if (value === Number.POSITIVE_INFINITY) return atom("∞", "\\infty");
  if (value === Math.PI) return atom("π", "\\pi");
  if (value === Math.E) return atom("e");
  const [digits, exponent] = String(value).split("e") as [string, string?];
  if (digits.replace(".", "").length > longestDecimal && !Number.isInteger(value)) {
    const fraction = fractionOf(value);
    if (fraction !== undefined) return quotient(...fraction);
  }
  if (exponent === undefined) return atom(digits);
  const power = `10^{${Number(exponent)}}`;
  const latex = digits === "1" ? power : `${digits} \\cdot ${power}`;
  const latexBinding = digits === "1" ? binding.power : binding.product;
  return { text: `${digits}e${Number(exponent)}`, latex, binding: binding.atom, latexBinding };
}

function quotient(numerator: number, denominator: number): Phrase {
  return {
    text: `${numerator} / ${denominator}`,
    latex: `\\frac{${numerator}}{${denominator}}`,
    binding: binding.product,
    latexBinding: binding.power,
  };
}
