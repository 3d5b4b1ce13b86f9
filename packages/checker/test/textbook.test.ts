// The claims of textbooks through the front door: the right ones are exact, the wrong ones refuted.
import { leavesOf } from "@cadena/graph";
import { describe, expect, test } from "vitest";
import { check, derivation } from "../src/index.ts";
import { type Row, textbook } from "./textbook.ts";

function verdictOf([claim, , a, b, given = []]: Row): string | undefined {
  const leaves = leavesOf([a, b]).map((leaf) => [leaf.name ?? "", leaf] as const);
  const stated = derivation({
    id: "textbook",
    title: claim,
    dimensions: {},
    given,
    build: () => ({ quantities: Object.fromEntries(leaves) }),
  }).claim("claim", { of: () => a, formula: () => b });
  return check(stated).claims[0]?.verdict;
}

describe("a claim is exact where it is right, and refuted where it is wrong:", () => {
  test.each(textbook.map((row) => [row[0], row] as const))("%s", (_, row) => {
    expect(verdictOf(row)).toBe(row[1] ? "exact" : "refuted");
  });
});
