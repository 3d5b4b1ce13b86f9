// What the garbage collector knows of memory that threads share: nothing, unless something of the same weight hangs on
// it. Without that, sessions that nobody holds any longer would pile up.

/** The collector looks around after so many bytes at the latest (V8); more would only cost addresses. */
const most = 2 ** 26;

const weights = new WeakMap<WebAssembly.Memory, ArrayBuffer>();

/** Lets the collector know how large memory is; what hangs on it takes none, since nobody writes into it. */
export function weigh(memory: WebAssembly.Memory): void {
  weights.set(memory, new ArrayBuffer(Math.min(memory.buffer.byteLength, most)));
}
