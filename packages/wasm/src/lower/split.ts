// Long folds that stand in no other loop, as folds over parts of them and a fold over what those give: parts do not
// depend on each other, so that threads can share them. It is always done, so that a result has the same bits for any
// number of threads.
import { Buffer, Counter, type Expression, Register } from "../loops/expression.ts";
import type { Fold, Let, Loop, Statement } from "../loops/statement.ts";
import { placeOf, substituted } from "../loops/substitute.ts";
import { foldsIn } from "../loops/walk.ts";
import { workOf } from "../loops/work.ts";

/** A part is at least so much work, and parts are at most so many. */
const least = 2 ** 16;
const most = 64;
/** Parts of the innermost loop begin at whole lines of a cache. */
const line = 64;

/** Statements in which no fold is long. */
export function split(statements: readonly Statement[]): Statement[] {
  let found: Statement[] = [];
  for (const statement of statements) {
    const parts = statement.kind === "loop" ? partsOf(statement) : undefined;
    if (statement.kind !== "loop" || parts === undefined) {
      found.push(statement);
      continue;
    }
    const folds = foldsIn(statement.body).filter(({ register }) => !isGiven(register, statement.body));
    const registers = new Set(folds.map(({ register }) => register));
    const begins = found.filter((one): one is Let => one.kind === "let" && registers.has(one.register));
    if (begins.length === 0 || begins.length !== registers.size) {
      found.push(statement);
      continue;
    }
    const before = found.filter((one) => !begins.includes(one as Let));
    found = [...before, ...inParts(statement, parts, folds, begins)];
  }
  return found;
}

/** How many parts of which extent a loop has; undefined where it is short. */
function partsOf(loop: Loop): { count: number; each: number } | undefined {
  const { extent } = loop.counter;
  const wanted = Math.min(most, extent, Math.floor(workOf(loop) / least));
  if (wanted < 2) return undefined;
  const unit = loop.body.some(({ kind }) => kind === "loop") ? 1 : line;
  // With nothing left over, if half as many parts as are wanted suffice for it; else with little.
  const whole = Array.from({ length: Math.ceil(wanted / 2) }, (_, k) => extent / (wanted - k));
  const about = [Math.floor, Math.ceil].map((round) => unit * Math.max(1, round(extent / wanted / unit)));
  const parts = [...whole, ...about]
    .filter((each) => each % unit === 0)
    .map((each) => ({ each, count: Math.floor(extent / each), rest: extent % each }))
    .filter(({ count }) => count >= 2 && count <= most);
  return parts.reduce<(typeof parts)[number] | undefined>(
    (best, next) => (best === undefined || next.rest < best.rest ? next : best),
    undefined,
  );
}

function isGiven(register: Register, statements: readonly Statement[]): boolean {
  return statements.some(
    (one) =>
      (one.kind === "let" && one.register === register) ||
      (one.kind === "loop" && isGiven(register, one.body)),
  );
}

function inParts(
  { counter, body }: Loop,
  { count, each }: { count: number; each: number },
  folds: readonly Fold[],
  begins: readonly Let[],
): Statement[] {
  const { name } = counter;
  const part = new Counter(`${name}p`, count);
  const inner = new Counter(name, each);
  const own = new Map(begins.map(({ register }) => [register, new Register(register.name, register.dtype)]));
  const sums = new Map(
    begins.map(({ register }) => [register, new Buffer(`${register.name}p`, register.dtype, count)]),
  );
  const along = { start: 0, strides: new Map([[part, 1]]) };
  const inPart = placeOf(0, [part, each], [inner, 1]);
  const partial: Loop = {
    kind: "loop",
    counter: part,
    body: [
      ...begins.map((begin): Let => ({ ...begin, register: own.get(begin.register) as Register })),
      { kind: "loop", counter: inner, body: substituted(body, counter, inPart, own) },
      ...begins.map(({ register }): Statement => {
        const value: Expression = {
          kind: "register",
          dtype: register.dtype,
          register: own.get(register) as Register,
        };
        return { kind: "store", buffer: sums.get(register) as Buffer, place: along, value };
      }),
    ],
  };
  const together: Loop = {
    kind: "loop",
    counter: part,
    body: begins.map(({ register }): Statement => {
      const { step, start } = folds.find((fold) => fold.register === register) as Fold;
      const { dtype } = register;
      const value: Expression = { kind: "load", dtype, buffer: sums.get(register) as Buffer, place: along };
      return { kind: "fold", register, start, step, value };
    }),
  };
  const rest = counter.extent - count * each;
  const last = new Counter(name, rest);
  const after: Loop = {
    kind: "loop",
    counter: last,
    body: substituted(body, counter, placeOf(count * each, [last, 1]), new Map()),
  };
  return [partial, ...begins, together, ...(rest > 0 ? [after] : [])];
}
