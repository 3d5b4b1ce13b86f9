// What formulas come to in floats at a few random points: a first look, in which most of what one might write in a
// formula's place is dropped. Values are remembered by node, so that an edited formula costs only its new nodes.
import { CadenaError, float64, type Node, topological } from "@cadena/graph";
import { dataOf, expressions, int32, type Value } from "@cadena/graph/extend";
import type { LeafValues, Points } from "../../../points/points.ts";
import { areClose, areFar, largest } from "../closeness.ts";

type Bit = ReturnType<typeof float64.truth>;
type FloatValue = Value<number, Bit>;

const machine = { reals: float64, integers: int32 };

/** Sides that differ by more than this part of their largest entry are not worth a closer look. */
const tolerance = 1e-8;
/** Where functions are saturated, sides that are equal may differ by this part. */
const coarse = 1e-3;
const count = 2;

/** The values of nodes at random points. */
export class Values {
  readonly #points: readonly Point[];
  /** Where numbers are larger: small ones may all lie on one side of a comparison. */
  readonly #usual: Point;

  /** @param sources what some leaves stand for */
  constructor(points: Points, sources: ReadonlyMap<Node, Node>) {
    const { small } = points;
    this.#points = Array.from({ length: count }, (_, k) => new Point(small.at(float64, k), sources));
    this.#usual = new Point(points.at(float64, 0), sources);
  }

  /** Computes large graphs, one node after the other. */
  learn(nodes: readonly Node[]): void {
    const points = [...this.#points, this.#usual];
    for (const node of topological(nodes)) for (const point of points) point.elementsOf(node);
  }

  /** Whether two nodes of one shape look equal: at the first point already, as a rule, they do not. */
  areEqual(a: Node, b: Node): boolean {
    return this.#points.every((point) => areClose(point.elementsOf(a), point.elementsOf(b), tolerance));
  }

  /** Whether they look different where numbers are larger, as they do by rounding alone where functions are saturated. */
  areFar(a: Node, b: Node): boolean {
    return areFar(this.#usual.elementsOf(a), this.#usual.elementsOf(b), coarse);
  }

  /** At how many points numbers are looked at. */
  get count(): number {
    return this.#points.length;
  }

  /** The numbers of a node at all points, one point after the other; undefined where one is missing. */
  numbersOf(node: Node): Float64Array | undefined {
    const numbers = new Float64Array(count * node.size);
    for (const [k, point] of this.#points.entries()) {
      const elements = point.elementsOf(node);
      if (elements === undefined) return undefined;
      numbers.set(elements, k * node.size);
    }
    return numbers.every(Number.isFinite) ? numbers : undefined;
  }

  /** The number that one node is times another one; undefined where it is none. */
  ratio(a: Node, b: Node): number | undefined {
    const [first, ...others] = this.#points.map((point) => ratioOf(point.elementsOf(a), point.elementsOf(b)));
    return others.every((one) => Math.abs((one ?? Number.NaN) - (first ?? 0)) <= tolerance)
      ? first
      : undefined;
  }

  /** In how many of all entries two nodes of one shape differ. */
  difference(a: Node, b: Node): { readonly wrong: number; readonly all: number } {
    const [point] = this.#points as [Point];
    const [left, right] = [point.elementsOf(a) ?? [], point.elementsOf(b) ?? []];
    const bar = tolerance * largest(right);
    const wrong = Array.from(right).filter((y, i) => {
      const x = left[i] ?? Number.NaN;
      return (Number.isFinite(x) || Number.isFinite(y)) && !(Math.abs(x - y) <= bar);
    });
    return { wrong: wrong.length, all: b.size };
  }
}

/** The values at one point. */
class Point {
  readonly #leaf: LeafValues<number, Bit>;
  readonly #sources: ReadonlyMap<Node, Node>;
  readonly #known = new WeakMap<Node, FloatValue>();

  constructor(leaf: LeafValues<number, Bit>, sources: ReadonlyMap<Node, Node>) {
    this.#leaf = leaf;
    this.#sources = sources;
  }

  /** Undefined where it has none there, as with an index beyond its range. */
  elementsOf(node: Node): ArrayLike<number> | undefined {
    try {
      return dataOf<number>(this.valueOf(node));
    } catch (error) {
      if (error instanceof CadenaError) return undefined;
      throw error;
    }
  }

  valueOf(node: Node): FloatValue {
    const known = this.#known.get(node);
    if (known !== undefined) return known;
    const value = this.#computed(node);
    this.#known.set(node, value);
    return value;
  }

  #computed(node: Node): FloatValue {
    const { op, inputs, attributes } = node;
    const source = this.#sources.get(node) ?? node;
    if (source !== node) return this.valueOf(source);
    if (op.isLeaf) return this.#leaf(node);
    if (op.expands) return this.valueOf(op.expand?.(inputs, attributes, expressions) as Node);
    const values = inputs.map((input) => this.valueOf(input));
    return op.evaluate(machine, node, values);
  }
}

function ratioOf(a: ArrayLike<number> = [], b: ArrayLike<number> = []): number | undefined {
  const i = Array.from(b).findIndex((y) => Math.abs(y) === largest(b));
  const ratio = (a[i] ?? Number.NaN) / (b[i] ?? 0);
  return areClose(
    a,
    Array.from(b, (y) => ratio * y),
    tolerance,
  )
    ? ratio
    : undefined;
}
