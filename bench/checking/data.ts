// Values for the leaves of a model: usual data, as somebody has who checks a gradient numerically, and generic ones.
import { float64, type Node, Tensor } from "@cadena/graph";
import type { Model, Typical } from "./model.ts";
import { type Random, random } from "./random.ts";

type Leaves = Readonly<Record<string, Node>>;

/** A value for each leaf. */
export type Data = ReadonlyMap<Node, Tensor>;

/** Weights of about 0.1, standardised features, labels as they are. */
export function usualData(model: Model, leaves: Leaves, seed: number): Data {
  return drawn(model, leaves, `${model.id} ${seed}`, (name, { normal }) =>
    Object.hasOwn(model.parameters, name) ? 0.1 * normal() : normal(),
  );
}

/** Numbers of either sign and about a size, none close to 0, where no condition says otherwise. */
export function genericData(model: Model, leaves: Leaves, seed: number, about = 1): Data {
  const free = { ...model, typical: {} };
  return drawn(free, leaves, `${model.id} generic ${seed}`, (_, { uniform }) => {
    const size = about * (0.1 + 1.5 * uniform());
    return uniform() < 0.5 ? -size : size;
  });
}

function drawn(
  model: Model,
  leaves: Leaves,
  key: string,
  draw: (name: string, stream: Random) => number,
): Data {
  return new Map(
    Object.entries(leaves).map(([name, leaf]): [Node, Tensor] => {
      const stream = random(`${key} ${name}`);
      const condition = model.given?.find(({ of }) => of === name);
      const typical = model.typical?.[name];
      const values =
        typical !== undefined
          ? ofKind(typical, leaf, stream)
          : condition !== undefined
            ? condition.sample(float64, leaf.shape, () => draw(name, stream), stream.below)
            : Array.from({ length: leaf.size }, () => draw(name, stream));
      return [
        leaf,
        new Tensor(
          leaf.shape,
          leaf.dtype === "integer" ? Int32Array.from(values) : Float64Array.from(values),
        ),
      ];
    }),
  );
}

function ofKind(kind: Typical, { size, shape }: Node, { below, normal }: Random): number[] {
  if (typeof kind === "number") return Array.from({ length: size }, () => kind);
  if (kind === "0 or 1") return Array.from({ length: size }, () => below(2));
  if (kind === "positive") return Array.from({ length: size }, () => Math.exp(normal()));
  const [rows = 1, columns = 1] = shape;
  const hot = Array.from({ length: kind === "one-hot columns" ? columns : rows }, () =>
    below(kind === "one-hot columns" ? rows : columns),
  );
  return Array.from({ length: size }, (_, k) => {
    const [row, column] = [Math.floor(k / columns), k % columns];
    return Number(kind === "one-hot columns" ? hot[column] === row : hot[row] === column);
  });
}
