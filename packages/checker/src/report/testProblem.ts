// A claim with all that it is about, in formulas at the sizes of a counter-example: what a test file says.
import { input, leavesOf, type Nested, type Node, topological } from "@cadena/graph";
import { expandComposites, expressions } from "@cadena/graph/extend";
import { parse, toLines, toText } from "@cadena/notation";
import { isPair, worldAt } from "../claims/world.ts";
import {
  type AnyDerivation,
  type Claim,
  type Convention,
  derivation,
  type Layout,
} from "../derivation/derivation.ts";
import type { SizeTable } from "../derivation/sizes.ts";
import type { ClaimResult, Counterexample } from "./result.ts";

/** A claim about a model in formulas. */
export interface Problem {
  readonly name: string;
  readonly leaves: readonly (Pick<Node, "shape" | "dtype"> & { readonly name: string })[];
  /** Definitions, each over the names before it. */
  readonly lines: readonly (readonly [name: string, formula: string])[];
  /** The name of the loss; undefined where the claim is about no gradient. */
  readonly loss: string | undefined;
  readonly sizes: SizeTable;
  readonly examples: string | undefined;
  readonly point: Readonly<Record<string, Nested>>;
  readonly claim: {
    readonly formula: string;
    /** The quantity whose gradient is claimed, or the formula of what else is. */
    readonly of: { readonly quantity: string } | { readonly formula: string };
    readonly convention: Convention | null;
    readonly layout: Layout | null;
  };
}

/**
 * The problem in formulas: as they are written, and with composites written out, for readers that do not know these; each
 * time with the claimed formula as it is, and stretched to its shape.
 */
export function* problemsOf(
  model: AnyDerivation,
  claim: Claim,
  result: ClaimResult,
  found: Counterexample,
  nameOfLoss: string,
): Generator<Problem> {
  const world = worldAt(model, found.sizes);
  const pair = world.posed.get(claim);
  if (pair === undefined || !isPair(pair) || pair.statement.kind !== "formula") return;
  const { loss, quantities } = world.problem;
  const { quantity, convention, layout } = result.evidence;
  const isGradient = quantity !== null && loss !== undefined;
  const about = isGradient ? (quantities[quantity] as Node) : pair.target;
  const named = Object.entries({ ...quantities, ...(isGradient && { [nameOfLoss]: loss }) });
  const all = [pair.claimed, about, ...named.map(([, node]) => node)];
  for (const form of [(list: readonly Node[]) => list, writtenOut]) {
    const [claimed, end, ...rest] = form(all) as [Node, Node, ...Node[]];
    const ends = isGradient ? [claimed, end, rest.at(-1) as Node] : [claimed, end];
    const names = namesFor(
      ends,
      named.map(([name], k) => [name, rest[k] as Node]),
    );
    const nameOf = (node: Node): string => Object.keys(names).find((name) => names[name] === node) as string;
    const made = Object.values(names).filter(({ op }) => !op.isLeaf);
    const formula = toText(claimed, { names });
    const target = isGradient ? "" : toText(end, { names });
    if (`${formula}${target}`.includes("\n")) continue;
    const problem: Problem = {
      name: result.name,
      leaves: leavesOf(ends).map((leaf) => ({ name: nameOf(leaf), shape: leaf.shape, dtype: leaf.dtype })),
      lines: toLines(made, { names }).map((line) => line.split(/ = (.*)/s).slice(0, 2) as [string, string]),
      loss: isGradient ? nameOf(rest.at(-1) as Node) : undefined,
      sizes: found.sizes,
      examples: model.examples,
      point: found.point,
      claim: {
        formula,
        of: isGradient ? { quantity: nameOf(end) } : { formula: target },
        convention,
        layout,
      },
    };
    yield problem;
    // Stretching is left to the reader of a formula, who does not see it where it is the last step.
    const stretched = `broadcastTo(${formula}, [${claimed.shape.join(", ")}])`;
    yield { ...problem, claim: { ...problem.claim, formula: stretched } };
  }
}

const writtenOut = (list: readonly Node[]): readonly Node[] => expandComposites(list, expressions);

/** Names for the leaves, as the point has them, and for the quantities that the ends are made of. */
function namesFor(
  ends: readonly Node[],
  named: readonly (readonly [string, Node])[],
): Readonly<Record<string, Node>> {
  const used = new Set(topological(ends));
  const names: Record<string, Node> = {};
  for (const leaf of leavesOf(ends)) names[leaf.name ?? "leaf"] = leaf;
  const taken = new Set(Object.values(names));
  for (const [name, node] of named) {
    if (!used.has(node) || taken.has(node) || Object.hasOwn(names, name)) continue;
    names[name] = node;
    taken.add(node);
  }
  return names;
}

/** The problem as a derivation, read from its formulas. */
export function derivationOf({
  name,
  leaves,
  lines,
  loss,
  sizes,
  examples,
  point,
  claim,
}: Problem): AnyDerivation {
  const scope: Record<string, Node> = Object.fromEntries(
    leaves.map((leaf) => [leaf.name, input(leaf.name, leaf.shape, leaf.dtype)]),
  );
  for (const [one, formula] of lines) scope[one] = parse(formula, scope);
  const { of, formula, convention, layout } = claim;
  return derivation({
    id: "again",
    title: "again",
    dimensions: Object.fromEntries(Object.entries(sizes).map(([one, size]) => [one, { size, fixed: true }])),
    ...(examples !== undefined && { examples }),
    build: () => ({ quantities: scope, ...(loss !== undefined && { loss: scope[loss] as Node }) }),
  }).claim(name, {
    of: "quantity" in of ? of.quantity : () => parse(of.formula, scope),
    formula,
    at: point,
    ...(convention && { convention }),
    ...(layout && { layout }),
  });
}
