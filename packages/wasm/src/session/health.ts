// Whether a session still has the state of its last completed step.
import { RunError } from "@cadena/graph";

/** The health of a session: once it is broken, it does nothing any longer. */
export class Health {
  #cause: string | undefined;

  /** From now on, nobody knows what parameters hold. */
  breakDown(cause: string): void {
    this.#cause ??= cause;
  }

  /** @throws RunError where the session is broken */
  check(): void {
    if (this.#cause === undefined) return;
    throw new RunError(`session: it is broken, since a run failed half way (${this.#cause})`, {
      hint: "make a new session, and write into it the parameters that were saved last",
    });
  }
}
