// The kinds of options that several commands have.
import { InvalidArgumentError, Option } from "commander";

/** An option that can be given several times. */
export const repeatable = (flags: string, description: string): Option =>
  new Option(flags, `${description}; repeatable`)
    .argParser((text, before: readonly string[]) => [...before, text])
    .default([], "none");

/** A whole number, for commander. */
export function integer(text: string): number {
  const value = Number(text);
  if (/^[+-]?\d+$/.test(text) && Number.isSafeInteger(value)) return value;
  throw new InvalidArgumentError("It is not an integer below 2^53.");
}

/** A whole number from 1 on, for commander. */
export function count(text: string): number {
  const value = integer(text);
  if (value > 0) return value;
  throw new InvalidArgumentError("At least one is needed.");
}
