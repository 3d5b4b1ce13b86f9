// One claim, from its definition to its result. Whatever goes wrong inside it becomes part of the result.
import { leavesOf, type Nested, type Node, ShapeError } from "@cadena/graph";
import type { Condition } from "../derivation/condition.ts";
import type {
  Claim,
  ClaimDefinition,
  Dimensions,
  DrawDefinition,
  Quantities,
} from "../derivation/derivation.ts";
import { agreeing, refuting, testDistribution } from "../evidence/distribution.ts";
import { levelOf } from "../report/level.ts";
import type {
  Agreement,
  ClaimResult,
  Evidence,
  Finding,
  GradientWitnesses,
  Hint,
  Verdict,
} from "../report/result.ts";
import { compared, guarded } from "./compared.ts";
import { type Ground, groundOf } from "./ground.ts";
import { hintFor } from "./hint.ts";
import type { Mistaken } from "./inherited.ts";
import type { Problem } from "./problem.ts";
import type { Answer } from "./proofs.ts";
import { scopeOf } from "./scope.ts";
import type { Statement } from "./sides.ts";
import { statementOf, written } from "./statement.ts";
import { quantityOf, type Target, targetOf } from "./target.ts";

/** What the claims of one derivation share. */
export interface Setting {
  readonly problem: Problem;
  readonly given: readonly Condition[];
  readonly seed: number;
  readonly points: number;
  /** The gradient with respect to a quantity, against the forward program, where a claim is tried. */
  readonly witnesses: (quantity: Node, ground: Ground) => GradientWitnesses;
  /** The claims that have been refuted so far. */
  readonly mistaken: ReadonlyMap<string, Mistaken>;
}

/** A claim's result, and the node that later claims find under its name. */
export interface Judged {
  readonly result: ClaimResult;
  readonly node: Node | undefined;
  /** What the node is claimed to equal. */
  readonly target?: Node | undefined;
  /** Where a formula agrees with its target while some leaves are free, so that it may be an identity. */
  readonly mayBeIdentity?: Freedom | undefined;
}

/** The conditions of a claim, and the values that it gives to leaves. */
export interface Freedom {
  readonly conditions: readonly Condition[];
  readonly at: Readonly<Record<string, Nested>>;
}

/** Judges a claim, given the nodes of earlier ones. */
export function judge(claim: Claim, earlier: Readonly<Record<string, Node>>, setting: Setting): Judged {
  const { states } = claim;
  if ("draw" in states) return { result: judgeDraws(claim, states, setting), node: undefined };
  return judgeFormula(claim, states, earlier, setting);
}

function judgeDraws(claim: Claim, states: DrawDefinition, { seed }: Setting): ClaimResult {
  const finding = guarded(() => testDistribution(states, seed));
  const evidence: Evidence = {
    seed,
    points: 0,
    conditions: [],
    convention: null,
    quantity: null,
    finding,
    atOwnSizes: null,
    automatic: null,
  };
  return resultOf(claim, states.text, evidence);
}

function judgeFormula(
  claim: Claim,
  states: ClaimDefinition<Quantities, Dimensions>,
  earlier: Readonly<Record<string, Node>>,
  setting: Setting,
): Judged {
  const { problem, seed } = setting;
  const conditions = [...setting.given, ...(states.given ?? [])];
  const read: Partial<Reading> = {};
  const finding = guarded(() => {
    const scope = scopeOf(problem, earlier);
    const target = targetOf(claim.name, states, problem, scope);
    read.target = target;
    const ground = groundOf(problem, conditions, states.at ?? {}, seed);
    read.ground = ground;
    if (target.gradientOf !== undefined) read.automatic = setting.witnesses(target.gradientOf, ground);
    return misshapen(() => {
      const statement = statementOf(states, problem, scope, earlier);
      read.statement = statement;
      const found = compared(statement, target.node, ground, setting.points);
      if (found.kind === "entry" && !claim.erratum) {
        const at = states.at ?? {};
        read.hint = hintFor({ statement, target, ground, conditions, at }, setting);
      }
      return found;
    });
  });
  const { target, statement, automatic = null } = read;
  const evidence: Evidence = {
    seed,
    points: "points" in finding ? finding.points : 0,
    conditions: read.ground?.conditions ?? conditions.map(({ text }) => text),
    convention: target?.convention ?? null,
    quantity: target?.gradientOf === undefined ? null : (quantityOf(claim, problem.quantities) ?? null),
    finding,
    atOwnSizes: null,
    automatic,
  };
  const asText = typeof states.formula === "string" ? states.formula : undefined;
  const text = states.text ?? asText ?? written(claim.name, statement, { ...problem.quantities, ...earlier });
  const isFormula = statement?.kind === "formula";
  return {
    result: resultOf(claim, text, evidence, {
      hints: read.hint === undefined ? [] : [read.hint],
      warnings: warningsOf(finding, automatic),
    }),
    node: isFormula && finding.kind !== "shape" ? statement.node : target?.node,
    target: target?.node,
    mayBeIdentity:
      isFormula && finding.kind === "agreement" && !isGiven([statement.node, target?.node], read.ground)
        ? { conditions, at: states.at ?? {} }
        : undefined,
  };
}

/** Whether all leaves below the sides have a given value: then a formula is a number. */
function isGiven(sides: readonly (Node | undefined)[], ground: Ground | undefined): boolean {
  const leaves = leavesOf(sides.filter((side) => side !== undefined));
  return ground !== undefined && ground.fixed.size > 0 && leaves.every((leaf) => ground.fixed.has(leaf));
}

/** What becomes of a formula that agrees with its target at its own sizes, once more has been asked. */
export function withProof(
  claim: Claim,
  { formula, evidence, hints, warnings }: ClaimResult,
  answer: Answer,
): ClaimResult {
  const agreement = evidence.finding as Agreement;
  const proved =
    typeof answer === "string"
      ? { ...evidence, finding: { ...agreement, reason: answer } }
      : { ...evidence, finding: answer, atOwnSizes: agreement };
  return resultOf(claim, formula, proved, { hints, warnings });
}

/** What is read from a claim on the way to its finding, as far as it goes. */
interface Reading {
  target: Target;
  ground: Ground;
  statement: Statement;
  automatic: GradientWitnesses;
  hint: Hint | undefined;
}

/** Shapes that do not go together, inside a formula or with its target, refute it. */
function misshapen(find: () => Finding): Finding {
  try {
    return find();
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    return { kind: "shape", reason: error.excerpt === undefined ? error.what : error.message };
  }
}

const verdicts = {
  identity: "exact",
  agreement: "numeric",
  entry: "refuted",
  shape: "refuted",
  undecided: "undecided",
} as const;

function verdictOf(finding: Finding): Verdict {
  if (finding.kind !== "distribution") return verdicts[finding.kind];
  if (finding.p < refuting) return "refuted";
  return finding.p > agreeing ? "numeric" : "undecided";
}

function resultOf(
  { name, erratum }: Claim,
  formula: string,
  evidence: Evidence,
  { hints, warnings }: Pick<ClaimResult, "hints" | "warnings"> = { hints: [], warnings: [] },
): ClaimResult {
  const verdict = verdictOf(evidence.finding);
  const sound = evidence.automatic?.verdict !== "refuted";
  const ok = sound && (erratum ? verdict === "refuted" : verdict === "exact" || verdict === "numeric");
  const level = levelOf(verdict, evidence);
  return { name, formula, erratum, verdict, level, ok, evidence, hints, warnings };
}

function warningsOf(finding: Finding, automatic: GradientWitnesses | null): string[] {
  const warnings: string[] = [];
  if (finding.kind === "agreement" && finding.vanishes) {
    warnings.push("both sides are 0 at every point, so that their agreement says nothing");
  }
  if (automatic?.verdict === "refuted") {
    warnings.push("the automatic gradient itself is not the derivative of the forward program");
  }
  return warnings;
}
