// The gradients of any function of nodes, without a claim: the reverse sweep against forward mode and difference
// quotients.
import {
  add,
  constant,
  gradients,
  input,
  mul,
  type Node,
  type Shape,
  sum,
  Tensor,
  UnsupportedError,
} from "@cadena/graph";
import type { Domain } from "@cadena/graph/extend";
import { witnesses } from "./evidence/witness.ts";
import { Points } from "./points/points.ts";
import { draws } from "./points/random.ts";
import { fixed, generic, type Sampling, within } from "./points/sampling.ts";
import type { GradientWitnesses, Law, LawsResult, Witness } from "./report/result.ts";

/** Which derivatives, and where. */
export interface GradientOptions {
  /** 2: the gradient's own derivative as well. */
  readonly order?: 1 | 2;
  /** Where each argument is sampled, where it is a shape. */
  readonly domains?: readonly Domain[];
  /** Gives the same points each time; 1 where nothing is said. */
  readonly seed?: number;
}

/** A function of nodes. */
export type NodeFunction = (...args: never[]) => Node;

/**
 * Checks the gradients of a function of nodes with respect to each real argument. The function may give any real
 * node: a random cotangent makes it a scalar.
 * @param args a shape, for random values, or a tensor, for its own
 * @throws UnsupportedError where the function gives no real numbers
 * @example
 * const result = checkGradients((x: Node, y: Node) => mul(sin(x), y), [[3], [3]]);
 * result.laws.map((law) => `${law.law}: ${law.verdict}`).join(", ")
 * //=> gradient in argument 0: numeric, gradient in argument 1: numeric
 */
export function checkGradients(
  f: NodeFunction,
  args: readonly (Shape | Tensor)[],
  options: GradientOptions = {},
): LawsResult {
  const { leaves, points } = ground(args, options);
  const laws = gradientLaws(f(...(leaves as never[])), leaves, points, options.order ?? 1);
  return { ok: laws.every(({ ok }) => ok), laws };
}

/** Leaves for the arguments, and how they are sampled. */
export function ground(
  args: readonly (Shape | Tensor)[],
  { domains = [], seed = 1 }: GradientOptions,
): { leaves: Node[]; points: Points } {
  const samplings = new Map<Node, Sampling>();
  const leaves = args.map((arg, k) => {
    const given = arg instanceof Tensor;
    const leaf = given ? input(`argument ${k}`, arg.shape, arg.dtype) : input(`argument ${k}`, arg);
    const domain = domains[k];
    if (given) samplings.set(leaf, fixed(arg));
    else if (domain !== undefined) samplings.set(leaf, within(domain));
    return leaf as Node;
  });
  return { leaves, points: new Points(leaves, samplings, seed) };
}

/** One law for each real argument and order. */
export function gradientLaws(value: Node, leaves: readonly Node[], points: Points, order: 1 | 2): Law[] {
  if (value.dtype !== "real") {
    throw new UnsupportedError(`checkGradients: ${value} is ${value.dtype}, and has no gradient`);
  }
  const arguments_ = leaves.filter(({ dtype }) => dtype === "real");
  const scalar = projected([value], points.seed);
  const first = gradients(scalar, arguments_) as readonly Node[];
  const lawsOf = (what: string, of: Node, slopes: readonly Node[]): Law[] =>
    arguments_.map((argument, k) =>
      lawOf(
        `${what} in ${argument.name}`,
        witnesses({ scalar: of, quantity: argument, gradient: slopes[k] as Node, points }),
      ),
    );
  const laws = lawsOf("gradient", scalar, first);
  if (order === 1) return laws;
  const slope = projected(first, points.seed + 1);
  return [...laws, ...lawsOf("second derivative", slope, gradients(slope, arguments_) as readonly Node[])];
}

/** The sum of nodes times random cotangents. */
function projected(nodes: readonly Node[], seed: number): Node {
  const stream = draws(seed, -3);
  return nodes
    .map((node): Node => {
      const ct = Float64Array.from({ length: node.size }, () => generic(stream));
      return sum(mul(node, constant(new Tensor(node.shape, ct)) as Node));
    })
    .reduce((a, b) => add(a, b));
}

function lawOf(law: string, { verdict, duals, differences, quotients }: GradientWitnesses): Law {
  const explanation = [
    said("forward mode", duals),
    said("difference quotients", differences),
    saidExactly(quotients),
  ].join("; ");
  return { law, verdict, ok: verdict === "numeric", explanation };
}

function saidExactly({ verdict, digits, reason }: GradientWitnesses["quotients"]): string {
  switch (verdict) {
    case "exact":
      return `p-adic quotients agree in ${digits} digits`;
    case "refuted":
      return "p-adic quotients contradict the gradient";
    case "undecided":
      return `p-adic quotients: ${reason}`;
  }
}

function said(who: string, { verdict, gradient, derivative, bar, reason }: Witness): string {
  const figure = (x: number): string => String(Number(x.toPrecision(6)));
  switch (verdict) {
    case "numeric":
      return `${who} agree${who.endsWith("s") ? "" : "s"} within ${bar.toExponential(0)}`;
    case "refuted":
      return `the gradient gives ${figure(gradient)}, ${who} ${figure(derivative)} ± ${bar.toExponential(0)}`;
    case "undecided":
      return `${who}: ${reason}`;
  }
}
