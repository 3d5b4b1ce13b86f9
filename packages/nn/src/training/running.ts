// Where a model runs: in the session that is given, or in a new one.
import { type Engine, interpreter, Session, type SessionOptions } from "@cadena/graph";
import { automatic } from "@cadena/wasm";

/** Where a model runs. */
export interface RunOptions {
  /** Holds the current values of the parameters, and has an engine; a new one by default. */
  readonly session?: Session;
  /**
   * What a new session computes with: `"wasm"`, the default, is the WebAssembly engine, or the interpreter, said aloud,
   * on a host that has none.
   */
  readonly engine?: "wasm" | "interpreter" | Engine;
  /** The floats of a new session: `"float64"` by default, as everywhere here; `"float32"` is about twice as fast. */
  readonly precision?: SessionOptions["precision"];
}

/**
 * The session of some options.
 * @param tell is told where the interpreter has to do instead of WebAssembly; by default the console, once
 */
export function sessionOf(
  { session, engine = "wasm", precision = "float64" }: RunOptions,
  tell?: (line: string) => void,
): Session {
  if (session !== undefined) return session;
  if (engine === "wasm") return new Session({ engine: automatic(tell), precision });
  return new Session({ engine: engine === "interpreter" ? interpreter : engine, precision });
}
