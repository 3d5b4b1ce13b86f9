// Whether an enclosed number may lie in a range: where it may not, the range is wrong.
import type { Interval } from "../../src/index.ts";
import type { Range } from "../../src/numbers/range.ts";

export const mayBeIn = ({ low, hasLow, high, hasHigh }: Range, x: Interval): boolean =>
  (x.high > low || (hasLow && x.high === low)) && (x.low < high || (hasHigh && x.low === high));
