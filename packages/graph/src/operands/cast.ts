// Changes the kind of elements. Precision is no kind: it belongs to an execution.
import { type GeneralOp, general } from "../kinds/general.ts";
import { atom, type Phrase } from "../kinds/notation.ts";
import type { DType } from "../node/dtype.ts";
import { UndecidedError } from "../node/errors.ts";
import type { Attributes, Node } from "../node/node.ts";
import type { NumberSystem } from "../numbers/system.ts";
import { dataOf, type Machine, type Value } from "../numbers/value.ts";

interface CastAttributes extends Attributes {
  readonly dtype: DType;
}

const castOp: GeneralOp<CastAttributes> = general<CastAttributes>({
  name: "cast",
  infer: ([x], { dtype }) => ({ shape: (x as Node).shape, dtype }),
  meaning: (machine, [x], { attributes, out }) =>
    castValue(machine, x as Value<never, never>, attributes.dtype, out.shape),
  vjp: "zero",
  lowering: () => ({ kind: "convert" }),
  notation: {
    stretches: true,
    write: ([x], node) => {
      const { text, latex } = x as Phrase;
      const [source] = node.inputs;
      if (source?.dtype === "boolean") return atom(`[${text}]`, `\\left[${latex}\\right]`);
      return node.dtype === "real"
        ? (x as Phrase)
        : atom(`${node.dtype}(${text})`, `\\text{${node.dtype}}(${latex})`);
    },
  },
});

function castValue<T, B>(
  { reals: n, integers }: Machine<T, B>,
  x: Value<T, B>,
  dtype: DType,
  shape: readonly number[],
): Value<T, B> {
  const source = dataOf<unknown>(x);
  const length = source.length;
  if (dtype === "real") {
    const data = n.reals(length);
    for (let i = 0; i < length; i++) {
      data[i] =
        x.dtype === "integer" ? n.constant(source[i] as number) : n.select(source[i] as B, n.one, n.zero);
    }
    return { dtype, shape, data };
  }
  if (dtype === "boolean") {
    const data = n.booleans(length);
    for (let i = 0; i < length; i++) {
      data[i] = x.dtype === "integer" ? n.truth(source[i] !== 0) : n.compare(source[i] as T, "!=", n.zero);
    }
    return { dtype, shape, data };
  }
  const decided = (b: B): number => {
    const truth = n.decide(b);
    if (truth === undefined) throw new UndecidedError(`cast: a truth is not decided in ${n.name}`);
    return truth ? 1 : 0;
  };
  const toInteger = (e: T | B): number =>
    x.dtype === "boolean" ? decided(e as B) : integers.constant(truncated(n, e as T));
  return { dtype, shape, data: Int32Array.from({ length }, (_, i) => toInteger(source[i] as T | B)) };
}

/** The whole part of a number, where the system can tell which it is. */
function truncated<T, B>(n: NumberSystem<T, B>, x: T): number {
  const whole = Math.trunc(n.toNumber(x));
  const notBelow = n.compare(x, whole > 0 ? ">=" : ">", n.constant(whole > 0 ? whole : whole - 1));
  const notAbove = n.compare(x, whole < 0 ? "<=" : "<", n.constant(whole < 0 ? whole : whole + 1));
  if (n.decide(n.and(notBelow, notAbove)) !== undefined) return whole;
  throw new UndecidedError(`cast: the whole part of a number is not decided in ${n.name}`);
}

/**
 * The same elements as real numbers, integers (truncated towards zero) or truths (what is not 0). Constant wherever
 * it is differentiable.
 * @example
 * evaluate(cast(greater(constant([1, -1]), 0), "real")) //=> [1, 0]
 */
export function cast<S extends readonly number[]>(x: Node<S>, dtype: DType): Node<S> {
  return x.dtype === dtype ? x : (castOp([x], { dtype }) as Node<S>);
}
