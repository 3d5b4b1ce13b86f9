/** Convolutional networks on the WebAssembly engine, with features enough for vectors and sums long enough for blocks. */
import { gradients, input, interpreter, type Node, relu, Session, type Tensor } from "@cadena/graph";
import {
  avgPool2d,
  conv2d,
  dense,
  flatten,
  initialisers,
  maxPool2d,
  model,
  mse,
  Random,
  sequential,
} from "@cadena/nn";
import { wasm } from "@cadena/wasm";
import { expect, test } from "vitest";

const layers = {
  plain: sequential(conv2d(3, 8, 3), relu, maxPool2d(2), flatten, dense(200, 2)),
  "padded, strided and in groups": sequential(
    conv2d(3, 8, [3, 2], { stride: 2, padding: "same" }),
    conv2d(8, 8, 3, { groups: 8, padding: 1 }),
    conv2d(8, 16, 2, { groups: 2, dilation: 2 }),
    flatten,
    dense(256, 2),
  ),
  "pooled in windows that overlap": sequential(
    avgPool2d(3, { stride: 1, padding: "same" }),
    conv2d(3, 8, 1),
    maxPool2d(3, { stride: 2, padding: 1 }),
    flatten,
    dense(288, 2),
  ),
};

test.each(
  Object.entries(layers).flatMap(([what, layer]) =>
    (["float64", "float32"] as const).map((precision) => [what, precision, layer] as const),
  ),
)("a network that is %s has the loss and the gradients of the interpreter in %s", (_, precision, layer) => {
  const net = model(layer, { seed: 1 });
  const given = [input("x", [5, 12, 12, 3]), input("y", [5, 2])] as readonly Node[];
  const [x, y] = given as [Node, Node];
  const loss = mse(net(x), y) as Node;
  const outputs = [loss, ...gradients(loss, [x, ...net.parameters])];
  const random = new Random(2);
  const values = new Map(
    given.map((leaf) => [leaf, initialisers.normal()(leaf.shape, { in: 1, out: 1 }, random)]),
  );
  const [expected, found] = [interpreter, wasm].map(
    (engine) => new Session({ engine, precision }).compile({ outputs }).run(values) as Tensor[],
  ) as [Tensor[], Tensor[]];
  const tolerance = precision === "float64" ? 1e-13 : 1e-4;
  for (const [k, tensor] of expected.entries()) {
    const largest = Math.max(...tensor.data.map(Math.abs));
    expect(largest).toBeGreaterThan(0);
    for (const [i, element] of [...tensor.data].entries()) {
      expect(Math.abs((found[k]?.data[i] as number) - element)).toBeLessThanOrEqual(tolerance * largest);
    }
  }
});
