// The law of values: what a sample call gives in double and single precision and in intervals, against its formula.
import { interval } from "@cadena/checker";
import { evaluate, float32, type Node, type Tensor } from "@cadena/graph";
import { evaluateIn, int32, type NumberSystem, toValue } from "@cadena/graph/extend";
import { type Ball, double, single } from "./ball.ts";
import { instance } from "./sampling.ts";
import { type At, indicesOf, type Sample } from "./table.ts";

type Values = ReadonlyMap<Node, Tensor>;

/** The elements in some number system; truths and integers are given back as they are. */
function elements<T, B>(system: NumberSystem<T, B>, y: Node, values: Values): readonly (T | B | number)[] {
  const machine = { reals: system, integers: int32 };
  const [value] = evaluateIn(system, [y], (leaf) => toValue(machine, values.get(leaf) as Tensor));
  if (value === undefined || value.dtype === "several") throw new TypeError("one value is needed");
  return Array.from<T | B | number>(value.data);
}

/** The elements in balls; exact where the result is no real number. */
export function inBalls(system: NumberSystem<Ball, boolean>, y: Node, values: Values): Ball[] {
  return elements(system, y, values).map((x) =>
    typeof x === "object" ? x : { middle: Number(x), radius: 0 },
  );
}

/** The formula's values in row-major order. */
function formula(sample: Sample, leaves: readonly Node[], values: Values): number[] {
  const at = leaves.map(
    (leaf): At =>
      (...i) =>
        (values.get(leaf) as Tensor).at(...i),
  );
  const value = sample.value(...at);
  return indicesOf(sample.shape).map((index) => value(...index));
}

/** A bar that is wider than this part of the value says nothing. */
const meaningful = 1e-4;

/** What is wrong with a sample's values; nothing where all agree within what rounding explains. */
export function wrongValues(sample: Sample, seed: number): string[] {
  const { y, leaves, values } = instance(sample, seed);
  const expected = formula(sample, leaves, values);
  const wrong: string[] = [];
  for (const [name, system, floats] of [
    ["float64", double, undefined],
    ["float32", single, float32],
  ] as const) {
    const { data, shape } = evaluate(y, values, floats && { system: floats });
    if (shape.join() !== sample.shape.join()) wrong.push(`${name}: shape [${shape.join(", ")}]`);
    for (const [k, { middle, radius }] of inBalls(system, y, values).entries()) {
      const [computed, right] = [data[k] as number, expected[k] as number];
      // The formula rounds as often as the graph does, so it gets the same radius again.
      const agrees = Math.abs(computed - middle) <= radius && Math.abs(right - middle) <= 2 * radius;
      if (!agrees || radius > meaningful * Math.max(1, Math.abs(right)))
        wrong.push(`${name}: element ${k} is ${computed} ± ${radius}, expected ${right}`);
    }
  }
  const balls = inBalls(double, y, values);
  for (const [k, x] of elements(interval, y, values).entries()) {
    if (typeof x !== "object") continue;
    const { middle, radius } = balls[k] as Ball;
    const width = x.high - x.low;
    if (
      !(x.low - radius <= middle && middle <= x.high + radius) ||
      !(width <= meaningful * Math.max(1, Math.abs(middle)))
    )
      wrong.push(`interval: element ${k} is in ${x.low} .. ${x.high}, expected ${expected[k]}`);
  }
  return wrong;
}
