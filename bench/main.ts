/**
 * Runs a benchmark: `pnpm bench graph` loads bench/graph.ts and prints what it measured, or, with `--json`, prints
 * it as JSON. A benchmark's module has one export: `run(): Measurement[] | Promise<Measurement[]>`.
 */
import { readdirSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Measurement } from "./measurement.ts";

const given = process.argv.slice(2);
const { values, positionals } = parseArgs({
  // pnpm hands a literal "--" on to the script.
  args: given[0] === "--" ? given.slice(1) : given,
  options: { json: { type: "boolean", default: false } },
  allowPositionals: true,
});

const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(".ts") && file !== "main.ts" && file !== "measurement.ts")
  .map((file) => file.slice(0, -".ts".length));

const [name] = positionals;
if (name === undefined || !names.includes(name)) {
  const problem = name === undefined ? "name a benchmark" : `there is no benchmark "${name}"`;
  console.error(`bench: ${problem}; there are: ${names.join(", ") || "none yet"}`);
  process.exitCode = 2;
} else {
  const { run } = (await import(`./${name}.ts`)) as { run: () => Measurement[] | Promise<Measurement[]> };
  const measurements = await run();
  if (values.json) {
    console.log(JSON.stringify({ benchmark: name, measurements }, null, 2));
  } else {
    for (const { what, value, unit } of measurements) console.log(`${what}: ${value} ${unit}`);
  }
}
