// What a file of notes says of all its claims: "given: the columns of Y sum to 1", "convention: per example".
import { positionsIn, type Written } from "./place.ts";

/** A line `given: ...` or `convention: ...`; of several conditions with semicolons between them, one. */
export interface WrittenSetting extends Written {
  readonly name: "given" | "convention";
  /** What it says, without signs of layout. */
  readonly value: string;
}

const line = /^([\s>*_+-]*(given|convention)[*_]*:[\s*_]*)(.*)$/gim;

/**
 * The lines of a file of notes that begin with `given:` or `convention:`, behind list markers and emphasis.
 * @example
 * parseSettings("**Given:** the columns of $Y$ sum to 1; $0 < a < 1$.").map(({ value }) => value).join(" | ")
 * //=> the columns of Y sum to 1 | 0 < a < 1
 */
export function parseSettings(text: string, { file }: { readonly file?: string } = {}): WrittenSetting[] {
  const source = { text, line: 1, column: 1, file: { name: file, text } };
  const positionOf = positionsIn(source);
  return [...text.matchAll(line)].flatMap(({ index, 1: lead = "", 2: name = "", 3: rest = "" }) =>
    [...rest.matchAll(/[^;]+/g)].flatMap((part) => {
      const [written] = part;
      const value = written
        .replace(/[$`*]/g, "")
        .replace(/[\s.,]+$/, "")
        .trim();
      if (value === "") return [];
      const position = positionOf(index + lead.length + part.index + written.search(/\S/));
      const setting = name.toLowerCase() as WrittenSetting["name"];
      return [{ name: setting, value, text: written.trim(), ...position, file: source.file }];
    }),
  );
}
