// What a model makes of data: its outputs, its loss, its metrics.
import { input, type Node, type Session, ShapeError, type Tensor } from "@cadena/graph";
import type { Apply } from "../layers/layer.ts";
import { batchesOf, checkCount, perSize } from "./batches.ts";
import { checkDataset, checkRows, copyRows, type Dataset, roomForRows, shapeOfRows } from "./dataset.ts";
import { type RunOptions, sessionOf } from "./running.ts";

/** A loss as a function of a model's outputs and the targets: a scalar, the mean over the examples. */
export type LossFunction = (outputs: Node, targets: Node) => Node;

/** A measure of quality as a function of outputs and targets. */
export type Metric = (outputs: Tensor, targets: Tensor) => number;

/** Metrics under the names that they are shown with. */
export type Metrics = Readonly<Record<string, Metric>>;

/** A loss and metrics as numbers. */
export interface Measured {
  readonly loss: number;
  readonly metrics: Readonly<Record<string, number>>;
}

/** How data go through a model; in a new session the parameters have their first values. */
export interface PassOptions extends RunOptions {
  /** Examples at a time; 256 by default. Results do not depend on it. */
  readonly batchSize?: number;
}

const usualBatch = 256;
const inOrder = (rows: number): Int32Array => Int32Array.from({ length: rows }, (_, i) => i);

/**
 * The outputs of a model for each row of features.
 * @param features [examples, ...]
 * @returns [examples, ...], a row for each example
 * @throws ShapeError where the features do not fit the model or are empty; DomainError for NaN and ∞
 * @example
 * const net = model(dense(2, 1, { weight: initialisers.ones }));
 * String(predict(net, tensor([[1, 2], [3, 4]]))) //=> [[3], [7]]
 */
export function predict(net: Apply, features: Tensor, options: PassOptions = {}): Tensor {
  const { batchSize = usualBatch } = options;
  checkRows("predict", "features", features);
  checkCount("predict", "the batch size", batchSize);
  const session = sessionOf(options);
  const programs = perSize((size) => {
    const x = input("features", shapeOfRows(features, size), features.dtype);
    const program = session.compile({ inputs: [x], outputs: [net(x)] });
    const rows = roomForRows(features, size);
    return { program, rows, values: new Map([[x, rows]]) };
  });
  const count = features.shape[0] as number;
  const outputs = new Rows(count);
  for (const indices of batchesOf(inOrder(count), batchSize)) {
    const { program, rows, values } = programs(indices.length);
    copyRows(features, indices, rows);
    outputs.add(program.run(values)[0]);
  }
  return outputs.whole;
}

/**
 * The loss and the metrics of a model on a data set.
 * @param options a loss, which is a mean over the examples, and metrics under their names
 * @throws ShapeError where features, targets, model and loss do not fit; DomainError for NaN and ∞
 * @example
 * const net = model(dense(1, 1, { weight: initialisers.ones }));
 * const data = { features: tensor([[1], [2]]), targets: tensor([[1], [4]]) };
 * measure(net, data, { loss: mse }).loss //=> 2
 */
export function measure(
  net: Apply,
  data: Dataset,
  options: PassOptions & { readonly loss: LossFunction; readonly metrics?: Metrics },
): Measured {
  const { batchSize = usualBatch } = options;
  checkDataset("measure", data);
  checkCount("measure", "the batch size", batchSize);
  return measurer(net, data, options, sessionOf(options), batchSize)();
}

/** What measures a data set whenever it is called, by programs that are compiled once. */
export function measurer(
  net: Apply,
  data: Dataset,
  { loss, metrics = {} }: { readonly loss: LossFunction; readonly metrics?: Metrics },
  session: Session,
  batchSize: number = usualBatch,
): () => Measured {
  const run = measuring(net, data, { loss, metrics }, session);
  const count = data.features.shape[0] as number;
  const batches = batchesOf(inOrder(count), batchSize);
  return () => {
    const tally = new Tally(count);
    for (const indices of batches) run(indices, tally);
    return tally.measured(data.targets, metrics);
  };
}

/**
 * Runs batches of a data set and adds them to a tally; `updates` makes a training step of it. Outputs leave the program
 * only for metrics.
 */
export function measuring(
  net: Apply,
  data: Dataset,
  { loss, metrics }: { readonly loss: LossFunction; readonly metrics: Metrics },
  session: Session,
  updates?: (loss: Node) => readonly (readonly [Node, Node])[],
): (indices: Int32Array, tally: Tally) => void {
  const programs = perSize((size) => {
    const x = input("features", shapeOfRows(data.features, size), data.features.dtype);
    const y = input("targets", shapeOfRows(data.targets, size), data.targets.dtype);
    const outputs = net(x);
    const cost = loss(outputs, y);
    if (cost.size !== 1) throw new ShapeError(`loss: one number is needed, got ${cost}`, [cost.shape]);
    const wanted: readonly Node[] = Object.keys(metrics).length > 0 ? [cost, outputs] : [cost];
    const program = session.compile({ inputs: [x, y], outputs: wanted, updates: updates?.(cost) ?? [] });
    const batch = { features: roomForRows(data.features, size), targets: roomForRows(data.targets, size) };
    const values = new Map([
      [x, batch.features],
      [y, batch.targets],
    ]);
    return { program, batch, values };
  });
  return (indices, tally) => {
    const { program, batch, values } = programs(indices.length);
    copyRows(data.features, indices, batch.features);
    copyRows(data.targets, indices, batch.targets);
    const [cost, outputs] = program.run(values);
    tally.add((cost as Tensor).item(), indices.length, outputs);
  };
}

/** Adds up what batches give to what the whole set gives. */
export class Tally {
  readonly #outputs: Rows;
  #examples = 0;
  #total = 0;

  /** @param count the number of examples of the whole set */
  constructor(count: number) {
    this.#outputs = new Rows(count);
  }

  add(loss: number, examples: number, outputs?: Tensor): void {
    if (outputs !== undefined) this.#outputs.add(outputs);
    this.#examples += examples;
    this.#total += loss * examples;
  }

  /** The mean loss so far. */
  get loss(): number {
    return this.#total / this.#examples;
  }

  /** @param targets of the examples, in the order in which they were added */
  measured(targets: Tensor, metrics: Metrics): Measured {
    const values = Object.entries(metrics).map(([name, metric]) => [
      name,
      metric(this.#outputs.whole, targets),
    ]);
    return { loss: this.loss, metrics: Object.fromEntries(values) };
  }
}

/** Puts tensors with rows together, one after the other. */
class Rows {
  readonly #count: number;
  #whole: Tensor | undefined;
  #filled = 0;

  /** @param count the number of rows of all together */
  constructor(count: number) {
    this.#count = count;
  }

  add(part: Tensor): void {
    this.#whole ??= roomForRows(part, this.#count);
    this.#whole.data.set(part.data, this.#filled);
    this.#filled += part.data.length;
  }

  /** All rows, when all are there. */
  get whole(): Tensor {
    return this.#whole as Tensor;
  }
}
