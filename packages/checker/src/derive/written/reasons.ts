// Why a line equals the one before it, in words, with formulas as the writer writes them.
import type { Derived, DerivedStep, Equation, Line, Name } from "../derived.ts";

/** How formulas inside words are written. */
export interface Mathematics {
  readonly equation: (equation: Equation) => string;
  readonly name: (name: Name) => string;
  readonly quantity: (name: string) => string;
}

/** The reason of a line. */
export function reasonOf(
  { reason, by, given }: Line,
  { through, name }: DerivedStep,
  { loss }: Derived,
  write: Mathematics,
): string {
  const condition = given.length === 0 ? "" : `if ${given.join(" and ")}`;
  const words = (): string => {
    switch (reason) {
      case "chain rule":
        return "chain rule";
      case "definition":
        if (by === undefined) return `chain rule, through ${listed(through.map(write.quantity))}`;
        if (by.name.kind === "quantity" && by.name.of === loss) return `from ${write.quantity(loss)}`;
        return `${by.name.kind === "quantity" ? "since " : ""}${write.equation(by)}`;
      case "substitution":
        return by === undefined ? "earlier gradients put in" : `${write.name(by.name)} put in`;
      case "independence":
        return `${write.quantity(loss)} does not depend on ${write.quantity(name.of)}`;
      case "condition":
        return "";
      default:
        return reason;
    }
  };
  return [words(), condition].filter((part) => part !== "").join(", ");
}

/** a, b and c. */
const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join() : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

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
export function proofOf({ sizes, steps, loss }: Derived, write: Mathematics): string | undefined {
  if (!steps.some(({ lines }) => lines.length > 0)) return undefined;
  const choices = new Set(
    sizes.map((one) =>
      Object.entries(one)
        .map(([name, size]) => `${name}=${size}`)
        .join(" "),
    ),
  );
  const at = sizes.some((one) => Object.keys(one).length > 0) ? `, at ${listed([...choices])}` : "";
  const open = steps.filter(({ isConfirmed, lines }) => lines.length > 0 && !isConfirmed);
  const but = open.length === 0 ? "" : ` but for ${listed(open.map(({ name }) => write.name(name)))}`;
  return `Shown in exact arithmetic${at}: each line equals the one before it, and each result is the gradient of ${write.quantity(loss)}${but}.`;
}
