// The graph of a derivation as a picture inside the page, with the quantities in red whose gradients are wrong.
import { mergeEqual, type Node, UnsupportedError } from "@cadena/graph";
import { toSvg } from "@cadena/notation";
import type { ClaimResult } from "../result.ts";
import { html, Markup } from "./markup.ts";
import type { Study } from "./study.ts";

/** The picture; undefined where there is no loss, or where the graph is too large to be drawn. */
export async function pictureOf({ world, result }: Study): Promise<Markup | undefined> {
  const { loss, quantities } = world.problem;
  if (loss === undefined) return undefined;
  const name = result.loss ?? "J";
  // Equal nodes are drawn once.
  const all = { ...quantities, ...(Object.values(quantities).includes(loss) ? {} : { [name]: loss }) };
  const merged = mergeEqual(Object.values(all));
  const names = Object.fromEntries(Object.keys(all).map((one, k) => [one, merged[k] as Node]));
  const wrong = [...new Set(result.claims.filter(isWrong).map(({ evidence }) => evidence.quantity ?? ""))];
  const marked = wrong.flatMap((one) => names[one] ?? []);
  const end = names[Object.keys(all).find((one) => all[one] === loss) as string] as Node;
  const title = `the graph of ${name}${wrong.length === 0 ? "" : `, with ${wrong.join(", ")} in red`}`;
  const svg = await drawn(end, { names, marked, title });
  if (svg === undefined) return undefined;
  const caption =
    wrong.length === 0
      ? html`The graph of ${name}`
      : html`The graph of ${name}; in <span class="bad">red</span>, where the first mistake in a gradient is made`;
  return html`<figure class="picture"><div class="scroll">${svg}</div><figcaption>${caption}</figcaption></figure>`;
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

/** A picture as a part of a page: without the head of a file, and without names that are not unique there. */
function inside(svg: string, title: string): Markup {
  const label = html`aria-label="${title}"`.text;
  return new Markup(
    svg
      .slice(svg.indexOf("<svg"))
      .replace(/ id="[^"]*"/g, "")
      .replace(/<title>[^<]*<\/title>\n?/g, "")
      .replace(/<!--[\s\S]*?-->\n?/g, "")
      .replace(/aria-label="[^"]*"/, () => label),
  );
}
