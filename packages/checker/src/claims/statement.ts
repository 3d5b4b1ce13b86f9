// What a claim states, read from its definition, and how it is written.
import { broadcastTo, CadenaError, type Nested, type Node } from "@cadena/graph";
import { constantNumber, toNode } from "@cadena/graph/extend";
import { parse } from "@cadena/notation";
import type { ClaimDefinition, Dimensions, Quantities } from "../derivation/derivation.ts";
import { writtenFormula } from "../report/formula.ts";
import type { Problem } from "./problem.ts";
import { type NodeScope, numberScope } from "./scope.ts";
import type { Statement } from "./sides.ts";

/**
 * Reads a definition.
 * @throws CadenaError where it states nothing, or several things; whatever its formula throws
 */
export function statementOf(
  definition: ClaimDefinition<Quantities, Dimensions>,
  target: Node,
  problem: Problem,
  scope: NodeScope,
  earlier: Readonly<Record<string, Node>>,
): Statement {
  const { formula, numbers, values, decimals } = definition;
  const stated = Object.entries({ formula, numbers, values }).filter(([, one]) => one !== undefined);
  if (stated.length !== 1) {
    const given = stated.map(([name]) => name).join(" and ") || "none of them";
    throw new CadenaError(`a claim has exactly one of formula, numbers and values: it has ${given}`, {
      origin: undefined,
    });
  }
  if (values !== undefined) return { kind: "values", values, decimals };
  if (decimals !== undefined) {
    throw new CadenaError("decimals belong to given values, not to a formula", { origin: undefined });
  }
  if (typeof formula === "string") return { kind: "formula", node: zerosLike(parse(formula, scope), target) };
  if (formula !== undefined) {
    return { kind: "formula", node: zerosLike(toNode(formula(scope as never)), target) };
  }
  const f = numbers as (scope: Readonly<Record<string, Nested>>) => Nested;
  return {
    kind: "numbers",
    f: (inputs) => f(numberScope(problem, inputs)),
    inputs: { ...problem.quantities, ...earlier },
  };
}

/** A formula that is the number 0 means zeros of the shape that is asked for: "dQ = 0". */
const zerosLike = (formula: Node, { shape }: Node): Node =>
  formula.shape.length === 0 && constantNumber(formula) === 0 ? broadcastTo(formula, shape) : formula;

/** A statement as text, where its author gives none. */
export function written(
  name: string,
  statement: Statement | undefined,
  names: Readonly<Record<string, Node>>,
): string {
  if (statement?.kind === "formula") return writtenFormula(statement.node, names);
  return statement?.kind === "values" ? JSON.stringify(statement.values) : name;
}
