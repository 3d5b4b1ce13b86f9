// The exit status: what a script learns from a run.
import type { ClaimResult } from "@cadena/checker";

/** What a run ends with. */
export const Exit = {
  /** All claims hold and all errata are refuted. */
  expected: 0,
  /** Something is refuted that should hold, or holds that should be refuted. */
  unexpected: 1,
  /** Something could not be decided. */
  undecided: 2,
  /** Wrong usage, or something that cannot be read. */
  unreadable: 3,
} as const;

/** One of the four numbers. */
export type Status = (typeof Exit)[keyof typeof Exit];

const worstFirst: readonly Status[] = [Exit.unreadable, Exit.unexpected, Exit.undecided];

/** The status of a whole from those of its parts. */
export function worst(parts: Iterable<Status>): Status {
  const all = new Set(parts);
  return worstFirst.find((status) => all.has(status)) ?? Exit.expected;
}

/**
 * The status of a claim: one that cannot be read, is open, or is not as it should be. A formula that is numeric where
 * it had to be exact is neither refuted nor as good as asked for.
 */
export function statusOf({ ok, verdict, erratum, evidence }: ClaimResult): Status {
  if (ok) return Exit.expected;
  const { finding } = evidence;
  if (finding.kind === "undecided" && finding.unreadable) return Exit.unreadable;
  const open = verdict === "undecided" || (verdict === "numeric" && !erratum);
  return open ? Exit.undecided : Exit.unexpected;
}
