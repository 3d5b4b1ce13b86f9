// Pictures: what is drawn, that Graphviz accepts it, and that nothing in a name can break it.
import {
  add,
  addBias,
  constant,
  div,
  exp,
  gradients,
  input,
  log,
  matmul,
  mean,
  mul,
  type Node,
  neg,
  parameter,
  sigmoid,
  softmax,
  sub,
  sum,
  UnsupportedError,
} from "@cadena/graph";
import { toDot, toSvg } from "@cadena/notation";
import { instance } from "@viz-js/viz";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";

const [X, Y] = [input("X", [2, 5]), input("Y", [1, 5])];
const [W, b] = [parameter("W", [1, 2]), parameter("b", [1, 1])];
const Z = addBias(matmul(W, X), b);
const A = sigmoid(Z);
const J = neg(mean(add(mul(Y, log(A)), mul(sub(1, Y), log(sub(1, A))))));
const [dW, db] = gradients(J, [W, b]);

interface Drawn {
  readonly objects?: readonly {
    readonly class: string;
    readonly shape: string;
    readonly label: string;
    /** What is in a box, by number. */
    readonly nodes?: readonly number[];
  }[];
  readonly edges?: readonly { readonly tail: number; readonly head: number; readonly label?: string }[];
}

let viz: Awaited<ReturnType<typeof instance>>;
beforeAll(async () => {
  viz = await instance();
});

/** What Graphviz reads in a DOT text; it throws where the text is no DOT. */
const parsed = (dot: string): Drawn => viz.renderJSON(dot) as Drawn;

/** The nodes as "class: label", without markup. */
const labels = (dot: string): string[] =>
  (parsed(dot).objects ?? []).map(({ class: role, label }) => `${role}: ${plain(label)}`);

const plain = (label: string): string =>
  label
    .replace(/<br\/>/g, " ")
    .replace(/<[^>]*>/g, "")
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));

test("each node shows its role, its name, what it computes and its shape", () => {
  expect(labels(toDot(A, { names: { Z, A } }))).toEqual([
    "parameter: W 1 × 2",
    "input: X 2 × 5",
    "op: W X 1 × 5",
    "parameter: b 1 × 1",
    "quantity: Z = • + b 1 × 5",
    "output: A = σ(Z) 1 × 5",
  ]);
});

test("the roles differ in form, not only in colour", () => {
  const drawn = parsed(toDot([A, mul(constant([[1, 2, 3, 4, 5]]), Y)], { names: { Z } })).objects ?? [];
  const look = new Map(
    drawn.map((node) => [node.class, JSON.stringify({ ...node, _draw_: 0, color: 0, fillcolor: 0 }.shape)]),
  );
  expect(Object.fromEntries(look)).toEqual({
    input: '"ellipse"',
    parameter: '"box"',
    constant: '"note"',
    op: '"box"',
    quantity: '"box"',
    output: '"box"',
  });
});

test("small constants and stretching are written inside the node that uses them", () => {
  expect(labels(toDot(mul(2, X)))).toEqual(["input: X 2 × 5", "output: 2 X 2 × 5"]);
  expect(labels(toDot(mul(div(-1, 5), Y)))).toEqual(["input: Y 1 × 5", "output: (-1 / 5) Y 1 × 5"]);
});

test("an arrow says which shape its value is stretched to", () => {
  const dot = toDot(add(X, exp(Y)));
  expect(labels(dot)).toEqual([
    "input: X 2 × 5",
    "input: Y 1 × 5",
    "op: exp(Y) 1 × 5",
    "output: X + • 2 × 5",
  ]);
  const arrows = parsed(dot).edges ?? [];
  expect(arrows.map(({ label }) => label && plain(label).trim()).filter(Boolean)).toEqual(["to 2 × 5"]);
});

test("several inputs without a name are numbered in the formula and on their arrows", () => {
  const dot = toDot(sub(exp(X), log(X)));
  expect(labels(dot).at(-1)).toBe("output: ① - ② 2 × 5");
  expect((parsed(dot).edges ?? []).map(({ label }) => label && plain(label).trim()).filter(Boolean)).toEqual([
    "①",
    "②",
  ]);
});

test("only the named quantities are drawn where that is asked for", () => {
  const dot = toDot([J, dW, db], { names: { Z, A, J, dW, db }, detail: "names" });
  expect(labels(dot).slice(0, 6)).toEqual([
    "input: Y 1 × 5",
    "parameter: W 1 × 2",
    "input: X 2 × 5",
    "parameter: b 1 × 1",
    "quantity: Z = W X + b 1 × 5",
    "quantity: A = σ(Z) 1 × 5",
  ]);
  expect(labels(dot)).toContain("output: J = -mean(Y * log(A) + (1 - Y) * log(1 - A)) scalar");
});

test("a quantity is drawn once, with an arrow to each of its uses", () => {
  const { objects = [], edges = [] } = parsed(toDot(mul(A, sub(1, A)), { names: { A } }));
  const index = objects.findIndex(({ label }) => plain(label).startsWith("A ="));
  expect(edges.filter(({ tail }) => tail === index)).toHaveLength(2);
});

test("marked nodes are red, whatever their role is", async () => {
  const lines = toDot(A, { names: { Z, A }, marked: [Z, X] }).split("\n");
  const red = lines.filter((line) => line.includes('color="#c1121f"'));
  expect(red.map((line) => /class="[^"]*"/.exec(line)?.[0])).toEqual([
    'class="input marked"',
    'class="quantity marked"',
  ]);
  const svg = await toSvg(A, { names: { Z, A }, marked: [Z] });
  expect(svg.match(/<g [^>]*class="node quantity marked"[\s\S]*?stroke="#c1121f"/)).not.toBeNull();
});

test("groups are boxes with a title around those of their nodes that are drawn, each in its first one", () => {
  const groups = [
    { title: "1 <product>", nodes: [X, matmul(W, X)], weight: 0.25 },
    { title: "2", nodes: [X, Z, A] },
    { title: "empty", nodes: [Y] },
  ];
  const { objects = [] } = parsed(toDot(A, { names: { Z, A }, groups }));
  const boxes = objects.filter(({ class: role }) => role === "group");
  const inside = boxes.map(({ label, nodes = [] }) => [
    plain(label),
    ...nodes.map((k) => plain(objects[k]?.label ?? "")),
  ]);
  expect(inside).toEqual([
    ["1 <product>", "X 2 × 5"],
    ["2", "Z = • + b 1 × 5", "A = σ(Z) 1 × 5"],
  ]);
});

test("the more of a whole a group is, the less its ground lets through", () => {
  const opacityOf = (weight: number): number => {
    const dot = toDot(A, { groups: [{ title: "all", nodes: [A], weight }] });
    return Number.parseInt(/fillcolor="#d55e00(..)"/.exec(dot)?.[1] ?? "", 16);
  };
  const found = [0, 0.01, 0.2, 1].map(opacityOf);
  expect(found).toEqual(found.toSorted((a, b) => a - b));
  expect(new Set(found).size).toBe(4);
});

test("too many nodes are refused, with what to do instead", () => {
  let node: Node = X;
  for (let i = 0; i < 400; i++) node = exp(node);
  const refusal = (): string => toDot(node);
  expect(refusal).toThrow(UnsupportedError);
  expect(refusal).toThrow(
    'picture: 401 nodes are too many to draw (at most 300)\n  Hint: detail: "names" draws only the named quantities; { most: 401 } draws all of them',
  );
  expect(toDot(node, { most: 401 }).match(/class=/g)).toHaveLength(401);
});

test("quotes, brackets, ampersands, backslashes and Unicode in names and titles arrive as they are", () => {
  for (const name of [
    'a"b',
    "<b>",
    "x & y",
    "back\\slash",
    "λ → 目",
    "semi;colon",
    "--",
    "a\nb",
    "]]>",
    "&lt;",
    "\\N",
    "",
  ]) {
    const shown = name.replace("\n", " ");
    expect(labels(toDot(input(name, [2]), { title: name }))).toEqual([`input: ${shown} 2`]);
  }
});

test("any name and any title is valid DOT", { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }), (name, title) => {
      expect(parsed(toDot(exp(input(name, [2])), { title, names: {} })).objects).toHaveLength(2);
    }),
    { numRuns: 20 },
  );
});

test("an SVG picture has its title, its names, its shapes and a style for dark surroundings", async () => {
  const P = softmax(matmul(parameter("W", [3, 2]), X), { axis: 0 });
  const T = input("T", [3, 5]);
  const H = neg(mean(sum(mul(T, log(P)), { axis: 0 })));
  const svg = await toSvg(H, { names: { P, H }, title: "Softmax & cross-entropy", direction: "right" });
  const words = [...svg.matchAll(/>([^<>\n]+)<\/(?:text|tspan)>/g)].map(([, word]) => word);
  expect(words).toEqual(
    expect.arrayContaining(["Softmax &amp; cross&#45;entropy", "P", " = softmax(•, axis=0)", "3 × 5", "T"]),
  );
  expect(svg).toContain("@media (prefers-color-scheme: dark)");
  expect(svg).not.toMatch(/font-family="(?:Courier|Times)/);
});

test("an SVG picture is named by its title", async () => {
  const x = input("x", []);
  const root = async (title?: string) =>
    /<svg role="img" aria-label="([^"]*)"/.exec(await toSvg(x, title === undefined ? {} : { title }))?.[1];
  expect(await root()).toBe("computational graph");
  expect(await root("")).toBe("computational graph");
  expect(await root(" ")).toBe(" ");
  expect(await root('a < "b" & c\nσ')).toBe("a &#60; &#34;b&#34; &#38; c σ");
});

test("an SVG picture is as wide as its title in a font whose signs are all 0.61 of its size wide", async () => {
  const title = "WWWWWW iiiiii: a title that is much wider than its picture";
  const svg = await toSvg(input("x", []), { title });
  const [, width] = /viewBox="0.00 0.00 (\S+)/.exec(svg) ?? [];
  const [, size] =
    new RegExp(`<tspan font-family="DejaVu Sans Mono[^>]*font-size="(\\S+)"[^>]*>${title}`).exec(svg) ?? [];
  expect(Number(width)).toBeGreaterThan(0.61 * Number(size) * title.length);
});

test("the lines of a label stand in the middle of their node", async () => {
  const svg = await toSvg(exp(input("σσσσ", [2, 3])));
  const centre = /<ellipse [^>]*cx="([^"]*)"/.exec(svg)?.[1];
  const middles = [...svg.matchAll(/text-anchor="middle" x="([^"]*)"/g)].map(([, x]) => Number(x));
  for (const x of middles) expect(Math.abs(x - Number(centre))).toBeLessThan(1);
  expect(middles).toHaveLength(4);
});

test("nodes lead to where links say, and are then read aloud one by one", async () => {
  const links = new Map<Node, string>([[A, "#a&b"]]);
  const svg = await toSvg(J, { names: { Z, A }, links });
  expect(Array.from(svg.matchAll(/<a xlink:href="([^"]*)">/g), ([, place]) => place)).toEqual(["#a&#38;b"]);
  expect(svg).toContain('<svg role="group"');
  expect(svg).not.toContain("xlink:title");
  expect(await toSvg(J)).toContain('<svg role="img"');
});
