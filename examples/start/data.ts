// The data of the main job: digits that are drawn from a seed, or two CSV files.
import { digits, type LabelledTable, standardiser } from "@cadena/nn";
import { readCsv } from "@cadena/nn/node";
import type { StartOptions } from "./options.ts";

/** Examples to train on and examples to test on, brought to one scale. */
export interface Data {
  readonly about: string;
  readonly train: LabelledTable;
  readonly test: LabelledTable;
}

/**
 * Reads or draws the data; the test set goes through what the training set was standardised by.
 * @throws FileError or ParseError for a file that cannot be read or is no such table
 */
export function loadData({ data, test, label: named, seed }: StartOptions): Data {
  const label = named ?? -1;
  if (data === undefined || test === undefined) {
    const [train, held] = [digits(2000, { seed }), digits(1000, { seed: seed + 1 })];
    return scaled(`${train.features.shape[0]} drawn digits of 8x8 pixels`, train, held);
  }
  const train = readCsv(data, { label });
  const { columns, classNames } = train;
  return scaled(
    `${train.features.shape[0]} examples of ${data}`,
    train,
    readCsv(test, { label, columns, classNames }),
  );
}

function scaled(about: string, train: LabelledTable, test: LabelledTable): Data {
  const scale = standardiser(train.features);
  return {
    about,
    train: { ...train, features: scale(train.features) as typeof train.features },
    test: { ...test, features: scale(test.features) as typeof test.features },
  };
}
