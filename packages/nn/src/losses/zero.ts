// Products and quotients in which an event of probability 0 costs nothing: 0 log 0 = 0 and 0/0 = 0.
import { constant, equal, log, logicalAnd, type Node, where } from "@cadena/graph";
import { type BinaryOp, binary, binding, enclosed, type Phrase, unitInterval } from "@cadena/graph/extend";

/** y, with 1 in its place where x and y are both 0; so that neither value nor derivative meets 0 · ∞. */
const apartFromZero = (x: Node, y: Node): Node => where(logicalAnd(equal(x, 0), equal(y, 0)), constant(1), y);

/** log y, the derivative of x log y in x; 0 where x and y are both 0. */
export function logApart(x: Node, y: Node): Node {
  return log(apartFromZero(x, y));
}

/** x log y, where 0 log 0 counts as 0. */
export const timesLog: BinaryOp<"timesLog"> = binary({
  name: "timesLog",
  domain: unitInterval,
  scalar: (n, x, y) => {
    const nothing = n.and(n.compare(x, "==", n.zero), n.compare(y, "==", n.zero));
    return n.mul(x, n.log(n.select(nothing, n.one, y)));
  },
  notation: {
    write: ([x, y]) => {
      const left = enclosed(x as Phrase, binding.product);
      const { text, latex } = y as Phrase;
      return {
        text: `${left.text} * log(${text})`,
        latex: `${left.latex} \\log\\left(${latex}\\right)`,
        binding: binding.product,
      };
    },
  },
});

/** x / y, where 0/0 counts as 0. */
export const quotient: BinaryOp<"quotient"> = binary({
  name: "quotient",
  domain: unitInterval,
  scalar: (n, x, y) => {
    const nothing = n.and(n.compare(x, "==", n.zero), n.compare(y, "==", n.zero));
    return n.div(x, n.select(nothing, n.one, y));
  },
  notation: {
    write: ([x, y]) => {
      const left = enclosed(x as Phrase, binding.product);
      const right = enclosed(y as Phrase, binding.product + 1);
      return {
        text: `${left.text} / ${right.text}`,
        latex: `\\frac{${(x as Phrase).latex}}{${(y as Phrase).latex}}`,
        binding: binding.product,
      };
    },
  },
});
