// Graphs as DOT, the language of Graphviz. Roles are told apart by form and by colour; the colours are Okabe and Ito's,
// which colour-blind people tell apart, and each node carries its role as a class, so that a style sheet may dress it.
import type { Node } from "@cadena/graph";
import { type Drawn, picture, type Role, type Selection } from "./picture.ts";

/** Nodes that are drawn together in a box: what an engine computes in one loop, for example. */
export interface Group {
  readonly title: string;
  readonly nodes: readonly Node[];
  /** How much of a whole it is, in 0 .. 1: the more, the warmer its ground. */
  readonly weight?: number;
}

/** How a graph is drawn. */
export interface DrawOptions extends Selection {
  readonly title?: string;
  /** Where the arrows point: down (the default) or to the right. */
  readonly direction?: "down" | "right";
  /** Boxes around nodes; each node is in the first one that has it. */
  readonly groups?: readonly Group[];
  /** Nodes that are drawn in red: where a mistake is, for example. */
  readonly marked?: readonly Node[];
  /** Where nodes lead to that are pressed: an address for each. */
  readonly links?: ReadonlyMap<Node, string>;
}

/** Form, filling and outline of each role. */
const looks: Readonly<Record<Role, string>> = {
  input: 'shape=ellipse, style=filled, fillcolor="#d6ebf7", color="#0072b2"',
  parameter: 'shape=box, style=filled, fillcolor="#fbe3c8", color="#b35900", penwidth=1.6',
  constant: 'shape=note, style=filled, fillcolor="#f1f1f1", color="#8a8a8a"',
  op: 'shape=box, style="rounded,filled", fillcolor="#ffffff", color="#8a8a8a"',
  quantity: 'shape=box, style="rounded,filled", fillcolor="#ffffff", color="#4a4a4a", penwidth=1.6',
  output:
    'shape=box, style="rounded,filled", fillcolor="#d2efe5", color="#00795a", penwidth=1.6, peripheries=2',
};

/** What goes before the look of a role: red, on a ground of it. */
const mark = 'fillcolor="#fbdcdc", color="#c1121f", penwidth=2.6';

/** All widths of this family are alike everywhere, so that what is laid out here fits into its box elsewhere. */
const mono = "Courier";

/** A formula inside a node is cut after this many characters. */
const longestFormula = 60;

/**
 * A graph as DOT. Each node shows its name, what it computes and its shape; several inputs without a name are numbered
 * ①, ② in the formula and on their arrows; what is stretched on its way has its new shape on the arrow.
 * @throws UnsupportedError for more than `most` nodes (300)
 * @example
 * const x = input("x", [3]);
 * toDot(exp(x)).split("\n").at(-2) //=>   n0 -> n1;
 */
export function toDot(outputs: Node | readonly Node[], options: DrawOptions = {}): string {
  const drawn = picture([outputs].flat() as readonly Node[], options);
  const ids = new Map(drawn.map(({ node }, k) => [node, `n${k}`]));
  const homes = homesOf(options.groups ?? []);
  const marked = new Set(options.marked);
  const lookOf = ({ node, role }: Drawn): string =>
    marked.has(node) ? `class="${role} marked", ${looks[role]}, ${mark}` : `class=${role}, ${looks[role]}`;
  const linkOf = (node: Node): string => {
    const link = options.links?.get(node);
    return link === undefined ? "" : `, URL="${escaped(link)}", tooltip=" "`;
  };
  const lineOf = (it: Drawn): string =>
    `${ids.get(it.node)} [${lookOf(it)}${linkOf(it.node)}, label=<${labelOf(it)}>];`;
  const title = options.title ? [`  label=<<b>${escaped(options.title)}</b>>;`] : [];
  return [
    "digraph {",
    `  rankdir=${options.direction === "right" ? "LR" : "TB"};`,
    '  bgcolor="transparent"; ranksep=0.4; nodesep=0.3; pad=0.2;',
    `  labelloc=t; fontname="${mono}"; fontsize=16; fontcolor="#333333";`,
    `  node [fontname="${mono}", fontsize=13, fontcolor="#1a1a1a", margin="0.14,0.07"];`,
    `  edge [fontname="${mono}", fontsize=10, fontcolor="#666666", color="#777777", arrowsize=0.7];`,
    ...title,
    ...drawn.filter(({ node }) => !homes.has(node)).map((it) => `  ${lineOf(it)}`),
    ...(options.groups ?? []).flatMap((group, k) => {
      const inside = drawn.filter(({ node }) => homes.get(node) === group);
      return inside.length === 0 ? [] : [boxed(group, k, inside.map(lineOf))];
    }),
    ...drawn.flatMap(({ node, arrows }) =>
      arrows.map(({ from, mark, stretchedTo }) => {
        const words = [mark, stretchedTo && `to ${shapeText(stretchedTo)}`].filter(Boolean).join(" ");
        return `  ${ids.get(from)} -> ${ids.get(node)}${words === "" ? "" : ` [label=<&#160;${escaped(words)}>]`};`;
      }),
    ),
    "}",
  ].join("\n");
}

/** The group of each node. */
function homesOf(groups: readonly Group[]): ReadonlyMap<Node, Group> {
  const homes = new Map<Node, Group>();
  for (const group of groups) for (const node of group.nodes) if (!homes.has(node)) homes.set(node, group);
  return homes;
}

/** A box around lines; its ground lets what is behind show through, and so suits light and dark surroundings. */
function boxed({ title, weight }: Group, number: number, lines: readonly string[]): string {
  const ground = weight === undefined ? "#8a8a8a14" : `#d55e00${opacity(0.04 + 0.6 * Math.sqrt(weight))}`;
  const look = `style="rounded,filled", fillcolor="${ground}", color="#8a8a8a80", fontsize=11, labeljust=l`;
  return [
    `  subgraph cluster${number} {`,
    `    graph [class=group, ${look}, margin=10, label=<${escaped(title)}>];`,
    ...lines.map((line) => `    ${line}`),
    "  }",
  ].join("\n");
}

/** An opacity in 0 .. 1 as two hexadecimal digits. */
const opacity = (share: number): string =>
  Math.round(255 * Math.min(1, Math.max(0, share)))
    .toString(16)
    .padStart(2, "0");

function labelOf({ node, name, formula }: Drawn): string {
  const short = formula !== undefined && cut(formula);
  const head = [name !== undefined && `<b>${escaped(name)}</b>`, short !== false && escaped(short)];
  const shape = `<font point-size="10" color="#666666">${shapeText(node.shape)}</font>`;
  return `${head.filter(Boolean).join(" = ")}<br/>${shape}`;
}

function cut(formula: string): string {
  const letters = [...formula];
  return letters.length <= longestFormula ? formula : `${letters.slice(0, longestFormula - 1).join("")}…`;
}

const shapeText = (shape: readonly number[]): string => (shape.length === 0 ? "scalar" : shape.join(" × "));

/** Text inside an HTML-like label or an attribute. Control characters, which no label may hold, become spaces. */
export function escaped(text: string): string {
  return text.replace(/\p{Cc}/gu, " ").replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
}
