// A line that has not been shown yet.
import type { Node } from "@cadena/graph";
import type { Equation, Reason } from "./derived.ts";

/** What a line would be. */
export interface Draft {
  readonly formula: Node;
  readonly reason: Reason;
  readonly by?: Equation | undefined;
  /** What was left out because it seems to be 0. */
  readonly vanishing?: readonly Node[] | undefined;
  /** Where it says nothing. */
  readonly ties?: readonly Node[] | undefined;
  /** The formula without symbols of slopes. */
  readonly proof?: Node;
}
