// What is seen of the values at a place: they themselves, or, where no op above can be undone, what becomes of them.
import { input } from "@cadena/graph";
import type { Closeness } from "../closeness.ts";
import type { Values } from "../values.ts";
import { valuesOver } from "./part.ts";
import { type Place, through } from "./places.ts";

/** How values at a place are compared with what is wanted. */
export interface View {
  readonly wanted: Float64Array;
  /** What is seen of values. */
  readonly see: (values: Float64Array) => Float64Array;
  /** Whether a number times values is seen as that number times what is seen of them. */
  readonly isLinear: boolean;
  /** Whether values are seen as they are. */
  readonly isDirect: boolean;
  /** Weights of the entries that are seen, and those of the entries at the place that come to the same sum. */
  readonly probes: readonly (readonly [seen: Float64Array, own: Float64Array])[];
}

/** The view of a place; undefined where nothing is seen. */
export function viewOf(place: Place, closeness: Closeness): View | undefined {
  const { wanted, part } = place;
  if (wanted !== undefined) return { wanted, see: (x) => x, isLinear: true, isDirect: true, probes: [] };
  let above = place;
  while (above.wanted === undefined) above = above.parent as Place;
  const { shape, data } = part.values;
  const at = (x: Float64Array): Float64Array => through(place, { shape, data: x }, above).data;
  const without = at(new Float64Array(data.length));
  if (!without.every(Number.isFinite)) return undefined;
  const see = (x: Float64Array): Float64Array => at(x).map((y, k) => y - (without[k] as number));
  const like = (x: Float64Array): Values => ({ shape: above.part.values.shape, data: x });
  const isLinear = closeness.equal(like(see(data).map((x) => 2 * x)), like(see(data.map((x) => 2 * x))));
  const rest = above.wanted.map((w, k) => w - (without[k] as number));
  return { wanted: rest, see, isLinear, isDirect: false, probes: isLinear ? probesOf(place, above) : [] };
}

/** Two sums of what is seen, as sums of what stands at a place: by the rules of derivatives, since it is linear. */
function probesOf(place: Place, above: Place): View["probes"] {
  const wanted = above.wanted as Float64Array;
  return [1, 2].flatMap((phase): View["probes"] => {
    const seen = wanted.map((w, k) => (Number.isNaN(w) ? 0 : 1 + Math.sin(phase * k * (k + 1.3)) / 2));
    const own = handedDown(place, above, { shape: above.part.values.shape, data: seen });
    return own === undefined ? [] : [[seen, own.data]];
  });
}

function handedDown(place: Place, above: Place, weights: Values): Values | undefined {
  if (place === above) return weights;
  const parent = place.parent as Place;
  const from = handedDown(parent, above, weights);
  if (from === undefined) return undefined;
  const { part } = parent;
  const cotangent = input("ct", part.node.shape);
  const down = part.node.op.vjp(part.node, cotangent, place.operand);
  return down === null
    ? undefined
    : valuesOver(down, [part, ...part.operands, { node: cotangent, values: from, operands: [] }]);
}
