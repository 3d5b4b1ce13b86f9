// N16. L layers, forward: z_l = W_l a_{l-1} + b_l; a_l = g_l(z_l), for each example by itself and for all at once. The
// scan's summary has W_l x for every l: of the wrong shape or, where all widths are equal, of the wrong value.
import {
  type AnyDerivation,
  type Dimensions,
  derivation,
  type Quantities,
  type Sizes,
} from "@cadena/checker";
import { add, at, concat, matmul, mul, type Node, slice, stack } from "@cadena/graph";
import { hyperbolic, logistic, rectifier } from "./activations.ts";
import { network, of } from "./network.ts";

const activations = [hyperbolic, rectifier, logistic];

/** z and a of each layer, of the i-th example by itself. */
function oneExample(q: Quantities, i: number): readonly { readonly z: Node; readonly a: Node }[] {
  let a: Node = slice(of(q, "A", 0), [null, [i, i + 1]]);
  return activations.map(({ g }, before) => {
    const z: Node = add(matmul(of(q, "W", before + 1), a), of(q, "b", before + 1));
    a = g(z);
    return { z, a };
  });
}

/** That of every example, side by side. */
function sideBySide(q: Quantities, name: "z" | "a", l: number): Node {
  const m = of(q, "A", 0).shape[1] as number;
  return concat(
    Array.from({ length: m }, (_, i) => oneExample(q, i)[l - 1]?.[name] as Node),
    { axis: 1 },
  );
}

/** W A + b, one number after the other: the sum over j of w_kj a_ji, and b_k. */
function entryByEntry(W: Node, A: Node, b: Node): Node {
  const [neurons, inputs] = W.shape as [number, number];
  const entry = (k: number, i: number): Node => {
    let z: Node = at(b, k, 0);
    for (let j = 0; j < inputs; j++) z = add(z, mul(at(W, k, j), at(A, j, i)));
    return z;
  };
  const row = (k: number): Node => stack(Array.from({ length: A.shape[1] as number }, (_, i) => entry(k, i)));
  return stack(Array.from({ length: neurons }, (_, k) => row(k)));
}

function forward<const D extends Dimensions>(
  id: string,
  title: string,
  dimensions: D,
  build: (sizes: Sizes<D>) => Quantities,
): AnyDerivation {
  let row = derivation({ id, title, dimensions, build: (sizes) => ({ quantities: build(sizes) }) });
  for (const l of [1, 2, 3]) {
    row = row
      .claim(`z${l}`, {
        of: (q) => of(q, "Z", l),
        text: `W${l} a${l - 1} + b${l}`,
        formula: (q) => sideBySide(q, "z", l),
      })
      .claim(`a${l}`, {
        of: (q) => of(q, "A", l),
        text: `g${l}(z${l})`,
        formula: (q) => sideBySide(q, "a", l),
      })
      .claim(`Z${l} entry by entry`, {
        of: (q) => of(q, "Z", l),
        text: `W${l} A${l - 1} + b${l}`,
        formula: (q) => entryByEntry(of(q, "W", l), of(q, "A", l - 1), of(q, "b", l)),
      });
  }
  for (const l of [2, 3]) {
    row = row.erratum(`Z${l} as read`, {
      of: (q) => of(q, "Z", l),
      text: `W${l} X + b${l}`,
      formula: (q) => add(matmul(of(q, "W", l), of(q, "A", 0)), of(q, "b", l)),
    });
  }
  return row;
}

const rows: readonly AnyDerivation[] = [
  forward(
    "N16",
    "L layers, forward",
    { n0: 3, n1: 5, n2: 4, n3: 2, m: 7 },
    ({ n0, n1, n2, n3, m }) => network([n0, n1, n2, n3], activations, m).quantities,
  ),
  forward(
    "N16 equal widths",
    "L layers of equal widths, forward",
    { n: 3, m: 5 },
    ({ n, m }) => network([n, n, n, n], activations, m).quantities,
  ),
];
export default rows;
