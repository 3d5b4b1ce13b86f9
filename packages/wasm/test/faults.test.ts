/// <reference lib="dom" />
// What goes wrong around threads and modules: each is a clear error or a fallback that is told, and a session holds the
// state of its last completed step, or says that it is broken.
import { Worker, type WorkerOptions } from "node:worker_threads";
import { afterEach, describe, expect, test, vi } from "vitest";

const builtin = process.getBuiltinModule;

/** Another worker in the place of Node's, for what is loaded from now on. */
function withWorkers(replacement: unknown): void {
  vi.spyOn(process, "getBuiltinModule").mockImplementation(((name: string) =>
    name === "node:worker_threads"
      ? { ...builtin(name), Worker: replacement }
      : builtin(name as "node:os")) as typeof builtin);
}

const workers: Recorded[] = [];

/** A worker that a test can reach, and whose messages it can change. */
class Recorded extends Worker {
  constructor(source: string, options: WorkerOptions) {
    super(source, options);
    workers.push(this);
  }
}

/** A worker whose products write beyond the end of memory. */
class Faulty extends Recorded {
  override postMessage(message: { kind: string; scratch?: number }): void {
    super.postMessage(message.kind === "program" ? { ...message, scratch: -65536 } : message);
  }
}

/** Everything anew: the threads of a process are made once. */
async function fresh() {
  vi.resetModules();
  const { add, input, matmul, mul, parameter, RunError, Session, Tensor } = await import("@cadena/graph");
  const { wasm } = await import("../src/engine.ts");
  const { pool } = await import("../src/threads/pool.ts");
  const size = 160;
  const data = Float64Array.from({ length: size * size }, (_, i) => Math.sin(i) / 8);
  const initial = new Tensor([size, size], data);
  /** A program with work for threads; the next W is written over it at once, or moved there after a run. */
  const started = (isInPlace: boolean, threads = 2) => {
    const W = parameter("W", [size, size], { initial });
    const U = parameter("U", [size, size], { initial });
    const session = new Session({ engine: wasm, precision: "float32", threads });
    const program = session.compile({ outputs: [], updates: [[W, matmul(isInPlace ? U : W, U)]] });
    return { W, session, program, initial };
  };
  return { add, input, mul, parameter, pool, RunError, Session, started, wasm };
}

/** Runs until another thread has taken a task, and failed. */
function failing(run: () => unknown): unknown {
  const end = performance.now() + 20_000;
  while (performance.now() < end) {
    try {
      run();
    } catch (error) {
      return error;
    }
  }
  throw new Error("no thread took a task");
}

const read = (tensor: { data: ArrayLike<number> }): number[] => Array.from(tensor.data);

afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  await Promise.all(workers.splice(0).map((worker) => worker.terminate()));
});

describe("a thread that fails in a task", () => {
  test("breaks a session whose parameters may have changed: it does nothing any longer", async () => {
    withWorkers(Faulty);
    const { started, RunError } = await fresh();
    const { W, session, program, initial } = started(true);
    const broken = /^session: it is broken, since a run failed half way \(a thread failed in a task\)/;
    const error = failing(() => program.run());
    expect(error).toBeInstanceOf(RunError);
    expect((error as Error).message).toMatch(broken);
    expect(() => program.run()).toThrow(broken);
    expect(() => session.read(W)).toThrow(broken);
    expect(() => session.write(W, initial)).toThrow(broken);
    expect(() => session.compile({ outputs: [W] })).toThrow(broken);
    await expect(program.runAsync()).rejects.toThrow(broken);
  });

  test("leaves the parameters that a run would have changed only at its end", async () => {
    withWorkers(Faulty);
    const { started } = await fresh();
    const { W, session, program } = started(false);
    let before = read(session.read(W));
    const error = failing(() => {
      before = read(session.read(W));
      program.run();
    });
    expect((error as Error).message).toMatch(
      /^wasm: a run failed half way \(a thread failed in a task\); parameters are as they were before/,
    );
    expect(read(session.read(W))).toEqual(before);
  });
});

describe("a thread that dies", () => {
  test("between runs is missed by nobody", async () => {
    withWorkers(Recorded);
    const { started, pool } = await fresh();
    const [alone, together] = [started(false, 1), started(false, 3)];
    for (let k = 0; k < 3; k++) {
      for (const { program } of [alone, together]) program.run();
      await workers[k]?.terminate();
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(pool().size).toBe([1, 0, 0][k]);
    }
    expect(read(together.session.read(together.W))).toEqual(read(alone.session.read(alone.W)));
  });

  test("in a run aside that it conducts breaks the session", async () => {
    withWorkers(Recorded);
    const { started, pool } = await fresh();
    const { program, session, W } = started(false);
    await program.runAsync();
    const conductor = workers.at(-1) as Worker;
    const running = program.runAsync();
    conductor.terminate();
    // It may just have been over.
    const isOver = await running.then(
      () => true,
      (error) => expect(error.message).toMatch(/^session: it is broken/),
    );
    if (!isOver) expect(() => session.read(W)).toThrow(/^session: it is broken/);
    expect(workers.length).toBe(2);
    const other = started(false);
    await other.program.runAsync();
    expect(pool().size).toBe(2);
  });

  test("while it helps does not hold up a run aside", async () => {
    withWorkers(Recorded);
    const { started } = await fresh();
    const { program } = started(true);
    await program.runAsync();
    const all = Array.from({ length: 50 }, () => program.runAsync());
    const results = Promise.allSettled(all);
    await all[5];
    workers[0]?.terminate();
    for (const { status, ...how } of await results) {
      if (status === "rejected")
        expect(String("reason" in how && how.reason)).toMatch(/session: it is broken/);
    }
  });
});

describe("where there can be no threads", () => {
  const alone = async (): Promise<unknown> => {
    const { started } = await fresh();
    const { session, program, W } = started(true, 4);
    program.run();
    await program.runAsync();
    expect(read(session.read(W)).length).toBe(160 * 160);
    return session.threads;
  };

  test("because memory cannot be shared, a session has one, and says why", async () => {
    vi.stubGlobal("SharedArrayBuffer", undefined);
    const because = "memory cannot be shared here: a page has to be cross-origin isolated";
    expect(await alone()).toEqual({ count: 1, because });
  });

  test("because there are no workers, a session has one, and says why", async () => {
    vi.spyOn(process, "getBuiltinModule").mockReturnValue(undefined as never);
    vi.stubGlobal("Worker", undefined);
    expect(await alone()).toEqual({ count: 1, because: "there are no workers here" });
  });

  test("because the system has no shared memory, a session has one, and says why", async () => {
    const { Memory } = WebAssembly;
    vi.stubGlobal("WebAssembly", {
      ...Object.fromEntries(
        Object.getOwnPropertyNames(WebAssembly).map((name) => [name, Reflect.get(WebAssembly, name)]),
      ),
      Memory: class extends Memory {
        constructor(descriptor: WebAssembly.MemoryDescriptor) {
          if (descriptor.shared) throw new RangeError("could not allocate memory");
          super(descriptor);
        }
      },
    });
    expect(await alone()).toEqual({ count: 1, because: "the system gives no shared memory" });
  });

  test("because a worker cannot be made, the caller does everything", async () => {
    const refusing = vi.fn(function refused() {
      throw new Error("too many");
    });
    withWorkers(refusing);
    const { started, pool } = await fresh();
    const [one, other] = [started(true, 1), started(true, 2)];
    for (const { program } of [one, other]) program.run();
    expect(read(other.session.read(other.W))).toEqual(read(one.session.read(one.W)));
    expect(refusing).toHaveBeenCalled();
    expect(pool().size).toBe(0);
    await other.program.runAsync();
    expect(read(other.session.read(other.W))).toEqual(read(one.session.read(one.W)));
  });
});

describe("what fails on the thread of the caller", () => {
  test("breaks a session whose parameters it may have changed: results that do not fit into memory", async () => {
    const { Session, parameter, mul, add, wasm } = await fresh();
    const made = () => {
      const w = parameter("w", [2], { initial: [1, 2] });
      const session = new Session({ engine: wasm, threads: 1 });
      return { w, session };
    };
    const noRoom = (): void => {
      vi.spyOn(Float64Array.prototype, "slice").mockImplementation(() => {
        throw new RangeError("no room");
      });
    };
    const [one, other] = [made(), made()];
    const inPlace = one.session.compile({ outputs: [add(one.w, 1)], updates: [[one.w, mul(one.w, 2)]] });
    const without = other.session.compile({ outputs: [add(other.w, 1)] });
    noRoom();
    expect(() => inPlace.run()).toThrow("session: it is broken, since a run failed half way (no room)");
    expect(() => without.run()).toThrow(
      "wasm: a run failed half way (no room); parameters are as they were before",
    );
    vi.restoreAllMocks();
    expect(() => inPlace.run()).toThrow("session: it is broken, since a run failed half way (no room)");
    expect(String(without.run()[0])).toBe("[2, 3]");
  });
});

describe("a host that refuses", () => {
  const half = async () => {
    const { Session, parameter, mul, wasm, RunError } = await fresh();
    const w = parameter("w", [2], { initial: [1, 2] });
    const session = new Session({ engine: wasm });
    const step = session.compile({ outputs: [], updates: [[w, mul(w, 2)]] });
    step.run();
    const goesOn = (): void => {
      step.run();
      expect(read(session.read(w))).toEqual([4, 8]);
    };
    return { session, another: { outputs: [mul(w, 3)] }, goesOn, RunError };
  };

  test("a module is named with its reason, and the session goes on", async () => {
    const { session, another, goesOn, RunError } = await half();
    const refused = "wasm: the host refuses the program (CompileError: not today)";
    const refusal = new WebAssembly.CompileError("not today");
    vi.spyOn(WebAssembly, "Module").mockImplementation(function refused() {
      throw refusal;
    });
    vi.spyOn(WebAssembly, "compile").mockRejectedValue(refusal);
    expect(() => session.compile(another)).toThrow(refused);
    expect(() => session.compile(another)).toThrow(RunError);
    await expect(session.compileAsync(another)).rejects.toThrow(refused);
    vi.restoreAllMocks();
    goesOn();
  });

  test("more memory is told of with the amount, and the session goes on", async () => {
    const { session, goesOn } = await half();
    const { parameter, exp, Tensor } = await import("@cadena/graph");
    vi.spyOn(WebAssembly.Memory.prototype, "grow").mockImplementation(() => {
      throw new RangeError("not today");
    });
    const x = parameter("x", [100_000], { initial: new Tensor([100_000], new Float64Array(100_000)) });
    expect(() => session.compile({ outputs: [exp(x)] })).toThrow(
      /^wasm: .* MB are needed.* the system gives no more memory/,
    );
    vi.restoreAllMocks();
    goesOn();
  });
});
