// A place among the tokens of a text: what stands there, and what to say where something else was expected.
import { joined } from "./joined.ts";
import { type Source, type Span, unreadable } from "./place.ts";
import { type Token, tokensOf } from "./tokens.ts";
import type { Tree, Unplaced } from "./tree.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Reads tokens one by one. */
export class Cursor {
  protected readonly source: Source;
  protected readonly vocabulary: Vocabulary;
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(source: Source, vocabulary: Vocabulary) {
    this.source = source;
    this.vocabulary = vocabulary;
    this.#tokens = joined(tokensOf(source, vocabulary), vocabulary);
  }

  protected get token(): Token {
    return this.#tokens[this.#at] as Token;
  }

  protected peek(ahead = 1): Token | undefined {
    return this.#tokens[this.#at + ahead];
  }

  protected next(): Token {
    return this.#tokens[this.#at++] as Token;
  }

  protected is(sign: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token?.kind === "sign" && token.text === sign;
  }

  protected eat(sign: string): boolean {
    const found = this.is(sign);
    if (found) this.#at++;
    return found;
  }

  protected expect(sign: string, opened?: Token): void {
    if (this.eat(sign)) return;
    if (opened !== undefined && this.token.kind === "end") {
      const shown = this.source.text.slice(opened.start, opened.end);
      throw unreadable(this.source, opened, `${shown} is never closed`, `a ${sign} is missing`);
    }
    this.unexpected(sign);
  }

  protected unexpected(expected: string): never {
    const token = this.token;
    const shown = this.source.text.slice(token.start, token.end);
    const isClosing = token.kind === "sign" && /^[)\]}]$/.test(token.text);
    const hint =
      isClosing && expected.startsWith("an operator") ? "a bracket that opens is missing" : undefined;
    const what = token.kind === "end" ? "the formula ends too early" : `${shown} is not expected here`;
    throw unreadable(this.source, token, `${what}, expected ${expected}`, hint);
  }

  protected get previousEnd(): number {
    return this.#tokens[this.#at - 1]?.end ?? 0;
  }

  /** A tree from `start` to what was read last. */
  protected tree(start: number, part: Unplaced): Tree {
    return { start, end: this.previousEnd, ...part } as Tree;
  }

  protected skip(count = 1): void {
    this.#at += count;
  }

  protected fail(span: Span, what: string, hint?: string): never {
    throw unreadable(this.source, span, what, hint);
  }
}
