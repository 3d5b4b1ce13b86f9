// The L-layer network of the notes (N16 to N21), built by a loop, with its quantities by their names in the notes.
import type { Quantities } from "@cadena/checker";
import { addBias, input, matmul, type Node, parameter } from "@cadena/graph";
import type { Activation } from "./activations.ts";

/** A network, and what its cost is made of. */
export interface Network {
  /** The outputs, widths[L] x m. */
  readonly A: Node;
  /** The targets, of the same shape. */
  readonly Y: Node;
  /** W1 to WL, one row a neuron. */
  readonly weights: readonly Node[];
  /** X and Y, and of each layer W1, b1, Z1, A1, ...; A0 is X. */
  readonly quantities: Quantities;
}

/**
 * Z_l = W_l A_{l-1} + b_l and A_l = g_l(Z_l), where A_0 is X.
 * @param widths the sizes of the input and of each layer
 * @param activations g_1 to g_L
 * @param m the number of examples, which are columns; for "one" the names are those of the notes' single example: x, z1, a1
 */
export function network(
  widths: readonly number[],
  activations: readonly Activation[],
  m: number | "one",
): Network {
  const [columns, named] =
    m === "one" ? [1, (name: string) => name.toLowerCase()] : [m, (name: string) => name];
  const X: Node = input(named("X"), [widths[0] as number, columns]);
  const Y: Node = input(named("Y"), [widths.at(-1) as number, columns]);
  const quantities: Record<string, Node> = { [named("X")]: X, [named("Y")]: Y, [named("A0")]: X };
  const weights: Node[] = [];
  let A = X;
  for (const [before, { g }] of activations.entries()) {
    const l = before + 1;
    const W: Node = parameter(`W${l}`, [widths[l] as number, widths[before] as number]);
    const b: Node = parameter(`b${l}`, [widths[l] as number, 1]);
    const Z = addBias(matmul(W, A), b);
    A = g(Z);
    Object.assign(quantities, { [`W${l}`]: W, [`b${l}`]: b, [named(`Z${l}`)]: Z, [named(`A${l}`)]: A });
    weights.push(W);
  }
  return { A, Y, weights, quantities };
}

/** The quantity of that name in layer l: `of(q, "dZ", 2)` is dZ2. */
export function of(quantities: Quantities, name: string, l: number): Node {
  return quantities[`${name}${l}`] as Node;
}
