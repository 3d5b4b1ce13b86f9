// The floats beside exact numbers, which decide comparisons: where the points of exact arithmetic lie. They have streams of
// their own, so that they see other regions than the points of floats; their signs take turns, and some lie far out.
import { CadenaError, float64, type Node } from "@cadena/graph";
import type { Points } from "../points/points.ts";
import type { Fresh } from "../points/sampling.ts";
import { elements, prepared } from "./program.ts";

/** Where one point lies. */
export interface Setting {
  /** Its number in the streams. */
  readonly index: number;
  /** Whether floats may overflow there, or functions be saturated. */
  readonly isFar: boolean;
  /** The float of a free number, made from a generic one. */
  readonly shadow: Fresh<number>;
}

/** The streams of floats that claims are refuted with lie below this number. */
const first = 1000;
const spreads = [1, 1, 30, 1, 1000];
/** The first few points are near. */
const near = 3;
/** So many patterns of signs: the first six numbers take all of them in turn. */
const patterns = 64;

/** The setting of a point: with a few free numbers, 64 points in a row take all combinations of their signs. */
export function settingOf(index: number): Setting {
  const spread = index < near ? 1 : (spreads[index % spreads.length] as number);
  const pattern = (37 * index) % patterns;
  const shadow: Fresh<number> = (x, place) => {
    const mask = place < 6 ? 1 << place : 1 + ((41 * place) % (patterns - 1));
    return (isOdd(mask & pattern) ? -spread : spread) * Math.abs(x);
  };
  return { index: first + index, isFar: spread > 1, shadow };
}

/** Whether a number from 0 to 63 has an odd number of binary ones. */
const isOdd = (bits: number): boolean => {
  const half = bits ^ (bits >> 3);
  return ((half ^ (half >> 1) ^ (half >> 2)) & 1) === 1;
};

/** The floats of a graph's inner nodes at a point; none where they have no values. */
export type Shadows = (setting: Setting) => ReadonlyMap<Node, ArrayLike<number>>;

/** The shadows of nodes, computed once for all formulas that hold one of them. */
export function shadowsOf(nodes: readonly Node[], points: Points): Shadows {
  const evaluate = prepared(nodes);
  const known = new Map<number, ReadonlyMap<Node, ArrayLike<number>>>();
  const floats = ({ index, shadow }: Setting): ReadonlyMap<Node, ArrayLike<number>> => {
    try {
      const values = evaluate(float64, points.at(float64, index, shadow));
      return new Map(nodes.map((node, k) => [node, elements(float64, values[k])]));
    } catch (error) {
      // An index beyond its range, an integer that overflows.
      if (error instanceof CadenaError) return new Map();
      throw error;
    }
  };
  return (setting) => {
    const found = known.get(setting.index) ?? floats(setting);
    known.set(setting.index, found);
    return found;
  };
}
