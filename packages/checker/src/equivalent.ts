// Are two formulas equal? A derivation of nothing but their leaves, with one claim: the one is the other.
import { CadenaError, float64, input, type Node, type Shape } from "@cadena/graph";
import { inferShapes, parse, parseShapes, type SymbolicShapes, shapeAsText } from "@cadena/notation";
import { type CheckOptions, check } from "./check.ts";
import type { Condition } from "./derivation/condition.ts";
import { parseCondition } from "./derivation/conditions/index.ts";
import { type AnyDerivation, derivation } from "./derivation/derivation.ts";
import type { SizeTable } from "./derivation/sizes.ts";
import type { DerivationResult, Verdict } from "./report/result.ts";

/** A formula as people write it, or in code over nodes and sizes. */
export type Formula = string | ((scope: Readonly<Record<string, Node>>) => Node);

/** What is known of the names in formulas, and how thoroughly they are compared. */
export interface EquivalenceOptions extends Pick<CheckOptions, "seed" | "points"> {
  /** Shapes as in "A: n m, x: m", letters for any size; those of names in text can be inferred. */
  readonly shapes?: SymbolicShapes | string;
  /** Conditions on names, as data or as in "A is symmetric". */
  readonly given?: readonly (Condition | string)[];
}

/** Whether two formulas are equal, and for which shapes that was asked. */
export interface Equivalence {
  readonly verdict: Verdict;
  readonly shapes: SymbolicShapes;
  /** The same as a check of one claim: its name is the left formula, its formula the right one. */
  readonly result: DerivationResult;
}

/**
 * Whether two formulas are equal for all values of their names, and all sizes: in exact arithmetic, or else refuted by
 * a counter-example. Shapes that nobody gives are the most general ones at which the formulas make sense: capital
 * letters are matrices, small ones numbers, or vectors where they are used so.
 * @throws ParseError for a formula, a shape or a condition that cannot be read, ShapeError where no shapes make sense
 * @example
 * equivalent("(A B)^T", "B^T A^T").verdict //=> exact
 * equivalent("(A B)^T", "A^T B^T").verdict //=> refuted
 * equivalent("x^T A x", "x^T A^T x", { given: ["A is symmetric"] }).verdict //=> exact
 */
export function equivalent(
  left: Formula,
  right: Formula,
  { shapes = {}, given = [], ...options }: EquivalenceOptions = {},
): Equivalence {
  const conditions = given.map((one) => (typeof one === "string" ? parseCondition(one) : one));
  const texts = [left, right].filter((one) => typeof one === "string");
  const known = typeof shapes === "string" ? parseShapes(shapes) : shapes;
  const inferred = inferShapes(texts, { shapes: known, demand: (leaves) => demand(conditions, leaves) });
  const lost = conditions.find(({ of }) => !Object.hasOwn(inferred, of));
  if (lost !== undefined) {
    const names = Object.keys(inferred).join(", ");
    throw new CadenaError(`given: ${lost.text}, but there is no ${lost.of} (there are ${names})`, {
      origin: undefined,
    });
  }
  const result = check(asDerivation(left, right, inferred, conditions), { ...options, require: "exact" });
  return { verdict: result.claims[0]?.verdict as Verdict, shapes: inferred, result };
}

/** Asks of conditions whether leaves can satisfy them at all. */
function demand(conditions: readonly Condition[], leaves: Readonly<Record<string, Shape>>): void {
  for (const condition of conditions) {
    const shape = leaves[condition.of];
    if (shape !== undefined) condition.demands(float64, shape, []);
  }
}

function asDerivation(
  left: Formula,
  right: Formula,
  shapes: SymbolicShapes,
  given: readonly Condition[],
): AnyDerivation {
  const letters = new Set(
    Object.values(shapes)
      .flat()
      .filter((size) => typeof size === "string"),
  );
  const nodeOf = (formula: Formula, scope: Readonly<Record<string, Node>>): Node =>
    typeof formula === "string" ? parse(formula, scope) : formula(scope);
  const text = (formula: Formula): string => (typeof formula === "string" ? formula : formula.toString());
  const listed = Object.entries(shapes).map(([name, shape]) => shapeAsText(name, shape));
  return derivation({
    id: "equal",
    title: listed.length === 0 ? "numbers" : `for all ${listed.join(", ")}`,
    dimensions: Object.fromEntries(Array.from(letters, (letter, k) => [letter, k + 2])),
    given,
    build: (sizes: SizeTable) => ({
      quantities: Object.fromEntries(
        Object.entries(shapes).map(([name, shape]) => [
          name,
          input(
            name,
            shape.map((size) => (typeof size === "number" ? size : (sizes[size] as number))),
          ),
        ]),
      ),
    }),
  }).claim(text(left), {
    of: (scope) => nodeOf(left, scope),
    formula: (scope) => nodeOf(right, scope),
    text: text(right),
  });
}
