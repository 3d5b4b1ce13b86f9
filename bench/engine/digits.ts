// Training as users do it, by `fit`: a 64-32-10 network for 20 epochs, on our engine and on the interpreter.
import { interpreter, relu } from "@cadena/graph";
import {
  accuracy,
  adam,
  type Dataset,
  dense,
  digits,
  fit,
  model,
  predict,
  sequential,
  sparseCrossEntropy,
  standardiser,
} from "@cadena/nn";
import { readCsv } from "@cadena/nn/node";
import { wasm } from "@cadena/wasm";
import type { Findings } from "../printing/measurement.ts";

/** Files of images, 64 numbers and a label a row: to train on, and to be measured on. */
export interface Files {
  readonly train: string;
  readonly test: string;
}

/** Seconds and accuracy; on drawn digits where no files are given. */
export function trainedDigits(files: Files | undefined): Findings {
  console.error("bench: digits 64-32-10 relu, 20 epochs by fit");
  const { train, test } = files === undefined ? drawn() : read(files);
  // The first one is for JavaScript's own compilers.
  trained(train, test, wasm);
  const fast = trained(train, test, wasm);
  const slow = trained(train, test, interpreter);
  const what = `${train.targets.data.length} ${files === undefined ? "drawn digits" : "digits"}, 64-32-10 relu, 20 epochs by fit`;
  return {
    rows: [
      {
        work: "digits",
        what,
        "cadena s": fast.seconds,
        accuracy: fast.accuracy,
        "interpreter s": slow.seconds,
        "its accuracy": slow.accuracy,
      },
    ],
    figures: {
      work: "digits",
      what,
      threads: 1,
      ms: 1e3 * fast.seconds,
      accuracy: fast.accuracy,
      peers: { interpreter: 1e3 * slow.seconds },
      interpreterAccuracy: slow.accuracy,
    },
  };
}

function trained(
  train: Dataset,
  test: Dataset,
  engine: typeof wasm,
): { readonly seconds: number; readonly accuracy: number } {
  const net = model(sequential(dense(64, 32), relu, dense(32, 10)), { seed: 1 });
  const start = performance.now();
  const { session } = fit(net, train, {
    engine,
    loss: sparseCrossEntropy,
    optimiser: adam({ learningRate: 0.005 }),
    epochs: 20,
    metrics: { accuracy },
  });
  const seconds = (performance.now() - start) / 1e3;
  return { seconds, accuracy: accuracy(predict(net, test.features, { session }), test.targets) };
}

const drawn = (): { train: Dataset; test: Dataset } =>
  scaled(digits(3000, { seed: 1 }), digits(1800, { seed: 2 }));

function read(files: Files): { train: Dataset; test: Dataset } {
  const train = readCsv(files.train, { label: -1 });
  return scaled(train, readCsv(files.test, { label: -1, classNames: train.classNames }));
}

function scaled(train: Dataset, test: Dataset): { train: Dataset; test: Dataset } {
  const scale = standardiser(train.features);
  return {
    train: { features: scale(train.features), targets: train.targets },
    test: { features: scale(test.features), targets: test.targets },
  };
}
