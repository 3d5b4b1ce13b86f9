// How long the compiler takes for a program of 1,000 ops, whose shapes it follows, beside
// smaller ones: the median of five runs of the compiler, its start included.
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Measurement } from "./printing/measurement.ts";

const folder = join(import.meta.dirname, ".bench");
const compiler = join(dirname(fileURLToPath(import.meta.resolve("typescript/package.json"))), "bin/tsc");

const preamble = `import { add, addBias, input, matmul, mean, mul, type Node, relu, softmax, sum, transpose } from "@cadena/graph";
const W = <const R extends number, const C extends number>(r: R, c: C): Node<[R, C]> => input("W", [r, c]);
const x0 = W(100, 50);`;

/** Ten ops on matrices whose sizes occur nowhere else; annotations verify what the compiler finds. */
function block(k: number): string {
  const [from, to, next] = [100 + k, 1100 + k, 101 + k];
  return `
const z${k} = addBias(matmul(W(${to}, ${from}), x${k}), W(${to}, 1));
const a${k} = mul(relu(z${k}), softmax(z${k}, { axis: 0 }));
const m${k} = add(transpose(a${k}), mean(z${k}, { axis: 1 }));
const x${k + 1}: Node<[${next}, 50]> = matmul(W(${next}, ${to}), m${k}, { transposeB: true });
const s${k}: Node<[${next}]> = sum(x${k + 1}, { axis: -1 });`;
}

/** The wall-clock time of the compiler, its start included. */
function milliseconds(program: string): number {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "program.ts"), program);
  const config = { extends: "../../tsconfig.check.json", include: ["program.ts"] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  const start = performance.now();
  const { status, stdout } = spawnSync(process.execPath, [compiler, "-p", folder], { encoding: "utf8" });
  if (status !== 0) throw new Error(`the generated program does not compile:\n${stdout}`);
  return performance.now() - start;
}

export function run(): Measurement[] {
  return [0, 100, 1_000].map((ops) => {
    const program = [preamble, ...Array.from({ length: ops / 10 }, (_, k) => block(k))].join("");
    const times = Array.from({ length: 5 }, () => milliseconds(program));
    return { work: "types", ops, ms: times.toSorted((a, b) => a - b)[2] as number };
  });
}
