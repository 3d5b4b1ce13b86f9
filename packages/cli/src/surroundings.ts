// What a run touches of the world, so that a test can put something else in its place.
import type { Import } from "./load/import.ts";

/** A stream to write to. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  /** How many characters a line of a terminal has. */
  readonly columns?: number | undefined;
}

/** Results go to `out`, messages to `err`. */
export interface Surroundings {
  readonly out: Output;
  readonly err: Output;
  /** Makes ready to import models, which takes a moment; asked for by a command that needs it. */
  readonly prepareImports: () => Promise<Import>;
}

/** The same, made ready. */
export interface Ready extends Omit<Surroundings, "prepareImports"> {
  readonly importModule: Import;
}
