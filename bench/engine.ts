// How fast the engine is: W1 to W8 on one thread in float32, beside others in the same run, and on two threads. `ms` is the median time of
// a run with all data resident; `faster` compares with the best of those others that find gradients by themselves.
import { cadena, together } from "./engine/cadena.ts";
import { compare } from "./engine/compare.ts";
import { compiled } from "./engine/compiling.ts";
import { trainedDigits } from "./engine/digits.ts";
import { names, peers } from "./engine/peers/peers.ts";
import { type Compared, figures, rows } from "./engine/rows.ts";
import { works } from "./engine/work/works.ts";
import type { Findings, Wish } from "./printing/measurement.ts";

/** Work of more billion operations than this is too much for slow frameworks, and for a quick look. */
const heavy = 3;

export async function run({ quick, only, peers: chosen, data }: Wish): Promise<Findings> {
  const ids = [...new Set([...works.map(({ id }) => id), "digits", "compile"])];
  check("work", ids, only);
  check("peer", [...names, "none"], chosen);
  const others = await peers(chosen);
  const compared: Compared[] = [];
  for (const entry of works) {
    const isHeavy = (entry.gflop ?? 0) > heavy;
    if ((only && !only.includes(entry.id)) || (quick && isHeavy)) continue;
    const able = others.filter(({ slow }) => !(slow && isHeavy));
    const times = await compare(entry, [cadena, ...(entry.isLarge ? [together] : []), ...able]);
    if (times.has(cadena)) compared.push({ entry, times });
  }
  const trained = only === undefined || only.includes("digits") ? [trainedDigits(data)] : [];
  const compiling = only === undefined || only.includes("compile") ? [compiled(quick)] : [];
  return {
    rows: [
      ...rows(compared, others),
      ...compiling.flatMap((it) => it.rows),
      ...trained.flatMap((it) => it.rows),
    ],
    figures: {
      results: [
        ...compared.flatMap(figures),
        ...compiling.flatMap((it) => it.figures),
        ...trained.map((it) => it.figures),
      ],
    },
  };
}

function check(kind: string, known: readonly string[], asked: readonly string[] = []): void {
  const unknown = asked.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  console.error(`bench: there is no ${kind} "${unknown}"; there are: ${known.join(", ")}`);
  process.exit(2);
}
