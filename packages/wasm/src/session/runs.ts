// Runs of a program: values go into memory, the program runs here or on a thread of its own, results come out.
import { type Node, RunError, type Tensor } from "@cadena/graph";
import type { CompiledStep } from "@cadena/graph/extend";
import { type Pool, type Shared, ThreadDeath } from "../threads/pool.ts";
import type { Health } from "./health.ts";
import type { Region } from "./memory.ts";

/** A program that is ready to run. */
export interface Ready {
  /** Values into memory. */
  readonly fill: (values: ReadonlyMap<Node, Tensor>) => void;
  readonly run: () => void;
  /** Answers what it asks its host, by number, or throws why it does not. */
  readonly call: (number: number) => void;
  /** Whether an error is what `call` has thrown; it comes before any parameter changes. */
  readonly isRefusal: (error: unknown) => boolean;
  /** Results out of memory, and parameters to their next values. */
  readonly finish: () => Tensor[];
  /** Whether parameters change while it runs, so that nobody knows what a failure leaves. */
  readonly isInPlace: boolean;
  readonly health: Health;
  /** The memory that is taken from others while somebody holds the program. */
  readonly regions: readonly Region[];
  /** What equal graphs find while somebody holds the program. */
  readonly origin: object;
}

/** A program on the thread of the caller. */
export class Runs implements CompiledStep {
  protected readonly ready: Ready;

  constructor(ready: Ready) {
    this.ready = ready;
  }

  run(values: ReadonlyMap<Node, Tensor>): Tensor[] {
    this.begin(values);
    try {
      this.compute();
      return this.ready.finish();
    } catch (error) {
      return this.fail(error);
    }
  }

  protected begin(values: ReadonlyMap<Node, Tensor>): void {
    this.ready.health.check();
    this.ready.fill(values);
  }

  protected compute(): void {
    this.ready.run();
  }

  protected fail(error: unknown): never {
    const { isInPlace, isRefusal, health } = this.ready;
    if (isRefusal(error)) throw error;
    const what = error instanceof Error ? error.message : String(error);
    if (isInPlace || error instanceof ThreadDeath) health.breakDown(what);
    health.check();
    throw new RunError(`wasm: a run failed half way (${what}); parameters are as they were before`);
  }
}

/** A program that other threads know. */
export class SharedRuns extends Runs {
  readonly #pool: Pool;
  readonly #shared: Shared;
  readonly #id: number;

  constructor(ready: Ready, pool: Pool, shared: Shared) {
    super(ready);
    this.#pool = pool;
    this.#shared = shared;
    this.#id = pool.add(shared, this);
  }

  /** What asks its host for something runs where the host is: undefined then, and where there is no other thread. */
  get runAsync(): CompiledStep["runAsync"] {
    const isAble = this.#shared.checks !== undefined && this.#pool.conducts;
    return isAble ? (values) => this.#aside(values) : undefined;
  }

  async #aside(values: ReadonlyMap<Node, Tensor>): Promise<Tensor[]> {
    this.begin(values);
    try {
      const refused = await this.#pool.conduct(this.#id, this.#shared);
      // The node that has refused says why.
      if (refused !== undefined) this.ready.call(refused);
      return this.ready.finish();
    } catch (error) {
      return this.fail(error);
    }
  }

  protected override begin(values: ReadonlyMap<Node, Tensor>): void {
    super.begin(values);
    if (this.#shared.helping > 0) Atomics.store(this.#failed, 0, 0);
  }

  protected override fail(error: unknown): never {
    super.fail(this.#hasFailed ? new Error("a thread failed in a task") : error);
  }

  /** Whether a helper has failed in a task, after which all others were done. */
  get #hasFailed(): boolean {
    return this.#shared.helping > 0 && Atomics.load(this.#failed, 0) === 1;
  }

  /** Where threads say that they have failed. */
  get #failed(): Int32Array {
    return new Int32Array(this.#shared.memory.buffer, this.#shared.failed, 1);
  }

  protected override compute(): void {
    try {
      if (this.#shared.helping === 0) super.compute();
      else this.#pool.run(this.#id, this.ready.run);
    } catch (error) {
      // Helpers may still be at work where the caller has failed in a task of its own: nothing can run here any longer.
      if (this.#shared.helping === 0 || this.ready.isRefusal(error) || this.#hasFailed) throw error;
      throw new ThreadDeath(String(error));
    }
  }
}
