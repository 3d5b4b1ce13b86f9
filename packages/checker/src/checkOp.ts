// The laws of an op: its value in every number system, and its derivatives of first and second order.
import {
  CadenaError,
  float32,
  float64,
  type Node,
  type Shape,
  type Tensor,
  UnsupportedError,
} from "@cadena/graph";
import { type Attributes, make, type Op } from "@cadena/graph/extend";
import { type GradientOptions, gradientLaws, ground, type NodeFunction } from "./checkGradients.ts";
import { largest } from "./evidence/estimate.ts";
import { type Evaluation, elements, prepared } from "./evidence/program.ts";
import { interval } from "./numbers/interval.ts";
import type { Points } from "./points/points.ts";
import type { Law, LawsResult } from "./report/result.ts";

/** What an op is tried on. */
export interface OpOptions extends Pick<GradientOptions, "domains" | "seed"> {
  /** A shape or a tensor for each input; an elementwise op is tried on vectors where nothing is said. */
  readonly inputs?: readonly (Shape | Tensor)[];
  readonly attributes?: Attributes;
}

/**
 * Checks an op, on samples from its domains: that its value lies within the enclosure by intervals, that single
 * precision is close, and that its first and second derivatives agree with forward mode and difference quotients.
 * @param op what a definer gave, or a function of nodes
 * @throws CadenaError where the inputs of an op that is not elementwise are not given
 * @example
 * const cube: UnaryOp = unary({ name: "cube", scalar: (n, x) => n.mul(x, n.mul(x, x)) });
 * checkOp(cube).ok //=> true
 */
export function checkOp(op: { readonly op: Op } | NodeFunction, options: OpOptions = {}): LawsResult {
  const own = "op" in op ? (op.op as Op) : undefined;
  const inputs = options.inputs ?? usualInputs(own);
  const domains = options.domains ?? inputs.map((_, k) => own?.domains[k] ?? own?.domains.at(-1));
  const { leaves, points } = ground(inputs, {
    ...options,
    domains: domains as NonNullable<typeof options.domains>,
  });
  const node =
    own === undefined ? (op as NodeFunction)(...(leaves as never[])) : make(own, leaves, options.attributes);
  const laws = [...valueLaws(node, points), ...derivativeLaws(node, leaves, points)];
  return { ok: laws.every(({ ok }) => ok), laws };
}

const arities: Readonly<Record<string, number>> = { unary: 1, binary: 2, ternary: 3 };

function usualInputs(op: Op | undefined): Shape[] {
  const arity = arities[op?.kind ?? ""];
  if (arity === undefined) {
    throw new CadenaError(
      `checkOp: ${op?.name ?? "a function"} needs \`inputs\`: a shape or a tensor for each`,
    );
  }
  return Array.from({ length: arity }, () => [5]);
}

const tries = 5;
/** How far a float may lie outside an enclosure, against the largest element: its own rounding. */
const doubleSlack = 1e-12;
const singleSlack = 256 * 2 ** -24;

function valueLaws(node: Node, points: Points): Law[] {
  const value = prepared([node]);
  return [
    law("value in double precision", () => {
      const off = worst((index) => outside(value, points, index));
      return verdict(off <= doubleSlack, off, "the enclosure");
    }),
    law("value in single precision", () => {
      const off = worst((index) => apart(value, points, index));
      return verdict(off <= singleSlack, off, "double precision");
    }),
  ];
}

type Outcome = Omit<Law, "law">;

function law(name: string, judge: () => Outcome): Law {
  try {
    return { law: name, ...judge() };
  } catch (error) {
    if (!(error instanceof UnsupportedError)) throw error;
    return { law: name, verdict: "undecided", ok: true, explanation: error.what };
  }
}

const verdict = (holds: boolean, off: number, from: string): Outcome => ({
  verdict: holds ? "numeric" : "refuted",
  ok: holds,
  explanation: `off ${from} by ${off === 0 ? "0" : off.toExponential(0)}`,
});

const worst = (at: (index: number) => number): number =>
  Math.max(...Array.from({ length: tries }, (_, index) => at(index)));

/** How far the float value lies outside its enclosure, against the largest element. */
function outside(value: Evaluation, points: Points, index: number): number {
  const floats = numbersOf(value, float64, points, index);
  const [enclosed] = value(interval, points.at(interval, index));
  const distances = Array.from(elements(interval, enclosed), ({ low, high }, i) => {
    const x = floats[i] as number;
    return Math.max(0, low - x, x - high);
  });
  return largest(distances) / (largest(floats) || 1);
}

function apart(value: Evaluation, points: Points, index: number): number {
  const double = numbersOf(value, float64, points, index);
  const single = numbersOf(value, float32, points, index);
  const distances = Array.from(double, (x, i) => x - (single[i] as number));
  return largest(distances) / Math.max(1, largest(double));
}

function numbersOf(value: Evaluation, n: typeof float64, points: Points, index: number): ArrayLike<number> {
  return elements(n, value(n, points.at(n, index))[0]);
}

function derivativeLaws(node: Node, leaves: readonly Node[], points: Points): Law[] {
  const none = (why: string): Law[] => [
    { law: "derivative", verdict: "undecided", ok: true, explanation: why },
  ];
  if (node.dtype !== "real") return none(`${node.dtype} results have none`);
  if (node.op.derivative === "nondifferentiable") return none("declared to have none");
  return gradientLaws(node, leaves, points, 2);
}
