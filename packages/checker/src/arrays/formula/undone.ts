// What an operand must have been for an op to give an array, the other operands being right: NaN where any number does.
import {
  abs,
  add,
  cast,
  div,
  exp,
  input,
  log,
  maximum,
  minimum,
  mul,
  type Node,
  neg,
  pow,
  sigmoid,
  sqrt,
  square,
  sub,
  tanh,
  where,
} from "@cadena/graph";
import type { Values } from "../values.ts";
import { computed, type Part } from "./part.ts";

/** What is known of an operand: no number at all fits where the whole is undefined. */
export type Wanted = Float64Array | undefined;

/** Undoes an op for one operand. */
type Undo = (wanted: Float64Array, part: Part, operand: number, nothing: number) => Wanted;

const any = Number.NaN;
const none = Number.POSITIVE_INFINITY;
/** What is smaller than this part of the largest entry is known too badly to be divided by. */
const little = 1e-6;

/** What one entry must have been: NaN for any number, infinity for none. */
type UndoEntry = (wanted: number, right: number, other: number, of: Sizes) => number;

/** The largest entries of all. */
interface Sizes {
  readonly wanted: number;
  readonly right: number;
  readonly other: number;
  /** What is smaller than this part of the largest one counts as 0. */
  readonly nothing: number;
}

/** Of entries that stand by themselves. */
const each =
  (undo: UndoEntry): Undo =>
  (wanted, { operands }, operand, nothing) => {
    const own = (operands[operand] as Part).values.data;
    const other = operands[1 - operand]?.values.data ?? own;
    const sizes = { wanted: most(wanted), right: most(own), other: most(other), nothing };
    const found = new Float64Array(wanted.length);
    for (let k = 0; k < found.length; k++) {
      const w = wanted[k] as number;
      const x = Number.isNaN(w) ? any : undo(w, own[k] as number, other[k] as number, sizes);
      if (x === Number.POSITIVE_INFINITY || x === Number.NEGATIVE_INFINITY) return undefined;
      found[k] = x;
    }
    return found;
  };

const byOperand =
  (...undos: readonly Undo[]): Undo =>
  (wanted, part, operand, nothing) =>
    undos[operand]?.(wanted, part, operand, nothing);

/** A function that has an inverse between two bounds, near which the inverse is known too badly. */
const inverse = (of: (w: number) => number, least: number, largest: number): Undo =>
  each((w, _, __, { wanted }) => {
    const slack = little * (Number.isFinite(largest) ? largest : wanted);
    if (w < least - slack || w > largest + slack) return none;
    return w < least + slack || w > largest - slack ? any : of(w);
  });

/** An even function: the operand has the sign of the right one, where that one is clearly no 0. */
const even = (of: (w: number) => number): Undo =>
  each((w, right, _, sizes) => {
    if (w < 0) return w < -little * sizes.wanted ? none : any;
    return Math.abs(right) < unclear * sizes.right ? any : Math.sign(right) * of(w);
  });

const unclear = 0.2;
const unbounded = Number.POSITIVE_INFINITY;

const bound = (isAbove: boolean): Undo =>
  each((w, _, other, { wanted, nothing }) =>
    Math.abs(w - other) <= nothing * wanted ? any : w > other === isAbove ? w : none,
  );

/** Entries that are only moved, some of them perhaps to several places. */
const moved: Undo = (wanted, { node, values, operands }, operand, nothing) => {
  const shapes = operands.map((one) => one.values);
  const own = (shapes[operand] as Values).data.length;
  // Each entry bears its place; 0 is what comes from elsewhere.
  const places = shapes.map(({ shape, data }, k) => ({
    shape,
    data: data.map((_, at) => (k === operand ? at + 1 : 0)),
  }));
  const from = computed(node, places).data;
  const found = new Float64Array(own).fill(any);
  const size = nothing * most(wanted);
  for (const [k, w] of wanted.entries()) {
    if (Number.isNaN(w)) continue;
    const at = (from[k] as number) - 1;
    const before = at < 0 ? (values.data[k] as number) : (found[at] as number);
    if (!Number.isNaN(before) && !(Math.abs(before - w) <= 100 * nothing * Math.abs(w) + size))
      return undefined;
    if (at >= 0) found[at] = w;
  }
  return found;
};

const chosen: Undo = (wanted, { operands }, operand, nothing) => {
  const [condition, yes, no] = operands.map(({ values }) => values.data) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const size = most(wanted);
  const isNothing = (x: number): boolean => Math.abs(x) <= nothing * size;
  const found = new Float64Array(wanted.length);
  for (const [k, w] of wanted.entries()) {
    const [y, n] = [yes[k] as number, no[k] as number];
    if (Number.isNaN(w)) found[k] = any;
    else if (operand === 0) {
      const [isYes, isNo] = [isNothing(w - y), isNothing(w - n)];
      if (!isYes && !isNo) return undefined;
      found[k] = isYes && isNo ? any : Number(isYes);
    } else if ((condition[k] === 1) === (operand === 1)) found[k] = w;
    else if (isNothing(w - (operand === 1 ? n : y))) found[k] = any;
    else return undefined;
  }
  return found;
};

const power: Undo = (wanted, part, operand, nothing) => {
  const { exponent } = part.node.attributes as { readonly exponent: number };
  if (exponent % 2 === 0) return even((w) => w ** (1 / exponent))(wanted, part, operand, nothing);
  if (exponent % 2 !== 1)
    return inverse((w) => w ** (1 / exponent), 0, unbounded)(wanted, part, operand, nothing);
  return each((w) => Math.sign(w) * Math.abs(w) ** (1 / exponent))(wanted, part, operand, nothing);
};

const factor: UndoEntry = (w, _, other, sizes) => {
  if (Math.abs(other) > little * sizes.other) return w / other;
  return other === 0 && Math.abs(w) > sizes.nothing * sizes.wanted ? none : any;
};

const divisor: UndoEntry = (w, _, a, sizes) =>
  Math.abs(w) > sizes.nothing * sizes.wanted ? a / w : Math.abs(a) > little * sizes.other ? none : any;

const truth: UndoEntry = (w, _, __, { wanted, nothing }) => {
  const near = Math.round(w);
  return Math.abs(w - near) <= nothing * wanted && (near === 0 || near === 1) ? near : none;
};

const [x, c] = [input("x", [2, 2]), input("c", [2, 2], "boolean")];

const undos = new Map<Node["op"], Undo>([
  [add.op, each((w, _, other) => w - other)],
  [
    sub.op,
    byOperand(
      each((w, _, b) => w + b),
      each((w, _, a) => a - w),
    ),
  ],
  [mul.op, each(factor)],
  [
    div.op,
    byOperand(
      each((w, _, b) => w * b),
      each(divisor),
    ),
  ],
  [neg.op, each((w) => -w)],
  [exp.op, inverse(Math.log, 0, unbounded)],
  [log.op, each((w) => Math.exp(w))],
  [sqrt.op, inverse((w) => w * w, 0, unbounded)],
  [square.op, even(Math.sqrt)],
  [abs.op, even((w) => w)],
  [tanh.op, inverse(Math.atanh, -1, 1)],
  [sigmoid.op, inverse((w) => Math.log(w / (1 - w)), 0, 1)],
  [maximum.op, bound(true)],
  [minimum.op, bound(false)],
  [pow(x, 3).op, power],
  [where(c, x, x).op, chosen],
  [cast(c, "real").op, each(truth)],
]);

/**
 * What an operand must have been; "lost" where the op cannot be undone.
 * @param nothing what is smaller than this part of the largest entry counts as 0
 */
export function undone(wanted: Float64Array, part: Part, operand: number, nothing: number): Wanted | "lost" {
  const { op } = part.node;
  const undo = op.elements === "moved" ? moved : undos.get(op);
  return undo === undefined ? "lost" : undo(wanted, part, operand, nothing);
}

function most(data: Float64Array): number {
  let size = 0;
  for (const w of data) if (Math.abs(w) > size) size = Math.abs(w);
  return size;
}
