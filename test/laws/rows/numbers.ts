// The rows of the elementwise ops on numbers.
import {
  abs,
  add,
  cos,
  div,
  exp,
  expm1,
  log,
  log1p,
  logSigmoid,
  maximum,
  minimum,
  mul,
  type Node,
  neg,
  pow,
  reciprocal,
  relu,
  sigmoid,
  sign,
  sin,
  softplus,
  sqrt,
  square,
  stopGradient,
  sub,
  tanh,
} from "@cadena/graph";
import { type Domain, nonzero, positive } from "@cadena/graph/extend";
import { binaryRow, type Row, type Sample, type Special, unaryRow } from "../table.ts";

const at = (what: string, call: (x: Node) => Node, x: number, value: number, gradient?: number): Special => ({
  what,
  at: [x],
  call,
  value,
  ...(gradient !== undefined && { gradient: [gradient] }),
});

const at2 = (
  what: string,
  call: (a: Node, b: Node) => Node,
  operands: readonly [number, number],
  value: number,
  gradient?: readonly [number, number],
): Special => ({ what, at: operands, call, value, ...(gradient && { gradient }) });

const wide: Domain = { low: -0.8, high: 2 };
const [inf, nan] = [Number.POSITIVE_INFINITY, Number.NaN];
const sigma = (x: number): number => 1 / (1 + Math.exp(-x));

export const unaryRows: readonly Row[] = [
  unaryRow("neg", neg, (x) => -x, { special: [at("infinity", neg, inf, -inf, -1)] }),
  unaryRow("square", square, (x) => x * x, { special: [at("0", square, 0, 0, 0)] }),
  unaryRow("sqrt", sqrt, Math.sqrt, {
    domain: positive,
    special: [
      at("the derivative at 0 is infinite", sqrt, 0, 0, inf),
      at("below 0", sqrt, -1, nan, nan),
      at("infinity", sqrt, inf, inf, 0),
    ],
  }),
  unaryRow("reciprocal", reciprocal, (x) => 1 / x, {
    domain: nonzero,
    special: [at("0", reciprocal, 0, inf)],
  }),
  unaryRow("exp", exp, Math.exp, {
    special: [at("1000", exp, 1000, inf, inf), at("-1000", exp, -1000, 0, 0), at("NaN", exp, nan, nan, nan)],
  }),
  unaryRow("expm1", expm1, (x) => Math.exp(x) - 1, { special: [at("tiny", expm1, 1e-20, 1e-20, 1)] }),
  unaryRow("log", log, Math.log, {
    domain: positive,
    special: [at("0", log, 0, -inf, inf), at("below 0", log, -1, nan), at("infinity", log, inf, inf, 0)],
  }),
  unaryRow("log1p", log1p, (x) => Math.log(1 + x), {
    domain: wide,
    special: [at("tiny", log1p, 1e-20, 1e-20, 1), at("-1", log1p, -1, -inf, inf)],
  }),
  unaryRow("sin", sin, Math.sin, { special: [at("0", sin, 0, 0, 1), at("infinity", sin, inf, nan, nan)] }),
  unaryRow("cos", cos, Math.cos, { special: [at("0", cos, 0, 1, 0)] }),
  unaryRow("sigmoid", sigmoid, sigma, {
    special: [
      at("0", sigmoid, 0, 0.5, 0.25),
      at("1000", sigmoid, 1000, 1, 0),
      at("-1000", sigmoid, -1000, 0, 0),
      at("NaN", sigmoid, nan, nan, nan),
    ],
  }),
  unaryRow("tanh", tanh, (x) => (Math.exp(2 * x) - 1) / (Math.exp(2 * x) + 1), {
    special: [at("0", tanh, 0, 0, 1), at("1000", tanh, 1000, 1, 0), at("-1000", tanh, -1000, -1, 0)],
  }),
  unaryRow("relu", relu, (x) => Math.max(x, 0), {
    domain: nonzero,
    special: [
      at("the derivative at 0 is 0", relu, 0, 0, 0),
      at("infinity", relu, inf, inf, 1),
      at("NaN", relu, nan, nan),
    ],
  }),
  unaryRow("softplus", softplus, (x) => Math.log(1 + Math.exp(x)), {
    special: [
      at("0", softplus, 0, Math.LN2, 0.5),
      at("1000", softplus, 1000, 1000, 1),
      at("-1000", softplus, -1000, 0, 0),
      at("NaN", softplus, nan, nan, nan),
    ],
  }),
  unaryRow("logSigmoid", logSigmoid, (x) => -Math.log(1 + Math.exp(-x)), {
    special: [
      at("0", logSigmoid, 0, -Math.LN2, 0.5),
      at("1000", logSigmoid, 1000, -0, 0),
      at("-1000", logSigmoid, -1000, -1000, 1),
    ],
  }),
  unaryRow("abs", abs, (x) => (x < 0 ? -x : x), {
    domain: nonzero,
    special: [at("the derivative at 0 is 0", abs, 0, 0, 0), at("-infinity", abs, -inf, inf, -1)],
  }),
  unaryRow("sign", sign, (x) => (x < 0 ? -1 : 1), {
    domain: nonzero,
    special: [at("0", sign, 0, 0, 0), at("NaN", sign, nan, nan, 0)],
  }),
  unaryRow("stopGradient", stopGradient, (x) => x, {
    stopped: true,
    special: [at("lets no derivative through", stopGradient, 3, 3, 0)],
  }),
];

const raised =
  (exponent: number): ((x: Node) => Node) =>
  (x) =>
    pow(x, exponent);

const fixedPowers: readonly Sample[] = [-2, -1, -0.5, 0, 0.5, 1, 1.5, 2, 2.7, 3, 4].flatMap((exponent) =>
  [positive, ...(Number.isInteger(exponent) ? [nonzero] : [])].map((domain) => ({
    what: `exponent ${exponent} over ${domain.low} to ${domain.high}`,
    inputs: [{ shape: [3], domain }],
    call: raised(exponent),
    shape: [3],
    value:
      (x) =>
      (...i) =>
        x(...i) ** exponent,
  })),
);
export const binaryRows: readonly Row[] = [
  binaryRow("add", add, (a, b) => a + b, { special: [at2("infinities", add, [inf, -inf], nan, [1, 1])] }),
  binaryRow("sub", sub, (a, b) => a - b, { special: [at2("infinities", sub, [inf, inf], nan, [1, -1])] }),
  binaryRow("mul", mul, (a, b) => a * b, {
    special: [at2("0 times infinity", mul, [0, inf], nan, [inf, 0])],
  }),
  binaryRow("div", div, (a, b) => a / b, {
    domains: [{ low: -2, high: 2 }, nonzero],
    special: [at2("0 by 0", div, [0, 0], nan), at2("1 by 0", div, [1, 0], inf)],
  }),
  binaryRow("maximum", maximum, (a, b) => Math.max(a, b), {
    special: [
      at2("a tie is shared equally", maximum, [3, 3], 3, [0.5, 0.5]),
      at2("NaN on the left", maximum, [nan, 1], nan),
      at2("NaN on the right", maximum, [1, nan], nan),
    ],
  }),
  binaryRow("minimum", minimum, (a, b) => Math.min(a, b), {
    special: [
      at2("a tie is shared equally", minimum, [3, 3], 3, [0.5, 0.5]),
      at2("NaN on the left", minimum, [nan, 1], nan),
      at2("NaN on the right", minimum, [1, nan], nan),
    ],
  }),
  binaryRow("pow", pow, (a, b) => a ** b, {
    domains: [positive, { low: -2, high: 2 }],
    samples: fixedPowers,
    special: [
      at2("0^0", pow, [0, 0], 1, [0, 0]),
      at2("x^0", pow, [2, 0], 1, [0, Math.LN2]),
      at2("0^1", pow, [0, 1], 0, [1, 0]),
      at2("0^2", pow, [0, 2], 0, [0, 0]),
      at2("0^0.5", pow, [0, 0.5], 0, [inf, 0]),
      at("fixed x^0 at 0", raised(0), 0, 1, 0),
      at("fixed x^1 at 0", raised(1), 0, 0, 1),
      at("fixed x^2 at 0", raised(2), 0, 0, 0),
      at("fixed x^3 at 0", raised(3), 0, 0, 0),
      at("fixed x^0.5 at 0", raised(0.5), 0, 0, inf),
      at("fixed x^-1 at 0", raised(-1), 0, inf),
    ],
  }),
];
