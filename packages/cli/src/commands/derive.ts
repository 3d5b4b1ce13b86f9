// `cadena derive`: the gradients of a derivation's loss, line by line.
import {
  type Convention,
  type Derived,
  type DerivedOptions,
  derive,
  derivedToHtml,
  derivedToLatex,
  derivedToMarkdown,
  derivedToText,
  type Layout,
  type Style,
} from "@cadena/checker";
import { Exit, type Status } from "../exit.ts";
import type { Model } from "../load/load.ts";
import { reasonOf } from "../load/reason.ts";
import type { derivedFormats } from "../output/formats.ts";
import { checkPlace, replaceFile } from "../output/replace.ts";
import { Problem } from "../problem.ts";
import type { Ready } from "../surroundings.ts";
import { chosen } from "./ends.ts";

type Format = (typeof derivedFormats)[number];

/** The options of `cadena derive`. */
export interface DeriveOptions {
  readonly wrt: readonly string[];
  readonly through: readonly string[];
  readonly format: Format;
  readonly convention: Convention | "auto";
  readonly layout: Layout;
  readonly style: Style;
  readonly shapes?: true;
  readonly id?: string;
  readonly seed?: number;
  readonly output?: string;
}

const writers: Readonly<Record<Format, (derived: Derived, options: DerivedOptions) => string>> = {
  text: derivedToText,
  md: derivedToMarkdown,
  latex: derivedToLatex,
  html: derivedToHtml,
};

/**
 * Derives gradients of the derivation in a file, or of the one of an id among several.
 * @throws Problem for wrong usage, and where the derivation cannot be read or the result not be written
 */
export async function deriveCommand(path: string, options: DeriveOptions, ready: Ready): Promise<Status> {
  const { output, format, shapes = false } = options;
  if (output !== undefined) checkPlace(output);
  const found = await chosen(path, options.id, ready);
  if (found === undefined) return Exit.unreadable;
  const derived = await derivedFrom(found.model, options);
  const text = `${writers[format](derived, { shapes }).trimEnd()}\n`;
  if (output === undefined) ready.out.write(text);
  else replaceFile(output, text);
  if (!found.isComplete) return Exit.unreadable;
  return derived.steps.every(({ isConfirmed }) => isConfirmed) ? Exit.expected : Exit.undecided;
}

async function derivedFrom(
  { file, derivation }: Model,
  { wrt, through, convention, layout, style, seed }: DeriveOptions,
): Promise<Derived> {
  try {
    return derive(derivation, wrt.length === 0 ? undefined : wrt, {
      convention,
      layout,
      style,
      ...(through.length > 0 && { through }),
      ...(seed !== undefined && { seed }),
    });
  } catch (error) {
    throw new Problem(`cannot derive ${file}: ${await reasonOf(error, file)}`);
  }
}
