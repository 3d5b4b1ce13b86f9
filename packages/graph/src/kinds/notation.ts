// How an op is written. A printer asks the op; it never knows one by name.
import type { Node } from "../node/node.ts";

/** How strongly a written phrase holds together; a weaker phrase inside a stronger one gets parentheses. */
export const binding = { relation: 1, sum: 2, product: 3, prefix: 4, power: 5, atom: 6 } as const;

/** A written formula, as Unicode text and as LaTeX. */
export interface Phrase {
  readonly text: string;
  readonly latex: string;
  readonly binding: number;
}

/** How an op writes itself, given its written inputs. */
export interface Notation {
  write(inputs: readonly Phrase[], node: Node): Phrase;
}

/** Puts parentheses around a phrase that binds less than `strength`. */
export function enclosed(phrase: Phrase, strength: number): Phrase {
  if (phrase.binding >= strength) return phrase;
  return { text: `(${phrase.text})`, latex: `\\left(${phrase.latex}\\right)`, binding: binding.atom };
}

/** A phrase that never needs parentheses. */
export function atom(text: string, latex: string = text): Phrase {
  return { text, latex, binding: binding.atom };
}

/** `name(a, b, option=value)`. */
export function call(
  text: string,
  latex = `\\operatorname{${text}}`,
  options?: (node: Node) => readonly string[],
): Notation {
  return {
    write: (inputs, node) => {
      const extra = options?.(node) ?? [];
      return atom(
        `${text}(${[...inputs.map((i) => i.text), ...extra].join(", ")})`,
        `${latex}\\left(${[...inputs.map((i) => i.latex), ...extra.map((o) => `\\text{${o}}`)].join(", ")}\\right)`,
      );
    },
  };
}

/** `a + b`; `firm` asks the right operand to bind one step more, as in a - (b + c). */
export function infix(text: string, latex: string, strength: number, firm = false): Notation {
  return {
    write: ([left, right]) => {
      const l = enclosed(left as Phrase, strength);
      const r = enclosed(right as Phrase, firm ? strength + 1 : strength);
      return {
        text: `${l.text} ${text} ${r.text}`,
        latex: `${l.latex} ${latex} ${r.latex}`,
        binding: strength,
      };
    },
  };
}
