// Results as text: one line a claim, in columns.
import { sizesAsText } from "../derivation/sizes.ts";
import type { ClaimResult, DerivationResult, Evidence, Finding, Law, LawsResult, Verdict } from "./result.ts";

/** How results are printed. */
export interface TextOptions {
  /** Whether verdicts are coloured, for a terminal. */
  readonly color?: boolean;
}

/**
 * Results as text, one line a claim: the derivation, the claim's name, its formula, the verdict, and what it rests on.
 * @example
 * const line = derivation({
 *   id: "L1",
 *   title: "A line",
 *   dimensions: {},
 *   build: () => {
 *     const x = input("x", []);
 *     return { loss: mul(3, x), quantities: { x } };
 *   },
 * }).claim("dx", { formula: () => constant(3) });
 * toText(check(line)) //=> L1  dx  3  exact  equal in prime fields, error < 7e-55
 */
export function toText(
  results: DerivationResult | readonly DerivationResult[] | LawsResult,
  { color = false }: TextOptions = {},
): string {
  if ("laws" in results) return table(results.laws.map(lawRow), color);
  const all = [results].flat() as readonly DerivationResult[];
  return table(
    all.flatMap(({ id, claims }) => claims.map((claim) => claimRow(id, claim))),
    color,
  );
}

/** One line: cells in columns, the last of which is the verdict, and free text. */
interface Row {
  readonly cells: readonly string[];
  readonly rest: string;
  readonly ok: boolean;
}

const lawRow = ({ law, verdict, ok, explanation }: Law): Row => ({
  cells: [law, verdict],
  rest: explanation,
  ok,
});

const claimRow = (id: string, claim: ClaimResult): Row => ({
  cells: [id, claim.name, claim.formula, claim.verdict].map(onOneLine),
  rest: explained(claim),
  ok: claim.ok,
});

function table(rows: readonly Row[], color: boolean): string {
  const columns = rows[0]?.cells.length ?? 0;
  const widths = Array.from({ length: columns }, (_, k) =>
    Math.max(...rows.map(({ cells }) => length(cells[k] as string))),
  );
  const line = ({ cells, rest, ok }: Row): string => {
    const padded = cells.map((cell, k) => cell + " ".repeat((widths[k] as number) - length(cell)));
    const verdict = padded.pop() as string;
    return [...padded, color ? painted(verdict, ok) : verdict, rest].join("  ").trimEnd();
  };
  return rows.map(line).join("\n");
}

/** Without line breaks and other control characters, which would break the columns or the terminal. */
const onOneLine = (text: string): string => text.replace(/\p{Cc}+/gu, " ");

/** The number of characters, not of code units. */
const length = (text: string): number => [...text].length;

/** Green for what is as expected, red for what is not. */
const painted = (text: string, ok: boolean): string => `\u001b[${ok ? 32 : 31}m${text}\u001b[0m`;

function explained({ erratum, verdict, ok, evidence, warnings }: ClaimResult): string {
  return [
    expectation(erratum, verdict, ok),
    finding(evidence.finding),
    basis(evidence),
    ...warnings.map((warning) => `warning: ${warning}`),
  ]
    .filter((part) => part !== "")
    .join("; ");
}

function expectation(erratum: boolean, verdict: Verdict, ok: boolean): string {
  if (ok) return erratum ? "an erratum" : "";
  if (erratum) return verdict === "numeric" || verdict === "exact" ? "AN ERRATUM THAT HOLDS" : "an erratum";
  return verdict === "refuted" ? "WRONG" : "";
}

function finding(found: Finding): string {
  switch (found.kind) {
    case "identity": {
      const sizes = found.sizes.map(sizesAsText).filter((text) => text !== "");
      const where = sizes.length === 0 ? "" : ` at ${sizes.join(" and ")}`;
      const chance = found.heuristic === null ? "error" : "estimated error";
      const field = found.engine === "p-adic numbers" ? "p-adic numbers" : "prime fields";
      const region = regionOf(found.oneSided);
      return `equal in ${field}${where}, ${chance} < ${figure(found.error)}${region}`;
    }
    case "agreement": {
      const points = `${found.points} point${found.points === 1 ? "" : "s"}`;
      const bar = found.estimated ? " (an estimate)" : "";
      const more = found.reason === undefined ? "" : `; not exact: ${found.reason}`;
      return `agrees within ${figure(found.bound)}${bar} at ${points}${more}`;
    }
    case "entry": {
      const [claimed, automatic] = apart(middle(found.claimed), middle(found.automatic));
      const entry = found.entry.length === 0 ? "" : `entry [${found.entry.join(", ")}]: `;
      const bar = found.estimated ? " (by an estimated error bar)" : "";
      return `${entry}claimed ${claimed}, automatic ${automatic}${bar}`;
    }
    case "shape":
    case "undecided":
      return found.reason.split("\n")[0] as string;
    case "distribution":
      return `${found.p < 1e-9 ? "p < 1e-9" : `p = ${found.p.toPrecision(2)}`} for ${found.draws} draws`;
  }
}

function basis({ conditions, convention }: Evidence): string {
  const needs = conditions.length === 0 ? "" : `given: ${conditions.join(", ")}`;
  const whose = convention === "per-example" ? "per example" : "";
  return [needs, whose].filter((part) => part !== "").join("; ");
}

/** Which branches an identity has not been seen on. */
function regionOf(oneSided: number | null): string {
  if (oneSided === null) return "; branches not counted";
  return oneSided === 0 ? "" : `; ${oneSided} comparison${oneSided === 1 ? "" : "s"} seen one way only`;
}

const middle = ([low, high]: readonly [number, number]): number => low + (high - low) / 2;
const figure = (x: number): string => (x === 0 ? "0" : x.toExponential(0));

/** Two different numbers, with as few digits as show the difference, four at least. */
function apart(a: number, b: number): [string, string] {
  for (let digits = 4; digits <= 17; digits++) {
    const [left, right] = [a.toPrecision(digits), b.toPrecision(digits)];
    if (left !== right) return [String(Number(left)), String(Number(right))];
  }
  return [String(a), String(b)];
}
