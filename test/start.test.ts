/** The parts of the main job: its options, its layout, its comparison of two gradients, its plot. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { neg, Session, Tensor, tensor } from "@cadena/graph";
import { digits, initialisers, Random, standardiser } from "@cadena/nn";
import { afterAll, describe, expect, test } from "vitest";
import { columnsOf } from "../examples/start/columns.ts";
import { curve, ticks } from "../examples/start/curve.ts";
import { buildNetwork, type Network, networkParameters } from "../examples/start/network.ts";
import { readOptions, UsageError } from "../examples/start/options.ts";
import { prepareReport } from "../examples/start/report.ts";
import { comparison, train } from "../examples/start/training.ts";

function parametersOf(widths: readonly number[], seed: number) {
  return networkParameters(widths, (shape, layer) =>
    initialisers.glorotUniform(shape, { in: shape[1], out: shape[0] }, new Random(seed).split(layer)),
  );
}

const drawn = digits(60, { seed: 5 });
const table = { ...drawn, features: standardiser(drawn.features)(drawn.features) as typeof drawn.features };

describe("the network of the main job", () => {
  const network = buildNetwork(parametersOf([64, 7, 5, 10], 1), 9);
  const batch = columnsOf(table, [...Array(9).keys()]);
  const compare = (other: Partial<Network>) => comparison({ ...network, ...other }, new Session())(batch);

  test("has hand-derived gradients that agree with the automatic ones up to rounding", () => {
    const { difference, bound, disjoint } = compare({});
    expect(disjoint).toBe(0);
    expect(difference).toBeLessThanOrEqual(bound);
    expect(bound).toBeLessThan(1e-10);
  });

  test("shows a wrong sign in every entry that is not 0", () => {
    const byHand = network.byHand.map((gradient, k) => (k === 5 ? neg(gradient) : gradient));
    expect(compare({ byHand }).disjoint).toBe(10);
  });

  test("names the quantities of the notes", () => {
    expect(Object.keys(network.quantities).sort()).toEqual([
      "A1",
      "A2",
      "A3",
      "Z1",
      "Z2",
      "Z3",
      "dZ1",
      "dZ2",
      "dZ3",
    ]);
  });

  test("learns, and tells each epoch", () => {
    const epochs: number[] = [];
    const { history, test: apply } = train(parametersOf([64, 16, 10], 2), table, {
      epochs: 12,
      batchSize: 16,
      learningRate: 0.01,
      seed: 3,
      sampled: 5,
      onEpoch: ({ epoch }) => epochs.push(epoch),
    });
    expect(epochs).toEqual(Array.from({ length: 12 }, (_, k) => k + 1));
    expect(history.at(-1)?.loss).toBeLessThan((history[0]?.loss as number) / 4);
    expect(history.every(({ gradients }) => gradients.disjoint === 0)).toBe(true);
    expect(apply(table).accuracy).toBeGreaterThan(0.9);
  });
});

describe("columns", () => {
  test("hold one example each, in the order asked for", () => {
    const small = {
      features: tensor([
        [1, 2],
        [3, 4],
        [5, 6],
      ]) as Tensor<[number, number]>,
      targets: new Tensor([3], Int32Array.of(1, 0, 1)) as Tensor<[number]>,
      columns: ["a", "b"],
      classNames: ["no", "yes"],
    };
    const { X, Y } = columnsOf(small, [2, 1]);
    expect(X.toArray()).toEqual([
      [5, 3],
      [6, 4],
    ]);
    expect(Y.toArray()).toEqual([
      [0, 1],
      [1, 0],
    ]);
  });
});

describe("the options of the main job", () => {
  test("are read behind the -- that pnpm hands on", () => {
    expect(readOptions(["--", "--epochs", "3", "--seed", "7"])).toMatchObject({ epochs: 3, seed: 7 });
  });
  test.each([
    [["--bogus"], "Unknown option '--bogus'"],
    [["foo"], "Unexpected argument 'foo'"],
    [["--report"], "--report lacks its value"],
    [["--data", "--test", "x.csv"], "--data lacks its value"],
    [["--epochs", "0"], '--epochs is a whole number from 1 on, got "0"'],
    [["--seed", "1.5"], '--seed is a whole number from 0 on, got "1.5"'],
    [["--data", "x.csv"], "--data and --test go together: train on one file, test on the other"],
  ])("refuse %j", (args, what) => {
    expect(() => readOptions(args)).toThrow(what);
  });
});

describe("the report of the main job", () => {
  const folder = mkdtempSync(join(tmpdir(), "cadena-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const taken = join(folder, "file");
  writeFileSync(taken, "");

  test.each([
    ["a folder", folder, "it is a folder"],
    ["below a file", join(taken, "report.html"), "EEXIST"],
  ])("is refused at the start where its place is %s", (_, path, why) => {
    expect(() => prepareReport(path)).toThrow(UsageError);
    expect(() => prepareReport(path)).toThrow(`--report: cannot write ${path}: ${why}`);
  });
  test("gets its folder made", () => {
    prepareReport(join(folder, "a", "b", "report.html"));
    expect(readdirSync(join(folder, "a"))).toEqual(["b"]);
  });
});

describe("the learning curve", () => {
  test("marks round numbers within the range", () => {
    expect(ticks(0.013, 0.87, 5)).toEqual([0.2, 0.4, 0.6, 0.8]);
    expect(ticks(3, 3, 5)).toEqual([3]);
  });
  test("is drawn for a single epoch as well", () => {
    const series = { label: "loss", colour: "#000", values: [1], format: String };
    expect(curve([series, series])).not.toContain("NaN");
  });
});
