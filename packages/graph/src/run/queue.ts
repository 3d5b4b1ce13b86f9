// One thing at a time: runs of a session, and what looks at its state between them.
import { UnsupportedError } from "../node/errors.ts";

/** Runs what it is given at once, or after all that was asked for before. */
export class Queue {
  #last: Promise<unknown> = Promise.resolve();
  /** How many are asked for and not over. */
  #open = 0;
  #isBusy = false;

  /**
   * Does something now.
   * @throws UnsupportedError while something else is going on
   */
  now<T>(does: () => T): T {
    if (this.#open > 0)
      throw new UnsupportedError("session: a run is in flight; await it before anything else");
    if (this.#isBusy) throw new UnsupportedError("session: a program of this session is running already");
    this.#isBusy = true;
    try {
      return does();
    } finally {
      this.#isBusy = false;
    }
  }

  /** Does something when all that was asked for before is over, whether it went well or not. */
  next<T>(does: () => Promise<T>): Promise<T> {
    this.#open++;
    const mine = this.#last.then(does).finally(() => {
      this.#open--;
    });
    this.#last = mine.catch(() => {});
    return mine;
  }
}
