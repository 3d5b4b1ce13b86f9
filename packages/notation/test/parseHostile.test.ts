// Texts that nobody means well: long, deep, random. Each is read or refused, and nothing else happens.
import { type CadenaError, input, ParseError, ShapeError } from "@cadena/graph";
import { parse, parseClaims } from "@cadena/notation";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const scope = { a: input("a", []), x: input("x", [3]), X: input("X", [2, 5]), W: input("W", [4, 2]), m: 5 };

function outcome(text: string): unknown {
  try {
    return parse(text, scope);
  } catch (error) {
    return error;
  }
}

const deep = 10_000;
const long = 50_000;

describe("a deep or long text is read or refused in its own words", () => {
  test.each([
    ["parentheses", `${"(".repeat(deep)}a${")".repeat(deep)}`],
    ["parentheses that stay open", "(".repeat(deep)],
    ["braces", `\\frac${"{".repeat(deep)}a`],
    ["fractions", "\\frac".repeat(deep)],
    ["roots", `${"√".repeat(deep)}a`],
    ["signs", `${"-".repeat(deep)}a`],
    ["powers", `a${"^a".repeat(deep)}`],
    ["powers of a function", `log${"^2".repeat(deep)}(a)`],
    ["functions", "tanh ".repeat(deep)],
    ["bars", "|".repeat(deep)],
    ["lists", "[".repeat(deep)],
    ["sums", "Σ ".repeat(deep)],
    ["a long name", "a".repeat(long)],
    ["a long name of letters and digits", "a1".repeat(long)],
    ["a long number", "1".repeat(long)],
    ["long styled text", `\\text{${"a".repeat(long)}}`],
    ["a long subscript", `a_{${"i".repeat(long)}}`],
    ["open subscripts", "a_{".repeat(deep)],
    ["backslashes", "\\".repeat(long)],
    ["white space", " ".repeat(long)],
  ])("%s", (_, text) => {
    expect(outcome(text)).toBeInstanceOf(ParseError);
  });

  test.each([
    ["a sum", `a${" + a".repeat(20_000)}`],
    ["a product", `a${" a".repeat(20_000)}`],
    ["a quotient", `a${" / a".repeat(20_000)}`],
    ["transpositions", `W${".T".repeat(20_000)}`],
    ["powers one after the other", `(a)${"^{2}".repeat(10_000)}`],
    ["methods", `a${".exp()".repeat(10_000)}`],
    ["parts", `X[:]${"[:, :]".repeat(10_000)}`],
  ])("%s is read", (_, text) => {
    expect(outcome(text)).not.toBeInstanceOf(Error);
  });
});

const pieces = fc.constantFrom(
  ..."a x X W m T 2 0.5 1e3 ( ) [ ] { } + - * / @ · × ^ ** ' ᵀ ² | || ‖ , : = == < ≥ ∧ ¬ √ Σ Σ_i . .T _ _i ^{[2]} \\frac \\left( \\right) \\sum_{i=1}^m \\text{ np. sum( softmax( log max( where( concat( oneHot( axis=1 keepdims=True reshape(X,[ broadcastTo(x,[ [0,1] [:,1] \\begin{cases} & \\\\ \\end{cases} \\mathrm{a} \\hat{x} ∂ d σ' tanh 99 -1 \\ $ # é\u0301 \u{1F600} 0x".split(
    " ",
  ),
);

test("random texts throw nothing but errors of parsing and of shapes", { timeout: 60_000 }, () => {
  const anything = fc.oneof(
    fc
      .array(pieces, { maxLength: 25 })
      .chain((parts) => fc.constantFrom("", " ").map((gap) => parts.join(gap))),
    fc.string({ unit: "binary", maxLength: 30 }),
    fc.string({ unit: "grapheme", maxLength: 30 }),
  );
  fc.assert(
    fc.property(anything, (text) => {
      const result = outcome(text);
      if (!(result instanceof Error)) return;
      expect(result instanceof ParseError || result instanceof ShapeError, `${text}\n${result.stack}`).toBe(
        true,
      );
      expect((result as CadenaError).message).toContain("(line ");
      parseClaims(text);
    }),
    { numRuns: 1500 },
  );
});

test("a long file of notes is searched for claims in its own time", () => {
  const file = ["```", "$$", "a = $b", "~~", "\\begin{cases}", "- (((", "x = x x x x", "\\\\"]
    .join("\n")
    .repeat(1000);
  expect(Array.isArray(parseClaims(file))).toBe(true);
});
