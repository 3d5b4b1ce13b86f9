// The words that all threads of a process share, whatever they work at: where they are told that there is work, and
// where they say that they sleep.

/** The index of each word. */
export const words = {
  /** Rung for whoever waits: it grows. */
  bell: 0,
  /** How many threads wait for the bell. */
  sleeping: 1,
  /** How many threads are back in their event loop, where only a message reaches them. */
  resting: 2,
  /** The program that the thread of the caller runs, by number, and that which the conductor runs; 0 for none. */
  running: 3,
  runningAside: 4,
  /** For each helper: how many messages it has been sent, and whether it rests. */
  mail: 16,
  rests: 512,
  all: 1024,
} as const;

/** The words of a process by their names, for code that can import nothing. */
export type Words = typeof words;

/** So many helpers can be told apart. */
export const mostHelpers = 255;

/** Integers in memory that have to be below a bound, and not below 0. */
export interface Bounded {
  readonly at: number;
  readonly size: number;
  readonly below: number;
}

/** What a thread is told. */
export type Message =
  | { readonly kind: "begin"; readonly control: Int32Array; readonly index: number }
  | {
      readonly kind: "program";
      readonly id: number;
      readonly module: WebAssembly.Module;
      readonly memory: WebAssembly.Memory;
      /** Where the scratch of the thread begins, and where the words are that say what is done and what has failed. */
      readonly scratch: number;
      readonly done: number;
      readonly failed: number;
      /** What the program asks of its host to look at, by number. */
      readonly checks: readonly Bounded[];
    }
  | { readonly kind: "forget"; readonly id: number }
  | { readonly kind: "run"; readonly id: number }
  | { readonly kind: "go" };

/** What the conductor answers: that a run is over, the number of the check that stopped it, or what it failed with. */
export interface Answer {
  readonly id: number;
  readonly refused?: number;
  readonly error?: string;
}
