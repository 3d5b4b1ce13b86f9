// What a thread does. The function is sent as text to wherever workers live, in Node and in browsers without a bundler,
// so it can use nothing from outside of itself.
import type { Answer, Bounded, Message, Words } from "./control.ts";

/** What the function finds where it runs. */
interface Surroundings {
  readonly process?: {
    getBuiltinModule?: (name: string) => { parentPort: Port } | undefined;
  };
  postMessage(answer: Answer): void;
  onmessage: ((event: { data: Message }) => void) | undefined;
}

/** A program that the thread can help with. */
interface Known {
  readonly exports: WebAssembly.Exports;
  readonly program: Message & { kind: "program" };
  readonly weight: ArrayBuffer;
}

interface Port {
  on(event: "message", listener: (message: Message) => void): void;
  postMessage(answer: Answer): void;
}

/**
 * Helps with programs that others run, or runs them (the conductor, whose index is below 0). A helper looks for work for
 * a moment, then waits for the bell, and after a second in vain goes back to its event loop. It does so at once where
 * there is a message.
 */
export function work(words: Words): void {
  const around = globalThis as unknown as Surroundings;
  const port = around.process?.getBuiltinModule?.("node:worker_threads")?.parentPort;
  const programs = new Map<number, Known>();
  const turns = { beforeSleep: 4, withoutRun: 400, sleep: 1000, rest: 0.05 };
  let control: Int32Array<ArrayBufferLike> = new Int32Array();
  let index = -1;
  let received = 0;
  /** The check that has stopped the program. */
  let refused: number | undefined;

  const instantiate = (program: Message & { kind: "program" }): void => {
    const { module, memory, id, checks } = program;
    const wake = (): void => {
      Atomics.add(control, words.bell, 1);
      if (Atomics.load(control, words.sleeping) > 0) Atomics.notify(control, words.bell);
    };
    const rest = (): void => void Atomics.wait(control, words.all - 1, 0, turns.rest);
    const call = (number: number): void => {
      const { at, size, below } = checks[number] as Bounded;
      if (new Int32Array(memory.buffer, at, size).every((index) => index >= 0 && index < below)) return;
      refused = number;
      throw new RangeError("an index is out of range");
    };
    try {
      const { exports } = new WebAssembly.Instance(module, { host: { memory, wake, rest, call } });
      // The collector does not know what shared memory weighs: see weight.ts.
      const weight = new ArrayBuffer(Math.min(memory.buffer.byteLength, 2 ** 26));
      programs.set(id, { exports, program, weight });
    } catch {
      // Others do its tasks; the conductor says so when it is asked to run it.
    }
  };

  /** Does what there is to do of a program; whether there was anything. */
  const help = ({ exports, program }: Known): boolean => {
    try {
      return (exports.work as (scratch: number) => number)(program.scratch) > 0;
    } catch {
      // Only a task can fail, so one is over: whoever waits for it goes on, and finds that it has failed.
      const memory = new Int32Array(program.memory.buffer);
      Atomics.store(memory, program.failed / 4, 1);
      Atomics.add(memory, program.done / 4, 1);
      return true;
    }
  };

  const serve = (): void => {
    let inVain = 0;
    while (Atomics.load(control, words.mail + index) === received) {
      const bell = Atomics.load(control, words.bell);
      const running = [words.running, words.runningAside].flatMap(
        (word) => programs.get(Atomics.load(control, word)) ?? [],
      );
      let found = false;
      for (const one of running) if (help(one)) found = true;
      inVain = found ? 0 : inVain + 1;
      if (inVain < (running.length > 0 ? turns.beforeSleep : turns.withoutRun)) continue;
      Atomics.add(control, words.sleeping, 1);
      const heard = Atomics.wait(control, words.bell, bell, turns.sleep);
      Atomics.sub(control, words.sleeping, 1);
      if (heard !== "timed-out" || running.length > 0) continue;
      Atomics.store(control, words.rests + index, 1);
      Atomics.add(control, words.resting, 1);
      if (Atomics.load(control, words.bell) === bell) return;
      // The bell was rung just now. Whoever rang it may have seen the word, and then sends a message.
      if (Atomics.exchange(control, words.rests + index, 0) === 1) Atomics.sub(control, words.resting, 1);
    }
  };

  const run = (id: number): void => {
    let answer: Answer = { id };
    refused = undefined;
    Atomics.store(control, words.runningAside, id);
    try {
      const known = programs.get(id);
      if (known === undefined) throw new Error("the program could not be made on a thread");
      (known.exports.run as () => void)();
    } catch (error) {
      answer = refused === undefined ? { id, error: String(error) } : { id, refused };
    }
    Atomics.store(control, words.runningAside, 0);
    (port ?? around).postMessage(answer);
  };

  const handle = (message: Message): void => {
    received++;
    if (message.kind === "begin") ({ control, index } = message);
    else if (message.kind === "program") instantiate(message);
    else if (message.kind === "forget") programs.delete(message.id);
    else if (message.kind === "run") run(message.id);
    if (index >= 0) serve();
  };
  if (port) port.on("message", handle);
  else around.onmessage = ({ data }) => handle(data);
}
