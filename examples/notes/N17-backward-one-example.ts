// N17. L layers, backward, one example: dz_l = da_l * g_l'(z_l); dW_l = dz_l a_{l-1}^T; db_l = dz_l;
// da_{l-1} = W_l^T dz_l. The scan loses the transpose of a_{l-1} and adds g_l(z_l) to da_{l-1}.
import { type AnyDerivation, type Dimensions, derivation, type Sizes } from "@cadena/checker";
import { add, div, matmul, mul, neg, sub, sum } from "@cadena/graph";
import { hyperbolic, logistic, rectifier } from "./activations.ts";
import { binaryCrossEntropy } from "./costs.ts";
import { network, of } from "./network.ts";

const g = { 1: hyperbolic, 2: rectifier, 3: logistic } as const;

function backward<const D extends Dimensions>(
  id: string,
  title: string,
  dimensions: D,
  widths: (sizes: Sizes<D>) => readonly number[],
) {
  let row = derivation({
    id,
    title,
    dimensions,
    build: (sizes) => {
      const { A, Y, quantities } = network(widths(sizes), [g[1], g[2], g[3]], "one");
      return { loss: sum(binaryCrossEntropy(A, Y)), quantities };
    },
  }).claim("da3", {
    text: "-y/a3 + (1 - y)/(1 - a3)",
    formula: ({ a3, y }) => add(neg(div(y!, a3!)), div(sub(1, y!), sub(1, a3!))),
  });
  for (const l of [3, 2, 1] as const) {
    row = row
      .claim(`dz${l}`, {
        text: `da${l} * g${l}'(z${l})`,
        formula: (q) => mul(of(q, "da", l), g[l].slope(of(q, "z", l))),
      })
      .claim(`dW${l}`, {
        text: `dz${l} a${l - 1}ᵀ`,
        formula: (q) => matmul(of(q, "dz", l), of(q, "a", l - 1), { transposeB: true }),
      })
      .claim(`db${l}`, { text: `dz${l}`, formula: (q) => of(q, "dz", l) })
      .claim(`da${l - 1}`, {
        text: `W${l}ᵀ dz${l}`,
        formula: (q) => matmul(of(q, "W", l), of(q, "dz", l), { transposeA: true }),
      })
      .erratum(`dW${l} as read`, {
        of: `W${l}`,
        text: `dz${l} a${l - 1}`,
        formula: (q) => matmul(of(q, "dz", l), of(q, "a", l - 1)),
      });
  }
  return row;
}

const differentWidths = backward(
  "N17",
  "L layers, backward, one example",
  { n0: 3, n1: 5, n2: 4, n3: 2 },
  ({ n0, n1, n2, n3 }) => [n0, n1, n2, n3],
);

let equalWidths = backward(
  "N17 equal widths",
  "L layers of equal widths, backward, one example",
  { n: { size: 4, admits: (n) => n > 1 } },
  ({ n }) => [n, n, n, n],
);
for (const l of [3, 2, 1] as const) {
  equalWidths = equalWidths.erratum(`da${l - 1} as read`, {
    of: `a${l - 1}`,
    text: `W${l}ᵀ dz${l} + g${l}(z${l})`,
    formula: (q) => add(matmul(of(q, "W", l), of(q, "dz", l), { transposeA: true }), g[l].g(of(q, "z", l))),
  });
}

const rows: readonly AnyDerivation[] = [differentWidths, equalWidths];
export default rows;
