// The tests of all ops in one precision; each precision is a file of its own, so that they run side by side.
import type { Precision } from "@cadena/graph";
import { wasm } from "@cadena/wasm";
import { describe, expect, test } from "vitest";
import { ops } from "../laws/ops.ts";
import type { Row } from "../laws/table.ts";
import { Tally } from "./agreement.ts";
import { wrongOp, wrongPoint } from "./conformance.ts";
import { awkward } from "./shapes.ts";

/** Bounds as parts of what they bound: half of them are narrower than the first, 19 of 20 than the second. */
export type Narrow = readonly [half: number, most: number];

/** Every other sample call where there are many: the rest of them are the other precision's. */
const halved = (row: Row, first: number): Row =>
  row.samples.length > 6 ? { ...row, samples: row.samples.filter((_, k) => (k + first) % 2 === 0) } : row;

/**
 * @param narrow how wide bounds may be, for values and each order of derivatives: wider ones would hide errors
 */
export function opsIn(precision: Precision, narrow: readonly Narrow[]): void {
  const tallies = narrow.map(() => new Tally());
  const comparison = { engine: wasm, precision, tallies };
  const specials = ops.flatMap(({ name, special = [] }) =>
    special.map((one) => [name, one.what, one] as const),
  );

  describe(`in ${precision} the engine gives what rounding lets the interpreter give`, {
    timeout: 60_000,
  }, () => {
    for (const [way, [what, extents, without]] of awkward.entries()) {
      test.each(ops.map((row) => [row.name, row] as const))(
        `for %s and its derivatives to the third order, at extents ${what}`,
        (name, row) => {
          const some = way === 0 ? row : halved(row, way + (precision === "float32" ? 1 : 0));
          const half = wrongOp(some, extents, comparison, way === 0);
          const { compared, wrong } = half.compared > 0 ? half : wrongOp(row, extents, comparison, false);
          expect(wrong).toEqual([]);
          expect(compared > 0).toBe(!without.includes(name));
        },
      );
    }

    test.each(specials)("for %s at a special point: %s", (_, __, special) => {
      expect(wrongPoint(special, comparison)).toEqual([]);
    });

    test.each(narrow.map((widths, order) => [order, ...widths] as const))(
      "and bounds of order %i are narrow: half are below %d, most below %d of the value",
      (order, half, most) => {
        const tally = tallies[order] as Tally;
        expect(tally.elements).toBeGreaterThan(10_000);
        expect(tally.undecided / tally.elements).toBeLessThan(1e-3);
        expect(tally.width(0.5)).toBeLessThan(half);
        expect(tally.width(0.95)).toBeLessThan(most);
      },
    );
  });
}
