// What takes part in the comparison.
import type { Work } from "./work/work.ts";

/** What was computed, by name: `loss`, and gradients or the weights after a step. */
export type Results = Readonly<Record<string, ArrayLike<number>>>;

/** A framework that is ready for one work: its data lie where the framework keeps them, and so do its results. */
export interface Contestant {
  /** Does the work once, reads its loss, and waits until everything is there. */
  run(): void | Promise<void>;
  /** What the last run has computed. */
  results(): Results | Promise<Results>;
  /** Called before a series of runs. */
  turn?(): Promise<unknown>;
  /** Called after the last run. */
  close?(): void;
}

/** How a framework makes itself ready for each kind of work; a kind that it cannot do is left out. */
type Makers = {
  readonly [W in Work as W["kind"]]?: (work: W) => Contestant | Promise<Contestant>;
};

export interface Framework {
  readonly name: string;
  /** Whether it finds gradients by itself, and does not run formulas for them that were derived by hand. */
  readonly differentiates: boolean;
  /** So slow that it is spared products of several billion operations. */
  readonly slow?: boolean;
  readonly makers: Makers;
}

/** The framework, ready for a work; undefined where it cannot do it. */
export function contestant({ makers }: Framework, work: Work): Contestant | Promise<Contestant> | undefined {
  const make = makers[work.kind] as ((work: Work) => Contestant | Promise<Contestant>) | undefined;
  return make?.(work);
}
