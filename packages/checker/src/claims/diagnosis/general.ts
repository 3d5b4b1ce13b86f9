// The formula that holds without a condition: with a factor that is 1 under it, or with something in a leaf's place that
// is the leaf under it.
import { constant, div, mul, type Node, simplify, substitute, topological } from "@cadena/graph";
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
    (one) =>
      suppositions.holds(claim, {
        instead,
        formula: ({ claimed, problem: there, earlier: before }) =>
          claimed && one(claimed, there, { ...before, ...there.quantities }),
      }) !== undefined,
  );
  const general = change?.(trial.statement.node, problem, names);
  return general && writtenFormula(general, names);
}

/** What may be done to a formula, each part in turn. */
function changesOf(claimed: Node, names: Names, { condition, one, itself, twice }: Candidate): Change[] {
  const leafOf = (problem: Problem): Node => leafNamed(problem, condition.of, "condition");
  const parts = partsOf(claimed, names).map((part, k) => [k, constantNumber(part)] as const);
  const changes: Change[] = [];
  if (twice !== undefined) {
    for (const [k] of parts.filter(([, value]) => value === 2)) {
      changes.push((node, problem, all) => {
        const [two, leaf] = [partsOf(node, all)[k], leafOf(problem)];
        return two && replaced(node, all, [two, constant(1)], [leaf, twice(leaf)]);
      });
    }
  }
  if (itself !== undefined) {
    changes.push((node, problem, all) => {
      const leaf = leafOf(problem);
      return replaced(node, all, [leaf, itself(leaf)]);
    });
  }
  if (one !== undefined) {
    for (const [k] of parts.filter(([, value]) => value === undefined)) {
      for (const by of [mul, div]) {
        changes.push((node, problem, all) => {
          const part = partsOf(node, all)[k];
          return part && replaced(node, all, [part, by(part, one(leafOf(problem)))]);
        });
      }
    }
  }
  return changes;
}

/** The nodes that a formula is made of, down to the named ones. */
function partsOf(claimed: Node, names: Names): Node[] {
  const named = new Set(Object.values(names));
  return topological([claimed], (node) => node === claimed || !named.has(node));
}

/** The formula with other parts in the place of some; what is named otherwise stays. Undefined where one does not fit. */
function replaced(
  claimed: Node,
  names: Names,
  ...parts: readonly (readonly [part: Node, by: Node])[]
): Node | undefined {
  if (parts.some(([part, by]) => part.shape.join() !== by.shape.join())) return undefined;
  const kept = Object.values(names).filter((node) => node !== claimed);
  const places = new Map([...kept.map((node) => [node, node] as const), ...parts]);
  const [changed] = substitute([claimed], places) as [Node];
  return (simplify([changed]) as [Node])[0];
}
