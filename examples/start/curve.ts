// A learning curve as SVG: one line a series, over the epochs, each with its own scale at its own side.

/** One line of the curve. */
export interface Series {
  readonly label: string;
  readonly colour: string;
  readonly values: readonly number[];
  readonly format: (value: number) => string;
}

const width = 640;
const height = 300;
const margin = { top: 34, right: 70, bottom: 40, left: 70 };

/** Two series over the same epochs: the first is scaled at the left, the second at the right. */
export function curve(series: readonly [Series, Series]): string {
  const epochs = series[0].values.length;
  const x = (epoch: number): number =>
    margin.left + (epochs < 2 ? 0.5 : epoch / (epochs - 1)) * (width - margin.left - margin.right);
  const parts = series.map((line, side) => drawn(line, side === 0 ? "left" : "right", x));
  const marks = ticks(1, epochs, 8).filter(Number.isInteger);
  return [
    `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${series.map((s) => s.label).join(" and ")} over the epochs" font-family="system-ui, sans-serif" font-size="12" fill="currentColor">`,
    ...marks.map(
      (n) => `<text x="${x(n - 1).toFixed(1)}" y="${height - 22}" text-anchor="middle">${n}</text>`,
    ),
    `<text x="${width / 2}" y="${height - 4}" text-anchor="middle">epoch</text>`,
    ...parts,
    "</svg>",
  ].join("\n");
}

function drawn(
  { label, colour, values, format }: Series,
  side: "left" | "right",
  x: (epoch: number) => number,
): string {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const marks = ticks(low, high, 5);
  const [bottom, top] = [Math.min(low, marks[0] ?? low), Math.max(high, marks.at(-1) ?? high)];
  const y = (value: number): number => {
    const share = top === bottom ? 0.5 : (value - bottom) / (top - bottom);
    return height - margin.bottom - share * (height - margin.top - margin.bottom);
  };
  const edge = side === "left" ? margin.left - 8 : width - margin.right + 8;
  const anchor = side === "left" ? "end" : "start";
  const points = values.map((value, epoch) => `${x(epoch).toFixed(1)},${y(value).toFixed(1)}`);
  return [
    ...marks.flatMap((mark) => [
      `<text x="${edge}" y="${(y(mark) + 4).toFixed(1)}" text-anchor="${anchor}" fill="${colour}">${format(mark)}</text>`,
      ...(side === "left"
        ? [
            `<line x1="${margin.left}" x2="${width - margin.right}" y1="${y(mark).toFixed(1)}" y2="${y(mark).toFixed(1)}" stroke="currentColor" stroke-opacity="0.15"/>`,
          ]
        : []),
    ]),
    `<text x="${edge}" y="18" text-anchor="${anchor}" fill="${colour}" font-weight="600">${label}</text>`,
    `<polyline points="${points.join(" ")}" fill="none" stroke="${colour}" stroke-width="2"/>`,
    ...points.map(
      (point) => `<circle cx="${point.split(",")[0]}" cy="${point.split(",")[1]}" r="2.5" fill="${colour}"/>`,
    ),
  ].join("\n");
}

/** At most `count` round numbers between two values. */
export function ticks(low: number, high: number, count: number): number[] {
  if (!(high > low)) return [low];
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, k) => Number(((first + k) * step).toPrecision(12)));
}
