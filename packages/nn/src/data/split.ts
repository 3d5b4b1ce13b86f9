// A part of the examples is held back, to be measured on.
import { DomainError } from "@cadena/graph";
import { Random } from "../random/random.ts";
import { checkDataset, type Dataset, examplesOf } from "../training/dataset.ts";

/** Examples to learn from, and others to measure on. */
export interface Split {
  readonly train: Dataset;
  readonly test: Dataset;
}

/**
 * Splits a data set at random: every example goes to one side.
 * @param options `test`, the share that is held back, in (0, 1), a quarter by default; `seed`, 0 by default
 * @throws DomainError where one side would be empty
 * @example
 * const data = { features: tensor([[1], [2], [3], [4]]), targets: integers([0, 0, 1, 1]) };
 * const { train, test } = trainTestSplit(data, { test: 0.25 });
 * `${train.features.shape} and ${test.features.shape}` //=> 3,1 and 1,1
 */
export function trainTestSplit(
  data: Dataset,
  options: { readonly test?: number; readonly seed?: number } = {},
): Split {
  const { test = 0.25, seed = 0 } = options;
  checkDataset("trainTestSplit", data);
  const rows = data.features.shape[0] as number;
  const held = Math.round(rows * test);
  if (!(held > 0 && held < rows)) {
    throw new DomainError(`trainTestSplit: a share of ${test} of ${rows} rows leaves one side empty`);
  }
  const order = new Random(seed).split("split").permutation(rows);
  return { train: examplesOf(data, order.subarray(held)), test: examplesOf(data, order.subarray(0, held)) };
}
