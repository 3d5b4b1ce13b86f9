// The laws of a function or an op as text: one line a law, in columns.
import { columnWidth, padded, painted } from "./layout.ts";
import type { LawsResult } from "./result.ts";

/** One line for each law: what must hold, the verdict, and why. */
export function lawsAsText({ laws }: LawsResult, color: boolean): string {
  const widths = [laws.map(({ law }) => law), laws.map(({ verdict }) => verdict)].map((texts) =>
    columnWidth(texts),
  ) as [number, number];
  return laws
    .map(({ law, verdict, ok, explanation }) => {
      const shown = padded(verdict, widths[1]);
      return `${padded(law, widths[0])}  ${color ? painted(shown, ok) : shown}  ${explanation}`.trimEnd();
    })
    .join("\n");
}
