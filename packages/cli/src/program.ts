// The words of the command line: which commands and options there are, and what is wrong usage.
import { readFileSync } from "node:fs";
import { Command, CommanderError, Option } from "commander";
import type { CheckOptions } from "./commands/check.ts";
import type { DeriveOptions } from "./commands/derive.ts";
import type { DiagnoseOptions } from "./commands/diagnose.ts";
import type { EqualOptions } from "./commands/equal.ts";
import type { ExplainOptions } from "./commands/explain.ts";
import type { GraphOptions } from "./commands/graph.ts";
import type { LintOptions } from "./commands/lint.ts";
import { Exit, type Status } from "./exit.ts";
import {
  checkHelp,
  deriveHelp,
  diagnoseHelp,
  equalHelp,
  examples,
  explainHelp,
  graphHelp,
  lintHelp,
  replayHelp,
} from "./help.ts";
import { count, integer, repeatable } from "./options.ts";
import { derivedFormats, explainFormats, formats } from "./output/formats.ts";
import { Problem } from "./problem.ts";
import type { Surroundings } from "./surroundings.ts";

/**
 * Runs the program with the words after its name.
 * @returns the exit status
 * @example
 * ```ts no-run
 * const { stdout: out, stderr: err } = process;
 * process.exitCode = await run(["check", "model.ts"], { out, err, prepareImports });
 * ```
 */
export async function run(words: readonly string[], surroundings: Surroundings): Promise<Status> {
  let status: Status = Exit.expected;
  const program = define(surroundings, (result) => {
    status = result;
  });
  try {
    if (words.length === 0)
      throw new Problem(
        "no command (check, equal, derive, diagnose, lint, replay, graph or explain; --help tells more)",
      );
    await program.parseAsync(withFormulas(words), { from: "user" });
    return status;
  } catch (error) {
    // Commander has written its own message.
    if (error instanceof CommanderError) return error.exitCode === 0 ? Exit.expected : Exit.unreadable;
    if (!(error instanceof Problem)) throw error;
    surroundings.err.write(`cadena: ${error.message}\n`);
    return Exit.unreadable;
  }
}

function define(surroundings: Surroundings, done: (status: Status) => void): Command {
  const { out, err } = surroundings;
  const program = new Command("cadena")
    .description("Checks gradients that were derived by hand, draws their graphs, and explains how they run.")
    .version(version())
    .exitOverride()
    .configureOutput({
      writeOut: (text) => out.write(text),
      writeErr: (text) => err.write(text),
      outputError: (text, write) =>
        write(
          `${text
            .replace(/^error:/, "cadena:")
            .trim()
            .replaceAll("\n", " ")}\n`,
        ),
    })
    .addHelpText("after", examples);

  program
    .command("check")
    .description("check the claims of derivations")
    .argument(
      "<paths...>",
      "files whose default export is a derivation or a list of them, and folders of such files",
    )
    .addOption(new Option("--format <format>", "how to write the report").choices(formats).default("text"))
    .option("-o, --output <file>", "where to write the report; text goes to the standard output besides")
    .option("--save-counterexamples <folder>", "where to write a test file for each formula that is refuted")
    .addOption(repeatable("--claims <notes>", "a file of notes with more claims, Markdown or plain text"))
    .addOption(repeatable("--given <condition>", 'a condition on a leaf, as "columns of Y sum to 1"'))
    .addOption(repeatable("--id <id>", "only the derivation of this id"))
    .option("--seed <integer>", "another choice of random points", integer)
    .option("--points <count>", "at how many random points a claim is compared", count)
    .addOption(
      new Option(
        "--require <level>",
        "what a formula has to be: within error bars of the gradient, or equal to it in exact arithmetic",
      )
        .choices(["numeric", "exact"])
        .default("numeric"),
    )
    .addHelpText("after", checkHelp)
    .action(async (paths: string[], options: CheckOptions) => {
      const importModule = await surroundings.prepareImports();
      const { checkCommand } = await import("./commands/check.ts");
      done(await checkCommand(paths, options, { out, err, importModule }));
    });

  program
    .command("equal")
    .description("whether two formulas are equal for all values and sizes")
    .argument("<left>", "a formula: plain mathematics, LaTeX or NumPy")
    .argument("<right>", "another one")
    .addOption(
      new Option("--format <format>", "how to print the result").choices(["text", "json"]).default("text"),
    )
    .addOption(repeatable("--shapes <shapes>", 'shapes of names, letters for any size: "A: n m, x: m"'))
    .addOption(repeatable("--given <condition>", 'a condition on a name, as "A is symmetric"'))
    .option("--seed <integer>", "another choice of random points", integer)
    .option("--points <count>", "at how many random points the formulas are compared", count)
    .addHelpText("after", equalHelp)
    .action(async (left: string, right: string, options: EqualOptions) => {
      const { equalCommand } = await import("./commands/equal.ts");
      done(equalCommand(left, right, options, out));
    });

  program
    .command("derive")
    .description("derive gradients line by line, from the cost to the formula")
    .argument(
      "<path>",
      "a file whose default export is a derivation or a list of them, or a folder of such files",
    )
    .addOption(
      repeatable(
        "--wrt <name>",
        "the quantity to take the gradient by; those that claims are about, or else all parameters",
      ),
    )
    .addOption(
      repeatable(
        "--through <name>",
        "a quantity whose gradient has a name on the way; the others are written out",
      ),
    )
    .addOption(new Option("--format <format>", "how to write it").choices(derivedFormats).default("text"))
    .addOption(
      new Option(
        "--convention <convention>",
        "whose gradients dZ and dA are: the cost's, or each example's own",
      )
        .choices(["auto", "cost", "per-example"])
        .default("auto"),
    )
    .addOption(
      new Option("--layout <layout>", "whether gradients have the axes of their quantity, or exchanged ones")
        .choices(["same", "transposed"])
        .default("same"),
    )
    .addOption(
      new Option("--style <style>", "how gradients are written: dZ, dJ/dZ or ∂J/∂Z")
        .choices(["short", "fraction", "partial"])
        .default("short"),
    )
    .option("--shapes", "write the shape of each symbol below it")
    .option("--id <id>", "which of several derivations")
    .option("--seed <integer>", "another choice of random points", integer)
    .option("-o, --output <file>", "where to write it; otherwise to the standard output")
    .addHelpText("after", deriveHelp)
    .action(async (path: string, options: DeriveOptions) => {
      const importModule = await surroundings.prepareImports();
      const { deriveCommand } = await import("./commands/derive.ts");
      done(await deriveCommand(path, options, { out, err, importModule }));
    });

  program
    .command("diagnose")
    .description("say which gradients in files of arrays are wrong, and what explains their numbers")
    .argument("<path>", "a file whose default export is a derivation or a list of them")
    .argument(
      "<arrays...>",
      "files with gradients (dW1, W1.grad), and the values of the leaves that they belong to: .npy, .npz, .safetensors, .json, .csv",
    )
    .addOption(
      new Option("--format <format>", "how to print the result").choices(["text", "json"]).default("text"),
    )
    .addOption(
      new Option(
        "--convention <convention>",
        "whether gradients with an entry for each example are those of the cost or of its own cost",
      )
        .choices(["auto", "cost", "per-example"])
        .default("auto"),
    )
    .option("--id <id>", "which of several derivations")
    .addHelpText("after", diagnoseHelp)
    .action(async (path: string, files: string[], options: DiagnoseOptions) => {
      const importModule = await surroundings.prepareImports();
      const { diagnoseCommand } = await import("./commands/diagnose.ts");
      done(await diagnoseCommand(path, files, options, { out, err, importModule }));
    });

  program
    .command("lint")
    .description("find what usually goes wrong in the graphs of derivations, whatever is claimed about them")
    .argument(
      "<paths...>",
      "files whose default export is a derivation or a list of them, and folders of such files",
    )
    .addOption(
      new Option("--format <format>", "how to print the result").choices(["text", "json"]).default("text"),
    )
    .addOption(repeatable("--id <id>", "only the derivation of this id"))
    .option("--seed <integer>", "another choice of random points", integer)
    .addHelpText("after", lintHelp)
    .action(async (paths: string[], options: LintOptions) => {
      const importModule = await surroundings.prepareImports();
      const { lintCommand } = await import("./commands/lint.ts");
      done(await lintCommand(paths, options, { out, err, importModule }));
    });

  program
    .command("replay")
    .description("check again what a report is about, and tell what is no longer the same")
    .argument("<report>", "what `cadena check --format json` printed, in the folder in which it was run")
    .addHelpText("after", replayHelp)
    .action(async (path: string) => {
      const importModule = await surroundings.prepareImports();
      const { replayCommand } = await import("./commands/replay.ts");
      done(await replayCommand(path, { out, err, importModule }));
    });

  program
    .command("graph")
    .description("draw the graph of a derivation; without -o, as DOT on the standard output")
    .argument(
      "<path>",
      "a file whose default export is a derivation or a list of them, or a folder of such files",
    )
    .option("-o, --output <picture>", "where to write the picture: a name that ends in .svg or .dot")
    .option("--id <id>", "which of several derivations")
    .option("--gradients", "also the gradients that the claims are about")
    .addHelpText("after", graphHelp)
    .action(async (path: string, options: GraphOptions) => {
      const importModule = await surroundings.prepareImports();
      const { graphCommand } = await import("./commands/graph.ts");
      done(await graphCommand(path, options, { out, err, importModule }));
    });

  program
    .command("explain")
    .description("tell what the WebAssembly engine makes of a derivation: parts, costs, and each node's fate")
    .argument(
      "<path>",
      "a file whose default export is a derivation or a list of them, or a folder of such files",
    )
    .addOption(
      new Option("--format <format>", "how to print it: a table, a picture, or for programs")
        .choices(explainFormats)
        .default("text"),
    )
    .addOption(
      new Option("--precision <floats>", "the floats that it runs in")
        .choices(["float64", "float32"])
        .default("float64"),
    )
    .option("--id <id>", "which of several derivations")
    .option("--gradients", "also the gradients by all parameters and those that the claims are about")
    .option("--profile", "run it for a second on made-up numbers, and give the time of each part")
    .addHelpText("after", explainHelp)
    .action(async (path: string, options: ExplainOptions) => {
      const importModule = await surroundings.prepareImports();
      const { explainCommand } = await import("./commands/explain.ts");
      done(await explainCommand(path, options, { out, err, importModule }));
    });

  return program;
}

/** A formula may begin with a minus, and is no option then: `cadena equal "-(-x)" x`. */
function withFormulas(words: readonly string[]): readonly string[] {
  if (words[0] !== "equal") return words;
  return words.map((word) => (/^-(?!-|h$|\d+$)/.test(word) ? ` ${word}` : word));
}

function version(): string {
  const manifest = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}
