// The automatic gradients themselves, as one derivation's claims have had them checked against the forward program.
import { prime } from "../numbers/padic/prime.ts";
import { magnitude } from "./figures.ts";
import type { ClaimResult, GradientWitnesses, Witness } from "./result.ts";

/** What is known of the gradients with respect to some quantities, in one sentence. */
export interface Autodiff {
  readonly word: "EXACT" | "NUMERIC" | "WRONG" | "UNDECIDED";
  readonly text: string;
  readonly ok: boolean;
}

/** One sentence for all quantities of which the same is known. */
export function autodiffOf(claims: readonly ClaimResult[]): Autodiff[] {
  const groups = new Map<string, { said: Said; names: string[]; digits: number }>();
  for (const [name, automatic] of byQuantity(claims)) {
    const said = saidOf(automatic);
    const key = said.word + said.why;
    const group = groups.get(key) ?? { said, names: [], digits: Number.POSITIVE_INFINITY };
    group.names.push(name);
    groups.set(key, { ...group, digits: Math.min(group.digits, automatic.quotients.digits) });
  }
  return Array.from(groups.values(), ({ said: { word, what, why }, names, digits }) => ({
    word,
    ok: word === "EXACT" || word === "NUMERIC",
    text: `${what(bitsOf(digits))} for ${names.join(" ")}${why === "" ? "" : ` (${why})`}`,
  }));
}

interface Said {
  readonly word: Autodiff["word"];
  readonly what: (bits: number) => string;
  readonly why: string;
}

/** The weakest of what several claims say of each quantity. */
function byQuantity(claims: readonly ClaimResult[]): Map<string, GradientWitnesses> {
  const found = new Map<string, GradientWitnesses>();
  for (const { evidence } of claims) {
    const { quantity, automatic } = evidence;
    if (quantity === null || automatic === null) continue;
    const known = found.get(quantity);
    if (known === undefined || rank(automatic) < rank(known)) found.set(quantity, automatic);
  }
  return found;
}

const words = ["WRONG", "UNDECIDED", "NUMERIC", "EXACT"] as const;
const rank = (automatic: GradientWitnesses): number => words.indexOf(wordOf(automatic));

function wordOf({ verdict, quotients }: GradientWitnesses): Autodiff["word"] {
  if (verdict === "refuted") return "WRONG";
  if (quotients.verdict === "exact") return "EXACT";
  return verdict === "numeric" ? "NUMERIC" : "UNDECIDED";
}

function saidOf(automatic: GradientWitnesses): Said {
  const { duals, differences, quotients } = automatic;
  const word = wordOf(automatic);
  const reason = quotients.reason ?? "";
  switch (word) {
    case "EXACT":
      return { word, what: (bits) => `p-adic difference quotients agree to ${bits} bits`, why: "" };
    case "WRONG":
      return { word, what: () => "the automatic gradient is wrong", why: contradiction(automatic) };
    case "NUMERIC":
      return {
        word,
        what: () => `${duals.verdict === "numeric" ? "forward mode agrees" : "difference quotients agree"}`,
        why: `no p-adic difference quotients: ${reason}`,
      };
    case "UNDECIDED":
      return { word, what: () => "nothing is known", why: duals.reason ?? differences.reason ?? reason };
  }
}

/** The first witness that contradicts the gradient. */
function contradiction({ duals, differences, quotients }: GradientWitnesses): string {
  const figure = (x: number): string => String(Number(x.toPrecision(6)));
  const told = (who: string, { gradient, derivative, bar }: Witness): string =>
    `reverse sweep ${figure(gradient)}, ${who} ${figure(derivative)} ± ${magnitude(bar)}`;
  if (duals.verdict === "refuted") return told("forward mode", duals);
  if (differences.verdict === "refuted") return told("difference quotient", differences);
  return `p-adic difference quotients differ from digit ${quotients.digits + 1} on`;
}

/** Binary digits in so many digits of base p. */
const bitsOf = (digits: number): number => Math.floor(digits * Math.log2(Number(prime)));
