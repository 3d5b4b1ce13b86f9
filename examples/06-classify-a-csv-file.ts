// Classifies the rows of a CSV file by its last column, for example the irises of Fisher 1936:
//
//   npx tsx -C @cadena/source examples/06-classify-a-csv-file.ts iris.csv
//
// Without a file it makes three clouds of points, and reads them as a file would be read.
import process from "node:process";
import { relu } from "@cadena/graph";
import {
  accuracy,
  adam,
  blobs,
  confusionMatrix,
  csv,
  dense,
  fit,
  model,
  predict,
  sequential,
  sparseCrossEntropy,
  standardiser,
  trainTestSplit,
} from "@cadena/nn";
import { readCsv } from "@cadena/nn/node";

const path = process.argv[2]?.endsWith(".csv") ? process.argv[2] : undefined;
const table = path === undefined ? csv(clouds(), { label: -1 }) : readCsv(path, { label: -1 });
const { train, test } = trainTestSplit(table, { seed: 1 });

// The test set goes through what was learnt from the training set.
const scale = standardiser(train.features);
const classes = table.classNames.length;
const net = model(sequential(dense(table.columns.length, 16), relu, dense(16, classes)), { seed: 1 });
const scaled = { ...train, features: scale(train.features) };
const { session } = fit(net, scaled, {
  loss: sparseCrossEntropy,
  optimiser: adam({ learningRate: 0.01 }),
  epochs: 60,
  batchSize: 16,
});

const outputs = predict(net, scale(test.features), { session });
console.log(String(confusionMatrix(outputs, test.targets, { classNames: table.classNames })));
console.log(`test accuracy ${(100 * accuracy(outputs, test.targets)).toFixed(1)} %`);

function clouds(): string {
  const { features, targets } = blobs(150, { seed: 1 });
  const rows = Array.from(
    targets.data,
    (target, i) => `${features.at(i, 0)},${features.at(i, 1)},cloud ${target}`,
  );
  return ["x,y,cloud", ...rows].join("\n");
}
