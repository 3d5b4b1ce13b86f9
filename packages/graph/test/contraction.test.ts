/** Contractions as an author defines them: labels say what is multiplied, and what is summed. */
import { constant, evaluate, input, ShapeError } from "@cadena/graph";
import { contraction, type Labels } from "@cadena/graph/extend";
import { describe, expect, test } from "vitest";

const einsum = (labels: Labels, shape: readonly number[]) =>
  contraction<Record<string, never>>({
    name: "einsum",
    infer: () => ({ shape, dtype: "real" }),
    labels: () => labels,
    vjp: () => null,
  });

const A = constant([
  [1, 2],
  [3, 4],
]);
const x = constant([10, 100]);

describe("a label that is repeated within one input", () => {
  test("walks along its diagonal: Σ_i a_ii x_i", () => {
    const traced = einsum({ inputs: [[0, 0], [0]], output: [] }, []);
    expect(evaluate(traced([A, x], {})).item()).toBe(1 * 10 + 4 * 100);
  });

  test("may stay in the result: a_ii x_i", () => {
    const scaled = einsum({ inputs: [[0, 0], [0]], output: [0] }, [2]);
    expect(String(evaluate(scaled([A, x], {})))).toBe("[10, 400]");
  });

  test("is an error where the axes have different sizes", () => {
    const traced = einsum({ inputs: [[0, 0], [1]], output: [] }, []);
    expect(() => traced([input("B", [2, 3]), x], {})).toThrow(
      "einsum: the sizes of label 0 differ (2 ≠ 3): B [2, 3] and constant [2]",
    );
  });
});

describe("labels that mean nothing are an error when the node is made", () => {
  const refused = (labels: Labels, shape: readonly number[]): string => {
    try {
      einsum(labels, shape)([A, x], {});
    } catch (error) {
      if (error instanceof ShapeError) return error.what;
    }
    return "";
  };

  test.each<[string, Labels, readonly number[]]>([
    ["1 labels for 2 axes", { inputs: [[0], [0]], output: [] }, []],
    ["no input has label 7", { inputs: [[0, 1], [1]], output: [7] }, [2]],
    ["a label of the result is repeated", { inputs: [[0, 1], [1]], output: [0, 0] }, [2, 2]],
    ["the labels give [2], the shape rule [3]", { inputs: [[0, 1], [1]], output: [0] }, [3]],
  ])("%s", (why, labels, shape) => {
    expect(refused(labels, shape)).toBe(`einsum: ${why}: constant [2, 2] and constant [2]`);
  });
});
