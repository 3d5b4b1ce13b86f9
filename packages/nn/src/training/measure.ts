// What a model makes of data: its outputs, its loss, its metrics.
import { input, type Node, Session, ShapeError, Tensor } from "@cadena/graph";
import type { Apply } from "../layers/layer.ts";
import { batchesOf, checkCount, perSize } from "./batches.ts";
import { checkDataset, checkRows, type Dataset, rowsOf, shapeOfRows } from "./dataset.ts";

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

/** How data go through a model. */
export interface PassOptions {
  /** Where the parameters have their current values; a new session, with the first values, by default. */
  readonly session?: Session;
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
  const { session = new Session(), batchSize = usualBatch } = options;
  checkRows("predict", "features", features);
  checkCount("predict", "the batch size", batchSize);
  const programs = perSize((size) => {
    const x = input("features", shapeOfRows(features, size), features.dtype);
    return { x, program: session.compile({ inputs: [x], outputs: [net(x)] }) };
  });
  const parts = batchesOf(inOrder(features.shape[0] as number), batchSize).map((indices) => {
    const { x, program } = programs(indices.length);
    return program.run(new Map([[x, rowsOf(features, indices)]]))[0];
  });
  return joined(parts);
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
  const { session = new Session(), batchSize = usualBatch } = options;
  checkDataset("measure", data);
  checkCount("measure", "the batch size", batchSize);
  const run = measuring(net, data, options.loss, session);
  const tally = new Tally();
  for (const indices of batchesOf(inOrder(data.features.shape[0] as number), batchSize)) run(indices, tally);
  return tally.measured(data.targets, options.metrics ?? {});
}

/** Runs batches of a data set and adds them to a tally; `updates` makes a training step of it. */
export function measuring(
  net: Apply,
  data: Dataset,
  loss: LossFunction,
  session: Session,
  updates?: (loss: Node) => readonly (readonly [Node, Node])[],
): (indices: Int32Array, tally: Tally) => void {
  const programs = perSize((size) => {
    const x = input("features", shapeOfRows(data.features, size), data.features.dtype);
    const y = input("targets", shapeOfRows(data.targets, size), data.targets.dtype);
    const outputs = net(x);
    const cost = loss(outputs, y);
    if (cost.size !== 1) throw new ShapeError(`loss: one number is needed, got ${cost}`, [cost.shape]);
    const definition = { inputs: [x, y], outputs: { cost, outputs }, updates: updates?.(cost) ?? [] };
    return { x, y, program: session.compile(definition) };
  });
  return (indices, tally) => {
    const { x, y, program } = programs(indices.length);
    const values = new Map([
      [x, rowsOf(data.features, indices)],
      [y, rowsOf(data.targets, indices)],
    ]);
    const { cost, outputs } = program.run(values);
    tally.add(cost.item(), outputs, indices.length);
  };
}

/** Adds up what batches give to what the whole set gives. */
export class Tally {
  readonly #outputs: Tensor[] = [];
  #examples = 0;
  #total = 0;

  add(loss: number, outputs: Tensor, examples: number): void {
    this.#outputs.push(outputs);
    this.#examples += examples;
    this.#total += loss * examples;
  }

  /** The mean loss so far. */
  get loss(): number {
    return this.#total / this.#examples;
  }

  /** @param targets of the examples, in the order in which they were added */
  measured(targets: Tensor, metrics: Metrics): Measured {
    const outputs = joined(this.#outputs);
    const values = Object.entries(metrics).map(([name, metric]) => [name, metric(outputs, targets)]);
    return { loss: this.loss, metrics: Object.fromEntries(values) };
  }
}

/** The rows of all tensors, one after the other. */
function joined(parts: readonly Tensor[]): Tensor {
  const first = parts[0] as Tensor;
  const Data = first.data.constructor as new (length: number) => Tensor["data"];
  const data = new Data(parts.reduce((size, part) => size + part.data.length, 0));
  let at = 0;
  for (const part of parts) {
    data.set(part.data, at);
    at += part.data.length;
  }
  const rows = parts.reduce((count, part) => count + (part.shape[0] as number), 0);
  return new Tensor(shapeOfRows(first, rows), data);
}
