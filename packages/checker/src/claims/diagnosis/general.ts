// The formula that holds without a condition: with a factor that is 1 under it, or with something in a leaf's place that
// is the leaf under it.
import { div, mul, type Node, substitute, topological } from "@cadena/graph";
import { constantNumber } from "@cadena/graph/extend";
import { writtenFormula } from "../../report/formula.ts";
import { leafNamed, type Problem } from "../problem.ts";
import type { Patient } from "./diagnose.ts";
import type { Candidate } from "./library.ts";

/** Changes a formula, made from named nodes, at any sizes. */
type Change = (claimed: Node, problem: Problem, names: Names) => Node | undefined;

/** Named nodes. */
type Names = Readonly<Record<string, Node>>;

/** The more general formula as text, once it has been shown to hold; undefined where none is found. */
export function generalFormula(patient: Patient, candidate: Candidate): string | undefined {
  const { claim, judged, judgement, setting, suppositions, instead } = patient;
  const { trial } = judged;
  if (trial?.statement.kind !== "formula") return undefined;
  const { problem } = setting;
  const earlier = judgement.judged.flatMap(([{ name, erratum }, { node }]) =>
    erratum || node === undefined ? [] : [[name, node] as const],
  );
  const names = {
    ...Object.fromEntries(earlier.filter(([, node]) => node !== judged.node)),
    ...problem.quantities,
  };
  const change = changesOf(trial.statement.node, names, candidate).find(
    (one) => suppositions.holds(claim, { instead, formula: one }) !== undefined,
  );
  const general = change?.(trial.statement.node, problem, names);
  return general && writtenFormula(general, names);
}

/** What may be done to a formula, each part in turn. */
function changesOf(claimed: Node, names: Names, { condition, one, itself }: Candidate): Change[] {
  const leafOf = (problem: Problem): Node => leafNamed(problem, condition.of, "condition");
  if (itself !== undefined) {
    return [(node, problem, all) => replaced(node, all, leafOf(problem), itself)];
  }
  if (one === undefined) return [];
  return partsOf(claimed, names).flatMap((part, k) => {
    if (constantNumber(part) !== undefined) return [];
    return [mul, div].map(
      (by): Change =>
        (node, problem, all) =>
          replaced(node, all, partsOf(node, all)[k], (it) => by(it, one(leafOf(problem)))),
    );
  });
}

/** The nodes that a formula is made of, down to the named ones. */
function partsOf(claimed: Node, names: Names): Node[] {
  const named = new Set(Object.values(names));
  return topological([claimed], (node) => node === claimed || !named.has(node));
}

/** The formula with something else in the place of a part; what is named otherwise stays. */
function replaced(
  claimed: Node,
  names: Names,
  part: Node | undefined,
  by: (part: Node) => Node,
): Node | undefined {
  if (part === undefined) return undefined;
  const other = by(part);
  if (other.shape.join() !== part.shape.join()) return undefined;
  const kept = Object.values(names).filter((node) => node !== claimed);
  const places = new Map([...kept.map((node) => [node, node] as const), [part, other] as const]);
  return (substitute([claimed], places) as [Node])[0];
}
