// How far a long benchmark has come, on stderr: a line that is written over, or, in a file, a line for each tenth.

/** Goes through items, and tells how many are done and about how long the rest takes. */
export function* watched<T>(items: readonly T[], what: string): Generator<T> {
  const { isTTY, columns = 80 } = process.stderr;
  const start = performance.now();
  let tenth = 0;
  for (const [done, item] of items.entries()) {
    const spent = performance.now() - start;
    const left = done === 0 ? "" : `, about ${minutes((spent / done) * (items.length - done))} left`;
    const text = `${done} of ${items.length} ${what}${left}`;
    if (isTTY) process.stderr.write(`\r${text.slice(0, columns - 1).padEnd(columns - 1)}`);
    else if (Math.floor((10 * done) / items.length) > tenth) {
      tenth = Math.floor((10 * done) / items.length);
      process.stderr.write(`${text}\n`);
    }
    yield item;
  }
  if (isTTY) process.stderr.write(`\r${" ".repeat(columns - 1)}\r`);
}

const minutes = (ms: number): string =>
  ms < 60_000 ? `${Math.ceil(ms / 1000)} s` : `${Math.ceil(ms / 60_000)} min`;
