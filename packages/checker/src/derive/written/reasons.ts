// Why a line equals the one before it, in words, with formulas as the writer writes them.
import type { Node } from "@cadena/graph";
import { type SizeTable, sizesAsText } from "../../derivation/sizes.ts";
import type { Derived, DerivedStep, Equation, Line, Name } from "../derived.ts";
import { textOf } from "./formula.ts";

/** How formulas inside words are written. */
export interface Mathematics {
  readonly equation: (equation: Equation) => string;
  readonly formula: (formula: Node) => string;
  /** That a formula is 0. */
  readonly zero: (formula: Node) => string;
  readonly name: (name: Name) => string;
  readonly quantity: (name: string) => string;
}

/** What a quantity is made from is not said again where it is longer than this. */
const longest = 80;

/** The reason of a line. */
export function reasonOf(
  { reason, by, given, vanishing, ties }: Line,
  { through, name }: DerivedStep,
  derived: Derived,
  write: Mathematics,
): string {
  const { loss, sizes } = derived;
  const condition = given.length === 0 ? "" : `if ${given.join(" and ")}`;
  const words = (): string => {
    switch (reason) {
      case "chain rule":
        return "chain rule";
      case "definition":
        if (by === undefined) return `chain rule, through ${listed(through.map(write.quantity))}`;
        if (by.name.kind !== "quantity") return write.equation(by);
        return by.name.of === loss || textOf(by.formula, derived).length > longest
          ? `from ${write.name(by.name)}`
          : `since ${write.equation(by)}`;
      case "substitution":
        return by === undefined ? "earlier gradients put in" : `${write.name(by.name)} put in`;
      case "independence":
        return `${write.quantity(loss)} does not depend on ${write.quantity(name.of)}`;
      case "automatic":
        return `as the graph has it${atSizes(sizes.slice(0, 1))}`;
      case "condition":
        return "";
      default:
        return vanishing.length === 0 ? reason : `since ${listed(vanishing.map(write.zero))}`;
    }
  };
  const but = ties.length === 0 ? "" : `but for ${listed(ties.map(write.formula))}`;
  return [words(), but, condition].filter((part) => part !== "").join(", ");
}

/** a, b and c. */
const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join() : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

/** What the derivation is of. */
export const headingOf = ({ id, title }: Derived): string => (id === title ? title : `${id}: ${title}`);

/** What is to be said of the convention; undefined where all gradients are those of the loss. */
export function conventionOf({ steps, loss }: Derived, write: Mathematics): string | undefined {
  const scaled = steps.filter(({ factor }) => factor !== undefined);
  const [first] = scaled;
  if (first === undefined) return undefined;
  const one = scaled.length === 1;
  const names = listed(scaled.map(({ name }) => write.name(name)));
  const what = `${one ? "is the gradient" : "are the gradients"} of each example's own cost`;
  return `${names} ${what}: ${write.quantity(first.factor as string)} times ${one ? "that" : "those"} of ${write.quantity(loss)}.`;
}

/** How all of it was shown. */
export function proofOf({ sizes, steps, loss }: Derived, write: Mathematics): string {
  const open = steps.filter(({ isConfirmed }) => !isConfirmed);
  const but = open.length === 0 ? "" : ` (but for ${listed(open.map(({ name }) => write.name(name)))})`;
  const lines = `Shown in exact arithmetic${atSizes(sizes)}: each line equals the one before it`;
  return `${lines}, and each result is the automatic gradient of ${write.quantity(loss)} as a whole${but}.`;
}

/** `, at n=3 m=5`; nothing where there are no sizes. */
function atSizes(sizes: readonly SizeTable[]): string {
  const choices = new Set(sizes.filter((one) => Object.keys(one).length > 0).map(sizesAsText));
  return choices.size === 0 ? "" : `, at ${listed([...choices])}`;
}
