// The functions that formulas use, under all their names.
import {
  abs,
  add,
  argmax,
  argmin,
  broadcastTo,
  cast,
  concat,
  constant,
  cos,
  type DType,
  div,
  exp,
  expm1,
  hardmax,
  log,
  log1p,
  logicalAnd,
  logicalNot,
  logicalOr,
  logSigmoid,
  logSoftmax,
  logSumExp,
  max,
  maximum,
  mean,
  min,
  minimum,
  mul,
  type Node,
  neg,
  oneHot,
  pow,
  reciprocal,
  relu,
  reshape,
  sigmoid,
  sign,
  sin,
  softmax,
  softplus,
  sqrt,
  square,
  stopGradient,
  sub,
  sum,
  tanh,
  transpose,
  where,
} from "@cadena/graph";
import { integersOf, numberOf } from "./literal.ts";
import type { Span } from "./place.ts";
import { placing, scattering } from "./placing.ts";
import { matrixProduct } from "./products.ts";
import { slidingRules } from "./sliding.ts";
import type { OptionTree, Tree } from "./tree.ts";

/** What a function is given. */
export interface Call extends Span {
  readonly name: string;
  readonly nodes: readonly Node[];
  readonly trees: readonly Tree[];
  readonly options: readonly OptionTree[];
  /** Whether it is written as NumPy does, np.max(x, 1) or x.max(1): what follows x is an axis. */
  readonly isQualified: boolean;
  fail(span: Span, what: string, hint?: string): never;
}

/** A function: how many operands and which options it takes, and what it makes of them. */
export interface FunctionRule {
  readonly takes: readonly [least: number, most: number];
  readonly options: readonly string[];
  readonly apply: (call: Call) => Node;
  /** The function itself, where it has one operand and nothing else. */
  readonly ofOne?: (x: Node) => Node;
}

/** A function of one operand. */
export function ofOne(apply: (x: Node) => Node): FunctionRule {
  return { takes: [1, 1], options: [], apply: ({ nodes }) => apply(nodes[0] as Node), ofOne: apply };
}

function ofTwo(apply: (a: Node, b: Node) => Node): FunctionRule {
  return { takes: [2, 2], options: [], apply: ({ nodes }) => apply(nodes[0] as Node, nodes[1] as Node) };
}

const option = ({ options }: Call, name: RegExp): OptionTree | undefined =>
  options.find((one) => name.test(one.name));

/** The axis after `axis=`, or, where it may be, in the second place. */
function axesOf(call: Call): number[] | undefined {
  const { nodes, trees, fail } = call;
  const given = option(call, /^(axis|dim)$/);
  const tree = given === undefined ? trees[1] : given.value;
  if (tree === undefined) return undefined;
  if (tree !== true && tree.kind === "name" && /^none$/i.test(tree.name.base)) return undefined;
  const axes = tree === true ? undefined : integersOf(tree);
  const place = given ?? (tree as Tree);
  if (axes === undefined) return fail(place, "an axis is a number, counted from 0");
  const { shape } = nodes[0] as Node;
  const odd = axes.find((axis) => axis < -shape.length || axis >= shape.length);
  if (odd !== undefined) {
    const range = shape.length === 0 ? "a number has none" : `the axes are 0 to ${shape.length - 1}`;
    return fail(place, `${call.name}: there is no axis ${odd} in a shape of [${shape.join(", ")}]`, range);
  }
  return [...axes];
}

function keepDimsOf(call: Call): boolean {
  const given = option(call, /^keepdims?$/);
  if (given === undefined || given.value === true) return given !== undefined;
  const { kind } = given.value;
  const base = given.value.kind === "name" ? given.value.name.base.toLowerCase() : "";
  if (base === "true" || base === "false") return base === "true";
  if (kind === "number") return given.value.value !== 0;
  return call.fail(given, "keepDims is true or false");
}

type Reduce = (x: Node, options: { axis?: readonly number[]; keepDims?: boolean }) => Node;

function reducing(reduce: Reduce): FunctionRule {
  return {
    takes: [1, 2],
    options: ["axis", "dim", "keepdims", "keepdim"],
    apply: (call) => {
      const axis = axesOf(call);
      return reduce(call.nodes[0] as Node, { ...(axis && { axis }), keepDims: keepDimsOf(call) });
    },
  };
}

function alongAxis(apply: (x: Node, options: { axis?: number }) => Node): FunctionRule {
  return {
    takes: [1, 2],
    options: ["axis", "dim"],
    apply: (call) => {
      const axes = axesOf(call);
      if (axes !== undefined && axes.length !== 1) call.fail(call, `${call.name} goes along one axis`);
      return apply(call.nodes[0] as Node, axes === undefined ? {} : { axis: axes[0] as number });
    },
  };
}

/** max(0, z) is the larger of two; max(x, axis=1) and np.max(x, 1) are the largest along an axis. */
function extremum(reduce: Reduce, ofPair: (a: Node, b: Node) => Node): FunctionRule {
  const along = reducing(reduce);
  return {
    ...along,
    apply: (call) =>
      call.nodes.length === 2 && !call.isQualified
        ? ofPair(call.nodes[0] as Node, call.nodes[1] as Node)
        : along.apply(call),
  };
}

function integers(call: Call, place: number, what: string): number[] {
  const tree = call.trees[place] as Tree;
  const found = integersOf(tree);
  return found === undefined ? call.fail(tree, `${call.name} needs ${what}`) : [...found];
}

/** With a list of whole numbers behind the quantity: reshape(X, [10]). */
function withShape(least: number, apply: (x: Node, shape?: number[]) => Node): FunctionRule {
  return {
    takes: [least, 2],
    options: [],
    apply: (call) =>
      apply(
        call.nodes[0] as Node,
        call.nodes.length < 2 ? undefined : integers(call, 1, "a list of whole numbers"),
      ),
  };
}

const casting = (dtype: DType): FunctionRule => ofOne((x) => cast(x, dtype));

/** How long an axis is: X.shape[1]. */
function extentOf(call: Call): number {
  const [place] = integers(call, 1, "one axis");
  const extent = (call.nodes[0] as Node).shape.at(place as number);
  return extent ?? call.fail(call.trees[1] as Tree, `there is no axis ${place} in ${call.nodes[0]}`);
}

/** The transpose; vectors and numbers stay as they are. */
export function transposed(x: Node, permutation?: number[]): Node {
  return permutation === undefined && x.shape.length < 2 ? x : transpose(x, permutation);
}

/** The length of a vector or matrix: the root of the sum of all squares. */
export const norm = (x: Node): Node => sqrt(sum(square(x)));

const rows: readonly (readonly [names: string, rule: FunctionRule])[] = [
  ["exp", ofOne(exp)],
  ["log ln", ofOne(log)],
  ["expm1", ofOne(expm1)],
  ["log1p", ofOne(log1p)],
  ["sqrt", ofOne(sqrt)],
  ["square", ofOne(square)],
  ["abs absolute", ofOne(abs)],
  ["sign sgn", ofOne(sign)],
  ["sin", ofOne(sin)],
  ["cos", ofOne(cos)],
  ["tanh", ofOne(tanh)],
  ["σ sigmoid expit", ofOne(sigmoid)],
  ["relu ReLU", ofOne(relu)],
  ["softplus", ofOne(softplus)],
  ["logSigmoid logsigmoid log_sigmoid", ofOne(logSigmoid)],
  ["neg negative", ofOne(neg)],
  ["reciprocal", ofOne(reciprocal)],
  ["stopGradient detach", ofOne(stopGradient)],
  ["shape", { takes: [2, 2], options: [], apply: (call) => constant(extentOf(call)) }],
  ["logicalNot logical_not", ofOne(logicalNot)],
  ["norm", ofOne(norm)],
  ["integer", casting("integer")],
  ["boolean", casting("boolean")],
  ["astype", { takes: [1, 2], options: [], apply: ({ nodes }) => cast(nodes[0] as Node, "real") }],
  ["add", ofTwo(add)],
  ["sub subtract", ofTwo(sub)],
  ["mul multiply", ofTwo(mul)],
  ["div divide true_divide", ofTwo(div)],
  [
    "pow power",
    {
      takes: [2, 2],
      options: [],
      apply: ({ nodes, trees }) => pow(nodes[0] as Node, numberOf(trees[1] as Tree) ?? (nodes[1] as Node)),
    },
  ],
  ["maximum", ofTwo(maximum)],
  ["minimum", ofTwo(minimum)],
  ["logicalAnd logical_and", ofTwo(logicalAnd)],
  ["logicalOr logical_or", ofTwo(logicalOr)],
  ["dot matmul mm", ofTwo(matrixProduct)],
  ["sum Σ", reducing(sum as Reduce)],
  ["mean", reducing(mean as Reduce)],
  ["max amax", extremum(max as Reduce, maximum)],
  ["min amin", extremum(min as Reduce, minimum)],
  ["logSumExp logsumexp", reducing(logSumExp as Reduce)],
  ["argmax", reducing(argmax as Reduce)],
  ["argmin", reducing(argmin as Reduce)],
  ["softmax", alongAxis(softmax)],
  ["logSoftmax log_softmax", alongAxis(logSoftmax)],
  ["hardmax", alongAxis(hardmax)],
  [
    "where",
    { takes: [3, 3], options: [], apply: ({ nodes: [c, a, b] }) => where(c as Node, a as Node, b as Node) },
  ],
  ["transpose", withShape(1, transposed)],
  ["float", ofOne((x) => x)],
  [
    "squeeze",
    ofOne((x) =>
      reshape(
        x,
        x.shape.filter((extent) => extent !== 1),
      ),
    ),
  ],
  ["place", placing],
  ["scatterAdd", scattering],
  ["reshape", withShape(2, (x, shape) => reshape(x, shape as number[]))],
  ["broadcastTo broadcast_to", withShape(2, (x, shape) => broadcastTo(x, shape as number[]))],
  [
    "concat concatenate",
    {
      takes: [1, Number.POSITIVE_INFINITY],
      options: ["axis", "dim"],
      apply: (call) => {
        const [axis] = axesOf({ ...call, trees: [] }) ?? [];
        return concat(call.nodes, axis === undefined ? {} : { axis });
      },
    },
  ],
  [
    "oneHot one_hot",
    {
      takes: [1, 2],
      options: ["axis", "classes"],
      apply: (call) => {
        const given = option(call, /^classes$/)?.value ?? call.trees[1];
        const [classes] = given === undefined || given === true ? [] : (integersOf(given) ?? []);
        if (classes === undefined || classes < 1)
          call.fail(call, "oneHot needs the number of classes", "write oneHot(k, classes=10)");
        const place = option(call, /^axis$/)?.value;
        const [axis] = place === undefined || place === true ? [] : (integersOf(place) ?? []);
        return oneHot(call.nodes[0] as Node, classes as number, axis === undefined ? {} : { axis });
      },
    },
  ],
  ...slidingRules,
];

/** The functions by the keys of their names. */
export const functions: ReadonlyMap<string, FunctionRule> = new Map(
  rows.flatMap(([names, rule]) => names.split(" ").map((name) => [name.replace("_", ""), rule] as const)),
);
