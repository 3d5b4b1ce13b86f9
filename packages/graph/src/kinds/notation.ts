// How an op is written. A printer asks the op; it never knows one by name.
import { type Node, sameShape } from "../node/node.ts";
import type { Shape } from "../types/shape.ts";

/**
 * How strongly a written phrase holds together; a weaker phrase inside a stronger one gets parentheses. In words,
 * from the loosest: ∨, ∧, comparisons, + and -, * and /, a number before a tensor (λ W), a matrix product (W X),
 * powers and transposes, and what never needs parentheses.
 */
export const binding = {
  or: 1,
  and: 2,
  relation: 3,
  sum: 4,
  product: 5,
  scaled: 6,
  chain: 7,
  power: 8,
  atom: 9,
} as const;

/** A written formula, as Unicode text and as LaTeX. */
export interface Phrase {
  readonly text: string;
  readonly latex: string;
  readonly binding: number;
  /** The binding of the LaTeX form, where it differs: a fraction bar needs no parentheses. */
  readonly latexBinding?: number;
  /** The shape of what is written. It is smaller than the node's where stretching is left to the reader. */
  readonly shape?: Shape;
}

/** How an op writes itself, given its written inputs. */
export interface Notation {
  write(inputs: readonly Phrase[], node: Node): Phrase;
  /** True where the op stretches its operands itself, so that they are written as they were before stretching. */
  readonly stretches?: boolean;
}

const latexBindingOf = (phrase: Phrase): number => phrase.latexBinding ?? phrase.binding;

/** Puts parentheses around a phrase that binds less than `strength`. */
export function enclosed(phrase: Phrase, strength: number): Phrase {
  return parenthesised(phrase, phrase.binding < strength, latexBindingOf(phrase) < strength);
}

/** A phrase to the right of something: enclosed also where it begins with a minus sign. */
export function following(phrase: Phrase, strength: number): Phrase {
  return parenthesised(
    phrase,
    phrase.binding < strength || phrase.text.startsWith("-"),
    latexBindingOf(phrase) < strength || phrase.latex.startsWith("-"),
  );
}

function parenthesised(phrase: Phrase, inText: boolean, inLatex: boolean): Phrase {
  if (!inText && !inLatex) return phrase;
  return {
    ...phrase,
    text: inText ? `(${phrase.text})` : phrase.text,
    latex: inLatex ? `\\left(${phrase.latex}\\right)` : phrase.latex,
    binding: inText ? binding.atom : phrase.binding,
    latexBinding: inLatex ? binding.atom : latexBindingOf(phrase),
  };
}

/** A phrase that never needs parentheses. */
export function atom(text: string, latex: string = text): Phrase {
  return { text, latex, binding: binding.atom };
}

/** Whether a factor may follow another one with nothing but a space between them. */
export const juxtaposes = (text: string): boolean => /^[\p{L}(]/u.test(text);

/** `name(a, b, option=value)`. */
export function call(
  text: string,
  latex = `\\operatorname{${text.replace(/[#$%&_{}]/g, "\\$&")}}`,
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

/** `a < b`; `firm` asks the right operand to bind one step more, as in a - (b + c). */
export function infix(text: string, latex: string, strength: number, firm = false): Notation {
  return {
    write: ([left, right]) => {
      const l = enclosed(left as Phrase, firm && strength === binding.relation ? strength + 1 : strength);
      const r = following(right as Phrase, firm ? strength + 1 : strength);
      return {
        text: `${l.text} ${text} ${r.text}`,
        latex: `${l.latex} ${latex} ${r.latex}`,
        binding: strength,
      };
    },
  };
}

/** `a + b`, and `a - b` for a term that begins with a minus sign. */
export const plus: Notation = {
  stretches: true,
  write: ([left, right]) => {
    const [l, r] = [enclosed(left as Phrase, binding.sum), enclosed(right as Phrase, binding.sum)];
    return { text: added(l.text, r.text), latex: added(l.latex, r.latex), binding: binding.sum };
  },
};

function added(left: string, right: string): string {
  return right.startsWith("-") ? `${left} - ${right.slice(1)}` : `${left} + ${right}`;
}

/** `-a`. */
export function negated(phrase: Phrase): Phrase {
  const x = following(phrase, binding.product);
  return {
    text: `-${x.text}`,
    latex: `-${x.latex}`,
    binding: Math.min(x.binding, binding.chain),
    latexBinding: Math.min(latexBindingOf(x), binding.chain),
  };
}

/** A phrase in brackets behind another one: `x[1, 3]`. */
export function indexed(phrase: Phrase, text: string, latex: string = text): Phrase {
  const base = enclosed(phrase, binding.atom);
  return atom(`${base.text}[${text}]`, `${base.latex}\\left[${latex}\\right]`);
}

/** A phrase whose stretching to `shape` is written, for an op that does not stretch it itself. */
export function stretched(phrase: Phrase, shape: Shape): Phrase {
  if (phrase.shape === undefined || sameShape(phrase.shape, shape)) return phrase;
  const target = `[${shape.join(", ")}]`;
  return {
    ...atom(
      `broadcastTo(${phrase.text}, ${target})`,
      `\\operatorname{broadcastTo}\\left(${phrase.latex}, ${target}\\right)`,
    ),
    shape,
  };
}

/** The shape that operands of these shapes stretch to. */
export function commonShape(shapes: readonly Shape[]): Shape {
  const rank = Math.max(0, ...shapes.map((shape) => shape.length));
  return Array.from({ length: rank }, (_, k) => {
    const extents = shapes.map((shape) => shape[k - rank + shape.length] ?? 1);
    return extents.find((extent) => extent !== 1) ?? 1;
  });
}

/** Asks a node's op to write it, given its written inputs. */
export function write(node: Node, inputs: readonly Phrase[]): Phrase {
  const { notation } = node.op;
  if (!notation.stretches) {
    const whole = inputs.map((input, k) => stretched(input, (node.inputs[k] as Node).shape));
    return { shape: node.shape, ...notation.write(whole, node) };
  }
  const shape = commonShape(inputs.map((input) => input.shape ?? []));
  return { shape, ...notation.write(inputs, node) };
}
