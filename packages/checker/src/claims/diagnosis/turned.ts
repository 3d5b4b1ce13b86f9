// A formula whose transpose has the right shape.
import { type Node, transpose } from "@cadena/graph";
import type { Claim } from "../../derivation/derivation.ts";
import type { Hint } from "../../report/result.ts";
import { compared } from "../compared.ts";
import { corrected, usedIn } from "../mistaken.ts";
import type { Patient } from "./diagnose.ts";

type Turned = Extract<Hint, { kind: "transposed" }>;

/**
 * Whether the transpose of a formula is right; undefined where it would not fit, and for a square matrix where it is not
 * right.
 */
export function turned(patient: Patient): Turned | undefined {
  const { claim, judged, judgement, setting, suppositions } = patient;
  const { trial } = judged;
  if (trial?.statement.kind !== "formula") return undefined;
  const { node } = trial.statement;
  const local = corrected(
    node,
    usedIn(node, judgement.mistaken).filter(([name]) => name !== claim.name),
  );
  const { node: target, layout } = trial.target;
  if (node.shape.length !== 2 || node.shape.toReversed().join() !== target.shape.join()) return undefined;
  const agrees = (one: Node): boolean =>
    compared({ kind: "formula", node: one }, target, trial.ground, setting.points).kind === "agreement";
  const isRight = agrees(transpose(local));
  const isSquare = node.shape.join() === target.shape.join();
  // What is wrong far out only, as a clipped symmetric matrix, is no better when it is transposed.
  if (isSquare && (!isRight || agrees(local))) return undefined;
  const states = { ...claim.states, layout: layout === "same" ? "transposed" : "same" } as Claim["states"];
  const instead = new Map([...patient.instead, [claim, { ...claim, states }] as const]);
  const shown = isRight ? (suppositions.holds(claim, { instead }) ?? "numeric") : "exact";
  const text = isRight ? "its transpose is right" : "its transpose would fit, but is not right either";
  return { kind: "transposed", isRight, shown, text };
}
