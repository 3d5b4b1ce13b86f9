/** p-adic difference quotients as a witness of all ops: they agree with every right rule, and see every wrong one. */
import { topological } from "@cadena/graph";
import { describe, expect, test } from "vitest";
import { ops } from "./ops.ts";
import { type Mutant, tiny } from "./planted.ts";
import { differentiated, type Planting, plantings, seenByLaw } from "./planting.ts";
import { type Instance, instance } from "./sampling.ts";
import { witnessed } from "./witnessed.ts";

const isReason = (answer: string): boolean => answer !== "exact";

const samples = ops.flatMap(({ name, samples }) =>
  samples.map((sample) => [name, sample.what, instance(sample, 1)] as const),
);

test.each(samples.filter(([, , { y }]) => y.dtype === "real" && y.size > 0))(
  "the gradient of %s %s is that of the quotients",
  (_, __, one) => {
    expect(witnessed(one).filter(isReason)).toEqual([]);
  },
);

/** Errors that give what is no number, at one element at least, and what the quotients say instead. */
const unasked: Readonly<Record<string, string>> = {
  "max, input 0: div 1 has its operands exchanged": "a division by 0",
  "max, input 0: sum 1 takes the first in the place of the sum": "a division by 0",
  "min, input 0: div 1 has its operands exchanged": "a division by 0",
  "min, input 0: sum 1 takes the first in the place of the sum": "a division by 0",
  "pow, input 0: pow 1 has its operands exchanged": "exp of a logarithm times a number that is not rational",
};

const sizeOf = ({ values }: Instance): number =>
  [...values.values()].reduce((n, { data }) => n + data.length, 0);

/** The errors that quotients do not refute at two calls where they change a gradient, and why. */
function missed({ instances, mutants }: Planting, resized: (mutant: Mutant) => Mutant): [string, string][] {
  const smallest = [...instances].sort((a, b) => sizeOf(a) - sizeOf(b));
  return [...mutants.values()].flatMap((mutant): [string, string][] => {
    const answers: string[] = [];
    let asked = 0;
    for (const one of smallest) {
      if (asked === 2 || !seenByLaw(one, mutant)) continue;
      asked++;
      answers.push(...witnessed(one, resized(mutant)));
      if (answers.includes("refuted")) return [];
    }
    return asked === 0 ? [] : [[mutant.what, answers.find(isReason) ?? "none"]];
  });
}

const asIs = (mutant: Mutant): Mutant => mutant;
const first = plantings();

describe.each([
  ["of first order", first, asIs],
  ["of first order, of a size that floats cannot see", first, tiny],
  ["of second order", plantings(differentiated), asIs],
] as const)("quotients refute every planted error %s that changes a gradient, in", (_, planting, resized) => {
  test.each([...planting].map(([op, found]) => [op.name, found] as const))("%s", (_, found) => {
    const expected = Object.entries(unasked).filter(([what]) => found.mutants.has(what));
    expect(Object.fromEntries(missed(found, resized))).toEqual(Object.fromEntries(expected));
  });
});

test("errors are planted in all ops that have a rule, and whose derivatives are not 0 by decree", () => {
  const without = ops.filter(({ samples: [sample] }) => {
    const { y } = instance(sample as NonNullable<typeof sample>, 1);
    return !topological([y]).some(({ op }) => first.has(op));
  });
  expect(without.map(({ name }) => name)).toEqual([
    "sign",
    "stopGradient",
    ...["equal", "notEqual", "less", "lessEqual", "greater", "greaterEqual"],
    ...["logicalAnd", "logicalOr", "logicalNot"],
    ...["cast", "hardmax"],
    // Written in other ops, and without a rule of their own.
    ...["maxPool1d", "maxPool2d", "avgPool1d", "avgPool2d"],
    ...["constant", "full", "oneHot"],
  ]);
});
