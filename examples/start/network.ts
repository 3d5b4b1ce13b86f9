// The notes' L-layer network, examples in columns: the forward pass of N16, the back-propagation of N18 and N19 as it
// is derived by hand, and the automatic gradients beside it.
import {
  addBias,
  cast,
  div,
  gradients,
  greater,
  input,
  matmul,
  mul,
  type Node,
  parameter,
  relu,
  softmax,
  sub,
  sum,
  type Tensor,
} from "@cadena/graph";
import { crossEntropy } from "@cadena/nn";

/** A network of L layers, built for a number of examples. */
export interface Network {
  readonly X: Node;
  readonly Y: Node;
  /** The softmax output, classes x examples. */
  readonly output: Node;
  readonly loss: Node;
  readonly parameters: readonly Node[];
  /** ∂J/∂W1, ∂J/∂b1, ∂J/∂W2, ... by the reverse sweep. */
  readonly automatic: readonly Node[];
  /** The same, by the notes' formulas. */
  readonly byHand: readonly Node[];
  /** The named quantities, for printing and drawing. */
  readonly quantities: Readonly<Record<string, Node>>;
}

/** The weights and biases of all layers: W1, b1, W2, b2, ... */
export function networkParameters(
  widths: readonly number[],
  initialWeights: (shape: readonly [number, number], layer: number) => Tensor,
): Node[] {
  return widths.slice(1).flatMap((width, k) => {
    const shape = [width, widths[k] as number] as const;
    const initial = initialWeights(shape, k + 1);
    const bias = Array.from({ length: width }, () => [0]);
    return [
      parameter(`W${k + 1}`, shape, { initial }),
      parameter(`b${k + 1}`, [width, 1], { initial: bias }),
    ];
  });
}

/** The network for m examples over given parameters. */
export function buildNetwork(parameters: readonly Node[], m: number): Network {
  const layers = parameters.length / 2;
  const W = (l: number): Node => parameters[2 * (l - 1)] as Node;
  const b = (l: number): Node => parameters[2 * (l - 1) + 1] as Node;
  const X = input("X", [W(1).shape[1] as number, m]) as Node;
  const Y = input("Y", [W(layers).shape[0] as number, m]) as Node;

  // Forward: Z_l = W_l A_{l-1} + b_l, A_l = g_l(Z_l).
  const Z: Node[] = [];
  const A: Node[] = [X];
  for (let l = 1; l <= layers; l++) {
    Z[l] = addBias(matmul(W(l), A[l - 1] as Node), b(l));
    A[l] = l < layers ? relu(Z[l] as Node) : softmax(Z[l] as Node, { axis: 0 });
  }
  const output = A[layers] as Node;
  const loss = crossEntropy(Z[layers] as Node, Y, { axis: 0 });

  // Backward, by hand: dZ_L = A_L - Y; dW_l = (1/m) dZ_l A_{l-1}ᵀ; db_l = (1/m) Σ dZ_l; dZ_{l-1} = W_lᵀ dZ_l * g'(Z_{l-1}).
  const dZ: Node[] = [];
  const byHand: Node[] = [];
  for (let l = layers; l >= 1; l--) {
    dZ[l] =
      l === layers
        ? sub(output, Y)
        : mul(matmul(W(l + 1), dZ[l + 1] as Node, { transposeA: true }), slopeOfRelu(Z[l] as Node));
    const dW = div(matmul(dZ[l] as Node, A[l - 1] as Node, { transposeB: true }), m);
    const db = div(sum(dZ[l] as Node, { axis: 1, keepDims: true }), m);
    byHand.unshift(dW, db);
  }

  const named = Array.from({ length: layers }, (_, k) => k + 1);
  return {
    X,
    Y,
    output,
    loss,
    parameters,
    automatic: gradients(loss, parameters),
    byHand,
    quantities: Object.fromEntries(
      named.flatMap((l) => [
        [`Z${l}`, Z[l] as Node],
        [`A${l}`, A[l] as Node],
        [`dZ${l}`, dZ[l] as Node],
      ]),
    ),
  };
}

/** relu'(z): 1 above 0, else 0. */
function slopeOfRelu(z: Node): Node {
  return cast(greater(z, 0), "real");
}
