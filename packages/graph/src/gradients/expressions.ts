// The number system whose numbers are nodes: an elementwise meaning evaluated in it is a graph.

import { UnsupportedError } from "../node/errors.ts";
import type { Node } from "../node/node.ts";
import { type NumberSystem, numberSystem, type Relation } from "../numbers/system.ts";
import { constant } from "../operands/constant.ts";
import { sigmoid, softplus, tanh } from "../ops/activations.ts";
import { add, div, mul, neg, sub } from "../ops/arithmetic.ts";
import { equal, greater, greaterEqual, less, lessEqual, notEqual } from "../ops/comparison.ts";
import { cos, exp, expm1, log, log1p, sin } from "../ops/exponential.ts";
import { logicalAnd, logicalNot, logicalOr } from "../ops/logic.ts";
import { pow, sqrt } from "../ops/powers.ts";
import { abs, maximum, minimum, sign } from "../ops/sign.ts";
import { where } from "../ops/where.ts";

const comparisons: Readonly<Record<Relation, (a: Node, b: Node) => Node>> = {
  "<": less,
  "<=": lessEqual,
  "==": equal,
  "!=": notEqual,
  ">": greater,
  ">=": greaterEqual,
};

const unknown = (what: string): never => {
  throw new UnsupportedError(`expressions: ${what} of a node is not known before it is evaluated`);
};

/** Builds nodes: what the derivative of an op without a rule is made from. */
export const expressions: NumberSystem<Node, Node> = numberSystem<Node, Node>(
  {
    name: "expressions",
    isFloat: false,
    zero: constant(0),
    one: constant(1),
    constant: (value) => constant(value),
    add,
    sub,
    mul,
    div,
    neg,
    exp,
    log,
    sqrt,
    sin,
    cos,
    compare: (a, relation, b) => comparisons[relation](a, b),
    select: (condition, a, b) => where(condition, a, b),
    truth: (value) => constant(value),
    and: logicalAnd,
    or: logicalOr,
    not: logicalNot,
    decide: () => undefined,
    toNumber: () => unknown("the number"),
    reals: (length) => new Array<Node>(length),
    booleans: (length) => new Array<Node>(length),
  },
  {
    abs,
    sign,
    max: maximum,
    min: minimum,
    power: (a, exponent) => pow(a, exponent),
    pow,
    log1p,
    expm1,
    tanh,
    sigmoid,
    softplus,
  },
);
