// x[0, 1], x[:, 1:3] and x[[1, 0]]: elements, parts and look-ups, as in NumPy.
import { at, gather, type Node, type Range, reshape, slice } from "@cadena/graph";

/** What stands in one place of an index. */
export type Place = number | Range | Node;

const isNumber = (place: Place | undefined): place is number => typeof place === "number";
const isRange = (place: Place): place is Range => place === null || Array.isArray(place);

/** The part of x that an index asks for; an axis with a single number goes. */
export function partOf(x: Node, places: readonly Place[]): Node {
  const lookUp = places.findIndex((place) => !isNumber(place) && !isRange(place));
  const others = places.map((place): number | Range => (isNumber(place) || isRange(place) ? place : null));
  const part = simplePart(x, others);
  if (lookUp < 0) return part;
  const axis = lookUp - places.slice(0, lookUp).filter(isNumber).length;
  return gather(part, places[lookUp] as Node, { axis });
}

function simplePart(x: Node, places: readonly (number | Range)[]): Node {
  const lead = places.findIndex((place) => !isNumber(place));
  const leading = places.slice(0, lead < 0 ? places.length : lead) as number[];
  const rest = places.slice(leading.length);
  if (rest.every((place) => place === null)) return leading.length === 0 ? x : at(x, ...leading);
  const ranges = places.map((place): Range => {
    if (!isNumber(place)) return place;
    return place === -1 ? [place] : [place, place + 1];
  });
  const whole = slice(x, ranges) as Node;
  return places.some(isNumber)
    ? reshape(
        whole,
        whole.shape.filter((_, k) => !isNumber(places[k])),
      )
    : whole;
}
