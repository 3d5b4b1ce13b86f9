// The right numbers in another shape: turned, not summed up, or summed up too far.
import type { Case, Explainer } from "../explanation.ts";
import { asMatrix, sameShape, summed, transposed, type Values } from "../values.ts";

export const shape: Explainer = {
  kind: "shape",
  explain: (one) => [...turned(one), ...unsummed(one), ...oversummed(one)],
};

function turned({ given, right, closeness, constants }: Case) {
  const matrix = asMatrix(right);
  if (matrix === undefined || matrix.shape.includes(1)) return [];
  const other = transposed(matrix);
  if (!sameShape(given, other)) return [];
  const c = closeness.ratio(given, other);
  if (c === undefined) return [];
  const name = constants.named(c);
  const times = name?.text === "1" ? "" : ` times ${name?.text ?? Number(c.toPrecision(6))}`;
  return [{ text: `is the transpose of the right one${times}`, cost: 1 + (name?.cost ?? 3) }];
}

/** Sums over axes that the right one does not have, or has with length 1. */
function unsummed({ given, right, closeness, constants }: Case) {
  if (given.data.length <= right.data.length) return [];
  return given.shape.flatMap((_, axis) => {
    const total = summed(given, axis);
    if (total.data.length !== right.data.length) return [];
    const c = closeness.ratio(total, { ...right, shape: total.shape });
    const name = c === undefined ? undefined : constants.named(c);
    if (name === undefined) return [];
    const times = name.text === "1" ? "" : `, and is ${name.text} times too large then`;
    return [{ text: `is not summed up over axis ${axis}${times}`, cost: 1 + name.cost }];
  });
}

function oversummed({ given, right, closeness, constants }: Case) {
  if (given.data.length >= right.data.length) return [];
  const sums: [string, Values][] = right.shape.map((_, axis) => [`over axis ${axis}`, summed(right, axis)]);
  const all = right.data.reduce((a, b) => a + b, 0);
  sums.push(["over everything", { shape: [], data: Float64Array.of(all) }]);
  return sums.flatMap(([where, total]) => {
    if (total.data.length !== given.data.length || total.data.length === right.data.length) return [];
    const c = closeness.ratio(given, { ...total, shape: given.shape });
    const name = c === undefined ? undefined : constants.named(c);
    if (name === undefined || (given.data.length === 1 && name.text !== "1")) return [];
    const times = name.text === "1" ? "" : ` and multiplied by ${name.text}`;
    return [{ text: `is the right one summed up ${where}${times}`, cost: 1 + name.cost }];
  });
}
