// The graph of a derivation as a picture inside the page: the quantities in red whose gradients are wrong, and each node
// a link to its value and its gradient.
import { mergeEqual, type Node, topological, UnsupportedError } from "@cadena/graph";
import { toSvg } from "@cadena/notation";
import type { Problem } from "../../claims/problem.ts";
import type { ClaimResult, DerivationResult } from "../result.ts";
import { html, Markup } from "./markup.ts";

/** A picture, and the nodes that are drawn in it, by the names of the places that they lead to. */
export interface Picture {
  readonly markup: Markup;
  readonly places: ReadonlyMap<string, Node>;
}

/**
 * The picture; undefined where there is no loss, or where the graph is too large to be drawn.
 * @param prefix what the names of places begin with; undefined where the nodes lead nowhere
 */
export async function pictureOf(
  { loss, quantities }: Problem,
  result: DerivationResult,
  prefix: string | undefined,
): Promise<Picture | undefined> {
  if (loss === undefined) return undefined;
  const name = result.loss ?? "J";
  const all = { ...quantities, ...(Object.values(quantities).includes(loss) ? {} : { [name]: loss }) };
  // Equal nodes are drawn once.
  const order = topological(Object.values(all));
  const once = mergeEqual(order);
  const merged = new Map(order.map((node, k) => [node, once[k] as Node]));
  const names = Object.fromEntries(Object.entries(all).map(([one, node]) => [one, merged.get(node) as Node]));
  const wrong = [...new Set(result.claims.filter(isWrong).map(({ evidence }) => evidence.quantity ?? ""))];
  const marked = wrong.flatMap((one) => names[one] ?? []);
  const links = new Map(prefix === undefined ? [] : once.map((node, k) => [node, `#${prefix}${k}`]));
  const title = `the graph of ${name}${wrong.length === 0 ? "" : `, with ${wrong.join(", ")} in red`}`;
  const svg = await drawn(merged.get(loss) as Node, { names, marked, links, title });
  if (svg === undefined) return undefined;
  const red =
    wrong.length > 0 && html`; in <span class="bad">red</span>, where a gradient is wrong by itself`;
  const markup = html`<figure class="picture"><div class="scroll">${svg}</div><figcaption>The graph of ${name}${red}. ${links.size > 0 && html`<span class="onScreen">Each node leads to its value and its gradient.</span>`}</figcaption></figure>`;
  const linked = new Set(Array.from(svg.text.matchAll(/href="#([^"]*)"/g), ([, place]) => place));
  const places = new Map(
    order.flatMap((node): [string, Node][] => {
      const place = links.get(merged.get(node) as Node)?.slice(1);
      return place !== undefined && linked.delete(place) ? [[place, node]] : [];
    }),
  );
  return { markup, places };
}

/** Whether a claim is wrong by itself. */
const isWrong = ({ erratum, verdict, hints }: ClaimResult): boolean =>
  !erratum && verdict === "refuted" && hints.every(({ kind }) => kind !== "inherits");

type What = Parameters<typeof toSvg>[1] & { readonly title: string };

/** With all ops where that is not too much, otherwise the named quantities alone. */
async function drawn(end: Node, { title, ...what }: What): Promise<Markup | undefined> {
  for (const detail of ["ops", "names"] as const) {
    try {
      const svg = await toSvg(end, { ...what, detail });
      return inside(svg, title);
    } catch (error) {
      if (!(error instanceof UnsupportedError)) throw error;
    }
  }
  return undefined;
}

/** A picture as a part of a page: without the head of a file, and without what is not unique there or said by its style. */
function inside(svg: string, title: string): Markup {
  const label = html`aria-label="${title}"`.text;
  return new Markup(
    svg
      .slice(svg.indexOf("<svg"))
      .replace(/ (?:id|font-family|xml:space)="[^"]*"/g, "")
      .replace(/<title>[^<]*<\/title>\n?/g, "")
      .replace(/<!--[\s\S]*?-->\n?/g, "")
      .replace(/aria-label="[^"]*"/, () => label),
  );
}
