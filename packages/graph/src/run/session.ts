// A session has an engine and holds the current values of parameters and optimiser state; its programs share them.
import { type Bindable, type Bindings, bind, fitted } from "../evaluate/bindings.ts";
import { BindingError, ShapeError, UnsupportedError } from "../node/errors.ts";
import { type Node, sameShape } from "../node/node.ts";
import { isParameter } from "../ops/leaves.ts";
import { leavesOf } from "../passes/topological.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { Shape } from "../types/shape.ts";
import type { CompiledStep, Engine, EngineOptions, Opened, Step, Threads } from "./engine.ts";
import { interpreter } from "./interpreter.ts";
import { Queue } from "./queue.ts";
import { turned } from "./turned.ts";

/** Nodes that a program gives: in a list, or under names. */
export type Outputs = readonly Node[] | Readonly<Record<string, Node>>;

/** The values of a program's outputs, in the same form. */
export type Results<O extends Outputs> = {
  -readonly [K in keyof O]: O[K] extends Node<infer S extends Shape> ? Tensor<S> : never;
};

/** What is compiled: what goes in, what comes out, and what the parameters become. */
export interface ProgramDefinition<O extends Outputs> {
  readonly inputs?: readonly Node[];
  readonly outputs: O;
  /** Pairs of a parameter and its next value; all next values are computed from the old state. */
  readonly updates?: readonly (readonly [parameter: Node, next: Node])[];
}

/** How a session executes. */
export interface SessionOptions extends Partial<EngineOptions> {
  readonly engine?: Engine;
}

/** A compiled graph. */
export interface Program<O extends Outputs> {
  /**
   * Computes the outputs from the state before the updates, then changes all parameters at once.
   * @throws BindingError for a value that is missing, unknown or does not fit; nothing has changed then.
   * UnsupportedError while another run of the session is in flight; RunError where a run fails half way
   */
  run(values?: Bindings): Results<O>;
  /**
   * The same while the caller's thread is free, on a thread of its own where the engine has one. Runs of one session
   * follow each other in the order in which they were asked for; their values must not change before they are over.
   */
  runAsync(values?: Bindings): Promise<Results<O>>;
}

/**
 * Holds parameters and runs programs.
 * @example
 * const w = parameter("w", [], { initial: 1 });
 * const session = new Session();
 * const double = session.compile({ outputs: [w], updates: [[w, mul(w, 2)]] });
 * double.run();
 * String(session.read(w)) //=> 2
 */
export class Session {
  readonly engine: Engine;
  readonly options: EngineOptions;
  readonly #opened: Opened;
  readonly #queue = new Queue();

  /** @throws UnsupportedError for a number of threads that is not from 1 to 256 */
  constructor({
    engine = interpreter,
    precision = "float64",
    threads = "auto",
    debug = false,
  }: SessionOptions = {}) {
    if (threads !== "auto" && !(Number.isInteger(threads) && threads >= 1 && threads <= 256)) {
      throw new UnsupportedError(
        `session: threads are a whole number from 1 to 256, or "auto", got ${threads}`,
      );
    }
    this.engine = engine;
    this.options = { precision, threads, debug };
    this.#opened = engine.open(this.options);
  }

  /**
   * Compiles outputs and updates to one program.
   * @throws BindingError for a leaf that is neither a parameter nor among the inputs; ShapeError for an update that
   * has not its parameter's shape; UnsupportedError for an update of something that is no parameter
   */
  compile<const O extends Outputs>(definition: ProgramDefinition<O>): Program<O> {
    const { step, program } = prepared(definition);
    return program(this.#opened.compile(step), this.#queue);
  }

  /** The same; the caller's thread is free where the engine can compile aside. */
  async compileAsync<const O extends Outputs>(definition: ProgramDefinition<O>): Promise<Program<O>> {
    const { step, program } = prepared(definition);
    const compiled = (await this.#opened.compileAsync?.(step)) ?? this.#opened.compile(step);
    return program(compiled, this.#queue);
  }

  /**
   * How many threads compute, and why there are no more where more were wanted.
   * @example
   * new Session().threads.count //=> 1
   */
  get threads(): Threads {
    return this.#opened.threads ?? { count: 1 };
  }

  /**
   * The current value of a parameter.
   * @throws BindingError where it has none yet; UnsupportedError while a run is in flight; RunError where the session is
   * broken
   */
  read<S extends Shape>(parameter: Node<S>): Tensor<S> {
    return this.#queue.now(() => this.#opened.store.read(parameter) as Tensor<S>);
  }

  /**
   * Gives a parameter another value.
   * @throws BindingError where the value does not fit; UnsupportedError for something that is no parameter, and while a
   * run is in flight; RunError where the session is broken
   */
  write(parameter: Node, value: Bindable): void {
    if (!isParameter(parameter))
      throw new UnsupportedError(`session: only a parameter can be written, got ${parameter}`);
    this.#queue.now(() => this.#opened.store.write(parameter, fitted(parameter, value)));
  }
}

/** A definition as a step, and what makes a program of it once it is compiled. */
function prepared<const O extends Outputs>(
  definition: ProgramDefinition<O>,
): { step: Step; program: (compiled: CompiledStep, queue: Queue) => Program<O> } {
  const { outputs, updates = [] } = definition;
  const names = Array.isArray(outputs) ? undefined : Object.keys(outputs);
  const nodes: readonly Node[] = Object.values(outputs);
  checkUpdates(updates);
  const needed = leavesOf([...nodes, ...updates.map(([, next]) => next)]).filter(
    (leaf) => !isParameter(leaf),
  );
  const inputs = definition.inputs ?? needed;
  const given = new Set(inputs);
  const forgotten = needed.filter((leaf) => !given.has(leaf));
  if (forgotten.length > 0)
    throw new BindingError(`compile: ${forgotten.join(", ")} is not among the inputs`);
  const bound = (values: Bindings = {}): Map<Node, Tensor> => bind(inputs, values, () => undefined);
  const named = (results: readonly Tensor[]): Results<O> =>
    (names ? Object.fromEntries(names.map((name, k) => [name, results[k]])) : results) as Results<O>;
  return {
    step: { inputs, outputs: nodes, updates },
    program: (compiled, queue) => ({
      run: (values) => named(queue.now(() => compiled.run(bound(values)))),
      runAsync: async (values) => {
        const inputs = bound(values);
        return named(
          await queue.next(() => compiled.runAsync?.(inputs) ?? turned(() => compiled.run(inputs))),
        );
      },
    }),
  };
}

function checkUpdates(updates: readonly (readonly [Node, Node])[]): void {
  const seen = new Set<Node>();
  for (const [parameter, next] of updates) {
    if (!isParameter(parameter))
      throw new UnsupportedError(`compile: only a parameter can be updated, got ${parameter}`);
    if (seen.has(parameter)) throw new UnsupportedError(`compile: ${parameter} is updated twice`);
    seen.add(parameter);
    if (!sameShape(parameter.shape, next.shape) || parameter.dtype !== next.dtype) {
      throw new ShapeError(
        `compile: ${parameter} (${parameter.dtype}) cannot become ${next} (${next.dtype})`,
        [parameter.shape, next.shape],
      );
    }
  }
}

/**
 * Compiles a program in a session of its own.
 * @example
 * const x = input("x", []);
 * const program = compile({ outputs: { y: mul(x, x) } });
 * String(program.run({ x: 3 }).y) //=> 9
 */
export function compile<const O extends Outputs>(
  definition: ProgramDefinition<O>,
  options: SessionOptions = {},
): Program<O> {
  return new Session(options).compile(definition);
}
