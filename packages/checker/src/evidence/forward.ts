// Forward mode as a witness: the tangent of dual numbers over intervals, against the gradient times the direction.
// Both are enclosures, so that no tolerance decides.
import type { NumberSystem, Value } from "@cadena/graph/extend";
import { type Dual, dual } from "../numbers/dual.ts";
import { type Interval, interval, point } from "../numbers/interval.ts";
import type { Ternary } from "../numbers/ternary.ts";
import { disjoint, tolerableWidth, vanishing } from "./compare.ts";
import { isSmooth } from "./differences.ts";
import { along, type Question, type Trial, undecided } from "./direction.ts";
import { elements } from "./program.ts";

const forward: NumberSystem<Dual<Interval>, Ternary> = dual(interval);

/** The directional derivative by forward mode. */
export function byDuals(question: Question): Trial {
  const { cut, gradient, place, points, index, direction } = question;
  const here = cut.at(interval, points.at(interval, index));
  const [value] = cut.value(forward, (leaf) =>
    moving(here(leaf), leaf === cut.variable ? direction : undefined),
  );
  const { tangent } = elements(forward, value)[0] as Dual<Interval>;
  const { slope, terms } = along(interval, elements(interval, gradient(interval, here)[place]), direction);
  const seen = { gradient: interval.toNumber(slope), derivative: interval.toNumber(tangent) };
  if (disjoint(slope, tangent)) {
    // At a kink the two may follow different conventions.
    if (!isSmooth(question)) return undecided("the point lies on a kink");
    return { ...seen, bar: width(slope) + width(tangent), verdict: "refuted" };
  }
  const bar = Math.max(slope.high - tangent.low, tangent.high - slope.low);
  if (bar < Infinity && (bar <= tolerableWidth * terms || bar < vanishing))
    return { ...seen, bar, verdict: "numeric" };
  return undecided("the enclosures are wide, or not finite");
}

const width = ({ low, high }: Interval): number => high - low;

/** A value that moves along a direction, or stands still. */
function moving(
  value: Value<Interval, Ternary>,
  direction: readonly number[] | undefined,
): Value<Dual<Interval>, Ternary> {
  if (value.dtype !== "real") return value as Value<Dual<Interval>, Ternary>;
  const { dtype, shape } = value;
  const data = Array.from(value.data, (x, i) => ({ value: x, tangent: point(direction?.[i] ?? 0) }));
  return { dtype, shape, data };
}
