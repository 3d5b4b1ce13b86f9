// A line that tells how far a longer run has come; on a terminal only.
import type { Output } from "../surroundings.ts";

const patience = 1000;
const erase = "\r\u001b[2K";

/** Shows one line on a terminal once a second has passed since it was made, and takes it away again. */
export class Progress {
  readonly #output: Output;
  readonly #now: () => number;
  readonly #begin: number;
  #shown = false;

  constructor(output: Output, now: () => number = Date.now) {
    this.#output = output;
    this.#now = now;
    this.#begin = now();
  }

  show(text: string): void {
    if (this.#output.isTTY !== true || this.#now() - this.#begin < patience) return;
    this.#output.write(erase + text);
    this.#shown = true;
  }

  clear(): void {
    if (this.#shown) this.#output.write(erase);
    this.#shown = false;
  }
}
