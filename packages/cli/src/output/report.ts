// Results in the format asked for: text goes out derivation by derivation, the others are written as a whole.
import { type DerivationResult, legend, summary, toJSON, toJUnit, toMarkdown, toText } from "@cadena/checker";
import type { Sources } from "../load/sources.ts";
import type { Output } from "../surroundings.ts";
import { hasColour } from "./colour.ts";
import type { Format } from "./formats.ts";

/** What a report tells besides its results. */
export interface Facts {
  /** Whether everything could be read. */
  readonly isWhole: boolean;
  /** Where its models are from. */
  readonly sources: Sources;
}

/** Writes results as they come, and the rest at the end. */
export class Report {
  readonly #out: Output;
  readonly #format: Format;
  readonly #results: DerivationResult[] = [];

  constructor(out: Output, format: Format) {
    this.#out = out;
    this.#format = format;
  }

  /** One more result. */
  add(result: DerivationResult): void {
    this.#results.push(result);
    if (this.#format !== "text") return;
    const { isTTY, columns } = this.#out;
    const width = isTTY === true && columns !== undefined ? { width: columns } : {};
    this.#out.write(`${toText(result, { color: hasColour(this.#out), legend: false, ...width })}\n\n`);
  }

  /** All results have been added. */
  end({ isWhole, sources }: Facts): void {
    const results = this.#results;
    switch (this.#format) {
      case "text": {
        const levels = legend(results).map(([level, meaning]) => `${level}  ${meaning}\n`);
        if (results.length > 0) this.#out.write(`${levels.join("")}${summary(results)}\n`);
        return;
      }
      case "json": {
        const { ok, derivations } = toJSON(results);
        this.#out.write(`${JSON.stringify({ ok: ok && isWhole, sources, derivations }, null, 2)}\n`);
        return;
      }
      case "md":
        this.#out.write(toMarkdown(results));
        return;
      case "junit":
        this.#out.write(toJUnit(results));
    }
  }
}
