// Graphs as SVG: Graphviz, compiled to WebAssembly, lays out the DOT. It is loaded when the first picture is drawn.
import type { Node } from "@cadena/graph";
import { type DrawOptions, escaped, toDot } from "./dot.ts";

/** Graphviz knows the widths of Courier; these are as wide and have the signs of mathematics. */
const mono = "DejaVu Sans Mono,Menlo,Liberation Mono,Courier New,monospace";

/** The colours in a dark surrounding; in a light one those of the DOT stand. */
const dark = `<style>
@media (prefers-color-scheme: dark) {
  .graph > text tspan, .group > text tspan { fill: #e6e6e6 }
  .node tspan { fill: #f2f2f2 }
  .node tspan[fill="#666666"] { fill: #b0b0b0 }
  .edge path { stroke: #9a9a9a } .edge polygon { stroke: #9a9a9a; fill: #9a9a9a } .edge tspan { fill: #b0b0b0 }
  .input ellipse { fill: #0c3a57; stroke: #56b4e9 }
  .parameter polygon { fill: #55330a; stroke: #e69f00 }
  .constant polygon { fill: #333333 } .constant polyline { stroke: #9a9a9a }
  .op path, .quantity path { fill: #242424; stroke: #9a9a9a } .quantity path { stroke: #d8d8d8 }
  .output path { stroke: #2fc79c } .output path[fill="#d2efe5"] { fill: #0b4434 }
  .node.marked ellipse, .node.marked path[fill], .node.marked polygon { stroke: #ff6b6b; fill: #5a1a1e }
}
</style>`;

/**
 * A graph as an SVG picture with a transparent ground, legible in light and in dark surroundings. Its title is also its
 * accessible name. A page with a content security policy has to allow 'wasm-unsafe-eval' for it.
 * @throws UnsupportedError for more than `most` nodes (300)
 * @example
 * const svg = await toSvg(exp(input("x", [3])));
 * svg.includes("<svg") //=> true
 */
export async function toSvg(outputs: Node | readonly Node[], options: DrawOptions = {}): Promise<string> {
  const dot = toDot(outputs, options);
  const { instance } = await import("@viz-js/viz");
  const svg = (await instance()).renderString(dot, { format: "svg" });
  // What is inside of an image is not read aloud, and links are to be.
  const role = (options.links?.size ?? 0) > 0 ? "group" : "img";
  const name = escaped(options.title || "computational graph");
  return centred(svg)
    .replace(/font-family="Courier[^"]*"/g, `font-family="${mono}"`)
    .replace(/ xlink:title="[^"]*"/g, "")
    .replace(/<svg([^>]*>)/, (_, rest) => `<svg role="${role}" aria-label="${name}"${rest}\n${dark}`);
}

/** Pieces of one line of a label: what the layout gave as attributes, and the text. */
const line =
  /(?:<text [^>]*y="([^"]*)" font-family="Courier[^>]*>[^<]*<\/text>\n)(?:<text [^>]*y="\1" [^>]*>[^<]*<\/text>\n)*/g;
const piece = /<text [^>]*?x="([^"]*)" y="([^"]*)" ([^>]*)>([^<]*)<\/text>/g;

/** How much further down a shape stands, so that letters above it may reach below their line. */
const gap = 2;

/**
 * The picture with each line of a label in the middle of where the layout put it: the layout takes a sign of several
 * bytes for as many letters, and would leave the line too far to the left.
 */
function centred(svg: string): string {
  return svg.replace(line, (lines) => {
    const pieces = [...lines.matchAll(piece)];
    const [, left, y] = pieces[0] as RegExpExecArray;
    const width = pieces.reduce((sum, [, , , look = "", text = ""]) => sum + reserved(look, text), 0);
    const spans = pieces.map(([, , , look, text]) => `<tspan ${look}>${text}</tspan>`).join("");
    const middle = (Number(left) + width / 2).toFixed(2);
    const down =
      /font-size="10.00"/.test(lines) && !/font-size="13.00"/.test(lines) ? (Number(y) + gap).toFixed(2) : y;
    return `<text xml:space="preserve" text-anchor="middle" x="${middle}" y="${down}">${spans}</text>\n`;
  });
}

/** The width that the layout keeps free for a text: 0.6 of the font's size for each byte. */
function reserved(look: string, text: string): number {
  const bytes = encodeURIComponent(text.replace(/&[^;]*;/g, "x")).replace(/%../g, "x").length;
  const size = Number(/font-size="([^"]*)"/.exec(look)?.[1]);
  return bytes * 0.6 * size;
}
