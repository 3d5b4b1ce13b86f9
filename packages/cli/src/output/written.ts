// A whole report in one of the formats.
import {
  type AnyDerivation,
  type DerivationResult,
  summary,
  toHTML,
  toJSON,
  toJUnit,
  toMarkdown,
  toText,
} from "@cadena/checker";
import type { Sources } from "../load/sources.ts";
import type { Format } from "./formats.ts";

/** What a report tells besides its results. */
export interface Facts {
  /** Whether everything could be read. */
  readonly isWhole: boolean;
  /** Where its models are from. */
  readonly sources: Sources;
}

/** The report on derivations that were checked. */
export async function reportAs(
  format: Format,
  checked: readonly (readonly [AnyDerivation, DerivationResult])[],
  { isWhole, sources }: Facts,
): Promise<string> {
  const results = checked.map(([, result]) => result);
  switch (format) {
    case "text":
      return `${[toText(results), summary(results)].filter((part) => part !== "").join("\n")}\n`;
    case "json": {
      const { ok, derivations } = toJSON(results);
      return `${JSON.stringify({ ok: ok && isWhole, sources, derivations }, null, 2)}\n`;
    }
    case "md":
      return toMarkdown(results);
    case "junit":
      return toJUnit(results);
    case "html": {
      const derivations = checked.map(([derivation]) => derivation);
      return await toHTML(results, { derivations, command: (result) => commandFor(result, sources) });
    }
  }
}

/** The command that checks one derivation again, from the same folder. */
function commandFor({ id, options }: DerivationResult, { paths, claims, given }: Sources): string {
  const { seed, points, require } = options;
  const words = [
    "cadena",
    "check",
    ...paths,
    "--id",
    id,
    ...claims.flatMap((file) => ["--claims", file]),
    ...given.flatMap((condition) => ["--given", condition]),
    "--seed",
    String(seed),
    "--points",
    String(points),
    ...(require === "exact" ? ["--require", require] : []),
  ];
  return words.map(quoted).join(" ");
}

/** A word as a shell reads it. */
const quoted = (word: string): string =>
  /^[\w./:=@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
