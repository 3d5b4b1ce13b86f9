/**
 * The lecture notes: every formula of the table N1 to N26 is exactly the automatic gradient, and every formula that
 * the scan has wrong is refuted, in the way that it is wrong.
 */
import {
  type AnyDerivation,
  type Claim,
  type ClaimDefinition,
  type ClaimResult,
  check,
  type DerivationResult,
} from "@cadena/checker";
import { mul } from "@cadena/graph";
import { describe, expect, test } from "vitest";
import { notes } from "../examples/notes/notes.ts";

const SEEDS = [1, 2, 3];

/** Given numbers, a program over numbers and draws are no identities. */
const NUMBERS =
  /of given numbers|by the program|by a program|^N15: W$|^N22 numbers|^N23 numbers|^N25 numbers/;

/** How an erratum is refuted: at an entry, by its shape, or by the distribution of draws. */
type Refutation = "entry" | "shape" | "distribution";

/** The rows, and in each the errata by derivation and name. */
const ROWS: Readonly<Record<string, Readonly<Record<string, Refutation>>>> = {
  N1: {},
  N2: { "N2 inverse: dz/da as read": "entry" },
  N3: {},
  N4: { "N4: dw1 as read": "entry", "N4: dw2 as read": "entry" },
  N5: { "N5: db as read": "entry" },
  N6: { "N6: da as read": "entry" },
  N7: { "N7: dz multiplied out, as read": "entry", "N7: dz boxed, as read": "entry" },
  N8: {},
  N9: {},
  N10: {},
  N11: {},
  N12: {},
  N13: {},
  N14: { "N14: db2 as read": "entry", "N14: dW2 as read": "entry" },
  N15: { "N15: W of Glorot": "distribution" },
  N16: {
    "N16: Z2 as read": "shape",
    "N16: Z3 as read": "shape",
    "N16 equal widths: Z2 as read": "entry",
    "N16 equal widths: Z3 as read": "entry",
  },
  N17: {
    "N17: dW3 as read": "shape",
    "N17: dW2 as read": "shape",
    "N17: dW1 as read": "shape",
    "N17 equal widths: dW3 as read": "shape",
    "N17 equal widths: dW2 as read": "shape",
    "N17 equal widths: dW1 as read": "shape",
    "N17 equal widths: da2 as read": "entry",
    "N17 equal widths: da1 as read": "entry",
    "N17 equal widths: da0 as read": "entry",
  },
  N18: { "N18: dW3 as read": "shape", "N18: dW2 as read": "shape", "N18: dW1 as read": "shape" },
  N19: {
    "N19 sigmoid: dZ2 as read": "entry",
    "N19 sigmoid: dZ1 as read": "entry",
    "N19 softmax: dZ2 as read": "entry",
    "N19 softmax: dZ1 as read": "entry",
    "N19 identity: dZ2 as read": "entry",
    "N19 identity: dZ1 as read": "entry",
  },
  N20: {},
  N21: { "N21 mixed: dZ3 as read": "entry" },
  N22: {},
  N23: { "N23: a as read": "entry" },
  N24: { "N24: d log a_j/dz_i as read": "entry" },
  N25: { "N25: da as read": "entry" },
  N26: {},
};

/** "N9 sigmoid" belongs to the row N9. */
const rowOf = (id: string): string => id.split(" ")[0] as string;

const named = ({ id }: DerivationResult, { name }: ClaimResult): string => `${id}: ${name}`;

test("the notes hold the rows N1 to N26 in order, and no derivation twice", () => {
  expect([...new Set(notes.map(({ id }) => rowOf(id)))]).toEqual(Object.keys(ROWS));
  expect(new Set(notes.map(({ id }) => id)).size).toBe(notes.length);
});

describe("in the notes", { timeout: 30_000 }, () => {
  for (const [row, errata] of Object.entries(ROWS)) {
    const refuted = Object.keys(errata).length === 0 ? "" : ", and what the scan has wrong is refuted";

    test(`the formulas of ${row} are those of the model${refuted}`, () => {
      const derivations = notes.filter(({ id }) => rowOf(id) === row);
      expect(derivations).not.toEqual([]);
      for (const seed of SEEDS) {
        const results = derivations.map((derivation) => check(derivation, { seed }));
        const claims = results.flatMap((result) =>
          result.claims.map((claim) => ({ ...claim, name: named(result, claim) })),
        );
        const right = claims.filter(({ erratum }) => !erratum);
        expect(
          right.filter(({ name, verdict }) => verdict !== (NUMBERS.test(name) ? "numeric" : "exact")),
        ).toEqual([]);
        expect(right.flatMap(({ warnings }) => warnings)).toEqual([]);

        const wrong = claims.filter(({ erratum }) => erratum);
        expect(wrong.filter(({ verdict }) => verdict !== "refuted")).toEqual([]);
        expect(Object.fromEntries(wrong.map(({ name, evidence }) => [name, evidence.finding.kind]))).toEqual(
          errata,
        );

        const witnesses = claims.flatMap(({ name, evidence }) =>
          evidence.automatic === null ? [] : [{ name, ...evidence.automatic }],
        );
        expect(witnesses.filter(({ verdict }) => verdict !== "numeric")).toEqual([]);
        expect(witnesses.filter(({ quotients }) => quotients.verdict !== "exact")).toEqual([]);
      }
    });
  }
});

/** Behind each right formula the same, a thousandth too large, as an erratum. */
function withSlips({ claims, ...derivation }: AnyDerivation): AnyDerivation {
  const slip = (claim: Claim): Claim[] => {
    const { formula, ...states } = claim.states as ClaimDefinition<never, never>;
    if (claim.erratum || typeof formula !== "function") return [claim];
    const wrong = { ...states, formula: (scope: never) => mul(1.001, formula(scope)) };
    return [claim, { name: claim.name, erratum: true, states: wrong as unknown as Claim["states"] }];
  };
  return { ...derivation, claims: claims.flatMap(slip) };
}

// On a machine that does other work as well.
test("no formula of the notes would pass if it were a thousandth larger", { timeout: 30_000 }, () => {
  const slips = notes.map(withSlips).map((derivation) => check(derivation));
  expect(slips.flatMap(({ claims }) => claims).length).toBeGreaterThan(400);
  expect(
    slips.flatMap((result) => result.claims.filter(({ ok }) => !ok).map((claim) => named(result, claim))),
  ).toEqual([]);
});
