// The fully connected layer.
import { addBias, matmul, type Node } from "@cadena/graph";
import { glorotUniform, type Initialiser, zeros } from "../initialisers.ts";
import { checkWhole, type Layer, notTaken, type Scope } from "./layer.ts";

/** How a dense layer starts. */
export interface DenseOptions {
  /** The first weights; Glorot's uniform ones by default. */
  readonly weight?: Initialiser;
  /** The first bias, 0 by default; false for a layer without one. */
  readonly bias?: Initialiser | false;
}

/**
 * y = x Wᵀ + b for examples in rows: x is [batch, inputs] (further leading axes are batches too), y is
 * [batch, outputs]. As in PyTorch, `weight` is [outputs, inputs], one row a neuron (the W of a text that has examples
 * in columns), and `bias` is [outputs].
 * @param inputs features of an example, at least 1
 * @param outputs neurons, at least 1
 * @throws DomainError for a width that is no whole number above 0; ShapeError, when it is applied, where x has
 * another width
 * @example
 * const net = model(dense(2, 1, { weight: initialisers.ones, bias: initialisers.constant(10) }));
 * evaluate(net(constant([[1, 2], [3, 4]]))) //=> [[13], [17]]
 */
export function dense(inputs: number, outputs: number, options: DenseOptions = {}): Layer {
  checkWhole("dense", "a width", [inputs, outputs]);
  const { weight = glorotUniform, bias = zeros } = options;
  return {
    build: (scope) => {
      const fans = { in: inputs, out: outputs };
      const w = scope.parameter("weight", [outputs, inputs], fans, weight);
      const b = bias === false ? undefined : scope.parameter("bias", [outputs], fans, bias);
      return (x) => {
        checkWidth(scope, inputs, x);
        const z: Node = matmul(x, w, { transposeB: true });
        return b === undefined ? z : addBias(z, b);
      };
    },
  };
}

function checkWidth(scope: Scope, inputs: number, x: Node): void {
  const width = x.shape.at(-1);
  if (x.shape.length >= 2 && width === inputs) return;
  const why = x.shape.length < 2 ? "a batch axis is missing" : `${width} ≠ ${inputs}`;
  throw notTaken("dense", scope, ["batch", inputs], x, why);
}
