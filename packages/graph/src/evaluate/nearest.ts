// The known name that a mistyped one probably means.

/**
 * The name nearest to a mistyped one: the fewest letters inserted, deleted or exchanged (Levenshtein 1966), whatever
 * their case; undefined where more than a third of the letters would change.
 */
export function nearest(name: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let fewest = Infinity;
  for (const candidate of known) {
    const edits = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (edits < fewest && edits <= Math.max(name.length, candidate.length) / 3) {
      best = candidate;
      fewest = edits;
    }
  }
  return best;
}

/** Row by row: the edits that make the first letters of `a` to the first k letters of `b`. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, k) => k);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let k = 1; k <= b.length; k++) {
      const exchange = (row[k - 1] as number) + (a[i - 1] === b[k - 1] ? 0 : 1);
      next.push(Math.min(exchange, (row[k] as number) + 1, (next[k - 1] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}
