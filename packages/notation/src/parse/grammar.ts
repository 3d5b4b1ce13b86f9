// Tokens to a tree, by precedence climbing (Pratt 1973). How strongly signs bind is told in the README.
import { binding } from "@cadena/graph/extend";
import { Brackets } from "./brackets.ts";
import type { Name } from "./name.ts";
import type { Source, Span } from "./place.ts";
import type { Token } from "./tokens.ts";
import type { Factor, InfixSign, Tree } from "./tree.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** More brackets inside each other than any formula needs. */
const deepest = 500;

/** How strongly an infix sign binds, and how strongly what stands to its right has to. */
const infixes: ReadonlyMap<string, readonly [left: number, right: number]> = new Map<
  string,
  readonly [number, number]
>([
  ["∨", [binding.or, binding.and]],
  ["∧", [binding.and, binding.relation]],
  ...[..."=≠<≤>≥"].map((sign) => [sign, [binding.relation, binding.sum]] as const),
  ["+", [binding.sum, binding.product]],
  ["-", [binding.sum, binding.product]],
  ["*", [binding.product, binding.chain]],
  ["×", [binding.product, binding.chain]],
  ["@", [binding.product, binding.chain]],
  ["/", [binding.product, binding.power]], // one factor: a / b c is (a / b) c
]);

/**
 * A text as a tree; `=` stands for a comparison.
 * @throws ParseError for a text that is no formula
 */
export function treeOf(source: Source, vocabulary: Vocabulary): Tree {
  const grammar = new Grammar(source, vocabulary);
  return grammar.whole();
}

class Grammar extends Brackets {
  #depth = 0;

  whole(): Tree {
    const tree = this.expression(binding.or);
    if (this.token.kind !== "end") this.unexpected("an operator or the end");
    return tree;
  }

  protected deeper<T>(read: () => T): T {
    if (++this.#depth > deepest) {
      this.fail(this.token, "too many brackets, signs or powers inside each other");
    }
    const result = read();
    this.#depth--;
    return result;
  }

  protected expression(strength: number): Tree {
    return this.deeper(() => {
      let left = this.prefix();
      for (;;) {
        const longer = this.longer(left, strength);
        if (longer === undefined) return left;
        left = longer;
      }
    });
  }

  /** The tree with what follows it, if that binds strongly enough. */
  protected longer(left: Tree, strength: number): Tree | undefined {
    const token = this.token;
    const behind = this.postfix(left);
    if (behind !== undefined) return behind;
    const infix = token.kind === "sign" ? infixes.get(token.text) : undefined;
    if (infix !== undefined) {
      if (infix[0] < strength) return undefined;
      const at = this.next();
      const right = this.expression(infix[1]);
      return this.tree(left.start, {
        kind: "infix",
        sign: token.text as InfixSign,
        left,
        right,
        at: { start: at.start, end: at.end },
      });
    }
    return binding.chain >= strength && this.followsFactor() ? this.chain(left) : undefined;
  }

  protected followsFactor(): boolean {
    return this.is("·") || this.startsFactor();
  }

  /** Whether a factor may begin here without a sign before it. */
  protected startsFactor(): boolean {
    const token = this.token;
    if (token.kind === "name") return true;
    if (token.kind !== "sign") return false;
    if (token.text === "|" || token.text === "‖")
      return token.side === "left" || (token.side === undefined && this.open.at(-1) !== token.text);
    return ["(", "[", "{", "√", "frac", "¬", "cases"].includes(token.text);
  }

  protected chain(first: Tree): Tree {
    const factors: Factor[] = [{ tree: first, dotted: false }];
    while (this.followsFactor()) {
      const dotted = this.eat("·");
      const tree = this.expression(binding.power);
      const last = factors.at(-1)?.tree;
      const scientific = dotted && tree.kind === "number" ? this.scientific(last, tree) : undefined;
      if (scientific !== undefined) factors[factors.length - 1] = { tree: scientific, dotted: false };
      else factors.push({ tree, dotted });
    }
    return factors.length === 1
      ? (factors[0] as Factor).tree
      : this.tree(first.start, { kind: "chain", factors });
  }

  /** 2 · 10^-8 is one number. */
  protected scientific(digits: Tree | undefined, power: Tree): Tree | undefined {
    const text = this.source.text.slice(power.start, power.end);
    const [, exponent] = /^10\s*(?:\^|\*\*)\s*\{?\s*(-?\d+)/.exec(text) ?? [];
    if (digits?.kind !== "number" || exponent === undefined) return undefined;
    return this.tree(digits.start, { kind: "number", value: Number(`${digits.value}e${exponent}`) });
  }

  /** What stands behind a quantity and belongs to it: a power, a transposition, a part, a method. */
  protected postfix(left: Tree): Tree | undefined {
    const token = this.token;
    const { start } = left;
    if (token.kind === "raised") {
      this.skip();
      const exponent = { kind: "number", value: token.value, start: token.start, end: token.end } as const;
      return this.tree(start, { kind: "power", base: left, exponent });
    }
    if (token.kind !== "sign") return undefined;
    if (token.text === "⊤" || token.text === "'") {
      this.skip();
      return this.tree(start, { kind: "transpose", operand: left });
    }
    if (token.text === "^") return this.power(left);
    if (token.text === "[" && !token.spaced && left.kind !== "number") return this.part(left);
    if (token.text === "." && this.peek()?.kind === "name") return this.member(left);
    return undefined;
  }

  protected power(base: Tree): Tree {
    this.skip();
    if (this.isT(0) || (this.is("{") && this.isT(1) && this.is("}", 2))) {
      this.skip(this.is("{") ? 3 : 1);
      return this.tree(base.start, { kind: "transpose", operand: base });
    }
    const exponent = this.exponent();
    const ten = base.kind === "number" && base.value === 10 ? wholeNumber(exponent) : undefined;
    if (ten !== undefined) return this.tree(base.start, { kind: "number", value: Number(`1e${ten}`) });
    return this.tree(base.start, { kind: "power", base, exponent });
  }

  protected isT(ahead: number): boolean {
    const token = this.peek(ahead);
    return (
      this.is("⊤", ahead) ||
      (token?.kind === "name" && /^T$/.test(token.name.base) && token.name.indices.length === 0)
    );
  }

  protected exponent(): Tree {
    return this.is("{") ? this.prefix() : this.apart(() => this.expression(binding.power));
  }

  /** A number in x^2y and \\frac1m is no coefficient of the name behind it. */
  protected apart(read: () => Tree): Tree {
    const before = this.isApart;
    this.isApart = true;
    const tree = read();
    this.isApart = before;
    return tree;
  }

  /** A quantity without what follows it. */
  protected prefix(): Tree {
    return this.deeper(() => this.beginning());
  }

  protected beginning(): Tree {
    const token = this.token;
    const { start } = token;
    if (token.kind === "number") return this.number();
    if (token.kind === "name") return this.named();
    if (token.kind === "sign") {
      const { text } = token;
      if (text === "+") {
        this.skip();
        return this.expression(binding.power);
      }
      if (text === "-" || text === "¬") {
        this.skip();
        const operand = this.expression(binding.power);
        return operand.kind === "number" && text === "-" && this.source.text[operand.start] !== "("
          ? this.tree(start, { kind: "number", value: -operand.value })
          : this.tree(start, { kind: "prefix", sign: text, operand });
      }
      if (text === "(" || text === "{") return this.group(text);
      if (text === "[") return this.list();
      if (text === "|" || text === "‖") return this.bars(text);
      if (text === "√") return this.root();
      if (text === "frac") return this.fraction();
      if (text === "cases") return this.choice();
    }
    return this.unexpected("a number, a name or a bracket");
  }

  /** A number; 2x, written without a space, is one factor. */
  protected number(): Tree {
    const { start, end, value } = this.next() as Token & { kind: "number" };
    const number = { kind: "number", value, start, end } as const;
    const next = this.token;
    if (next.kind !== "name" || this.isApart || next.start !== end) return number;
    const factor = this.expression(binding.power);
    const factors = [number, factor].map((tree) => ({ tree, dotted: false }));
    return this.tree(start, { kind: "chain", factors });
  }

  protected named(): Tree {
    const { name, start, end } = this.next() as Token & { kind: "name" };
    const at = { start, end };
    const { isQuantity, isFunction } = this.vocabulary;
    if (name.isQualified !== true && isQuantity(name)) return this.tree(start, { kind: "name", name });
    const isTotal = name.base === "Σ" || name.base === "sum" || name.base === "Sigma";
    if (isTotal && name.isQualified !== true && (name.indices.length > 0 || !this.is("(")))
      return this.total(name, start);
    if (this.is("(") && (isFunction(name) || !this.token.spaced)) return this.call(name, at, []);
    if (!isFunction(name)) return this.tree(start, { kind: "name", name });
    return this.applied(name, at);
  }

  /** A function without parentheses: log a, and tanh²(z). */
  protected applied(name: Name, at: Span): Tree {
    const exponent = this.smallPower();
    if (exponent !== undefined) {
      const base = this.is("(") ? this.call(name, at, []) : this.deeper(() => this.applied(name, at));
      return this.tree(at.start, { kind: "power", base, exponent });
    }
    if (!this.startsFactor() && this.token.kind !== "number") {
      this.fail(at, `${this.source.text.slice(at.start, at.end)} is a function, expected what it is of`);
    }
    const argument = this.expression(binding.power);
    return this.tree(at.start, { kind: "call", name, at, args: [argument], options: [] });
  }

  /** A power of a function: tanh² z, tanh^2 z. */
  protected smallPower(): Tree | undefined {
    const token = this.is("^") ? this.peek() : this.token;
    if (token?.kind !== (this.is("^") ? "number" : "raised")) return undefined;
    this.skip(this.is("^") ? 2 : 1);
    return this.tree(token.start, { kind: "number", value: token.value });
  }

  /** Σ_i and what it adds up: all to its right that multiplies. */
  protected total(name: Name, start: number): Tree {
    const [index] = (name.indices[0] ?? "").split("=");
    const to = this.eat("^") ? this.exponent() : undefined;
    const operand = this.expression(binding.product);
    return this.tree(start, { kind: "total", index: index === "" ? undefined : index, to, operand });
  }

  protected root(): Tree {
    const { start, end } = this.next();
    const name = { base: "sqrt", indices: [], primes: 0 };
    return this.tree(start, { kind: "call", name, at: { start, end }, args: [this.prefix()], options: [] });
  }

  /** A fraction of LaTeX; \frac12 is a half. */
  protected fraction(): Tree {
    const { start, end } = this.next();
    const { token } = this;
    if (token.kind === "number" && /^\d\d$/.test(token.text)) {
      this.skip();
      const value = Number(token.text[0]) / Number(token.text[1]);
      return this.tree(start, { kind: "number", value });
    }
    const [left, right] = [this.apart(() => this.prefix()), this.apart(() => this.prefix())];
    return this.tree(start, { kind: "infix", sign: "/", left, right, at: { start, end } });
  }
}

function wholeNumber(tree: Tree): number | undefined {
  return tree.kind === "number" && Number.isInteger(tree.value) ? tree.value : undefined;
}
