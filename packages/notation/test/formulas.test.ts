// The formulas of a class's lecture notes and their exact text and LaTeX.
import { toLatex, toText } from "@cadena/notation";
import { describe, expect, test } from "vitest";
import { further, notes } from "./formulas.ts";

describe("the formulas of the lecture notes", () => {
  test.each(notes)("%s is written as in a textbook", (_, node, text, latex) => {
    expect([toText(node), toLatex(node)]).toEqual([text, latex]);
  });
});

describe("a formula", () => {
  test.each(further)("with %s has the parentheses that it needs", (_, node, text) => {
    expect(toText(node)).toBe(text);
  });
});
