// The threads of a process, which all sessions share: helpers, which take tasks of a program while the caller or the
// conductor runs it, and the conductor, which runs programs while the caller's thread is free.
import { type Answer, type Bounded, type Message, mostHelpers, words } from "./control.ts";
import { mayWait, startThread, type Thread } from "./platform.ts";
import { work } from "./worker.ts";

/** A program as threads see it. */
export interface Shared {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** How many threads help with it. */
  readonly helping: number;
  /** What it asks its host to look at, by number; undefined where it asks for more, which only the caller can do. */
  readonly checks: readonly Bounded[] | undefined;
  /** Where the scratch of a thread begins; the one that runs it is number 0. */
  readonly scratch: (thread: number) => number;
  /** Where the words are that say how many tasks are done, and whether one has failed. */
  readonly done: number;
  readonly failed: number;
}

/** The thread that runs programs aside, and those that it knows. */
interface Conductor {
  readonly thread: Thread;
  readonly known: Set<number>;
}

const conductorOn = (thread: Thread | undefined): Conductor | undefined =>
  thread && { thread, known: new Set() };

/** A run that the conductor has been asked for. */
interface Pending {
  readonly helping: number;
  readonly failed: Int32Array;
  /** Why a thread that takes part has died. */
  death?: string;
  readonly resolve: (refused: number | undefined) => void;
  readonly reject: (error: Error) => void;
}

/** A thread that took part in a run has died. */
export class ThreadDeath extends Error {}

/** Names that tools such as esbuild give functions by a helper of their own, which is not there in a worker. */
const source = `globalThis.__name ??= (value) => value; (${work})(${JSON.stringify(words)});`;

/** Threads, and what they are told. */
export class Pool {
  readonly #control = new Int32Array(new SharedArrayBuffer(4 * words.all));
  readonly #helpers: (Thread | undefined)[] = [];
  #conductor: Conductor | undefined;
  readonly #pending = new Map<number, Pending>();
  readonly #owners = new FinalizationRegistry<number>((id) => this.#forget(id));
  #programs = 0;

  /** How many threads there are, those that have died not counted. */
  get size(): number {
    return this.#helpers.filter((one) => one !== undefined).length + (this.#conductor ? 1 : 0);
  }

  /**
   * Lets helpers know a program, and returns its number.
   * @param owner when it is collected, threads forget the program
   */
  add(shared: Shared, owner: object): number {
    const id = ++this.#programs;
    this.#owners.register(owner, id);
    for (let index = 0; index < Math.min(shared.helping, mostHelpers); index++) {
      if (index === this.#helpers.length) this.#helpers.push(this.#started(index));
      this.#post(index, { kind: "program", id, ...this.#seenBy(shared, index + 1) });
    }
    return id;
  }

  /** Runs a program on the thread of the caller, while helpers take tasks of it. */
  run(id: number, run: () => void): void {
    Atomics.store(this.#control, words.running, id);
    try {
      run();
    } finally {
      Atomics.store(this.#control, words.running, 0);
    }
  }

  /** Whether programs can run on a thread of their own. */
  get conducts(): boolean {
    this.#conductor ??= conductorOn(this.#started(-1));
    return this.#conductor !== undefined;
  }

  /**
   * Runs a program on a thread of its own, which must be there, while helpers take tasks of it. It gives the number of
   * the check that has stopped the run, if one has.
   */
  conduct(id: number, shared: Shared): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      const { thread, known } = this.#conductor as Conductor;
      if (!known.has(id)) thread.post({ kind: "program", id, ...this.#seenBy(shared, 0) } satisfies Message);
      known.add(id);
      const { memory, failed, helping } = shared;
      const word = new Int32Array(memory.buffer, failed, 1);
      this.#pending.set(id, { helping, failed: word, resolve, reject });
      thread.hold(true);
      thread.post({ kind: "run", id } satisfies Message);
      this.#rouse();
    });
  }

  /** Tells helpers that there are tasks. */
  wake(): void {
    Atomics.add(this.#control, words.bell, 1);
    if (Atomics.load(this.#control, words.sleeping) > 0) Atomics.notify(this.#control, words.bell);
    if (Atomics.load(this.#control, words.resting) > 0) this.#rouse();
  }

  /** Gives the processor to other threads for a moment. */
  rest(): void {
    if (mayWait()) Atomics.wait(this.#control, words.all - 1, 0, 0.05);
  }

  #seenBy({ module, memory, scratch, done, failed, checks = [] }: Shared, thread: number) {
    return { module, memory, scratch: scratch(thread), done, failed, checks };
  }

  #forget(id: number): void {
    for (const index of this.#helpers.keys()) this.#post(index, { kind: "forget", id });
    if (this.#conductor?.known.delete(id)) this.#conductor.thread.post({ kind: "forget", id });
  }

  #rouse(): void {
    for (const index of this.#helpers.keys()) {
      if (Atomics.load(this.#control, words.rests + index) === 1) this.#post(index, { kind: "go" });
    }
  }

  /** A helper that waits for the bell, or is about to, goes back to its event loop for a message. */
  #post(index: number, message: Message): void {
    const helper = this.#helpers[index];
    if (helper === undefined) return;
    if (Atomics.exchange(this.#control, words.rests + index, 0) === 1)
      Atomics.sub(this.#control, words.resting, 1);
    Atomics.add(this.#control, words.mail + index, 1);
    helper.post(message);
    Atomics.add(this.#control, words.bell, 1);
    Atomics.notify(this.#control, words.bell);
  }

  /** A thread; none where the host refuses. What it would do is then done by others. */
  #started(index: number): Thread | undefined {
    try {
      const thread = startThread<Answer>(source, {
        message: (answer) => this.#settle(answer),
        gone: (reason) => (index < 0 ? this.#conductorDied(reason) : this.#helperDied(index, reason)),
      });
      if (index >= 0) Atomics.add(this.#control, words.mail + index, 1);
      thread.post({ kind: "begin", control: this.#control, index } satisfies Message);
      return thread;
    } catch {
      return undefined;
    }
  }

  #settle({ id, error, refused }: Answer): void {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    if (this.#pending.size === 0) this.#conductor?.thread.hold(false);
    if (pending?.death !== undefined) pending.reject(new ThreadDeath(pending.death));
    else if (error !== undefined) pending?.reject(new WebAssembly.RuntimeError(error));
    else pending?.resolve(refused);
  }

  /** What a helper was doing when it died is not known: the runs that it took part in come to an end. */
  #helperDied(index: number, reason: string): void {
    this.#helpers[index] = undefined;
    for (const pending of this.#pending.values()) {
      if (index >= pending.helping) continue;
      pending.death = reason;
      Atomics.store(pending.failed, 0, 2);
    }
  }

  #conductorDied(reason: string): void {
    this.#conductor = undefined;
    Atomics.store(this.#control, words.runningAside, 0);
    for (const [id, pending] of [...this.#pending]) {
      pending.death = reason;
      this.#settle({ id });
    }
  }
}

let one: Pool | undefined;

/** The threads of this process; they start with the first program that has work for them. */
export function pool(): Pool {
  one ??= new Pool();
  return one;
}
