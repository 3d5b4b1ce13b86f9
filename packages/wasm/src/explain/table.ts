// An explanation as text: what each part costs, then what became of each node, in columns of at most 80 letters.
import type { Fate } from "./fates.ts";
import type { Part } from "./parts.ts";

const width = 80;

/** What a table is made of. */
interface Told {
  readonly parts: readonly Part[];
  readonly nodes: readonly Fate[];
  readonly memory: number;
  readonly leastMemory: number;
  readonly precision: string;
}

/** An explanation as text. */
export function table({ parts, nodes, memory, leastMemory, precision }: Told): string {
  const [flops, ms] = [total(parts, "flops"), total(parts, "ms")];
  const names = new Map(
    nodes.flatMap(({ name, ends }) => (ends.length === 0 ? [] : [[name, ends.join(", ")] as const])),
  );
  const isTimed = parts.some((part) => part.ms !== undefined);
  const time = isTimed ? `, ${milliseconds(ms)} a run at ${rate(flops, ms)} GFLOP/s` : "";
  const head = [
    `${counted(parts.length, "part")}, ${counted(nodes.length, "node")}, ${precision}: ${scaled(flops)}FLOP${time}`,
    `${scaled(memory)}B of memory beside inputs, parameters and constants (at least ${scaled(leastMemory)}B)`,
  ];
  return [...head, "", ...partLines(parts, isTimed, names), "", ...nodeLines(nodes)].join("\n");
}

function partLines(parts: readonly Part[], isTimed: boolean, names: ReadonlyMap<string, string>): string[] {
  const head = ["", "kind", "FLOP", "bytes", ...(isTimed ? ["time", "GFLOP/s", "GB/s", "share"] : [])];
  const rows = parts.map(({ number, kind, flops, bytes, ms = 0, share = 0 }) => [
    String(number),
    kind,
    flops === 0 ? "" : scaled(flops),
    scaled(bytes),
    ...(isTimed
      ? [milliseconds(ms), flops === 0 ? "" : rate(flops, ms), rate(bytes, ms), percent(share)]
      : []),
  ]);
  const lines = columns([head, ...rows], (column) => column !== 1);
  const room = width - (lines[0] as string).length - 2;
  const computes = parts.map(({ writes, reads, kind }) =>
    (kind === "check" ? reads : writes).map((name) => names.get(name) ?? name).join(", "),
  );
  return lines.map((line, k) => `${line}  ${cut(k === 0 ? "computes" : (computes[k - 1] as string), room)}`);
}

function nodeLines(nodes: readonly Fate[]): string[] {
  const rows = nodes.map(({ name, node, text }) => [
    cut(name, 24),
    cut(node.shape.length === 0 ? "scalar" : node.shape.join(" × "), 20),
    text,
  ]);
  return columns([["node", "shape", "what became of it"], ...rows], () => false).map((line) =>
    cut(line, width),
  );
}

/** Rows with their cells below each other, two spaces apart. */
function columns(rows: readonly (readonly string[])[], isRight: (column: number) => boolean): string[] {
  const widths = (rows[0] as readonly string[]).map((_, k) =>
    Math.max(...rows.map((row) => (row[k] as string).length)),
  );
  const padded = (cell: string, k: number): string =>
    isRight(k) ? cell.padStart(widths[k] as number) : cell.padEnd(widths[k] as number);
  return rows.map((row) => row.map(padded).join("  "));
}

const cut = (text: string, room: number): string => {
  const trimmed = text.trimEnd();
  return trimmed.length <= room ? trimmed : `${trimmed.slice(0, room - 1)}…`;
};

const total = (parts: readonly Part[], what: "flops" | "ms"): number =>
  parts.reduce((sum, part) => sum + (part[what] ?? 0), 0);

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;

/** A share in percent. */
export const percent = (share: number): string => `${(100 * share).toFixed(share < 0.0995 ? 1 : 0)} %`;

/** Billions of something a second. */
const rate = (count: number, ms: number): string =>
  ms === 0 ? "" : (count / ms / 1e6).toFixed(count / ms < 1e7 ? 1 : 0);

/** Three digits and a letter for thousands, millions and so on. */
function scaled(count: number): string {
  const power = Math.min(4, Math.floor(Math.log10(Math.max(1, count)) / 3));
  const value = count / 1000 ** power;
  const digits = power === 0 || value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return `${value.toFixed(digits)} ${["", "k", "M", "G", "T"][power]}`;
}

function milliseconds(ms: number): string {
  if (ms < 0.9995e-3) return `${(1e6 * ms).toPrecision(3)} ns`;
  return ms < 0.9995 ? `${(1e3 * ms).toPrecision(3)} µs` : `${ms.toPrecision(3)} ms`;
}
