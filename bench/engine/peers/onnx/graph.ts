// A graph in the form of ONNX, written op by op.
import type { Numbers } from "../../work/work.ts";
import { encoded, type Field } from "./message.ts";

/** The name of a value. */
export type Name = string;

/** Attributes of an op: whole numbers, unless their name says that they are factors. */
type Attributes = Readonly<Record<string, number>>;

const [float, integer] = [1, 7];
const [versionOfFormat, versionOfOps] = [8, 17];

export class Graph {
  readonly #nodes: Field[] = [];
  readonly #constants: Field[] = [];
  readonly #inputs: Field[] = [];
  #count = 0;

  input(name: Name, shape: readonly number[]): Name {
    const dimensions = shape.map((size): Field => [1, "message", [[1, "integer", size]]]);
    const type: Field[] = [
      [1, "integer", float],
      [2, "message", dimensions],
    ];
    this.#inputs.push([
      11,
      "message",
      [
        [1, "text", name],
        [2, "message", [[1, "message", type]]],
      ],
    ]);
    return name;
  }

  constant({ shape, data }: Numbers): Name {
    return this.#initialiser(float, shape, new Uint8Array(data.buffer));
  }

  scalar(x: number): Name {
    return this.constant({ shape: [], data: Float32Array.of(x) });
  }

  axis(x: number): Name {
    return this.#initialiser(integer, [1], new Uint8Array(BigInt64Array.of(BigInt(x)).buffer));
  }

  /** The result of an op; it has the given name, or one of its own. */
  op(type: string, inputs: readonly Name[], attributes: Attributes = {}, name?: Name): Name {
    const out = name ?? this.#fresh();
    this.#nodes.push([
      1,
      "message",
      [
        ...inputs.map((input): Field => [1, "text", input]),
        [2, "text", out],
        [4, "text", type],
        ...Object.entries(attributes).map(([key, x]): Field => [5, "message", attribute(key, x)]),
      ],
    ]);
    return out;
  }

  /** The model that gives these values. */
  model(outputs: readonly Name[]): Uint8Array {
    const graph: Field[] = [
      ...this.#nodes,
      [2, "text", "work"],
      ...this.#constants,
      ...this.#inputs,
      ...outputs.map((name): Field => [12, "message", [[1, "text", name]]]),
    ];
    return encoded([
      [1, "integer", versionOfFormat],
      [7, "message", graph],
      [8, "message", [[2, "integer", versionOfOps]]],
    ]);
  }

  #initialiser(type: number, shape: readonly number[], bytes: Uint8Array): Name {
    const name = this.#fresh();
    const sizes = shape.map((size): Field => [1, "integer", size]);
    this.#constants.push([
      5,
      "message",
      [...sizes, [2, "integer", type], [8, "text", name], [9, "bytes", bytes]],
    ]);
    return name;
  }

  #fresh(): Name {
    this.#count++;
    return `v${this.#count}`;
  }
}

function attribute(name: string, x: number): Field[] {
  const isFactor = name === "alpha" || name === "beta";
  return [
    [1, "text", name],
    isFactor ? [2, "float", x] : [3, "integer", x],
    [20, "integer", isFactor ? 1 : 2],
  ];
}
