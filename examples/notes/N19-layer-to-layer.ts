// N19. The same, layer to layer: dZ_L = A_L - Y where output and cost match, and dZ_l = W_{l+1}^T dZ_{l+1} * g_l'(Z_l)
// below. The scan has dW_{l+1} for W_{l+1} and + for *.
import { type AnyDerivation, type Condition, columnsSumToOne, derivation } from "@cadena/checker";
import { add, matmul, mean, mul, type Node, sub, sum } from "@cadena/graph";
import {
  type Activation,
  hyperbolic,
  identity,
  logistic,
  rectifier,
  softmaxOverClasses,
} from "./activations.ts";
import { binaryCrossEntropy, categoricalCrossEntropy, squaredError } from "./costs.ts";
import { network, of } from "./network.ts";

const g = { 1: hyperbolic, 2: rectifier } as const;

/** An output activation and the cost of each example that matches it. */
interface Match {
  readonly output: string;
  readonly activation: Activation;
  readonly costs: (A: Node, Y: Node) => Node;
  readonly given?: readonly Condition[];
}

function layerToLayer({ output, activation, costs, given = [] }: Match): AnyDerivation {
  let row = derivation({
    id: `N19 ${output}`,
    title: `L layers, backward, layer to layer, with ${output} outputs`,
    dimensions: { n0: 3, n1: 5, n2: 4, n3: 2, m: 7 },
    examples: "m",
    given,
    build: ({ n0, n1, n2, n3, m }) => {
      const { A, Y, quantities } = network([n0, n1, n2, n3], [g[1], g[2], activation], m);
      return { loss: mean(costs(A, Y)), quantities };
    },
  }).claim("dZ3", { convention: "per-example", text: "A3 - Y", formula: ({ A3, Y }) => sub(A3!, Y!) });

  for (const l of [3, 2, 1] as const) {
    if (l !== 3) {
      row = row
        .claim(`dZ${l}`, {
          convention: "per-example",
          text: `W${l + 1}ᵀ dZ${l + 1} * g${l}'(Z${l})`,
          formula: (q) =>
            mul(
              matmul(of(q, "W", l + 1), of(q, "dZ", l + 1), { transposeA: true }),
              g[l].slope(of(q, "Z", l)),
            ),
        })
        .erratum(`dZ${l} as read`, {
          of: `Z${l}`,
          convention: "per-example",
          text: `dW${l + 1}ᵀ dZ${l + 1} + g${l}'(Z${l})`,
          formula: (q) =>
            add(
              matmul(of(q, "dW", l + 1), of(q, "dZ", l + 1), { transposeA: true }),
              g[l].slope(of(q, "Z", l)),
            ),
        });
    }
    row = row
      .claim(`dW${l}`, {
        text: `(1/m) dZ${l} A${l - 1}ᵀ`,
        formula: (q) => mul(1 / q.m, matmul(of(q, "dZ", l), of(q, "A", l - 1), { transposeB: true })),
      })
      .claim(`db${l}`, {
        text: `(1/m) sum(dZ${l}, axis 1)`,
        formula: (q) => mul(1 / q.m, sum(of(q, "dZ", l), { axis: 1, keepDims: true })),
      });
  }
  return row;
}

const matches: readonly Match[] = [
  {
    output: "sigmoid",
    activation: logistic,
    costs: (A, Y) => sum(binaryCrossEntropy(A, Y), { axis: 0 }),
  },
  {
    output: "softmax",
    activation: softmaxOverClasses,
    costs: categoricalCrossEntropy,
    given: [columnsSumToOne("Y")],
  },
  { output: "identity", activation: identity, costs: (A, Y) => sum(squaredError(A, Y), { axis: 0 }) },
];

const rows: readonly AnyDerivation[] = matches.map(layerToLayer);
export default rows;
