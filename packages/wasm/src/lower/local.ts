// What nothing reads from memory is not stored. What one turn of a loop stores and reads again lies in room for one
// turn, which is used again in the next and so stays in the cache.
import { Buffer, type Counter, type Place } from "../loops/expression.ts";
import { reachOf } from "../loops/reach.ts";
import type { Loop, Statement } from "../loops/statement.ts";
import { moved } from "../loops/substitute.ts";
import { type Access, accessesIn, touched } from "../loops/walk.ts";

/** Statements, and what became of buffers that other ones had: what holds one turn, or nothing. */
export interface Localised {
  readonly statements: readonly Statement[];
  readonly became: ReadonlyMap<Buffer, Buffer | undefined>;
}

/**
 * Statements that store less.
 * @param kept buffers that are there before the first statement or read after the last one
 */
export function localised(statements: readonly Statement[], kept: ReadonlySet<Buffer>): Localised {
  const became = new Map<Buffer, Buffer | undefined>();
  const read = new Set(statements.flatMap((one) => [...touched(one).reads]));
  const isNeeded = (buffer: Buffer): boolean => kept.has(buffer) || read.has(buffer);
  const needed = statements.flatMap((one) => stored(one, isNeeded, became));
  const users = new Map<Buffer, Set<Statement>>();
  for (const one of needed) {
    const { reads, writes } = touched(one);
    for (const buffer of [...reads, ...writes]) users.set(buffer, (users.get(buffer) ?? new Set()).add(one));
  }
  const isAlone = (buffer: Buffer): boolean => !kept.has(buffer) && users.get(buffer)?.size === 1;
  return {
    statements: needed.map((one) => (one.kind === "loop" ? narrowed(one, isAlone, became) : one)),
    became,
  };
}

/** A statement without stores that nobody needs. */
function stored(
  statement: Statement,
  isNeeded: (buffer: Buffer) => boolean,
  became: Map<Buffer, Buffer | undefined>,
): Statement[] {
  if (statement.kind === "loop") {
    return [{ ...statement, body: statement.body.flatMap((one) => stored(one, isNeeded, became)) }];
  }
  if (statement.kind !== "store" || isNeeded(statement.buffer)) return [statement];
  became.set(statement.buffer, undefined);
  return [];
}

/** A loop whose turns have room of their own for what only they need. */
function narrowed(
  loop: Loop,
  isAlone: (buffer: Buffer) => boolean,
  became: Map<Buffer, Buffer | undefined>,
): Statement {
  const accesses = new Map<Buffer, Access[]>();
  for (const access of accessesIn([loop])) {
    if (isAlone(access.buffer)) accesses.set(access.buffer, [...(accesses.get(access.buffer) ?? []), access]);
  }
  const moves = new Map<Buffer, { buffer: Buffer; first: number; without: ReadonlySet<Counter> }>();
  for (const [buffer, places] of accesses) {
    const without = countersAround(loop, buffer).filter((counter) => isOwn(places, counter));
    const rest = places.map(({ place }) => reachOf(outside(place, without)));
    const first = Math.min(...rest.map(([first]) => first));
    const size = Math.max(...rest.map(([, last]) => last)) - first + 1;
    if (without.length === 0 || size === 1) continue;
    const local = new Buffer(buffer.name, buffer.dtype, size, true);
    moves.set(buffer, { buffer: local, first, without: new Set(without) });
    became.set(buffer, local);
  }
  if (moves.size === 0) return loop;
  const [found] = moved([loop], (buffer, place) => {
    const move = moves.get(buffer);
    if (move === undefined) return { buffer, place };
    const { start, ...rest } = outside(place, [...move.without]);
    return { buffer: move.buffer, place: { start: start - move.first, ...rest } };
  });
  return found as Statement;
}

/** The counters of the loops that stand around all that touches a buffer, but for a loop in which all of it happens at once. */
function countersAround(loop: Loop, buffer: Buffer): Counter[] {
  const inner = loop.body.filter((one) => {
    const { reads, writes } = touched(one);
    return reads.has(buffer) || writes.has(buffer);
  });
  const [only, ...others] = inner;
  if (others.length > 0) return inner.every(({ kind }) => kind === "loop") ? [loop.counter] : [];
  return only?.kind === "loop" ? [loop.counter, ...countersAround(only, buffer)] : [];
}

/** Whether no two turns of a counter touch the same element. */
function isOwn(accesses: readonly Access[], counter: Counter): boolean {
  const [step, ...others] = accesses.map(({ place }) => place.strides.get(counter) ?? 0) as [
    number,
    ...number[],
  ];
  const reaches = accesses.map(({ place }) => reachOf(place, counter));
  const first = Math.min(...reaches.map(([first]) => first));
  const last = Math.max(...reaches.map(([, last]) => last));
  return others.every((other) => other === step) && last - first < Math.abs(step);
}

/** A place within one turn of counters. */
function outside(place: Place, without: readonly Counter[]): Place {
  return { ...place, strides: new Map([...place.strides].filter(([counter]) => !without.includes(counter))) };
}
