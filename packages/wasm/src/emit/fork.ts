// Tasks that threads share. Everyone, the thread that runs the program included, takes tasks from one word of memory
// until none is left: a thread that sleeps, comes late or has died never holds up a run.
import { atomic32, atomic64 } from "../assembler/atomic.ts";
import {
  branchIf,
  type Code,
  drop,
  loop,
  unreachable,
  type Statement as Wasm,
  when,
} from "../assembler/code.ts";
import type { Func, Local, Module } from "../assembler/module.ts";
import { i32, i64 } from "../assembler/scalar.ts";

/** Where a program's threads meet: three words, each at an offset. */
export const meeting = {
  /** How many tasks nobody has taken (8 bits), the number of their phase (24), and how many phases there were (32). */
  ticket: 0,
  /** How many tasks of the phase are done. */
  done: 64,
  /** Not 0 where a thread has failed. */
  failed: 68,
  bytes: 128,
} as const;

/** So often a thread looks for work before it does something else; a power of two. */
const patience = 8192;

/** A part of a program that several threads do together: tasks that do not depend on each other, by number. */
export interface Phase {
  readonly count: number;
  readonly task: (number: Code<"i32">) => Wasm;
}

/** What phases need of their module. */
export interface Around {
  /** Where the threads meet. */
  readonly at: number;
  /** Where the scratch of a thread begins: a variable of its instance. */
  readonly scratch: Local<"i32">;
  /** Tells other threads that there is work. */
  readonly wake: Func<readonly [], "none">;
  /** Lets other threads have the processor. */
  readonly rest: Func<readonly [], "none">;
}

/**
 * Writes a function that runs all tasks of a phase, given its number, and returns when they are done; and one for
 * threads that help, `work`, which takes where its scratch begins, and returns whether there was anything to do.
 */
export function forked(
  module: Module,
  { at, scratch, wake, rest }: Around,
  phases: readonly Phase[],
): (phase: number) => Wasm {
  const control = i32.const(at);
  const task = module.func({ params: ["i32", "i32"], result: "none" }, ([phase, number]) => [
    chosen(phase.get, phases, 0, number.get),
  ]);
  // Takes a task and does it; whether one might be left.
  const attempt = module.func({ params: [], result: "i32" }, (_, variables) => {
    const [ticket, low, isOpen] = [variables.local("i64"), variables.local("i32"), variables.local("i32")];
    const left = i32.and(low.get, i32.const(0xff));
    const next = i64.sub(ticket.get, i64.const(1n));
    const taken = i64.eq(atomic64.exchange(control, ticket.get, next, meeting.ticket), ticket.get);
    return [
      ticket.set(atomic64.load(control, meeting.ticket)),
      low.set(i32.wrap(ticket.get)),
      isOpen.set(left),
      when(isOpen.get, [
        when(taken, [
          task.call(i32.shrU(low.get, i32.const(8)), i32.sub(left, i32.const(1))),
          drop(atomic32.add(control, i32.const(1), meeting.done)),
        ]),
      ]),
      isOpen.get,
    ];
  });
  const fork = module.func({ params: ["i32", "i32"], result: "none" }, ([phase, count], variables) => {
    const [ticket, turns] = [variables.local("i64"), variables.local("i32")];
    const low = i32.or(i32.shl(phase.get, i32.const(8)), count.get);
    const number = i64.add(i64.shrU(ticket.get, i64.const(32n)), i64.const(1n));
    const isPending = i32.and(
      i32.ne(atomic32.load(control, meeting.done), count.get),
      i32.eqz(i32.gt(atomic32.load(control, meeting.failed), i32.const(1))),
    );
    return [
      atomic32.store(control, i32.const(0), meeting.done),
      ticket.set(atomic64.load(control, meeting.ticket)),
      atomic64.store(control, i64.or(i64.shl(number, i64.const(32n)), i64.fromI32(low)), meeting.ticket),
      wake.call(),
      loop((again) => [branchIf(attempt.call(), again)]),
      loop((again) => [
        when(isPending, [
          turns.set(i32.add(turns.get, i32.const(1))),
          when(i32.eqz(i32.and(turns.get, i32.const(patience - 1))), [rest.call()]),
          branchIf(i32.const(1), again),
        ]),
      ]),
      when(atomic32.load(control, meeting.failed), [unreachable]),
    ];
  });
  module.func(
    { params: ["i32"], result: "i32" },
    ([place], variables) => {
      const [left, worked] = [variables.local("i32"), variables.local("i32")];
      return [
        scratch.set(place.get),
        left.set(i32.const(patience)),
        loop((again) => [
          left.set(i32.sub(left.get, i32.const(1))),
          when(attempt.call(), [left.set(i32.const(patience)), worked.set(i32.const(1))]),
          branchIf(left.get, again),
        ]),
        worked.get,
      ];
    },
    "work",
  );
  return (phase) => fork.call(i32.const(phase), i32.const((phases[phase] as Phase).count));
}

/** The phase of a number, by halving. */
function chosen(number: Code<"i32">, phases: readonly Phase[], first: number, task: Code<"i32">): Wasm {
  const [only] = phases as readonly [Phase, ...Phase[]];
  if (phases.length === 1) return only.task(task);
  const half = phases.length >> 1;
  return when(
    i32.lt(number, i32.const(first + half)),
    [chosen(number, phases.slice(0, half), first, task)],
    [chosen(number, phases.slice(half), first + half, task)],
  );
}
