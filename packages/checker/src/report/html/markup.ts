// Markup as a template: whatever is put into it is text, and escaped, unless it is markup itself.
import { escaped } from "../escaped.ts";

/** Text that is HTML already. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** What stands in a template; nothing where it is false or undefined. */
export type Content = Markup | string | number | false | undefined | readonly Content[];

/** HTML from a template: `html\`<p>${name}</p>\``. */
export function html(pieces: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  return new Markup(pieces.reduce((text, piece, k) => text + written(contents[k - 1]) + piece));
}

function written(content: Content): string {
  if (content === undefined || content === false) return "";
  if (content instanceof Markup) return content.text;
  return typeof content === "object" ? content.map(written).join("") : escaped(String(content));
}
