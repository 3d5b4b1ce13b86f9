// Whatever is written is read back as the same value: parentheses stand wherever they are needed.
import { evaluateIn } from "@cadena/graph/extend";
import { toText } from "@cadena/notation";
import fc from "fast-check";
import { expect, test } from "vitest";
import { field, matrix, scalar, values } from "./graphs.ts";
import { mod, type Quantity, read } from "./reader.ts";

/** The value of what is asked, or undefined where it divides by zero. */
function whereDefined<R>(compute: () => R): R | undefined {
  try {
    return compute();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

test("a formula that is written is read back as the same value, modulo a prime", { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(fc.oneof(scalar, matrix), values, (node, at) => {
      const known: Readonly<Record<string, Quantity>> = at;
      const value = whereDefined(() =>
        evaluateIn(field, [node], ({ name, shape }) => ({
          dtype: "real",
          shape,
          data: [known[name as string] ?? []].flat(2) as number[],
        })),
      )?.[0];
      fc.pre(value !== undefined);
      const back = read(toText(node), known);
      const data = value!.dtype === "real" ? Array.from(value!.data) : [];
      expect(
        [back].flat(2).map((x) => mod(x as number)),
        toText(node),
      ).toEqual(data.map(mod));
    }),
    { numRuns: 600 },
  );
});
