import {
  constant,
  evaluate,
  initialOf,
  input,
  matmul,
  type Node,
  relu,
  ShapeError,
  softmax,
  transpose,
} from "@cadena/graph";
import { dense, initialisers, type Layer, model, named, sequential } from "@cadena/nn";
import { describe, expect, test } from "vitest";

const names = (parameters: readonly Node[]): (string | undefined)[] => parameters.map(({ name }) => name);

describe("a dense layer", () => {
  test("computes x Wᵀ + b, which is the transpose of W xᵀ + b", () => {
    const net = model(dense(3, 2, { bias: initialisers.constant(5) }), { seed: 4 });
    const [w] = net.parameters as [Node];
    const x = constant([
      [1, 2, 3],
      [4, 5, 6],
      [7, 8, 10],
      [0, 1, 0],
    ]);
    const columns = evaluate(transpose(matmul(w, transpose(x)))) as {
      data: ArrayLike<number>;
      shape: number[];
    };
    const rows = evaluate(net(x));
    expect(rows.shape).toEqual([4, 2]);
    for (let k = 0; k < 8; k++) expect(rows.data[k]).toBeCloseTo(columns.data[k]! + 5, 12);
  });

  test("takes further leading axes as batches", () => {
    const net = model(dense(3, 2));
    expect(net(input("x", [7, 5, 3])).shape).toEqual([7, 5, 2]);
  });

  test("has no bias where none is wanted", () => {
    expect(names(model(dense(3, 2, { bias: false })).parameters)).toEqual(["weight"]);
  });

  test("starts with Glorot's uniform weights of its own fans and a bias of 0", () => {
    const [w, b] = model(dense(60, 40), { seed: 1 }).parameters.map((p) => initialOf(p)!);
    const limit = Math.sqrt(6 / 100);
    expect(Math.max(...w!.data) < limit && Math.max(...w!.data) > 0.98 * limit).toBe(true);
    expect(new Set(b!.data)).toEqual(new Set([0]));
  });

  test("names itself, the widths and the user's line where the input does not fit", () => {
    const net = model(sequential(dense(64, 32), relu, dense(16, 10)));
    let error: ShapeError | undefined;
    try {
      net(input("x", [8, 64]));
    } catch (thrown) {
      error = thrown as ShapeError;
    }
    expect(error).toBeInstanceOf(ShapeError);
    expect(error!.what).toBe("dense: layer 2 takes [batch, 16], got relu [8, 32] (32 ≠ 16)");
    expect(error!.where).toMatch(/layers\.test\.ts:\d+:\d+$/);
  });

  test("asks for a batch axis", () => {
    expect(() => model(dense(3, 2))(input("x", [3]))).toThrow(
      "dense: the layer takes [batch, 3], got x [3] (a batch axis is missing)",
    );
  });

  test("rejects a width that is no whole number above 0", () => {
    expect(() => dense(0, 2)).toThrow("dense: a width is a whole number above 0, got 0");
    expect(() => dense(2, 1.5)).toThrow("dense: a width is a whole number above 0, got 1.5");
  });
});

describe("a model", () => {
  const deep = sequential(named("encoder", sequential(dense(4, 3), relu)), dense(3, 2), softmax);

  test("names its parameters by their path, in the order of its layers", () => {
    expect(names(model(deep).parameters)).toEqual([
      "encoder.0.weight",
      "encoder.0.bias",
      "1.weight",
      "1.bias",
    ]);
  });

  test("uses the same parameters wherever it is applied", () => {
    const net = model(dense(1, 1, { weight: initialisers.constant(3) }));
    expect(String(evaluate(net(net(constant([[2]])))))).toBe("[[18]]");
    expect(net.parameters).toHaveLength(2);
  });

  test("starts anew from another seed, and alike from the same one", () => {
    const start = (seed: number) => model(deep, { seed }).parameters.map((p) => String(initialOf(p)));
    expect(start(1)).toEqual(start(1));
    expect(start(1)).not.toEqual(start(2));
  });

  test("gives layers of one shape different values, which do not change when a layer is added", () => {
    const one = dense(4, 4);
    const weights = (layer: Layer) => model(layer, { seed: 3 }).parameters.map((p) => String(initialOf(p)));
    const two = weights(sequential(one, one));
    expect(two[0]).not.toBe(two[2]);
    expect(weights(sequential(one, one, one)).slice(0, 4)).toEqual(two);
  });

  test("takes a plain function for a layer without parameters", () => {
    const net = model((x) => softmax(x));
    expect(net.parameters).toEqual([]);
    expect(String(evaluate(net(constant([[0, 0]]))))).toBe("[[0.5, 0.5]]");
  });

  test("rejects two parameters of one name", () => {
    const twice = sequential(named("a", dense(1, 1)), named("a", dense(1, 1)));
    expect(() => model(twice)).toThrow("model: two parameters are named a.weight");
  });
});
