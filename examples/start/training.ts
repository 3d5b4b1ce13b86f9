// Trains the notes' network with the automatic gradients, the hand-derived ones beside them.

import { type Interval, interval, type Ternary } from "@cadena/checker";
import { type Node, Session, type Tensor } from "@cadena/graph";
import { dataOf, evaluateIn, type Value } from "@cadena/graph/extend";
import {
  accuracy,
  adam,
  type ConfusionMatrix,
  confusionMatrix,
  type Facts,
  type LabelledTable,
  perSize,
  Random,
} from "@cadena/nn";
import { automatic } from "@cadena/wasm";
import { type Columns, columnsOf } from "./columns.ts";
import { buildNetwork, type Network } from "./network.ts";

/** What is told after each epoch. */
export interface Epoch {
  readonly epoch: number;
  /** The mean cost over the epoch's batches. */
  readonly loss: number;
  /** The share of training examples classified rightly, over the epoch's batches. */
  readonly accuracy: number;
  readonly gradients: Agreement;
}

/** How well the automatic and the hand-derived gradients of one batch agree. */
export interface Agreement {
  /** The largest difference between two entries, in floats. */
  readonly difference: number;
  /** What rounding alone can explain: the largest sum of the widths of two entries' enclosures. */
  readonly bound: number;
  /** Entries whose enclosures are disjoint: there the two are certainly different. */
  readonly disjoint: number;
}

/** How it is trained. */
export interface TrainingOptions {
  readonly epochs: number;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly seed: number;
  /** Examples of each epoch on which the gradients are compared. */
  readonly sampled: number;
  readonly onBatch?: (done: number, facts: Facts) => void;
  readonly onEpoch?: (epoch: Epoch) => void;
}

/** The outcome. */
export interface Trained {
  readonly history: readonly Epoch[];
  /** Applies the trained network. */
  readonly test: (examples: LabelledTable) => {
    readonly accuracy: number;
    readonly confusion: ConfusionMatrix;
  };
}

/** Trains on the examples, in batches that are shuffled anew in each epoch. */
export function train(
  parameters: readonly Node[],
  examples: LabelledTable,
  options: TrainingOptions,
): Trained {
  const session = new Session({ engine: automatic() });
  const optimiser = adam({ learningRate: options.learningRate });
  const state = optimiser.state(parameters);
  const random = new Random(options.seed);
  const count = examples.targets.data.length;
  const sampled = Math.min(options.sampled, count);
  const compare = comparison(buildNetwork(parameters, sampled), session);
  const step = perSize((m) => {
    const { output, loss, automatic } = buildNetwork(parameters, m);
    return session.compile({
      outputs: { output, loss },
      updates: optimiser.updates(parameters, automatic, state),
    });
  });

  const history: Epoch[] = [];
  const batches = Math.ceil(count / options.batchSize);
  for (let epoch = 1; epoch <= options.epochs; epoch++) {
    const order = random.split(`epoch ${epoch}`).permutation(count);
    const gradients = compare(columnsOf(examples, order.slice(0, sampled)));
    let [cost, right] = [0, 0];
    for (let batch = 0; batch < batches; batch++) {
      const indices = order.slice(batch * options.batchSize, (batch + 1) * options.batchSize);
      const { X, Y } = columnsOf(examples, indices);
      const { output, loss } = step(indices.length).run({ X, Y });
      cost += loss.item() * indices.length;
      right += accuracy(output, Y, { axis: 0 }) * indices.length;
      options.onBatch?.((epoch - 1) * batches + batch + 1, { loss: loss.item() });
    }
    const told = { epoch, loss: cost / count, accuracy: right / count, gradients };
    history.push(told);
    options.onEpoch?.(told);
  }

  return {
    history,
    test: (others) => {
      const { X, Y } = columnsOf(others, Array.from(others.targets.data.keys()));
      const { output } = buildNetwork(parameters, others.targets.data.length);
      const values = session.compile({ outputs: { output } }).run({ X }).output;
      const classNames = examples.classNames;
      return {
        accuracy: accuracy(values, Y, { axis: 0 }),
        confusion: confusionMatrix(values, Y, { axis: 0, classNames }),
      };
    },
  };
}

/** Compares the two gradients of a batch: in floats, and rigorously in intervals. */
export function comparison(network: Network, session: Session): (batch: Columns) => Agreement {
  const { automatic, byHand } = network;
  const gradients = [...automatic, ...byHand];
  const program = session.compile({ outputs: gradients });
  return ({ X, Y }) => {
    const floats = program.run({ X, Y });
    const given = new Map<Node, Tensor>([
      [network.X, X],
      [network.Y, Y],
    ]);
    const enclosures = evaluateIn(interval, gradients, (leaf) =>
      exactly(given.get(leaf) ?? session.read(leaf)),
    );
    let [difference, bound, disjoint] = [0, 0, 0];
    for (const k of automatic.keys()) {
      const [a, b] = [floats[k] as Tensor, floats[k + automatic.length] as Tensor];
      const [p, q] = [enclosures[k], enclosures[k + automatic.length]].map((x) => dataOf<Interval>(x));
      for (let i = 0; i < a.data.length; i++) {
        const [x, y] = [p?.[i] as Interval, q?.[i] as Interval];
        difference = Math.max(difference, Math.abs((a.data[i] as number) - (b.data[i] as number)));
        bound = Math.max(bound, x.high - x.low + (y.high - y.low));
        if (x.high < y.low || y.high < x.low) disjoint++;
      }
    }
    return { difference, bound, disjoint };
  };
}

/** The floats of a tensor as what they are, without the doubt that a constant such as 0.1 has. */
function exactly({ shape, data }: Tensor): Value<Interval, Ternary> {
  return { dtype: "real", shape, data: Array.from(data, (x) => ({ low: x, high: x })) };
}
