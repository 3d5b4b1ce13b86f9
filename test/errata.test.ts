/** What is wrong with the formulas that the lecture notes have wrong: each is named, and repaired where an edit does it. */
import { type ClaimResult, check } from "@cadena/checker";
import { expect, test } from "vitest";
import { notes } from "../examples/notes/notes.ts";

/** Those that are too far from the right formula: no edit repairs them. */
const beyond = ["N6: da as read", "N21 mixed: dZ3 as read", "N24: d log a_j/dz_i as read", "N25: da as read"];

const told = new Map<string, ClaimResult["hints"][number]>();

test("every erratum of the notes is named, but for those that no edit repairs", { timeout: 120_000 }, () => {
  for (const derivation of notes.filter(({ claims }) => claims.some(({ erratum }) => erratum))) {
    for (const { name, erratum, hints, evidence } of check(derivation, { errata: true }).claims) {
      if (!erratum || evidence.finding.kind === "distribution") continue;
      expect(hints, `${derivation.id}: ${name}`).toHaveLength(1);
      const [hint] = hints as [ClaimResult["hints"][number]];
      told.set(`${derivation.id}: ${name}`, hint);
    }
  }
  const named = [...told].filter(([, { kind, shown }]) => kind === "edit" && shown === "exact");
  expect([...told.keys()].filter((name) => !named.some(([one]) => one === name))).toEqual(beyond);
});

test.each([
  ["N4: dw1 as read", "da must be dz"],
  ["N7: dz multiplied out, as read", "the factor a is too much"],
  ["N14: db2 as read", "the derivative of sigmoid is missing: da2 must be multiplied by a2 * (1 - a2)"],
  ["N16: Z2 as read", "X must be a1"],
  ["N17: dW3 as read", "dz3 and a2 do not go together; this wants dz3 a2ᵀ"],
  ["N17 equal widths: da2 as read", "σ(z3) is too much"],
  ["N18: dW3 as read", "the sum over axis 0 and 1 is too much"],
  ["N19 sigmoid: dZ2 as read", "dW3ᵀ dZ3 and [Z2 > 0] are added; they must be multiplied; dW3 must be W3"],
  ["N23: a as read", "the sign is wrong: -z must be z"],
])("%s: %s", (name, text) => {
  expect(told.get(name)?.text).toBe(text);
});
