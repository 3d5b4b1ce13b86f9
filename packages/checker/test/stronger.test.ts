// Which of two conditions says all that the other does.
import { describe, expect, test } from "vitest";
import { stronger } from "../src/claims/stronger.ts";
import * as c from "../src/index.ts";

describe("of two conditions", () => {
  test.each([
    [c.oneHotColumns("Y"), c.columnsSumToOne("Y")],
    [c.oneHotColumns("Y"), c.columnsHaveUnitLength("Y")],
    [c.oneHotColumns("Y"), c.zeroOrOne("Y")],
    [c.zeroOrOne("Y"), c.below("Y", 4)],
    [c.positiveDefinite("Y"), c.symmetric("Y")],
    [c.orthogonal("Y"), c.rowsHaveUnitLength("Y")],
    [c.between("Y", 0, 1), c.positive("Y")],
    [c.between("Y", 0, 1), c.between("Y", -1, 2)],
    [c.lowRank("Y", 1), c.lowRank("Y", 2)],
  ])("$0.text is stronger than $1.text", (strong, weak) => {
    expect(stronger(strong, weak, [3, 3])?.text).toBe(strong.text);
    expect(stronger(weak, strong, [3, 3])?.text).toBe(strong.text);
  });

  test.each([
    [c.columnsSumToOne("Y"), c.rowsSumToOne("Y")],
    [c.columnsSumToOne("Y"), c.columnsHaveUnitLength("Y")],
    [c.symmetric("Y"), c.orthogonal("Y")],
    [c.positive("Y"), c.zeroOrOne("Y")],
    [c.positive("Y"), c.columnsSumToOne("Y")],
  ])("neither $0.text nor $1.text is stronger", (one, other) => {
    expect(stronger(one, other, [3, 3])).toBe(undefined);
  });
});
