// Training: epochs of shuffled mini-batches, each one program of forward pass, backward pass and optimiser.
import { DomainError, gradients, input, type Session } from "@cadena/graph";
import type { Model } from "../layers/model.ts";
import type { Optimiser } from "../optimisers/optimiser.ts";
import { Random } from "../random/random.ts";
import { batchesOf, checkCount } from "./batches.ts";
import { checkDataset, type Dataset, rowsOf, shapeOfRows } from "./dataset.ts";
import { type LossFunction, type Measured, type Metrics, measurer, measuring, Tally } from "./measure.ts";
import { type Facts, Progress, type Writer, writtenFacts } from "./progress.ts";
import { type RunOptions, sessionOf } from "./running.ts";

/** What an epoch of training came to. */
export interface Epoch extends Measured {
  /** Counted from 1. */
  readonly epoch: number;
  /** Loss and metrics on the validation set after the epoch, where there is one. */
  readonly validation?: Measured;
  /** Seconds that the epoch took. */
  readonly seconds: number;
}

/** What a training can do after each epoch. */
export interface AfterEpoch {
  /** The session that holds the parameters: to read them, or to write a learning rate. */
  readonly session: Session;
  /** Ends the training after this epoch. */
  stop(): void;
}

/** How a model is trained; a session that is given goes on from its current values. */
export interface FitOptions extends RunOptions {
  readonly loss: LossFunction;
  readonly optimiser: Optimiser;
  readonly epochs: number;
  /** 32 by default; the last batch of an epoch may be smaller. */
  readonly batchSize?: number;
  /** Of the order of the examples; 0 by default. */
  readonly seed?: number;
  readonly metrics?: Metrics;
  readonly validation?: Dataset;
  /** Where progress is shown; nowhere by default. */
  readonly progress?: Writer;
  readonly onEpoch?: (epoch: Epoch, after: AfterEpoch) => void;
}

/** A finished training. */
export interface Fitted {
  readonly history: readonly Epoch[];
  /** Holds the trained parameters. */
  readonly session: Session;
}

/**
 * Trains a model. Loss and metrics of an epoch come from the batches as they were met, before each of their updates.
 * A training that fails leaves the session as the last completed step left it.
 * @param data examples in rows; integer targets are class labels in 0 .. classes - 1
 * @throws before anything is trained: ShapeError for data that are empty or do not fit, DomainError for NaN, ∞, or
 * a label out of range; later: DomainError for a loss that is no longer finite
 * @example
 * const net = model(dense(1, 1));
 * const data = { features: tensor([[1], [2], [3]]), targets: tensor([[2], [4], [6]]) };
 * const { session } = fit(net, data, { loss: mse, optimiser: sgd({ learningRate: 0.05 }), epochs: 1000, batchSize: 3 });
 * String(predict(net, tensor([[10]]), { session })) //=> [[20.00]]
 */
export function fit(net: Model, data: Dataset, options: FitOptions): Fitted {
  const { loss, optimiser, epochs, batchSize = 32, seed = 0, metrics = {}, validation } = options;
  const { progress, onEpoch } = options;
  checkCount("fit", "the number of epochs", epochs);
  checkCount("fit", "the batch size", batchSize);
  checkDataset("fit", data);
  checkLabels(net, data, "training");
  if (validation !== undefined) {
    checkDataset("fit: validation", validation);
    checkLabels(net, validation, "validation");
  }

  const rows = data.features.shape[0] as number;
  const batchCount = Math.ceil(rows / batchSize);
  const shown = progress && new Progress(progress, epochs * batchCount);
  const session = sessionOf(options, shown && ((line) => shown.line(line)));
  const state = optimiser.state(net.parameters);
  const step = measuring(net, data, { loss, metrics }, session, (cost) =>
    optimiser.updates(net.parameters, gradients(cost, net.parameters), state),
  );
  const check = validation && measurer(net, validation, { loss, metrics }, session);
  const shuffle = new Random(seed).split("shuffle");
  const history: Epoch[] = [];
  let stopped = false;
  const after: AfterEpoch = {
    session,
    stop: () => {
      stopped = true;
    },
  };

  try {
    for (let epoch = 1; epoch <= epochs && !stopped; epoch++) {
      const start = performance.now();
      const title = `epoch ${epoch}/${epochs}`;
      const order = shuffle.split(epoch).permutation(rows);
      const tally = new Tally(rows);
      for (const [k, indices] of batchesOf(order, batchSize).entries()) {
        step(indices, tally);
        checkFinite(tally.loss, epoch, k);
        shown?.advance((epoch - 1) * batchCount + k + 1, title, { loss: tally.loss });
      }
      const measured = tally.measured(rowsOf(data.targets, order), metrics);
      const checked = check && { validation: check() };
      const record: Epoch = { epoch, ...measured, ...checked, seconds: (performance.now() - start) / 1000 };
      history.push(record);
      shown?.line(`${title}: ${writtenFacts(factsOf(record))}, ${shown.timeLeft()}`);
      onEpoch?.(record, after);
    }
  } finally {
    shown?.clear();
  }
  return { history, session };
}

function factsOf({ loss, metrics, validation }: Epoch): Facts {
  const named = Object.entries({ loss: validation?.loss ?? 0, ...validation?.metrics });
  const validated = validation ? named.map(([name, value]) => [`validation ${name}`, value]) : [];
  return { loss, ...metrics, ...Object.fromEntries(validated) };
}

/** One integer a row, against several outputs a row, is a class label. */
function checkLabels(net: Model, { features, targets }: Dataset, which: string): void {
  if (targets.dtype !== "integer" || targets.shape.length !== 1) return;
  const outputs = net(input("features", shapeOfRows(features, 1), features.dtype));
  const classes = outputs.shape.length === 2 ? (outputs.shape[1] as number) : 1;
  if (classes === 1) return;
  const odd = targets.data.findIndex((label: number) => label < 0 || label >= classes);
  if (odd >= 0) {
    throw new DomainError(
      `fit: ${which} label ${targets.data[odd]} is out of range: the model has ${classes} classes (row ${odd})`,
    );
  }
}

function checkFinite(loss: number, epoch: number, batch: number): void {
  if (Number.isFinite(loss)) return;
  throw new DomainError(`fit: the loss is ${loss} (epoch ${epoch}, batch ${batch + 1})`, {
    hint: "lower the learning rate; a session with { debug: true } says where it arises",
  });
}
