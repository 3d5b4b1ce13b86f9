// What is said where the building of a graph fails: the op's own words, at the place in the text.
import { CadenaError, type Node, ParseError, ShapeError } from "@cadena/graph";
import { type Operator, remedy } from "./operators.ts";
import { misfit, type Source, type Span, unreadable } from "./place.ts";

const longestShown = 24;

/** Applies ops, and places what they throw. */
export class Reports {
  readonly #source: Source;

  constructor(source: Source) {
    this.#source = source;
  }

  fail(span: Span, what: string, hint?: string): never {
    throw unreadable(this.#source, span, what, hint);
  }

  /** An operand as it is written, in parentheses where it has several parts. */
  text({ start, end }: Span): string {
    const text = this.#source.text.slice(start, end);
    const short = text.length > longestShown ? `${text.slice(0, longestShown - 1)}…` : text;
    return /^[\p{L}\\][^\s+*/-]*$/u.test(text) || /^\([^()]*\)$/.test(text) ? short : `(${short})`;
  }

  /** What an op throws, at its place in the text. */
  guard(span: Span, apply: () => Node): Node {
    try {
      return apply();
    } catch (error) {
      throw this.#placed(error, span);
    }
  }

  /** An operator between two operands; where their shapes do not fit, what would. */
  operate(
    apply: Operator,
    sign: string,
    at: Span,
    [leftSpan, left]: readonly [Span, Node],
    [rightSpan, right]: readonly [Span, Node],
  ): Node {
    try {
      return apply(left, right);
    } catch (error) {
      if (!(error instanceof ShapeError)) throw this.#placed(error, at);
      const [l, r] = [this.text(leftSpan), this.text(rightSpan)];
      const what = `the shapes do not fit: ${l} [${left.shape.join(", ")}] ${sign} ${r} [${right.shape.join(", ")}]`;
      const hint = remedy(apply, sign, { node: left, text: l }, { node: right, text: r }) ?? error.hint;
      throw misfit(this.#source, at, what, [left.shape, right.shape], hint);
    }
  }

  #placed(error: unknown, span: Span): unknown {
    if (!(error instanceof CadenaError) || error instanceof ParseError) return error;
    return error instanceof ShapeError
      ? misfit(this.#source, span, error.what, error.shapes, error.hint)
      : unreadable(this.#source, span, error.what, error.hint);
  }

  /** Two vectors without a sign between them. */
  vectors(at: Span, [a, left]: readonly [Span, Node], [b, right]: readonly [Span, Node]): never {
    const what = `two vectors side by side: ${this.text(a)} [${left.shape}] and ${this.text(b)} [${right.shape}]`;
    const hint = "write * for the elementwise product, @ for the sum of its elements";
    throw misfit(this.#source, at, what, [left.shape, right.shape], hint);
  }
}
