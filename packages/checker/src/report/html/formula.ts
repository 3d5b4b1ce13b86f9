// Formulas in MathML, which browsers set by themselves.
import { type Node, topological } from "@cadena/graph";
import { identifier } from "@cadena/graph/extend";
import { toLatex, toText, type WriteOptions } from "@cadena/notation";
import temml from "temml";
import { html, Markup } from "./markup.ts";

/** A longer formula is a paragraph of its own, not a part of a line; and a still longer one tells nobody anything. */
const longest = { line: 60, formula: 240 };

/** LaTeX as MathML, in the size of a line of its own; classes may stand in it, and nothing else that a page would obey. */
export const math = (latex: string): Markup =>
  new Markup(
    temml.renderToString(`\\displaystyle ${latex}`, {
      trust: ({ command }: { readonly command: string }) => command === "\\class",
    }),
  );

/** A name as it is written in formulas, da/dz as a fraction; words as they are. */
export function nameInMath(name: string): Markup {
  const [, d, above, below] = /^([d∂])([\p{L}\d_']+)\/\1([\p{L}\d_']+)$/u.exec(name) ?? [];
  if (above !== undefined && below !== undefined) {
    const sign = d === "d" ? "d" : "\\partial ";
    return math(`\\frac{${sign}${identifier(above).latex}}{${sign}${identifier(below).latex}}`);
  }
  return /^[\p{L}\d_']+$/u.test(name) ? math(identifier(name).latex) : html`${name}`;
}

/** A node as a formula over names; how large it is where it is too long to be read. */
export function nodeInMath(node: Node, options: WriteOptions): Markup {
  if (toText(node, options).length <= longest.formula) return math(toLatex(node, options));
  const ops = topological([node]).filter(({ inputs }) => inputs.length > 0).length;
  return html`<span class="quiet">a formula of ${ops} operations</span>`;
}

/** A node as a part of a line; undefined where it is too long for one. */
export const nodeInLine = (node: Node, options: WriteOptions): Markup | undefined =>
  toText(node, options).length <= longest.line ? nodeInMath(node, options) : undefined;
