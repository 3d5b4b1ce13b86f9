// Which classes are taken for which.
import { DomainError, Tensor } from "@cadena/graph";
import { checkSameExamples, classesOf } from "./classes.ts";

/** How often each class was taken for each; it prints as a table. */
export interface ConfusionMatrix {
  /** [classes, classes]: rows are what is, columns what was said. */
  readonly counts: Tensor;
  readonly classNames: readonly string[];
  toString(): string;
}

/**
 * Counts how often each class (a row) was taken for each (a column).
 * @param outputs probabilities or logits with a class axis, or class labels
 * @param targets unit vectors with a class axis, or class labels
 * @param options the names of all classes, their numbers by default; the class axis, the last one by default
 * @throws ShapeError where outputs and targets are of different numbers of examples, or of none; DomainError for a
 * label without a name
 * @example
 * const matrix = confusionMatrix(integers([0, 1, 1]), integers([0, 1, 0]), { classNames: ["no", "yes"] });
 * String(matrix.counts) //=> [[1, 1], [0, 1]]
 */
export function confusionMatrix(
  outputs: Tensor,
  targets: Tensor,
  options: { readonly classNames?: readonly string[]; readonly axis?: number } = {},
): ConfusionMatrix {
  const [said, is] = [classesOf(outputs, options), classesOf(targets, options)];
  checkSameExamples("confusionMatrix", said, is);
  const labels = [...said.data, ...is.data];
  const highest = labels.reduce((a, b) => Math.max(a, b), 0);
  const classNames = options.classNames ?? Array.from({ length: highest + 1 }, (_, k) => String(k));
  const odd = labels.find((label) => label < 0 || label >= classNames.length);
  if (odd !== undefined) {
    throw new DomainError(
      `confusionMatrix: label ${odd} is out of range: there are ${classNames.length} classes`,
    );
  }
  const counts = new Int32Array(classNames.length ** 2);
  for (const [k, label] of is.data.entries()) {
    const cell = label * classNames.length + (said.data[k] as number);
    counts[cell] = (counts[cell] as number) + 1;
  }
  const matrix = new Tensor([classNames.length, classNames.length], counts);
  return { counts: matrix, classNames, toString: () => table(matrix, classNames) };
}

function table({ data }: Tensor, classNames: readonly string[]): string {
  const size = classNames.length;
  const cells = [
    ["", ...classNames],
    ...classNames.map((name, row) => [name, ...Array.from(data.slice(row * size, (row + 1) * size), String)]),
  ];
  const widths = cells[0]?.map((_, k) => Math.max(...cells.map((row) => (row[k] as string).length))) ?? [];
  return cells
    .map((row) =>
      row
        .map((cell, k) => (k === 0 ? cell.padEnd(widths[k] ?? 0) : cell.padStart(widths[k] ?? 0)))
        .join("  "),
    )
    .join("\n");
}
