// The main job: checks every formula of the lecture notes, then trains the notes' network with the hand-derived
// back-propagation beside the automatic gradients.
import process from "node:process";
import { check, type DerivationResult, legend, toText, type Verdict } from "@cadena/checker";
import { CadenaError } from "@cadena/graph";
import { initialisers, type LabelledTable, Progress, Random } from "@cadena/nn";
import { terminal } from "@cadena/nn/node";
import { notes } from "./notes/notes.ts";
import { loadData } from "./start/data.ts";
import { buildNetwork, networkParameters } from "./start/network.ts";
import { help, readOptions, type StartOptions } from "./start/options.ts";
import { percent, prepareReport, writeReport } from "./start/report.ts";
import { type Epoch, type Trained, train } from "./start/training.ts";

const hidden = [96, 48];
const batchSize = 32;
const learningRate = 0.002;
/** How many examples of each epoch the two gradients are compared on; a division by a power of 2 would not round. */
const sampled = 20;

// A reader that has seen enough, as `head`, does not end the work.
process.stdout.on("error", () => {});

try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) process.stdout.write(help);
  else process.exitCode = await main(options);
} catch (error) {
  if (!(error instanceof CadenaError)) throw error;
  process.stderr.write(`${error.what}${error.hint === undefined ? "" : ` (${error.hint})`}\n`);
  process.exitCode = 3;
}

async function main(options: StartOptions): Promise<number> {
  const data = loadData(options);
  prepareReport(options.report);
  const results = checkNotes(options.seed);
  console.log(`\nTraining on ${data.about}\n`);
  const random = new Random(options.seed);
  const widths = [data.train.features.shape[1], ...hidden, data.train.classNames.length];
  const parameters = networkParameters(widths, (shape, layer) => {
    const fans = { in: shape[1], out: shape[0] };
    return initialisers.glorotUniform(shape, fans, random.split(`W${layer}`));
  });
  const trained = trainWithProgress(parameters, data.train, options);
  const { accuracy, confusion } = trained.test(data.test);
  console.log(`\nConfusion matrix (rows: what it is, columns: what the network says)\n\n${confusion}\n`);
  const network = buildNetwork(parameters, batchSize);
  const { about } = data;
  await writeReport(options.report, {
    about,
    results,
    network,
    history: trained.history,
    accuracy,
    confusion,
  });
  console.log(`report: ${options.report}`);
  console.log(`test accuracy ${percent(accuracy)}`);
  return statusOf(results, trained.history);
}

/** A block for each derivation, as soon as it is checked. A formula has to be exact; given numbers, programs and draws are no formulas. */
function checkNotes(seed: number): DerivationResult[] {
  const { isTTY, columns } = process.stdout;
  const options = {
    color: isTTY === true && !process.env.NO_COLOR,
    legend: false,
    ...(isTTY && { width: columns }),
  };
  const results = notes.map((derivation) => {
    const result = check(derivation, { seed, require: "exact" });
    console.log(`${toText(result, options)}\n`);
    return result;
  });
  console.log(
    legend(results)
      .map((line) => line.join("  "))
      .join("\n"),
  );
  const claims = results.flatMap((result) => result.claims);
  const [right, errata] = [claims.filter((c) => !c.erratum), claims.filter((c) => c.erratum)];
  const holding = (verdict: Verdict): number => right.filter((c) => c.ok && c.verdict === verdict).length;
  console.log(
    `\n${right.length} claims: ${holding("exact")} are exact, ${holding("numeric")} are no identities and agree; ` +
      `${errata.filter((c) => c.ok).length} of ${errata.length} errata are refuted`,
  );
  return results;
}

function trainWithProgress(
  parameters: Parameters<typeof train>[0],
  table: LabelledTable,
  options: StartOptions,
): Trained {
  const { epochs, seed } = options;
  const batches = epochs * Math.ceil(table.features.shape[0] / batchSize);
  const progress = new Progress(terminal, batches);
  const trained = train(parameters, table, {
    epochs,
    batchSize,
    learningRate,
    seed,
    sampled,
    onBatch: (done, facts) => progress.advance(done, "training", facts),
    onEpoch: (epoch) => {
      progress.clear();
      console.log(told(epoch, epochs));
    },
  });
  progress.clear();
  return trained;
}

function told({ epoch, loss, accuracy, gradients }: Epoch, epochs: number): string {
  const { difference, bound, disjoint } = gradients;
  const verdict = disjoint === 0 ? "" : `; ${disjoint} entries certainly differ`;
  return (
    `epoch ${String(epoch).padStart(String(epochs).length)}/${epochs}  loss ${loss.toFixed(4)}  accuracy ${percent(accuracy).padStart(7)}` +
    `  by hand against automatic: ${difference.toExponential(1)} (rounding explains ${bound.toExponential(1)})${verdict}`
  );
}

/** 0 where all is as expected, 1 where a formula is not what it should be, 2 where one is undecided. */
function statusOf(results: readonly DerivationResult[], history: readonly Epoch[]): number {
  const odd = results.flatMap((result) => result.claims).filter((claim) => !claim.ok);
  if (odd.some((claim) => claim.verdict !== "undecided") || history.some((e) => e.gradients.disjoint > 0))
    return 1;
  return odd.length > 0 ? 2 : 0;
}
