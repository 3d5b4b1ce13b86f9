// What all formats share: arrays under names, and the error of a file that cannot be read.
import { CadenaError, type Tensor } from "@cadena/graph";

/** Arrays under their names. */
export type Arrays = Readonly<Record<string, Tensor>>;

/** A file that cannot be read: it is damaged, hostile, or holds something else than numbers and truths. */
export class FormatError extends CadenaError {
  constructor(source: string, what: string, hint?: string) {
    super(`${source}: ${what}`, { origin: undefined, ...(hint === undefined ? {} : { hint }) });
  }
}
