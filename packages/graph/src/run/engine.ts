// What an engine is to a session: something that turns outputs and updates into one callable step.
import type { Node } from "../node/node.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** The floats that an execution computes in. */
export type Precision = "float64" | "float32";

/** How an engine executes. */
export interface EngineOptions {
  readonly precision: Precision;
  /** How many threads compute, from 1 to 256; "auto": as many as the machine runs at once, if the engine has threads. */
  readonly threads: number | "auto";
  /** Stop at the first value that is NaN or infinite. */
  readonly debug: boolean;
}

/** A step to be compiled: what it gives, and what the parameters become. */
export interface Step {
  readonly inputs: readonly Node[];
  readonly outputs: readonly Node[];
  readonly updates: readonly (readonly [parameter: Node, next: Node])[];
}

/** The current values of parameters, which an engine may keep in a memory of its own. */
export interface Store {
  /** A copy of a parameter's current value. */
  read(parameter: Node): Tensor;
  /** Replaces a parameter's value. */
  write(parameter: Node, value: Tensor): void;
}

/** A compiled step: computes everything from the old state, then changes all parameters at once. */
export interface CompiledStep {
  run(inputs: ReadonlyMap<Node, Tensor>): Tensor[];
  /** The same while the caller's thread is free; left out by what cannot. */
  readonly runAsync?: ((inputs: ReadonlyMap<Node, Tensor>) => Promise<Tensor[]>) | undefined;
}

/** How many threads a session computes on, and why there are no more where more were wanted. */
export interface Threads {
  readonly count: number;
  readonly because?: string;
}

/** What an engine does for one session. */
export interface Opened {
  readonly store: Store;
  /** One if left out. */
  readonly threads?: Threads;
  compile(step: Step): CompiledStep;
  /** The same while the caller's thread is free as far as that is possible; left out by what cannot. */
  compileAsync?(step: Step): Promise<CompiledStep>;
}

/**
 * One way to execute graphs. It compiles steps over a store, which all programs of a session share.
 * @example
 * new Session({ engine: interpreter }).engine.name //=> interpreter
 */
export interface Engine {
  readonly name: string;
  open(options: EngineOptions): Opened;
}
