// A derivation as plain text: the model, then the steps, with the reasons in a column of their own.
import type { Node } from "@cadena/graph";
import { columnWidth, length, padded } from "../../report/layout.ts";
import type { Derived, DerivedStep } from "../derived.ts";
import { textOf } from "./formula.ts";
import type { DerivedOptions } from "./phrases.ts";
import { conventionOf, headingOf, type Mathematics, proofOf, reasonOf } from "./reasons.ts";
import { shapesBelow } from "./shapes.ts";

/** A formula that is longer than this does not move the column of reasons to the right. */
const widest = 56;

const plainIn = (derived: Derived): Mathematics => ({
  equation: ({ name, formula }) => `${name.text} = ${textOf(formula, derived)}`,
  formula: (formula) => textOf(formula, derived),
  zero: (formula) => `${textOf(formula, derived)} = 0`,
  name: ({ text }) => text,
  quantity: (name) => name,
});

/**
 * A derivation as plain text.
 * @example
 * const [x, w, y] = [input("x", []), parameter("w", []), input("y", [])];
 * const a = mul(w, x);
 * const found = derive({ loss: square(sub(a, y)), quantities: { x, w, y, a } }, "w");
 * derivedToText(found).split("\n")[5] //=>   da = 2 * (a - y)   from J
 */
export function derivedToText(derived: Derived, options: DerivedOptions = {}): string {
  const { model, steps } = derived;
  const rows = steps.flatMap((step) => rowsOf(step, derived));
  const width = columnWidth(
    rows.map(({ left }) => left),
    widest,
  );
  const lines = rows.flatMap(({ left, reason, formula }) => [
    `  ${reason === "" ? left : `${padded(left, width)}   ${reason}`}`,
    ...(options.shapes ? shapesBelow(left, formula, derived).map((one) => `  ${one}`) : []),
  ]);
  const blocks = [
    [headingOf(derived)],
    model.map(({ name, formula }) => `  ${name.text} = ${textOf(formula, derived)}`),
    [conventionOf(derived, plainIn(derived))].flatMap((text) => (text === undefined ? [] : [`  ${text}`])),
    lines,
    [`  ${proofOf(derived, plainIn(derived))}`],
  ];
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join("\n"))
    .join("\n\n");
}

interface Row {
  readonly left: string;
  readonly reason: string;
  readonly formula: Node;
}

function rowsOf(step: DerivedStep, derived: Derived): Row[] {
  const { name, lines } = step;
  return lines.map((line, k) => ({
    left: `${k === 0 ? name.text : " ".repeat(length(name.text))} = ${textOf(line.formula, derived)}`,
    reason: reasonOf(line, step, derived, plainIn(derived)),
    formula: line.formula,
  }));
}
