// What the main job can be told on the command line.
import { parseArgs } from "node:util";
import { CadenaError } from "@cadena/graph";

export const help = `Checks the lecture notes' formulas, then trains the notes' network.

Usage: pnpm start [-- options]

  --data <file>    train on this CSV file instead of drawn digits
  --test <file>    test on this CSV file; needed with --data
  --label <name>   the column of the class (default: the last one)
  --epochs <n>     passes over the training data (default: 15)
  --seed <n>       of the points, the weights, the order, the drawn digits (default: 1)
  --report <file>  where the report goes (default: out/report.html)
  --help           this text

The other columns of a CSV file are the features; its first line names them. For example:

  pnpm start -- --data digits-train.csv --test digits-test.csv
`;

/** The main job's options. */
export interface StartOptions {
  readonly data: string | undefined;
  readonly test: string | undefined;
  readonly label: string | undefined;
  readonly epochs: number;
  readonly seed: number;
  readonly report: string;
  readonly help: boolean;
}

/** Wrong usage of the command line. */
export class UsageError extends CadenaError {
  constructor(what: string) {
    super(what, { origin: undefined, hint: "pnpm start -- --help shows the options" });
  }
}

/**
 * Reads the options.
 * @throws UsageError for an option that is unknown, lacks its value or is no whole number
 */
export function readOptions(args: readonly string[]): StartOptions {
  const { values } = parsed(args[0] === "--" ? args.slice(1) : args);
  if ((values.data === undefined) !== (values.test === undefined)) {
    throw new UsageError("--data and --test go together: train on one file, test on the other");
  }
  return {
    data: values.data,
    test: values.test,
    label: values.label,
    epochs: whole("--epochs", values.epochs, 1),
    seed: whole("--seed", values.seed, 0),
    report: values.report,
    help: values.help,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        data: { type: "string" },
        test: { type: "string" },
        label: { type: "string" },
        epochs: { type: "string", default: "15" },
        seed: { type: "string", default: "1" },
        report: { type: "string", default: "out/report.html" },
        help: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    const [what = ""] = (error as Error).message.split("\n");
    const option = /^Option '(--[a-z]+).*(?:ambiguous|missing)/.exec(what)?.[1];
    throw new UsageError(
      option === undefined ? what.replace(/\. To specify.*/, "") : `${option} lacks its value`,
    );
  }
}

function whole(option: string, text: string, least: number): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < least || text.trim() === "") {
    throw new UsageError(`${option} is a whole number from ${least} on, got ${JSON.stringify(text)}`);
  }
  return value;
}
