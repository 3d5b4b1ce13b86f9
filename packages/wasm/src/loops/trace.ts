// A number system whose numbers are expressions: the meaning of an elementwise op, evaluated in it, is the code of the
// op. So a user's op is compiled like ours, from its one meaning.
import type { DType } from "@cadena/graph";
import { type NumberSystem, numberSystem } from "@cadena/graph/extend";
import { apply, constant, type Expression, type FunctionName } from "./expression.ts";

/** A meaning asked for the value of an expression, which is known only when the program runs. */
export const unknown = (): never => {
  throw new TypeError("looks at the value of a number");
};

function system(dtype: DType): NumberSystem<Expression, Expression> {
  const unary =
    (name: FunctionName) =>
    (x: Expression): Expression =>
      apply(name, dtype, x);
  const binary =
    (name: FunctionName) =>
    (a: Expression, b: Expression): Expression =>
      apply(name, dtype, a, b);
  const truths =
    (name: FunctionName) =>
    (a: Expression, b: Expression): Expression =>
      apply(name, "boolean", a, b);
  const elements = (
    data: ArrayLike<Expression>,
    start: number,
    stride: number,
    length: number,
  ): Expression[] => Array.from({ length }, (_, i) => data[start + i * stride] as Expression);
  const total = (terms: readonly Expression[]): Expression =>
    terms.length === 0 ? constant(0, dtype) : terms.reduce((a, b) => apply("add", dtype, a, b));
  const n = numberSystem<Expression, Expression>(
    {
      name: "expressions of loops",
      isFloat: false,
      zero: constant(0, dtype),
      one: constant(1, dtype),
      constant: (value) => constant(value, dtype),
      add: binary("add"),
      sub: binary("sub"),
      mul: binary("mul"),
      div: binary("div"),
      neg: unary("neg"),
      exp: unary("exp"),
      log: unary("log"),
      sqrt: unary("sqrt"),
      sin: unary("sin"),
      cos: unary("cos"),
      compare: (a, relation, b) => apply(relation, "boolean", a, b),
      select: (condition, yes, no) => apply("select", yes.dtype, condition, yes, no),
      truth: (value) => constant(value ? 1 : 0, "boolean"),
      and: truths("and"),
      or: truths("or"),
      not: (a) => apply("not", "boolean", a),
      decide: unknown,
      toNumber: unknown,
      reals: (length) => new Array<Expression>(length),
      booleans: (length) => new Array<Expression>(length),
    },
    {
      abs: unary("abs"),
      // A zero keeps its sign, and NaN is its own.
      sign: (a) => {
        const [zero, one] = [constant(0, dtype), constant(1, dtype)];
        const isBelow = apply("<", "boolean", a, zero);
        const notBelow = apply("select", dtype, apply(">", "boolean", a, zero), one, a);
        return apply("select", dtype, isBelow, constant(-1, dtype), notBelow);
      },
      max: binary("max"),
      min: binary("min"),
      log1p: unary("log1p"),
      expm1: unary("expm1"),
      tanh: unary("tanh"),
      sigmoid: unary("sigmoid"),
      softplus: unary("softplus"),
      pow: binary("pow"),
      sum: (data, start, stride, length) => total(elements(data, start, stride, length)),
      dot: (a, startA, strideA, b, startB, strideB, length) => {
        const right = elements(b, startB, strideB, length);
        return total(
          elements(a, startA, strideA, length).map((x, i) => apply("mul", dtype, x, right[i] as Expression)),
        );
      },
    },
  );
  // JavaScript takes -0 and -Infinity for numbers that are not negative where it takes a root of them by a power.
  const rooted = (a: Expression): Expression => {
    const isInfinite = n.compare(a, "==", constant(Number.NEGATIVE_INFINITY, dtype));
    return n.select(isInfinite, constant(Number.POSITIVE_INFINITY, dtype), n.add(a, n.zero));
  };
  const hasRoot = (exponent: number): boolean =>
    exponent !== 0.5 && Number.isInteger(2 * exponent) && !Number.isInteger(exponent);
  return { ...n, power: (a, exponent) => n.power(hasRoot(exponent) ? rooted(a) : a, exponent) };
}

/** Real numbers, and truths about them. */
export const reals: NumberSystem<Expression, Expression> = system("real");

/** Integers of 32 bits, and truths about them. */
export const integers: NumberSystem<Expression, Expression> = system("integer");
