// A tree to nodes, by the shapes of what its names stand for.
import {
  abs,
  cast,
  constant,
  exp,
  integers,
  logicalNot,
  mul,
  type Node,
  neg,
  pow,
  type Range,
  stack,
  where,
} from "@cadena/graph";
import { constantNumber } from "@cadena/graph/extend";
import { applied, ruleOf } from "./call.ts";
import { norm, transposed } from "./functions.ts";
import { integersOf, numberOf, valuesOf } from "./literal.ts";
import { Meanings } from "./meanings.ts";
import { keyOf } from "./name.ts";
import { type Operator, operators } from "./operators.ts";
import { type Place, partOf } from "./parts.ts";
import type { Source } from "./place.ts";
import { matrixProduct, outerProduct } from "./products.ts";
import { Reports } from "./reports.ts";
import type { Scope } from "./scope.ts";
import { nested, totalOf } from "./total.ts";
import { childrenOf, type Factor, firstOf, type RangeTree, type Tree } from "./tree.ts";

/** Whether a vector is written as a row: xᵀ or -xᵀ. */
const isRow = (tree: Tree): boolean =>
  tree.kind === "transpose" || (tree.kind === "prefix" && isRow(tree.operand));

type Of<Kind extends Tree["kind"]> = Tree & { readonly kind: Kind };

/**
 * The nodes of a tree.
 * @param running indices that run from the start: with i, x_i is every element of x
 * @throws ParseError for an unknown name, ShapeError for operands that do not go together
 */
export function build(tree: Tree, source: Source, scope: Scope, running: readonly string[]): Node {
  return new Builder(source, scope, running).build(tree);
}

class Builder {
  readonly #scope: Scope;
  readonly #reports: Reports;
  readonly #meanings: Meanings;

  constructor(source: Source, scope: Scope, running: readonly string[]) {
    this.#scope = scope;
    this.#reports = new Reports(source);
    this.#meanings = new Meanings(scope, this.#reports, running);
  }

  /** Long formulas grow to the left: that side is walked, not called. */
  build(tree: Tree): Node {
    const spine: Tree[] = [tree];
    for (let first = firstOf(tree); first !== undefined; first = firstOf(first)) spine.push(first);
    let node = this.#alone(spine.pop() as Tree);
    while (spine.length > 0) node = this.#longer(spine.pop() as Tree, node);
    return node;
  }

  /** A tree that begins with no other one. */
  #alone(tree: Tree): Node {
    switch (tree.kind) {
      case "number":
        return constant(tree.value);
      case "name":
        return this.#meanings.quantity(tree.name, tree);
      case "list":
        return this.#list(tree);
      case "call":
        return this.#call(tree, []);
      case "total":
        return this.#total(tree);
      case "prefix": {
        const operand = this.build(tree.operand);
        return this.#reports.guard(tree, () => (tree.sign === "-" ? neg(operand) : logicalNot(operand)));
      }
      case "bars": {
        const operand = this.build(tree.operand);
        return this.#reports.guard(tree, () => (tree.bars === "|" ? abs(operand) : norm(operand)));
      }
      case "choice": {
        const [then, condition, otherwise] = childrenOf(tree).map((part) => this.build(part));
        return this.#reports.guard(tree, () => where(condition as Node, then as Node, otherwise as Node));
      }
      default:
        throw new TypeError(`${tree.kind} begins with another tree`);
    }
  }

  /** A tree whose beginning is built. */
  #longer(tree: Tree, first: Node): Node {
    switch (tree.kind) {
      case "infix":
        return this.#infix(tree, first, this.build(tree.right));
      case "chain":
        return this.#chain(tree, first);
      case "power":
        return this.#power(tree, first);
      case "transpose":
        return transposed(first);
      case "part": {
        const places = tree.places.map((place) => this.#place(place));
        return this.#reports.guard(tree, () => partOf(first, places));
      }
      case "call":
        return this.#call(tree, [first]);
      default:
        throw new TypeError(`${tree.kind} begins with no other tree`);
    }
  }

  #infix({ sign, at, left: l, right: r }: Of<"infix">, left: Node, right: Node): Node {
    const isScaling = left.shape.length === 0 || right.shape.length === 0;
    const apply = operators.get(sign === "×" && isScaling ? "*" : sign);
    if (apply !== undefined) {
      return this.#reports.operate(apply, sign, at, [l, left], [r, right]);
    }
    const hint = "write * for the elementwise product, @ for the matrix product";
    return this.#reports.fail(at, "× between two tensors says not which product it is", hint);
  }

  /** Numbers on the left scale what all tensors to their right make together. */
  #chain({ factors }: Of<"chain">, first: Node): Node {
    const nodes = factors.map((factor, k) => (k === 0 ? first : this.build(factor.tree)));
    const lead = nodes.findIndex((node) => node.shape.length > 0);
    const numbers = lead < 0 ? nodes : nodes.slice(0, lead);
    const scale = numbers.length === 0 ? undefined : numbers.reduce((a, b) => mul(a, b) as Node);
    if (lead < 0) return scale as Node;
    let product = nodes[lead] as Node;
    const beginsWithRow = product.shape.length === 1 && isRow((factors[lead] as Factor).tree);
    for (let k = lead + 1; k < nodes.length; k++) {
      product = this.#beside(factors, lead, k, product, nodes[k] as Node, beginsWithRow);
    }
    return scale === undefined ? product : (mul(scale, product) as Node);
  }

  /** The product of the factors from `lead` to before k, and factor k; xᵀ A is a row, and so xᵀ A x a number. */
  #beside(
    factors: readonly Factor[],
    lead: number,
    k: number,
    left: Node,
    right: Node,
    beginsWithRow: boolean,
  ): Node {
    const [first, before, last] = [factors[lead], factors[k - 1], factors[k]] as [Factor, Factor, Factor];
    const { start } = last.tree;
    const at = last.dotted ? { start: before.tree.end, end: start } : { start, end: start + 1 };
    const sides = [
      [{ start: first.tree.start, end: before.tree.end }, left],
      [last.tree, right],
    ] as const;
    const apply = this.#juxtaposition(beginsWithRow ? first.tree : before.tree, last, left, right);
    if (apply === undefined) return this.#reports.vectors(at, ...sides);
    return this.#reports.operate(apply, "·", at, ...sides);
  }

  /** Elements x_i y_i multiply as numbers do; a row times a column is a number, a column times a row a matrix. */
  #juxtaposition(before: Tree, { tree, dotted }: Factor, left: Node, right: Node): Operator | undefined {
    if (this.#meanings.hasElement(before) && this.#meanings.hasElement(tree)) return mul;
    if (left.shape.length !== 1 || right.shape.length !== 1 || dotted) return matrixProduct;
    if (tree.kind === "transpose") return outerProduct;
    return isRow(before) ? matrixProduct : undefined;
  }

  #power({ base: below, exponent, start, end }: Of<"power">, base: Node): Node {
    const isEuler = below.kind === "name" && keyOf(below.name) === "e" && !this.#scope.isQuantity(below.name);
    if (isEuler) return exp(this.build(exponent));
    const fixed = numberOf(exponent);
    if (below.kind === "bars" && below.bars === "‖" && fixed === 2) return base.inputs[0] as Node;
    const raised = fixed ?? this.build(exponent);
    return this.#reports.guard({ start, end }, () => pow(base, raised));
  }

  #place(place: Tree | RangeTree): Place {
    if (place.kind === "range") return this.#range(place);
    const values = integersOf(place);
    if (values === undefined) return this.build(place);
    return place.kind === "list" ? constant(integers([...values])) : (values[0] as number);
  }

  #range({ from, to, step }: RangeTree): Range {
    if (from === undefined && to === undefined && step === undefined) return null;
    const [first = 0, end, by] = [from, to, step].map((bound) => {
      if (bound === undefined) return undefined;
      const value = numberOf(bound);
      return Number.isInteger(value) ? value : this.#reports.fail(bound, "a range needs whole numbers");
    });
    return [first, end, by] as unknown as Range;
  }

  /** Numbers in brackets are a constant; [z > 0] is 1 or 0; [a, b] is a vector; brackets around one term group it. */
  #list(tree: Of<"list">): Node {
    const [only] = tree.items;
    if (tree.items.length === 1 && only !== undefined && only.kind !== "list") {
      const node = this.build(only);
      return node.dtype === "boolean" ? cast(node, "real") : node;
    }
    const values = valuesOf(tree);
    const items = values === undefined ? tree.items.map((item) => this.build(item)) : [];
    return this.#reports.guard(tree, () => (values === undefined ? stack(items) : constant(values)));
  }

  #call(tree: Of<"call">, first: readonly Node[]): Node {
    const rule = ruleOf(tree, this.#scope, this.#reports);
    const nodes = tree.args.map((argument, k) => first[k] ?? this.build(argument));
    return applied(rule, tree, nodes, this.#reports, this.#scope.isOwnFunction(tree.name));
  }

  #total(tree: Of<"total">): Node {
    const totals = nested(tree);
    const indices = totals.flatMap(({ index }) => index ?? []);
    const { operand } = totals.at(-1) as Of<"total">;
    const summed = this.#meanings.whileRunning(indices, () => this.build(operand));
    const sizes = totals.map(({ to }) => to && constantNumber(this.build(to)));
    return totalOf(totals, sizes, summed, this.#reports);
  }
}
