// Results as they come, for people, and the whole report in the format asked for: on the standard output, or in a file.
import { type AnyDerivation, type DerivationResult, legend, summary, toText } from "@cadena/checker";
import type { Output } from "../surroundings.ts";
import { hasColour } from "./colour.ts";
import type { Format } from "./formats.ts";
import { replaceFile } from "./replace.ts";
import { type Facts, reportAs } from "./written.ts";

/** Where a report goes. */
export interface Place {
  readonly out: Output;
  readonly format: Format;
  /** The file of the report; then text for people goes to the standard output besides. */
  readonly file: string | undefined;
}

/** Writes results as they come, and the rest at the end. */
export class Report {
  readonly #place: Place;
  readonly #isText: boolean;
  readonly #checked: (readonly [AnyDerivation, DerivationResult])[] = [];

  constructor(place: Place) {
    this.#place = place;
    this.#isText = place.file !== undefined || place.format === "text";
  }

  /** One more result. */
  add(derivation: AnyDerivation, result: DerivationResult): void {
    this.#checked.push([derivation, result]);
    if (!this.#isText) return;
    const { out } = this.#place;
    const { isTTY, columns } = out;
    const width = isTTY === true && columns !== undefined ? { width: columns } : {};
    out.write(`${toText(result, { color: hasColour(out), legend: false, ...width })}\n\n`);
  }

  /**
   * All results have been added.
   * @throws Problem where the file cannot be written; all else is written then
   */
  async end(facts: Facts): Promise<void> {
    const { out, format, file } = this.#place;
    const results = this.#checked.map(([, result]) => result);
    if (this.#isText && results.length > 0) {
      const levels = legend(results).map(([level, meaning]) => `${level}  ${meaning}\n`);
      out.write(`${levels.join("")}${summary(results)}\n`);
    }
    if (file !== undefined) replaceFile(file, await reportAs(format, this.#checked, facts));
    else if (format !== "text") out.write(await reportAs(format, this.#checked, facts));
  }
}
