import { DomainError, integers, ShapeError, tensor } from "@cadena/graph";
import { accuracy, binaryAccuracy, classesOf, confusionMatrix } from "@cadena/nn";
import { describe, expect, test } from "vitest";

const scores = tensor([
  [0.1, 0.7, 0.2],
  [0.8, 0.1, 0.1],
  [0.3, 0.3, 0.4],
  [0.5, 0.5, 0],
]);
const columns = tensor([
  [0.1, 0.8, 0.3, 0.5],
  [0.7, 0.1, 0.3, 0.5],
  [0.2, 0.1, 0.4, 0],
]);

test("the class is the largest output along the class axis, the first among equals", () => {
  expect(String(classesOf(scores))).toBe("[1, 0, 2, 0]");
  expect(String(classesOf(columns, { axis: 0 }))).toBe("[1, 0, 2, 0]");
  expect(String(classesOf(integers([2, 1])))).toBe("[2, 1]");
  expect(() => classesOf(tensor([1, 2]), { axis: 1 })).toThrow("classes: no classes along axis 1 of [2]");
});

test("NaN belongs to no class", () => {
  const outputs = tensor([
    [0.1, 0.9],
    [0.5, NaN],
  ]);
  expect(() => classesOf(outputs)).toThrow(DomainError);
  expect(() => accuracy(outputs, integers([1, 0]))).toThrow("classes: the outputs hold NaN (element 3)");
});

describe("accuracy", () => {
  test("counts right classes against labels and against unit vectors", () => {
    expect(accuracy(scores, integers([1, 0, 2, 1]))).toBe(0.75);
    expect(
      accuracy(
        scores,
        tensor([
          [0, 1, 0],
          [1, 0, 0],
          [0, 0, 1],
          [0, 1, 0],
        ]),
      ),
    ).toBe(0.75);
    const wanted = tensor([
      [0, 1, 0, 0],
      [1, 0, 0, 1],
      [0, 0, 1, 0],
    ]);
    expect(accuracy(columns, wanted, { axis: 0 })).toBe(0.75);
  });

  test("rejects other numbers of examples, and none", () => {
    expect(() => accuracy(scores, integers([1]))).toThrow(ShapeError);
    expect(() => accuracy(scores, integers([1]))).toThrow(
      "accuracy: outputs and targets are of different examples: [4] and [1]",
    );
    expect(() => accuracy(integers([]), integers([]))).toThrow("accuracy: there are no examples");
  });
});

describe("binaryAccuracy", () => {
  test("compares the sides of the threshold: 1/2 for probabilities, 0 for logits", () => {
    expect(binaryAccuracy(tensor([0.4, 0.6, 0.9]), integers([0, 1, 0]))).toBeCloseTo(2 / 3, 12);
    expect(binaryAccuracy(tensor([-1, 0.2]), tensor([0, 1]), { threshold: 0 })).toBe(1);
  });

  test("never compares a column with a row", () => {
    expect(() => binaryAccuracy(tensor([[1], [0]]), tensor([1, 0]))).toThrow("[2, 1] and [2]");
  });
});

describe("a confusion matrix", () => {
  const matrix = confusionMatrix(integers([0, 1, 1, 2, 2]), integers([0, 0, 1, 2, 1]), {
    classNames: ["cat", "dog", "horse"],
  });

  test("counts what is in rows and what was said in columns", () => {
    expect(String(matrix.counts)).toBe("[[1, 1, 0], [0, 1, 1], [0, 0, 1]]");
  });

  test("prints as a table", () => {
    expect(String(matrix).split("\n")).toEqual([
      "       cat  dog  horse",
      "cat      1    1      0",
      "dog      0    1      1",
      "horse    0    0      1",
    ]);
  });

  test("names the classes by their numbers, and takes outputs for labels", () => {
    expect(confusionMatrix(scores, integers([1, 0, 2, 2])).classNames).toEqual(["0", "1", "2"]);
  });

  test("rejects a label without a name", () => {
    expect(() => confusionMatrix(integers([3]), integers([0]), { classNames: ["a"] })).toThrow(
      "confusionMatrix: label 3 is out of range: there are 1 classes",
    );
  });
});
