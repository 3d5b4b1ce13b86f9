// What an engine is to a session: something that turns outputs and updates into one callable step.
import type { Node } from "../node/node.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** The floats that an execution computes in. */
export type Precision = "float64" | "float32";

/** How an engine executes. */
export interface EngineOptions {
  readonly precision: Precision;
  readonly threads: number;
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
export type CompiledStep = (inputs: ReadonlyMap<Node, Tensor>) => Tensor[];

/**
 * One way to execute graphs. It compiles steps over a store, which all programs of a session share.
 * @example
 * new Session({ engine: interpreter }).engine.name //=> interpreter
 */
export interface Engine {
  readonly name: string;
  open(options: EngineOptions): { store: Store; compile(step: Step): CompiledStep };
}
