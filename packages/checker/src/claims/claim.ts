// One claim, from its definition to its result. Whatever goes wrong inside it becomes part of the result.
import { input, leavesOf, type Nested, type Node, ShapeError } from "@cadena/graph";
import { make } from "@cadena/graph/extend";
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
import type { ClaimResult, Evidence, Finding, GradientWitnesses, Verdict } from "../report/result.ts";
import { compared, guarded } from "./compared.ts";
import { type Ground, groundOf } from "./ground.ts";
import { corrected, type Mistaken, usedIn } from "./mistaken.ts";
import type { Problem } from "./problem.ts";
import type { Proof } from "./proofs.ts";
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

/** A statement, what it is claimed to equal, and where the two were compared. */
export interface Trial extends Freedom {
  readonly statement: Statement;
  readonly target: Target;
  readonly ground: Ground;
}

/** A claim's result, and the node that later claims find under its name. */
export interface Judged {
  readonly result: ClaimResult;
  readonly node: Node | undefined;
  /** What it should be; absent where nobody can tell. */
  readonly target?: Node | undefined;
  /** Absent where it did not come to that. */
  readonly trial?: Trial | undefined;
  /** Where a formula is not refuted while some leaves are free, so that it may be an identity. */
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
    layout: null,
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
      const statement = statementOf(states, target.node, problem, scope, earlier);
      read.statement = statement;
      return judgedBeside(statement, setting, (one) => compared(one, target.node, ground, setting.points));
    });
  });
  const { target, statement, ground, automatic = null } = read;
  const evidence: Evidence = {
    seed,
    points: "points" in finding ? finding.points : 0,
    conditions: ground?.conditions ?? conditions.map(({ text }) => text),
    convention: target?.convention ?? null,
    layout: target?.gradientOf === undefined ? null : target.layout,
    quantity: target?.gradientOf === undefined ? null : (quantityOf(claim, problem.quantities) ?? null),
    finding,
    atOwnSizes: null,
    automatic,
  };
  const asText = typeof states.formula === "string" ? states.formula : undefined;
  const text = states.text ?? asText ?? written(claim.name, statement, { ...problem.quantities, ...earlier });
  const warnings = warningsOf(finding, automatic, target !== undefined && isIndependent(target, problem));
  const freedom = { conditions, at: states.at ?? {} };
  const isFormula = statement?.kind === "formula";
  return {
    result: resultOf(claim, text, evidence, warnings),
    node:
      finding.kind === "shape"
        ? standIn(claim.name, target)
        : isFormula
          ? ofItsOwn(statement.node, problem)
          : target?.node,
    target: target?.node,
    trial: statement && target && ground && { statement, target, ground, ...freedom },
    mayBeIdentity:
      isFormula && isOpen(finding) && !isGiven([statement.node, target?.node], ground) ? freedom : undefined,
  };
}

/** Exact arithmetic can tell of a formula that floats agree with, and of one that they do not decide. */
const isOpen = ({ kind }: Finding): boolean => kind === "agreement" || kind === "undecided";

/** What later claims find in the place of a formula that has no value of the right shape. */
const standIn = (name: string, target: Target | undefined): Node | undefined =>
  target && input(name, target.node.shape);

/** A formula that is nothing but a quantity, dZ = A, made anew: where later claims use A, they do not use dZ. */
function ofItsOwn(node: Node, { quantities }: Problem): Node {
  const { op, inputs, attributes } = node;
  return op.isLeaf || !Object.values(quantities).includes(node) ? node : make(op, inputs, attributes);
}

/** Judges a formula; one that is made from a misshapen one has no value, but may be wrong by itself too. */
function judgedBeside(
  statement: Statement,
  { mistaken }: Setting,
  judge: (statement: Statement) => Finding,
): Finding {
  if (statement.kind !== "formula") return judge(statement);
  const used = usedIn(statement.node, mistaken).filter(([, { isMisshapen }]) => isMisshapen);
  if (used.length === 0) return judge(statement);
  const found = judge({ kind: "formula", node: corrected(statement.node, used) });
  if (found.kind !== "agreement") return found;
  const names = used.map(([name]) => name).join(" and ");
  return { kind: "shape", reason: `it is made from ${names}, which has a wrong shape` };
}

/** Whether a target is 0 because the loss does not depend on the quantity. */
export const isIndependent = ({ gradientOf }: Target, { reached }: Problem): boolean =>
  gradientOf !== undefined && !reached.has(gradientOf);

/** Whether all leaves below the sides have a given value: then a formula is a number. */
function isGiven(sides: readonly (Node | undefined)[], ground: Ground | undefined): boolean {
  const leaves = leavesOf(sides.filter((side) => side !== undefined));
  return ground !== undefined && ground.fixed.size > 0 && leaves.every((leaf) => ground.fixed.has(leaf));
}

/** What becomes of a formula that is not refuted at its own sizes, once more has been asked. */
export function withProof(
  claim: Claim,
  { formula, evidence, warnings }: ClaimResult,
  { answer, warnings: others }: Proof,
): ClaimResult {
  const { finding } = evidence;
  const agreement = finding.kind === "agreement" ? finding : null;
  const proved =
    typeof answer === "string"
      ? { ...evidence, finding: agreement === null ? finding : { ...agreement, reason: answer } }
      : { ...evidence, finding: answer, atOwnSizes: agreement };
  return resultOf(claim, formula, proved, [...warnings, ...others]);
}

/** What is read from a claim on the way to its finding, as far as it goes. */
interface Reading {
  target: Target;
  ground: Ground;
  statement: Statement;
  automatic: GradientWitnesses;
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
  warnings: readonly string[] = [],
): ClaimResult {
  const verdict = verdictOf(evidence.finding);
  const sound = evidence.automatic?.verdict !== "refuted";
  const ok = sound && (erratum ? verdict === "refuted" : verdict === "exact" || verdict === "numeric");
  const level = levelOf(verdict, evidence);
  return { name, formula, erratum, verdict, level, ok, evidence, hints: [], warnings };
}

function warningsOf(finding: Finding, automatic: GradientWitnesses | null, isIndependent: boolean): string[] {
  const warnings: string[] = [];
  if (finding.kind === "agreement" && isIndependent) {
    warnings.push("the loss does not depend on it, so that its gradient is 0");
  } else if (finding.kind === "agreement" && finding.vanishes) {
    warnings.push("both sides are 0 at every point, so that their agreement says nothing");
  }
  if (automatic?.verdict === "refuted") {
    warnings.push("the automatic gradient itself is not the derivative of the forward program");
  }
  return warnings;
}
