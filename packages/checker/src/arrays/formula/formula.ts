// What the numbers of a gradient are made by when nothing has gone wrong: formulas over the names of a model.
import { constant, input, mul, type Node, simplify, substitute, topological } from "@cadena/graph";
import { parse, toText } from "@cadena/notation";
import { fitting } from "../../claims/diagnosis/repair/formula.ts";
import type { Claim } from "../../derivation/derivation.ts";
import { cancelled, expanded } from "../../derive/algebra/expanding.ts";
import { Algebra } from "../../derive/algebra/reading.ts";
import { collected } from "../../derive/algebra/terms.ts";
import { stretchedTo, whollyWritten, written } from "../../derive/algebra/writing.ts";
import { NamedSizes } from "../../derive/sizes.ts";
import type { Computed } from "../model.ts";
import type { Question } from "../questions.ts";
import { largest, type Values } from "../values.ts";
import { type Part, partsOf } from "./part.ts";

/** A formula of more parts is a program, and nobody reads it; one of fewer has other forms. */
const most = { parts: 160, forms: 50 };

/**
 * The formulas of a gradient over the quantities and the gradients behind it: claimed ones, the automatic one, and what the
 * laws of arithmetic make of it; then with the gradients right behind it written out. Of a value, its own.
 */
export function* formulasOf(
  model: Computed,
  { quantity, what }: Pick<Question, "quantity" | "what">,
  claims: readonly Claim[],
): Generator<Part> {
  const { problem, gradients, quantities } = model;
  const right = (what === "value" ? quantities : gradients).get(quantity) as Values;
  const own = problem.quantities[quantity] as Node;
  const goal = what === "value" ? own : problem.gradient(own);
  const { names, leaves, scope } = namesIn(model, goal);
  if (what === "gradient") {
    for (const claimed of claimedIn(claims, quantity, scope)) {
      const fitted = scaled(claimed, right, leaves);
      if (fitted !== undefined) yield fitted.formula;
    }
  }
  const seen = new Set<string>();
  const [automatic] = substitute([goal], names) as [Node];
  for (const one of [automatic, writtenOut(automatic, names)]) {
    const fitted = scaled(one, right, leaves);
    if (fitted === undefined) continue;
    for (const form of formsOf(fitted)) {
      const text = toText(form);
      const formula = seen.has(text) ? undefined : scaled(form, right, leaves)?.formula;
      seen.add(text);
      if (formula !== undefined) yield formula;
    }
  }
}

function claimedIn(claims: readonly Claim[], quantity: string, scope: Scope): Node[] {
  return claims.flatMap(({ name, erratum, states }) => {
    if (erratum || !("formula" in states) || (states.of ?? name.slice(1)) !== quantity) return [];
    const { formula } = states;
    return (
      fitting(() => (typeof formula === "string" ? parse(formula, scope) : formula?.(scope as never))) ?? []
    );
  });
}

type Scope = Record<string, Node | number>;

/** Quantities and gradients as leaves, and what they stand for. */
function namesIn({ problem, quantities, gradients, leaves: given }: Computed, goal: Node) {
  const names = new Map<Node, Node>();
  const leaves = new Map(given);
  const scope: Scope = { ...problem.sizes };
  const name = (node: Node, text: string, values: Values | undefined): void => {
    if (values === undefined || node === goal) return;
    const isNamed = node.op.isLeaf || node.dtype !== "real";
    const leaf = isNamed ? node : (names.get(node) ?? input(text, node.shape));
    scope[text] = leaf;
    if (isNamed) return;
    names.set(node, leaf);
    leaves.set(leaf, values);
  };
  for (const [text, node] of Object.entries(problem.quantities)) {
    if (gradients.has(text)) name(problem.gradient(node), `d${text}`, gradients.get(text));
    name(node, text, quantities.get(text));
  }
  return { names, leaves, scope };
}

/** A formula, in which the gradients that it is made of are written out. */
function writtenOut(formula: Node, names: ReadonlyMap<Node, Node>): Node {
  const used = new Set(topological([formula]));
  let whole = formula;
  for (const [node, leaf] of names) {
    if (!used.has(leaf) || !leaf.name?.startsWith("d")) continue;
    const others = new Map([...names].filter(([one]) => one !== node));
    const [definition] = substitute([node], others) as [Node];
    whole = (substitute([whole], new Map([[leaf, definition]])) as [Node])[0];
  }
  return whole;
}

/** A formula that gives the right numbers. */
interface Fitted {
  readonly formula: Part;
  /** Whether it had to be multiplied by a number. */
  readonly hasNumber: boolean;
}

/** As it is, with common factors in front, and multiplied out; a number in front had better be put together with others. */
function* formsOf({ formula: { node }, hasNumber }: Fitted): Generator<Node> {
  const isLong = sizeOf(node) > most.forms;
  if (!hasNumber || isLong) yield node;
  if (isLong) return;
  const algebra = new Algebra(new NamedSizes(new Map(), {}, [], new Set()), new Map());
  const sum = algebra.read(node);
  yield stretchedTo(written(algebra.arithmetic.factored(cancelled(sum))), node.shape);
  if (hasNumber) yield node;
  const long = expanded(sum);
  if (long !== undefined) yield whollyWritten(collected(long));
}

/** A formula, times a number where that makes it the right one, as for each example's own cost; undefined where none does. */
function scaled(formula: Node, right: Values, leaves: ReadonlyMap<Node, Values>): Fitted | undefined {
  const [plain] = simplify([formula]) as [Node];
  if (sizeOf(plain) > most.parts || plain.shape.join() !== right.shape.join()) return undefined;
  const made = partsOf(plain, leaves);
  const c = ratio(right, made.values);
  if (c === undefined) return undefined;
  if (c === 1) return { formula: made, hasNumber: false };
  const [multiple] = simplify([mul(constant(c), plain) as Node]) as [Node];
  return { formula: partsOf(multiple, leaves), hasNumber: true };
}

/** How many parts a formula has as a tree. */
function sizeOf(formula: Node): number {
  const sizes = new Map<Node, number>();
  for (const node of topological([formula]))
    sizes.set(
      node,
      node.inputs.reduce((sum, one) => sum + (sizes.get(one) as number), 1),
    );
  return sizes.get(formula) as number;
}

function ratio(a: Values, b: Values): number | undefined {
  const [size, scale] = [largest(b), largest(a)];
  const at = b.data.findIndex((x) => Math.abs(x) === size);
  const c = (a.data[at] as number) / (b.data[at] as number);
  const isRatio = a.data.every((x, k) => Math.abs(x - c * (b.data[k] as number)) <= exactly * scale);
  return isRatio ? whole(c) : undefined;
}

const exactly = 1e-9;

/** A whole number, or 1 divided by one, that rounding has moved. */
function whole(c: number): number {
  const [near, inverse] = [Math.round(c), 1 / Math.round(1 / c)];
  return [near, inverse].find((one) => Math.abs(one - c) <= exactly * Math.abs(c)) ?? c;
}
