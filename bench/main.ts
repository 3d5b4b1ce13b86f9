/**
 * Runs a benchmark: `pnpm bench graph` loads bench/graph.ts and prints what it measured as tables, or, with `--json`,
 * as one JSON object. A benchmark's module has one export, `run`, which gives the rows, or rows and other figures in
 * their place. `--quick` asks it for a small part, `--only W3,W5` for some works, `--peers jax-js,loops` or `none` to be
 * compared with these, `--data` and `--test` to use these CSV files.
 */
import { readdirSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Findings, Measurement, Wish } from "./printing/measurement.ts";
import { tables } from "./printing/table.ts";

const given = process.argv.slice(2);
const { values, positionals } = parseArgs({
  // pnpm hands a literal "--" on to the script.
  args: given[0] === "--" ? given.slice(1) : given,
  options: {
    json: { type: "boolean", default: false },
    quick: { type: "boolean", default: false },
    only: { type: "string" },
    peers: { type: "string" },
    verbose: { type: "boolean", default: false },
    data: { type: "string" },
    test: { type: "string" },
  },
  allowPositionals: true,
});

const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(".ts") && file !== "main.ts")
  .map((file) => file.slice(0, -".ts".length));

const [name] = positionals;
if (name === undefined || !names.includes(name)) {
  const problem = name === undefined ? "name a benchmark" : `there is no benchmark "${name}"`;
  console.error(`bench: ${problem}; there are: ${names.join(", ")}`);
  process.exitCode = 2;
} else {
  type Found = readonly Measurement[] | Findings;
  const { run } = (await import(`./${name}.ts`)) as { run: (wish: Wish) => Found | Promise<Found> };
  if ((values.data === undefined) !== (values.test === undefined)) {
    console.error("bench: --data and --test go together");
    process.exit(2);
  }
  const found = await run({
    quick: values.quick,
    verbose: values.verbose,
    ...(values.only !== undefined && { only: values.only.split(",") }),
    ...(values.peers !== undefined && { peers: values.peers.split(",") }),
    ...(values.data !== undefined &&
      values.test !== undefined && { data: { train: values.data, test: values.test } }),
  });
  const { rows, figures } = "rows" in found ? found : { rows: found, figures: { results: found } };
  console.log(values.json ? JSON.stringify(figures, null, 2) : tables(rows));
}
