// One derivation as lines, whatever they are written in: claims, those that inherit one error together, the automatic
// gradients, and the sizes.
import { autodiffOf } from "./autodiff.ts";
import { factsOf, sizesOf } from "./facts.ts";
import { notesOf, warningsOf } from "./notes.ts";
import type { ClaimResult, DerivationResult, Level } from "./result.ts";

/** One line, and what stands below it. */
export interface Line {
  /** The claim's name, or several. */
  readonly name: string;
  /** Absent where the line is not about one formula. */
  readonly formula?: string;
  /** The verdict in capitals, for people. */
  readonly word: string;
  readonly level?: Level;
  readonly ok: boolean;
  readonly facts: readonly string[];
  /** Whether it is the first wrong step of a chain. */
  readonly isFirst: boolean;
  readonly notes: readonly string[];
}

/** A derivation, ready to be written. */
export interface Block {
  readonly id: string;
  readonly title: string;
  readonly claims: readonly Line[];
  readonly autodiff: readonly Line[];
  /** What is said once for all claims: the sizes that they share, and what their facts mean. */
  readonly foot: readonly (readonly [name: string, text: string])[];
}

/** A derivation's result as lines. */
export function blockOf({ id, title, loss, claims }: DerivationResult): Block {
  const all = new Set(claims.map(sizesOf).filter((sizes) => sizes !== ""));
  const common = all.size === 1 ? ([...all][0] as string) : "";
  const first = firstWrong(claims);
  return {
    id,
    title,
    claims: together(claims).map((group) =>
      group.length > 1 ? lineOfHeirs(group) : lineOf(group[0] as ClaimResult, common, first),
    ),
    autodiff: autodiffOf(claims).map(({ word, text, ok }) => ({
      name: `autodiff of ${loss ?? "the loss"}`,
      word,
      ok,
      facts: [text],
      isFirst: false,
      notes: [],
    })),
    foot: footOf(claims, common),
  };
}

/** A line for each claim by itself, also where several inherit one error. */
export function linesOf({ claims }: DerivationResult): readonly Line[] {
  const first = firstWrong(claims);
  return claims.map((claim) => lineOf(claim, sizesOf(claim), first));
}

function footOf(claims: readonly ClaimResult[], sizes: string): Block["foot"] {
  const foot: [string, string][] = sizes === "" ? [] : [["sizes", sizes]];
  if (claims.some(({ evidence }) => evidence.convention === "per-example")) {
    foot.push(["per example", "the gradient of the cost, times the number of examples"]);
  }
  return foot;
}

/** The verdict on a claim in one word, for people. */
export function wordOf({ erratum, verdict }: Pick<ClaimResult, "erratum" | "verdict">): string {
  if (verdict === "undecided") return "UNDECIDED";
  if (erratum) return verdict === "refuted" ? "REFUTED" : "HOLDS";
  return verdict === "refuted" ? "WRONG" : verdict.toUpperCase();
}

function lineOf(claim: ClaimResult, common: string, first: ClaimResult | undefined): Line {
  const { name, formula, level, ok } = claim;
  const sizes = sizesOf(claim);
  const own = sizes === common || sizes === "" ? [] : [sizes];
  const heir = heritage(claim);
  return {
    name,
    formula,
    word: heir === undefined ? wordOf(claim) : "INHERITS",
    level,
    ok,
    facts: heir === undefined ? [...factsOf(claim), ...own] : [inheriting("the formula is", "its", heir)],
    isFirst: claim === first,
    notes: heir === undefined ? notesOf(claim) : warningsOf(claim),
  };
}

/** Several claims whose formulas are right, with the values of the same wrong ones. */
function lineOfHeirs(claims: readonly ClaimResult[]): Line {
  const [{ level }] = claims as [ClaimResult];
  return {
    name: claims.map(({ name }) => name).join(", "),
    word: "INHERITS",
    level,
    ok: false,
    facts: [inheriting("the formulas are", "their", heritage(claims[0] as ClaimResult) as string)],
    isFirst: false,
    notes: [...new Set(claims.flatMap(warningsOf))],
  };
}

const inheriting = (what: string, whose: string, heritage: string): string =>
  `${what} right: ${whose} values inherit the error of ${heritage}`;

/** The claims whose error a claim inherits, in words; undefined where it is right, or wrong by itself. */
function heritage({ hints }: ClaimResult): string | undefined {
  const hint = hints.find(({ kind }) => kind === "inherits");
  if (hint?.kind !== "inherits") return undefined;
  return `${hint.from.join(" and ")}${hint.shown === "exact" ? "" : ", as far as floats can tell"}`;
}

/** Claims with the same heritage stand together, at the place of the first. */
function together(claims: readonly ClaimResult[]): ClaimResult[][] {
  const groups = new Map<string | ClaimResult, ClaimResult[]>();
  for (const claim of claims) {
    const key = heritage(claim) ?? claim;
    groups.set(key, [...(groups.get(key) ?? []), claim]);
  }
  return [...groups.values()];
}

/** The first claim that is wrong by itself, where others are wrong too. */
function firstWrong(claims: readonly ClaimResult[]): ClaimResult | undefined {
  const wrong = claims.filter(({ erratum, verdict }) => !erratum && verdict === "refuted");
  return wrong.length > 1 ? wrong.find((claim) => heritage(claim) === undefined) : undefined;
}
