// Colours are for terminals, and not where NO_COLOR is set.
import type { Output } from "../surroundings.ts";

/** Whether what goes to a stream may be coloured; see https://no-color.org. */
export function hasColour(output: Output): boolean {
  return output.isTTY === true && !process.env.NO_COLOR;
}
