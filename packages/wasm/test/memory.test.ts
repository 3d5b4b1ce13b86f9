// Where things are in memory: nothing that is needed at the same time overlaps, and little is wasted.
import fc from "fast-check";
import { expect, test } from "vitest";
import { fitted, type Life, mostAtOnce } from "../src/memory/fit.ts";
import { Room } from "../src/memory/room.ts";

const lives = (most: number, times = 30): fc.Arbitrary<Life[]> =>
  fc.array(
    fc
      .record({ bytes: fc.nat(20), from: fc.nat(times), length: fc.nat(times) })
      .map(({ bytes, from, length }) => ({ bytes: 64 * bytes, from, to: from + length })),
    { maxLength: most },
  );

/** A pair of lives that share bytes while both last, found by looking at all pairs. */
function collision(all: readonly Life[], places: readonly number[]): [number, number] | undefined {
  for (let i = 0; i < all.length; i++) {
    const [a, p] = [all[i]!, places[i]!];
    for (let j = i + 1; j < all.length; j++) {
      const [b, q] = [all[j]!, places[j]!];
      const isLive = a.from <= b.to && b.from <= a.to && a.bytes > 0 && b.bytes > 0;
      if (isLive && p < q + b.bytes && q < p + a.bytes) return [i, j];
    }
  }
  return undefined;
}

test("lives that meet never share a byte, and take no less than the worst moment", () => {
  fc.assert(
    fc.property(lives(40), (all) => {
      const { places, bytes } = fitted(all);
      expect(collision(all, places)).toBeUndefined();
      const ends = all.map((life, k) => places[k]! + life.bytes);
      expect(bytes).toBe(Math.max(0, ...ends));
      expect(bytes).toBeGreaterThanOrEqual(mostAtOnce(all));
    }),
  );
});

test("the worst moment is the most that any time adds up to", () => {
  fc.assert(
    fc.property(lives(20), (all) => {
      const at = (time: number): number =>
        all.reduce((sum, { bytes, from, to }) => (from <= time && time <= to ? sum + bytes : sum), 0);
      expect(mostAtOnce(all)).toBe(Math.max(0, ...all.map(({ from }) => at(from))));
    }),
  );
});

test("a chain takes two places, however long it is", () => {
  const chain = Array.from({ length: 20_000 }, (_, k): Life => ({ bytes: 64, from: k, to: k + 1 }));
  expect(fitted(chain).bytes).toBe(128);
});

test("what is kept from a pass forward for the pass back takes no more than the worst moment", () => {
  const layers = 6_000;
  const all = Array.from({ length: layers }, (_, k): Life => {
    return { bytes: 64 * (1 + (k % 2)), from: k, to: 2 * layers - k };
  });
  expect(fitted(all).bytes).toBe(mostAtOnce(all));
});

test("very many lives of all lengths do not meet either, and waste less than a third", () => {
  const all = Array.from({ length: 6_000 }, (_, k): Life => {
    const from = (k * 7919) % 3_000;
    return { bytes: 64 * ((k * 31) % 17), from, to: from + ((k * 101) % 997) };
  });
  const { places, bytes } = fitted(all);
  expect(collision(all, places)).toBeUndefined();
  expect(bytes).toBeLessThan(1.33 * mostAtOnce(all));
});

test("room that was given back is taken again, and pieces that touch become one", () => {
  const room = new Room(64);
  const [a, b, c, d] = [room.take(64), room.take(128), room.take(64), room.take(64)];
  expect([a, b, c, d, room.end]).toEqual([64, 128, 256, 320, 384]);
  room.give(b, 128);
  room.give(c, 64);
  expect(room.take(192)).toBe(b);
  room.give(d, 64);
  expect(room.end).toBe(320);
  room.give(a, 64);
  expect(room.take(32)).toBe(a);
  room.give(b, 192);
  room.give(a, 32);
  expect(room.end).toBe(64);
});

test("no piece of room is taken twice, and all that was given back is one again", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat(9)), { maxLength: 60 }), (steps) => {
      const room = new Room();
      const taken: { at: number; size: number }[] = [];
      for (const [gives, size] of steps) {
        if (gives && taken.length > 0) {
          const [piece] = taken.splice(size % taken.length, 1);
          room.give(piece!.at, piece!.size);
        } else {
          const at = room.take(size);
          expect(taken.every((other) => at + size <= other.at || other.at + other.size <= at)).toBe(true);
          if (size > 0) taken.push({ at, size });
        }
      }
      for (const { at, size } of taken) room.give(at, size);
      expect(room.end).toBe(0);
    }),
  );
});
