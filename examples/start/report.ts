// The report of the main job: one page that needs nothing else, with the network's graph and the learning curve.
import { accessSync, constants, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { type DerivationResult, legend } from "@cadena/checker";
import type { ConfusionMatrix } from "@cadena/nn";
import { toSvg } from "@cadena/notation";
import { curve } from "./curve.ts";
import type { Network } from "./network.ts";
import { UsageError } from "./options.ts";
import type { Epoch } from "./training.ts";

/** What the report tells. */
export interface Report {
  readonly about: string;
  readonly results: readonly DerivationResult[];
  readonly network: Network;
  readonly history: readonly Epoch[];
  readonly accuracy: number;
  readonly confusion: ConfusionMatrix;
}

/**
 * Makes the folder of the report, before the work is done.
 * @throws UsageError where the report could not be written there
 */
export function prepareReport(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    accessSync(dirname(path), constants.W_OK);
  } catch (error) {
    throw unwritable(path, (error as Error).message);
  }
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw unwritable(path, "it is a folder");
}

/**
 * Writes the report beside its place and then moves it there, so that it is never half written.
 * @throws UsageError where the system refuses
 */
export async function writeReport(path: string, report: Report): Promise<void> {
  const page = await written(report);
  const part = `${path}.part`;
  try {
    writeFileSync(part, page);
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw unwritable(path, (error as Error).message);
  }
}

const unwritable = (path: string, why: string): UsageError =>
  new UsageError(`--report: cannot write ${path}: ${why}`);

async function written({ about, results, network, history, accuracy, confusion }: Report): Promise<string> {
  const picture = await toSvg(network.loss, { names: { ...network.quantities, J: network.loss } });
  const claims = results.flatMap((result) => result.claims);
  const asExpected = claims.filter((claim) => claim.ok).length;
  const last = history.at(-1) as Epoch;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Cadena: the lecture notes</title>
<style>
  :root { color-scheme: light dark; --line: #8884; }
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
  h1 { font-weight: 600; } h2 { margin-top: 2.5rem; font-weight: 600; }
  figure { margin: 1rem 0; overflow-x: auto; } figure svg { max-width: 100%; height: auto; }
  .graph svg { max-height: 80vh; }
  table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
  th, td { padding: 0.2rem 0.6rem; border-bottom: 1px solid var(--line); text-align: right; }
  .claims td, .claims th { text-align: left; } .claims { font-size: 0.85rem; width: 100%; }
  code { font-family: ui-monospace, "DejaVu Sans Mono", monospace; }
  .bad { color: #d33; font-weight: 600; } .hit { font-weight: 600; } .miss { color: #c60; }
  .figures { display: flex; gap: 2.5rem; flex-wrap: wrap; } .figures b { display: block; font-size: 1.8rem; }
  details summary { cursor: pointer; }
  dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.2rem 1rem; } dd { margin: 0; }
</style>
</head>
<body>
<h1>The lecture notes, checked and trained</h1>
<div class="figures">
  <div><b>${percent(accuracy)}</b>test accuracy</div>
  <div><b>${asExpected} of ${claims.length}</b>claims as expected</div>
  <div><b>${last.gradients.difference.toExponential(1)}</b>largest difference between hand-derived and automatic gradient in the last epoch; rounding explains up to ${last.gradients.bound.toExponential(1)}</div>
</div>
<h2>Learning curve</h2>
<p>${escaped(about)}; ${history.length} epochs.</p>
<figure>${curve([
    { label: "loss", colour: "#0072b2", values: history.map((e) => e.loss), format: String },
    {
      label: "accuracy",
      colour: "#d55e00",
      values: history.map((e) => e.accuracy),
      format: (x) => `${Math.round(1000 * x) / 10} %`,
    },
  ])}</figure>
<h2>Confusion matrix</h2>
<p>Rows: what it is; columns: what the network says.</p>
${confusionTable(confusion)}
<h2>The network</h2>
<figure class="graph">${picture.slice(picture.indexOf("<svg"))}</figure>
<h2>Claims</h2>
<details open><summary>${claims.length} claims of ${results.length} derivations</summary>
<table class="claims"><tr><th>row<th>claim<th>formula<th>verdict<th>level</tr>
${results.flatMap(claimRows).join("\n")}
</table></details>
<dl>${legend(results)
    .map(([level, meaning]) => `<dt>${level}<dd>${escaped(meaning)}`)
    .join("")}</dl>
</body>
</html>
`;
}

function claimRows({ id, claims }: DerivationResult): string[] {
  return claims.map(({ name, formula, verdict, level, ok, erratum }) => {
    const seen = `${verdict}${erratum ? " (an erratum)" : ""}`;
    return `<tr><td>${escaped(id)}<td>${escaped(name)}<td><code>${escaped(formula)}</code><td${ok ? "" : ' class="bad"'}>${seen}<td>${level}</tr>`;
  });
}

function confusionTable({ counts, classNames }: ConfusionMatrix): string {
  const rows = classNames.map((name, i) => {
    const cells = classNames.map((_, j) => {
      const count = counts.at(i, j);
      return `<td${count === 0 ? "" : ` class="${i === j ? "hit" : "miss"}"`}>${count === 0 ? "·" : count}`;
    });
    return `<tr><th>${escaped(name)}${cells.join("")}</tr>`;
  });
  return `<table><tr><th>${classNames.map((name) => `<th>${escaped(name)}`).join("")}</tr>${rows.join("\n")}</table>`;
}

/** A share in percent with one decimal. */
export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

const escaped = (text: string): string =>
  text.replace(
    /[&<>"]/g,
    (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign] as string,
  );
