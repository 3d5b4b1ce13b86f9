// The engine's functions of real numbers: how far they are from the truth, and what they give where there is none.
import { describe, expect, it } from "vitest";
import { computed, type Precision } from "./functions/computed.ts";
import { exact, exponentOf, functions, type Named, unitsBetween } from "./functions/exact.ts";
import { points } from "./functions/points.ts";

const formats = {
  float32: { fraction: 23, least: -126, huge: 128, round: Math.fround },
  float64: { fraction: 52, least: -1022, huge: 1024, round: (x: number): number => x },
};
const precisions = ["float32", "float64"] as const;

/** How far off a function may be, in units in the last place: a little more than was ever seen (README.md). */
const bounds: readonly (readonly [Named, Readonly<Record<Precision, number>>])[] = [
  ["exp", { float32: 1.1, float64: 1 }],
  ["expm1", { float32: 1.4, float64: 1.4 }],
  ["log", { float32: 0.9, float64: 0.9 }],
  ["log1p", { float32: 0.9, float64: 0.9 }],
  ["tanh", { float32: 1.3, float64: 1.3 }],
  ["sigmoid", { float32: 1.8, float64: 1.8 }],
  ["softplus", { float32: 1.4, float64: 1.1 }],
  ["erf", { float32: 1.4, float64: 1.4 }],
  ["sin", { float32: 1.6, float64: 0.9 }],
  ["cos", { float32: 1.6, float64: 0.9 }],
  ["pow", { float32: 0.6, float64: 1.2 }],
];
const count = 2000;

/** The values of a function, which are the same in vectors and one by one. */
function values(name: Named, precision: Precision, ...inputs: readonly ArrayLike<number>[]): number[] {
  const vectors = computed(name, precision, "vectors", ...inputs);
  expect(computed(name, precision, "single", ...inputs)).toEqual(vectors);
  return vectors;
}

describe("the truth", () => {
  it.each([
    ["exp", 1, 0, "2.718281828459045235360287471352662497757247"],
    ["log", 10, 0, "2.302585092994045684017991454684364207601101"],
    ["sin", 1, 0, "0.841470984807896506652502321630298999622563"],
    ["cos", 1e22, 0, "0.523214785395138945497594473384709492140919"],
    ["tanh", 1, 0, "0.761594155955764888119458282604793590412768"],
    ["erf", 1, 0, "0.842700792949714869341220635082609259296067"],
    ["pow", 2, 0.5, "1.414213562373095048801688724209698078569671"],
  ] as const)("of %s at %d has the digits that are published", (name, x, y, digits) => {
    const published = BigInt(digits.replace(".", ""));
    const { m, e } = functions[name](x, y);
    const computed = (m * 10n ** 42n) >> BigInt(-e);
    expect(Number(computed - published)).toBeLessThanOrEqual(1);
    expect(Number(computed - published)).toBeGreaterThanOrEqual(-1);
  });
});

describe.each(precisions)("in %s", (precision) => {
  const { round, ...format } = formats[precision];
  const rows = bounds.map(([name, bound]) => [name, bound[precision]] as const);

  it.each(rows)("%s is within %d units in the last place, in vectors as one by one", (name, bound) => {
    const [x, y] = points(name, precision, count);
    let most = 0;
    for (const [k, value] of values(name, precision, ...(name === "pow" ? [x, y] : [x])).entries()) {
      const truth = functions[name](x[k] as number, y[k] as number);
      if (truth.m === 0n || (value === Infinity && exponentOf(truth) >= format.huge)) continue;
      most = Math.max(most, Number.isFinite(value) ? unitsBetween(value, truth, format) : Infinity);
    }
    expect(most).toBeLessThan(bound);
    expect(most).toBeGreaterThan(0.45);
  });

  const least = precision === "float32" ? 2 ** -149 : 2 ** -1074;
  const most = precision === "float32" ? round(3.4028234663852886e38) : Number.MAX_VALUE;
  const edges = [NaN, Infinity, -Infinity, 0, -0, 1, -1, least, -least, 3 * least, most, -most];

  /** What is not an ordinary number must be met; what is, within 4 units, since Math is off too. */
  function expectAsMath(value: number, wanted: number, at: readonly number[]): void {
    const isOrdinary = Math.abs(wanted) > 4 * least && Number.isFinite(wanted);
    if (isOrdinary) expect([...at, unitsBetween(value, exact(wanted), format) < 4]).toEqual([...at, true]);
    else expect([...at, value]).toEqual([...at, wanted]);
  }

  it.each(["exp", "expm1", "log", "log1p", "tanh", "sin", "cos"] as const)(
    "%s of zeros, infinities, NaN, the smallest and the largest numbers is what Math says",
    (name) => {
      for (const [k, value] of values(name, precision, edges).entries()) {
        const x = edges[k] as number;
        expectAsMath(value, round(Math[name](x)), [x]);
      }
    },
  );

  it("sigmoid, erf and softplus keep NaN and reach their limits", () => {
    expect(values("sigmoid", precision, [NaN, Infinity, -Infinity, 0, -0, most, -most])).toEqual([
      NaN,
      1,
      0,
      0.5,
      0.5,
      1,
      0,
    ]);
    expect(
      values("erf", precision, [NaN, Infinity, -Infinity, 0, -0, most, -most, least, -3 * least]),
    ).toEqual([NaN, 1, -1, 0, -0, 1, -1, least, -3 * least]);
    expect(values("softplus", precision, [NaN, Infinity, -Infinity, most, -most])).toEqual([
      NaN,
      Infinity,
      0,
      most,
      0,
    ]);
  });

  it("pow of all pairs of special numbers is what Math says", () => {
    const special = [...edges, 0.5, -0.5, 2, -2, 3, -3, 2.5, -2.5, 2 ** 62, -(2 ** 62), 1 + 2 ** -20];
    const pairs = special.flatMap((x) => special.map((y) => [x, y] as const));
    const found = values(
      "pow",
      precision,
      pairs.map(([x]) => x),
      pairs.map(([, y]) => y),
    );
    for (const [k, [x, y]] of pairs.entries()) expectAsMath(found[k] as number, round(x ** y), [x, y]);
  });

  it("the exponential functions overflow and underflow where the rounded number does", () => {
    const [large, small] =
      precision === "float32"
        ? [88.72283172607422, -103.97207641601562]
        : [709.782712893384, -745.1332191019411];
    const step = (x: number): number => x + 2 ** (Math.floor(Math.log2(Math.abs(x))) - format.fraction);
    expect(values("exp", precision, [large, step(large)])).toEqual([round(Math.exp(large)), Infinity]);
    expect(values("expm1", precision, [large, step(large)])).toEqual([round(Math.expm1(large)), Infinity]);
    expect(values("exp", precision, [small, 2 * small - step(small) - 0.01])).toEqual([least, 0]);
    expect(values("sigmoid", precision, [small])).toEqual([least]);
  });

  it("a row that is no multiple of a vector is computed to its end", () => {
    const x = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7].map(round);
    const found = values("exp", precision, x);
    for (const [k, value] of found.entries()) expect(value / Math.exp(x[k] as number)).toBeCloseTo(1, 6);
  });
});
