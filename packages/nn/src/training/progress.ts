// Shows how far a long work is: a bar that is drawn anew on a terminal, plain lines elsewhere.

/** Where progress goes; `process.stderr` is one. */
export interface Writer {
  write(text: string): unknown;
  /** True for a terminal, on which a line can be drawn over. */
  readonly isTTY?: boolean;
  /** The width of the terminal. */
  readonly columns?: number;
}

/** What is shown beside the bar: names and numbers. */
export type Facts = Readonly<Record<string, number>>;

const barWidth = 20;
/** Of a terminal that does not say how wide it is. */
const usualWidth = 80;
/** Milliseconds between two drawings of the bar. */
const patience = 80;
const clearLine = "\r\u001b[K";

/**
 * Facts on one line, numbers with four digits.
 * @example
 * writtenFacts({ loss: 0.123456, accuracy: 1 }) //=> loss 0.1235, accuracy 1.000
 */
export function writtenFacts(facts: Facts): string {
  return Object.entries(facts)
    .map(([name, value]) => `${name} ${value.toPrecision(4)}`)
    .join(", ");
}

/**
 * Shows how far a work of `total` steps is.
 * @example
 * const lines: string[] = [];
 * const progress = new Progress({ write: (text) => lines.push(text) }, 2, () => 0);
 * progress.advance(1, "epoch 1/2", { loss: 0.5 });
 * progress.line("epoch 1/2: loss 0.5000");
 * lines.length //=> 1
 */
export class Progress {
  readonly #writer: Writer;
  readonly #total: number;
  readonly #now: () => number;
  readonly #start: number;
  #done = 0;
  #drawn = Number.NEGATIVE_INFINITY;

  /**
   * @param total the number of steps
   * @param now a clock in milliseconds
   */
  constructor(writer: Writer, total: number, now: () => number = () => performance.now()) {
    this.#writer = writer;
    this.#total = total;
    this.#now = now;
    this.#start = now();
  }

  /** `done` steps are done; a terminal shows the bar with the title, the facts and the time left. */
  advance(done: number, title: string, facts: Facts): void {
    this.#done = done;
    const now = this.#now();
    if (!this.#writer.isTTY || (now - this.#drawn < patience && done < this.#total)) return;
    this.#drawn = now;
    const share = done / this.#total;
    const filled = Math.round(share * barWidth);
    const bar = `[${"#".repeat(filled)}${".".repeat(barWidth - filled)}]`;
    const parts = [title, bar, `${Math.floor(100 * share)} %`, writtenFacts(facts), this.timeLeft()];
    this.#writer.write(
      clearLine +
        parts
          .filter(Boolean)
          .join(" ")
          .slice(0, (this.#writer.columns || usualWidth) - 1),
    );
  }

  /** A line that stays; the bar goes on below it. */
  line(text: string): void {
    this.#writer.write(`${this.#writer.isTTY ? clearLine : ""}${text}\n`);
    this.#drawn = Number.NEGATIVE_INFINITY;
  }

  /** Takes the bar away, so that whatever is printed next starts on an empty line. */
  clear(): void {
    if (this.#writer.isTTY) this.#writer.write(clearLine);
  }

  /** An estimate from the steps so far, as text: `2 min 5 s left`. */
  timeLeft(): string {
    if (this.#done === 0) return "";
    const passed = this.#now() - this.#start;
    const seconds = Math.ceil((passed / this.#done) * (this.#total - this.#done) * 1e-3);
    const minutes = Math.floor(seconds / 60);
    return `${minutes > 0 ? `${minutes} min ` : ""}${seconds % 60} s left`;
  }
}
