// What stands in brackets: groups, lists, bars, operands, places of an index, cases, and members as x.sum().
import { binding } from "@cadena/graph/extend";
import { Cursor } from "./cursor.ts";
import type { Name } from "./name.ts";
import type { Span } from "./place.ts";
import type { Token } from "./tokens.ts";
import type { OptionTree, RangeTree, Tree } from "./tree.ts";

const optionNames = /^(?:axis|dim|keep_?dims?|classes|at|of|stride|dilation|padding|size|groups)$/i;

/** What closes a bracket. */
const closing = { "(": ")", "[": "]", "{": "}", "|": "|", "‖": "‖" } as const;
type Bracket = keyof typeof closing;

/** Reads brackets; what stands between them is read by the grammar. */
export abstract class Brackets extends Cursor {
  /** The brackets that are open: a bar inside a bar closes it. */
  protected readonly open: Bracket[] = [];
  /** Whether a number stands apart from the name behind it: x^2y is x² y, not x to the power 2y. */
  protected isApart = false;

  protected abstract expression(strength: number): Tree;

  protected enclosed<T>(bracket: Bracket, read: () => T): T {
    const before = this.isApart;
    this.isApart = false;
    this.open.push(bracket);
    const result = read();
    this.open.pop();
    this.isApart = before;
    return result;
  }

  /** A tree in parentheses, or several as a list. */
  protected group(bracket: "(" | "{"): Tree {
    const opened = this.next();
    const items = this.enclosed(bracket, () => this.items(closing[bracket]));
    this.expect(closing[bracket], opened);
    const [only] = items;
    if (items.length === 1 && only !== undefined)
      return { ...only, start: opened.start, end: this.previousEnd };
    return this.tree(opened.start, { kind: "list", items });
  }

  /** At least one tree, and those after commas. */
  protected items(end: string): Tree[] {
    const items = [this.expression(binding.or)];
    while (this.eat(",") && !this.is(end)) items.push(this.expression(binding.or));
    return items;
  }

  protected list(): Tree {
    const opened = this.next();
    const items = this.enclosed("[", () => this.items("]"));
    this.expect("]", opened);
    return this.tree(opened.start, { kind: "list", items });
  }

  protected bars(bar: "|" | "‖"): Tree {
    const opened = this.next() as Token & { kind: "sign" };
    const second = this.token;
    const isDouble = bar === "|" && opened.side === undefined && this.is("|") && !second.spaced;
    if (isDouble) this.skip();
    const operand = this.enclosed(bar, () => this.expression(binding.or));
    this.expect(bar, opened);
    if (isDouble) this.expect(bar, opened);
    return this.tree(opened.start, { kind: "bars", bars: isDouble ? "‖" : bar, operand });
  }

  /** The cases of LaTeX: what holds, when, and what otherwise. */
  protected choice(): Tree {
    const { start } = this.next();
    const then = this.expression(binding.or);
    this.expect("&");
    const condition = this.expression(binding.or);
    this.expect("\\\\");
    const otherwise = this.expression(binding.or);
    if (this.eat("&")) this.expression(binding.or);
    this.expect("endcases");
    return this.tree(start, { kind: "choice", condition, then, otherwise });
  }

  protected call(name: Name, at: Span, first: readonly Tree[]): Tree {
    const opened = this.next();
    const args = [...first];
    const options: OptionTree[] = [];
    this.enclosed("(", () => {
      while (!this.is(")")) {
        const option = this.option();
        if (option === undefined) args.push(this.expression(binding.or));
        else options.push(option);
        if (!this.eat(",")) break;
      }
    });
    this.expect(")", opened);
    return this.tree(first[0]?.start ?? at.start, { kind: "call", name, at, args, options });
  }

  /** x.T, x.f(...), x.shape[1] and x.astype(float). */
  protected member(object: Tree): Tree {
    this.skip();
    const { name, start, end } = this.next() as Token & { kind: "name" };
    if (name.base === "T") return this.tree(object.start, { kind: "transpose", operand: object });
    if (name.base === "shape" && this.is("[")) {
      const axis = this.list() as Tree & { kind: "list" };
      const args = [object, ...axis.items];
      return this.tree(object.start, { kind: "call", name, at: { start, end }, args, options: [] });
    }
    if (!this.is("(")) {
      this.fail({ start, end: this.previousEnd }, `.${name.base} is unknown, expected .T or a function`);
    }
    const type = this.peek();
    if (name.base === "astype" && type?.kind === "name" && type.name.base === "float" && this.is(")", 2)) {
      this.skip(3);
      return this.tree(object.start, { kind: "call", name, at: { start, end }, args: [object], options: [] });
    }
    return this.call({ ...name, isQualified: true }, { start, end }, [object]);
  }

  /** axis=1, axis 1, or a word alone: keepDims. */
  protected option(): OptionTree | undefined {
    const token = this.token;
    if (
      token.kind !== "name" ||
      !optionNames.test(token.name.base + (token.name.indices.length > 0 ? "_dims" : ""))
    )
      return undefined;
    if (this.vocabulary.isQuantity(token.name)) return undefined;
    this.skip();
    const name = [token.name.base, ...token.name.indices].join("").toLowerCase();
    const hasValue = this.eat("=") || this.token.kind === "number" || this.is("-");
    const value = hasValue ? this.expression(binding.sum) : true;
    return { name, value, start: token.start, end: this.previousEnd };
  }

  protected part(operand: Tree): Tree {
    const opened = this.next();
    const places: (Tree | RangeTree)[] = [];
    this.enclosed("[", () => {
      do places.push(this.place());
      while (this.eat(","));
    });
    this.expect("]", opened);
    return this.tree(operand.start, { kind: "part", operand, places });
  }

  protected place(): Tree | RangeTree {
    const bound = (): Tree | undefined =>
      this.is(":") || this.is(",") || this.is("]") ? undefined : this.expression(binding.or);
    const from = bound();
    if (!this.eat(":")) return from ?? this.unexpected("an index");
    const to = bound();
    const step = this.eat(":") ? bound() : undefined;
    return { kind: "range", from, to, step };
  }
}
