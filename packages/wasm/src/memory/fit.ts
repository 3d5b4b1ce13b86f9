// Places for things that are needed for some time each: those that are never needed together may share a place.
import { Room } from "./room.ts";

/** Something that needs so many bytes from one time to another, both included. */
export interface Life {
  readonly bytes: number;
  readonly from: number;
  readonly to: number;
}

/** Places, by the numbers of lives, and how much room they take together. */
export interface Fit {
  readonly places: readonly number[];
  readonly bytes: number;
}

/** So many of the largest are placed with each other in view, which takes time by the square. */
const most = 1024;

/**
 * Places lives: the largest first, each at the lowest place that is free as long as it lasts (Pisarchyk and Lee,
 * Efficient memory management for deep neural net inference, 2020). Where they are very many, those behind the largest
 * are placed in the order of time, or all of them, whichever takes less.
 */
export function fitted(lives: readonly Life[]): Fit {
  const order = [...lives.keys()].sort((a, b) => sizeOf(lives, b) - sizeOf(lives, a));
  const large = order.slice(0, most);
  const small = order.slice(most);
  if (small.length === 0) return bySize(lives, large);
  const both = joined(lives.length, bySize(lives, large), large, inTime(lives, small), small);
  const all = inTime(lives, order);
  return both.bytes <= all.bytes ? both : all;
}

/** The most bytes that are needed at the same time: no plan takes less. */
export function mostAtOnce(lives: readonly Life[]): number {
  let [now, most] = [0, 0];
  for (const { life, begins } of events(lives, [...lives.keys()])) {
    now += begins ? sizeOf(lives, life) : -sizeOf(lives, life);
    most = Math.max(most, now);
  }
  return most;
}

const sizeOf = (lives: readonly Life[], k: number): number => (lives[k] as Life).bytes;

function bySize(lives: readonly Life[], order: readonly number[]): Fit {
  const places = new Array<number>(lives.length).fill(0);
  const placed: { from: number; to: number; at: number; end: number }[] = [];
  let bytes = 0;
  for (const k of order) {
    const life = lives[k] as Life;
    let at = 0;
    for (const other of placed) {
      if (other.end <= at || other.from > life.to || life.from > other.to) continue;
      if (at + life.bytes <= other.at) break;
      at = other.end;
    }
    const end = at + life.bytes;
    let next = placed.length;
    while (next > 0 && (placed[next - 1] as { at: number }).at > at) next--;
    placed.splice(next, 0, { from: life.from, to: life.to, at, end });
    places[k] = at;
    bytes = Math.max(bytes, end);
  }
  return { places, bytes };
}

/** Each takes a place when its time comes, and gives it back at the end. */
function inTime(lives: readonly Life[], chosen: readonly number[]): Fit {
  const places = new Array<number>(lives.length).fill(0);
  const room = new Room();
  let bytes = 0;
  for (const { life, begins } of events(lives, chosen)) {
    if (begins) places[life] = room.take(sizeOf(lives, life));
    else room.give(places[life] as number, sizeOf(lives, life));
    bytes = Math.max(bytes, room.end);
  }
  return { places, bytes };
}

function joined(
  count: number,
  below: Fit,
  large: readonly number[],
  above: Fit,
  small: readonly number[],
): Fit {
  const places = new Array<number>(count).fill(0);
  for (const k of large) places[k] = below.places[k] as number;
  for (const k of small) places[k] = below.bytes + (above.places[k] as number);
  return { places, bytes: below.bytes + above.bytes };
}

/** Beginnings and ends in the order of time; what ends at a time is still there when others begin. */
function events(
  lives: readonly Life[],
  chosen: readonly number[],
): { readonly life: number; readonly begins: boolean; readonly time: number }[] {
  return chosen
    .flatMap((life) => {
      const { from, to } = lives[life] as Life;
      return [
        { life, begins: true, time: from },
        { life, begins: false, time: to },
      ];
    })
    .sort((a, b) => a.time - b.time || Number(b.begins) - Number(a.begins) || a.life - b.life);
}
