// Work on the caller's thread, but not before others have had their turn.

interface Turns {
  setImmediate?: (run: () => void) => unknown;
  setTimeout: (run: () => void) => unknown;
}

/** Does something after a turn of the event loop. */
export async function turned<T>(does: () => T): Promise<T> {
  const turns = globalThis as unknown as Turns;
  await new Promise<void>((resolve) => (turns.setImmediate ?? turns.setTimeout)(resolve));
  return does();
}
