// A sum over the wrong axis, one that is missing or too much, a mean where a sum is meant.
import { input, mean, type Node, softmax, sum } from "@cadena/graph";
import type { Edit, Mistake, Place } from "../mistake.ts";
import { is, turned } from "../ops.ts";

/** Along which axis shares are taken; undefined for another op. */
const softmaxAxis = ({ op, attributes }: Node): number | undefined =>
  op === shares ? (attributes as { axis: number }).axis : undefined;

const shares = softmax(input("x", [2, 2])).op;

type Axes = { readonly axes: readonly number[]; readonly keepDims: boolean };

/** The axis of a sum. */
export const axis: Mistake = { name: "the axis of a sum", edits };

function* edits({ part, parent, text }: Place): Generator<Edit> {
  const own = softmaxAxis(part);
  for (const other of own === undefined ? [] : part.shape.keys()) {
    if (other === own) continue;
    yield {
      cost: 1,
      instead: ({ inputs: [x] }) => x && (softmax(x, { axis: other }) as Node),
      sentence: () => `the shares of ${text(part)} add up to 1 along axis ${own}; it must be axis ${other}`,
    };
  }
  if (is(part, "sum", "mean")) {
    const { axes, keepDims } = part.attributes as Axes;
    const [inner] = part.inputs as [Node];
    const total = is(part, "sum") ? sum : mean;
    const rank = inner.shape.length;
    for (let other = 0; other < rank; other++) {
      if (axes.length !== 1 || axes[0] === other) continue;
      yield {
        cost: 1,
        instead: ({ inputs: [x] }) => x && (total(x, { axis: other, keepDims }) as Node),
        sentence: () => `${text(part)} adds up over axis ${axes[0]}; it must be axis ${other}`,
      };
    }
    if (axes.length < rank || !keepDims) {
      yield {
        cost: 1.2,
        instead: ({ inputs: [x] }) => x && (total(x, { axis: [...x.shape.keys()], keepDims }) as Node),
        sentence: () => `${text(part)} must add up over all axes`,
      };
    }
    yield {
      cost: 1,
      instead: ({ inputs: [x] }) => x && (total(x, { axis: axes, keepDims: !keepDims }) as Node),
      sentence: () => `${text(part)} must ${keepDims ? "not keep" : "keep"} the axis that it adds up over`,
    };
    yield {
      cost: 1.25,
      instead: ({ inputs: [x] }) => x,
      sentence: () => `the sum over axis ${axes.join(" and ")} is too much`,
    };
    yield {
      cost: is(part, "sum") ? 1.15 : 0.9,
      instead: ({ inputs: [x] }) =>
        x && ((is(part, "sum") ? mean : sum)(x, { axis: axes, keepDims }) as Node),
      sentence: () => `${text(part)} must be a ${is(part, "sum") ? "mean" : "sum"}`,
    };
  }
  if (is(part, "transpose")) {
    const [total] = part.inputs as [Node];
    if (!is(total, "sum", "mean") || total.shape.length !== 2) return;
    const { axes, keepDims } = total.attributes as Axes;
    if (!keepDims || axes.length !== 1) return;
    const other = 1 - (axes[0] as number);
    const add = is(total, "sum") ? sum : mean;
    yield {
      cost: 1,
      instead: (one) => {
        const [x] = turned(one).inputs;
        return x && (add(x, { axis: other, keepDims }) as Node);
      },
      sentence: () => `${text(total)} adds up over axis ${axes[0]}; it must be axis ${other}`,
    };
    return;
  }
  if (part.shape.length === 0 || (parent !== undefined && is(parent, "sum", "mean"))) return;
  for (let k = 0; k < part.shape.length; k++) {
    if (part.shape[k] === 1) continue;
    const isOnly = part.shape.length === 1;
    yield {
      cost: 1.4,
      instead: (one) => mean(one, { axis: k, keepDims: !isOnly }) as Node,
      sentence: () => `a mean is missing: ${text(part)} must be averaged over axis ${k}`,
    };
    for (const keepDims of [true, false]) {
      yield {
        cost: keepDims !== isOnly ? 1.3 : 1.35,
        instead: (one) => sum(one, { axis: k, keepDims }) as Node,
        sentence: () => `a sum is missing: ${text(part)} must be added up over axis ${k}`,
      };
    }
  }
  if (part.shape.length > 1) {
    yield {
      cost: 1.4,
      instead: (one) => sum(one) as Node,
      sentence: () => `a sum is missing: ${text(part)} must be added up over all axes`,
    };
  }
}
