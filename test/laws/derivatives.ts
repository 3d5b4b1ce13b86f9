// The law of derivatives: the gradient graph of a random projection, against dual numbers through the projection
// itself and against Ridders' differences of its values. Each comparison has a computed error bar.
import { type Dual, dual } from "@cadena/checker";
import { add, constant, float64, gradients, mul, type Node, sum, Tensor } from "@cadena/graph";
import {
  int32,
  interpret,
  type NumberSystem,
  numberSystem,
  plan,
  toValue,
  type Value,
} from "@cadena/graph/extend";
import { type Ball, double, touch } from "./ball.ts";
import { random, weights } from "./random.ts";
import { ridders } from "./ridders.ts";
import { type Instance, step } from "./sampling.ts";

/** Values for leaves, moved along a direction by `t`. */
type Values = ReadonlyMap<Node, Tensor>;

/** Forward mode by the core alone: everything beyond it takes its default, so that no other derivative is trusted. */
const dualBalls: NumberSystem<Dual<Ball>, boolean> = numberSystem(dual(double));

/** A scalar in a number system, prepared once for many values of its leaves. */
function evaluator<T, B>(system: NumberSystem<T, B>, scalar: Node): (leaf: (node: Node) => Value<T, B>) => T {
  const prepared = plan([scalar]);
  return (leaf) => {
    const [value] = interpret({ reals: system, integers: int32 }, prepared, leaf);
    return (value as Value<T, B> & { readonly dtype: "real" }).data[0] as T;
  };
}

/** The scalar's value in balls: what floats give, and how far rounding may have moved it. */
export function enclosed(scalar: Node, values: Values): Ball {
  const machine = { reals: double, integers: int32 };
  return evaluator(double, scalar)((leaf) => toValue(machine, values.get(leaf) as Tensor));
}

/** Σ of all elements, each with a random weight. */
export function projection(nodes: readonly Node[], next: () => number): Node {
  const parts = nodes.map((y): Node => {
    const w = new Tensor(y.shape, Float64Array.from(weights(next, y.size)));
    return sum(mul(y, constant(w) as Node));
  });
  return parts.reduce((a, b) => add(a, b), constant(0) as Node);
}

const isReal = ({ dtype }: Node): boolean => dtype === "real";

/** The projected value, and the projected gradients of first and higher order, below `order`. */
export function tower({ y, leaves }: Instance, order: number, seed: number): Node[] {
  const next = random(seed);
  const real = leaves.filter(isReal);
  const levels = [projection([y], next)];
  while (levels.length < order) levels.push(projection(gradients(levels.at(-1) as Node, real), next));
  return levels;
}

/** The values with one leaf moved by t along a direction. */
function moved(values: Values, leaf: Node, direction: readonly number[], t: number): Values {
  const { shape, data } = values.get(leaf) as Tensor;
  const there = Float64Array.from(data, (x, k) => x + t * (direction[k] as number));
  return new Map(values).set(leaf, new Tensor(shape, there));
}

/** How many error bars apart a difference quotient may lie: 240 of 240 planted errors stay caught. */
const bars = 10;

/**
 * What is wrong with the gradient of a scalar, in a random direction of each real leaf; nothing where all agree.
 * @param witnesses dual numbers, which need a meaning in every number system; Ridders' differences, which need a
 * smooth neighbourhood
 */
export function wrongDerivatives(
  scalar: Node,
  leaves: readonly Node[],
  values: Values,
  seed: number,
  witnesses: { readonly duals?: boolean; readonly ridders?: boolean } = { duals: true, ridders: true },
): string[] {
  const next = random(seed);
  const real = leaves.filter(isReal);
  const found = gradients(scalar, real);
  const wrong: string[] = [];
  const forward = evaluator(dualBalls, scalar);
  const plain = evaluator(float64, scalar);
  const noise = enclosed(scalar, values).radius;
  for (const [k, leaf] of real.entries()) {
    const direction = weights(next, leaf.size);
    const along = constant(new Tensor(leaf.shape, Float64Array.from(direction))) as Node;
    const reverse = enclosed(sum(mul(found[k] as Node, along)), values);
    const say = (witness: string, value: number, error: number): void => {
      wrong.push(`${leaf}: reverse ${reverse.middle} ± ${reverse.radius}, ${witness} ${value} ± ${error}`);
    };
    if (witnesses.duals) {
      const { tangent } = forward((node) =>
        tangentValue(node, values, node === leaf ? direction : undefined),
      );
      if (!touch(reverse, tangent)) say("duals", tangent.middle, tangent.radius);
    }
    if (witnesses.ridders) {
      const machine = { reals: float64, integers: int32 };
      const f = (t: number): number => {
        const there = moved(values, leaf, direction, t);
        return plain((node) => toValue(machine, there.get(node) as Tensor));
      };
      const { derivative, error } = ridders(f, step, noise);
      // A bar wider than a hundred-thousandth of the scale decides nothing, and must not pass for agreement.
      const conclusive = error <= 1e-5 * Math.max(1, Math.abs(derivative), Math.abs(f(0)));
      const apart = Math.abs(derivative - reverse.middle);
      if (!conclusive || !(apart <= bars * error + reverse.radius)) say("Ridders", derivative, error);
    }
  }
  return wrong;
}

function tangentValue(
  leaf: Node,
  values: Values,
  direction: readonly number[] | undefined,
): Value<Dual<Ball>, boolean> {
  const value = toValue({ reals: dualBalls, integers: int32 }, values.get(leaf) as Tensor);
  if (direction === undefined || value.dtype !== "real") return value;
  const data = Array.from(value.data, ({ value: there }, k) => ({
    value: there,
    tangent: double.constant(direction[k] as number),
  }));
  return { ...value, data };
}
