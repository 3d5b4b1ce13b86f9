// The door to workers: those of Node, and those of browsers. No module of Node is imported, so that all of it runs in a
// browser as it is.

/** A thread of its own, to which messages can be sent. */
export interface Thread {
  post(message: unknown): void;
  /** Whether the process lives on for its sake; it does not at first. */
  hold(isHeld: boolean): void;
  end(): void;
}

/** What a thread tells. */
export interface Listener<Answer> {
  message(answer: Answer): void;
  /** It is there no longer; told once. */
  gone(reason: string): void;
}

/** As much of Node as is needed. */
interface Builtin {
  availableParallelism(): number;
  Worker: new (source: string, options: object) => NodeWorker;
}

interface NodeWorker {
  postMessage(message: unknown): void;
  on(event: "message" | "error" | "exit", listener: (value: unknown) => void): void;
  ref(): void;
  unref(): void;
  terminate(): void;
}

interface Host {
  readonly process?: { getBuiltinModule?: (name: string) => Partial<Builtin> | undefined };
  readonly document?: object;
}

const builtin = (name: string): Partial<Builtin> | undefined =>
  (globalThis as unknown as Host).process?.getBuiltinModule?.(name);

/** How many threads this machine runs at the same time. */
export const parallelism = (): number =>
  builtin("node:os")?.availableParallelism?.() ?? globalThis.navigator?.hardwareConcurrency ?? 1;

/** Why there can be no threads here; undefined where there can. */
export function obstacle(): string | undefined {
  if (typeof SharedArrayBuffer === "undefined" || globalThis.crossOriginIsolated === false)
    return "memory cannot be shared here: a page has to be cross-origin isolated";
  if (builtin("node:worker_threads") === undefined && typeof Worker === "undefined")
    return "there are no workers here";
  return undefined;
}

/** Whether this thread may wait: that of a page may not. */
export const mayWait = (): boolean => (globalThis as unknown as Host).document === undefined;

/**
 * A thread that runs a program in JavaScript.
 * @throws where the host refuses
 */
export function startThread<Answer>(source: string, listener: Listener<Answer>): Thread {
  let isThere = true;
  const gone = (reason: string): void => {
    if (isThere) listener.gone(reason);
    isThere = false;
  };
  const node = builtin("node:worker_threads")?.Worker;
  if (node !== undefined) {
    const worker = new node(source, { eval: true, execArgv: [], name: "cadena" });
    worker.on("message", (answer) => listener.message(answer as Answer));
    worker.on("error", (error) => gone(String(error)));
    worker.on("exit", () => gone("it has ended"));
    worker.unref();
    return {
      post: (message) => worker.postMessage(message),
      hold: (isHeld) => (isHeld ? worker.ref() : worker.unref()),
      end: () => worker.terminate(),
    };
  }
  const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const worker = new Worker(address, { name: "cadena" });
  worker.onmessage = ({ data }) => listener.message(data as Answer);
  worker.onerror = ({ message }) => gone(message);
  return {
    post: (message) => worker.postMessage(message),
    hold: () => {},
    end: () => worker.terminate(),
  };
}
