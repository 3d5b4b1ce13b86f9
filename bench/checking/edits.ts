// The mistakes that people make in a formula, each as an edit of its text at one place.
import { type Node, transpose } from "@cadena/graph";
import { parseTree, type Tree } from "@cadena/notation";
import type { NodeScope } from "./model.ts";

/** A formula that somebody might write in the place of the right one. */
export interface Edit {
  /** What kind of mistake it is. */
  readonly kind: string;
  readonly text: string;
}

/** All edits of a formula, whether they fit by shape or not; a text stands there once. */
export function edits(text: string, scope: NodeScope): Edit[] {
  const tree = parseTree(text, scope);
  const found = new Map<string, Edit>();
  for (const [kind, of, replacement] of atPlaces(tree, text, scope)) {
    const edited = `${text.slice(0, of.start)}(${replacement})${text.slice(of.end)}`;
    if (!found.has(edited)) found.set(edited, { kind, text: edited });
  }
  return [...found.values()];
}

/** What is put in the place of a subtree. */
type Replacement = readonly [kind: string, of: Tree, text: string];

function* atPlaces(whole: Tree, text: string, scope: NodeScope): Generator<Replacement> {
  const written = ({ start, end }: Tree): string => `(${text.slice(start, end)})`;
  for (const tree of withTerms(whole)) yield* scaled(tree, written(tree), scope);
  for (const tree of subtrees(whole)) {
    switch (tree.kind) {
      case "infix":
        yield* infixes(tree, written(tree.left), written(tree.right));
        break;
      case "chain":
        yield* chains(
          tree,
          tree.factors.map((factor) => written(factor.tree)),
        );
        break;
      case "name":
        yield* names(tree, written(tree), scope);
        break;
      case "number":
        yield* numbers(tree);
        break;
      case "call":
        yield* calls(tree, text, tree.args.map(written));
        break;
      case "transpose":
        yield ["a missing transpose", tree, written(tree.operand)];
        break;
      case "prefix":
        yield ["the sign", tree, written(tree.operand)];
        break;
      case "power":
        yield ["a missing power", tree, written(tree.base)];
        yield ["a power too high", tree, `${written(tree.base)}^3`];
        yield ["a matrix product for a square", tree, `${written(tree.base)}^T @ ${written(tree.base)}`];
        break;
    }
  }
}

/** Signs and factors: of the whole formula, and of its summands. */
function* scaled(tree: Tree, t: string, scope: NodeScope): Generator<Replacement> {
  yield ["the sign", tree, `-${t}`];
  for (const factor of ["2", "1/2", "4", "1/4"]) yield ["a factor", tree, `${factor} * ${t}`];
  yield ["a clip", tree, `maximum(-10, minimum(10, ${t}))`];
  for (const [name, value] of Object.entries(scope)) {
    if (typeof value !== "number") continue;
    yield ["an extra 1/m", tree, `1/${name} * ${t}`];
    yield ["an extra m", tree, `${name} * ${t}`];
  }
  for (const name of matricesOf(scope)) {
    yield ["an extra term", tree, `${t} + 0.01 * ${name}`];
    yield ["an extra factor", tree, `${t} * ${name}`];
    yield ["an extra slope", tree, `${t} * ${name} * (1 - ${name})`];
    yield ["an extra slope", tree, `${t} * (1 - ${name}^2)`];
  }
}

function* infixes(tree: Tree & { kind: "infix" }, a: string, b: string): Generator<Replacement> {
  if (tree.sign === "+" || tree.sign === "-") {
    yield ["the sign", tree, `${a} ${tree.sign === "+" ? "-" : "+"} ${b}`];
    yield ["a dropped term", tree, a];
    yield ["a dropped term", tree, tree.sign === "+" ? b : `-${b}`];
    yield ["a product for a sum", tree, `${a} * ${b}`];
  }
  if (tree.sign === "-") yield ["the sign", tree, `${b} - ${a}`];
  if (tree.sign === "*") {
    yield ["a dropped factor", tree, a];
    yield ["a dropped factor", tree, b];
    yield ["a sum for a product", tree, `${a} + ${b}`];
    yield ["a quotient for a product", tree, `${a} / ${b}`];
    yield ["the matrix product for *", tree, `${a} @ ${b}`];
    yield ["the matrix product for *", tree, `${a}^T @ ${b}`];
  }
  if (tree.sign === "/") {
    yield ["a dropped divisor", tree, a];
    yield ["a product for a quotient", tree, `${a} * ${b}`];
    yield ["a quotient upside down", tree, `${b} / ${a}`];
  }
  if (tree.sign === ">") yield ["the comparison", tree, `${a} < ${b}`];
  if (tree.sign === "<") yield ["the comparison", tree, `${a} > ${b}`];
}

function* chains(tree: Tree, factors: readonly string[]): Generator<Replacement> {
  for (const [k, factor] of factors.entries()) {
    yield ["a dropped factor", tree, factors.filter((_, at) => at !== k).join(" ")];
    const others = (to: string): string => factors.map((one, at) => (at === k ? to : one)).join(" ");
    yield ["an extra transpose", tree, others(`${factor}^T`)];
    const next = factors[k + 1];
    if (next === undefined) continue;
    const [before, behind] = [factors.slice(0, k).join(" "), factors.slice(k + 2).join(" ")];
    yield ["factors swapped", tree, `${before} ${next} ${factor} ${behind}`];
    yield ["* for the matrix product", tree, `${before} (${factor} * ${next}) ${behind}`];
    yield ["a sum for a product", tree, `${before} (${factor} + ${next}) ${behind}`];
  }
}

function* names(tree: Tree, t: string, scope: NodeScope): Generator<Replacement> {
  const own = t.slice(1, -1);
  const value = scope[own];
  if (value === undefined) return;
  if (typeof value === "number") {
    const others = Object.keys(scope).filter((name) => typeof scope[name] === "number" && name !== own);
    for (const other of others) yield ["the wrong dimension", tree, other];
    yield ["a forgotten dimension", tree, "1"];
    return;
  }
  for (const [other, node] of Object.entries(scope)) {
    if (typeof node === "number" || other === own) continue;
    const isFlipped = isMatrix(node) && isMatrix(value) && sameShape(transpose(node) as Node, value);
    if (sameShape(node, value)) yield ["the wrong quantity", tree, other];
    if (isFlipped) yield ["the wrong quantity", tree, `${other}^T`];
  }
  if (Object.hasOwn(scope, `d${own}`)) yield ["an updated quantity", tree, `${own} - 0.01 d${own}`];
  if (value.shape.length === 0) yield ["a forgotten number", tree, "1"];
}

function* numbers(tree: Tree & { kind: "number" }): Generator<Replacement> {
  const { value } = tree;
  yield ["the wrong number", tree, String(2 * value)];
  yield ["the wrong number", tree, String(value + 1)];
  if (value !== 0) yield ["a number a little off", tree, String(value * 1.001)];
}

/** Functions that are taken for each other. */
const taken: Readonly<Record<string, readonly string[]>> = {
  sum: ["mean"],
  mean: ["sum"],
  σ: ["tanh"],
  tanh: ["σ"],
  exp: ["log"],
  sign: ["abs"],
  sqrt: ["square"],
};

function* calls(
  tree: Tree & { kind: "call" },
  text: string,
  args: readonly string[],
): Generator<Replacement> {
  const behind = text.slice(tree.start + text.slice(tree.start).search(/[²(]/), tree.end);
  for (const other of taken[tree.name.base] ?? []) yield ["the wrong function", tree, other + behind];
  const axis = tree.options.find(({ name }) => name === "axis")?.value;
  if (axis !== undefined && axis !== true && axis.kind === "number") {
    const other = `${text.slice(tree.start, axis.start)}${1 - axis.value}${text.slice(axis.end, tree.end)}`;
    yield ["the wrong axis", tree, other];
    yield ["the wrong axis", tree, `(${other})^T`];
    yield ["a missing sum", tree, args[0] as string];
  }
  if (axis === undefined && args.length === 1) yield ["a missing function", tree, args[0] as string];
}

/** The whole, and everything that is added up in it. */
function withTerms(tree: Tree): Tree[] {
  if (tree.kind !== "infix" || !"+-".includes(tree.sign)) return [tree];
  return [tree, ...withTerms(tree.left), ...withTerms(tree.right)];
}

/** A tree and all trees below it. */
function subtrees(tree: Tree): Tree[] {
  return [tree, ...below(tree).flatMap(subtrees)];
}

function below(tree: Tree): readonly Tree[] {
  switch (tree.kind) {
    case "infix":
      return [tree.left, tree.right];
    case "chain":
      return tree.factors.map((factor) => factor.tree);
    case "power":
      return [tree.base, tree.exponent];
    case "call":
      return tree.args;
    case "list":
      return tree.items;
    case "transpose":
    case "prefix":
    case "bars":
      return [tree.operand];
    default:
      return [];
  }
}

const isMatrix = (node: Node): boolean => node.shape.length === 2;
const sameShape = (a: Node, b: Node): boolean => a.shape.join() === b.shape.join() && a.dtype === b.dtype;

const matricesOf = (scope: NodeScope): string[] =>
  Object.entries(scope).flatMap(([name, value]) =>
    typeof value !== "number" && value.shape.length > 0 && value.dtype === "real" ? [name] : [],
  );
