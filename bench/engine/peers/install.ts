// The frameworks that we are compared with come from the registry of packages, on demand, into a folder of their own.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** The versions that are compared. */
const dependencies = {
  "@jax-js/jax": "0.1.25",
  "@tensorflow/tfjs": "4.22.0",
  "@tensorflow/tfjs-backend-wasm": "4.22.0",
  "onnxruntime-web": "1.30.0",
};

/** The folder of the packages; git does not see it. */
export const folder: string = join(import.meta.dirname, "../../.bench/peers");

const definition = JSON.stringify({ private: true, type: "module", dependencies }, null, 2);

/** Brings the packages there, unless they are there already; says so where that fails. */
export function install(): void {
  const done = join(folder, "installed.json");
  if (existsSync(done) && readFileSync(done, "utf8") === definition) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), definition);
  // What is imported from this module is looked for beside it.
  writeFileSync(join(folder, "load.js"), "export const load = (name) => import(name);\n");
  console.error("bench: installing the peers, once");
  const options = ["--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const { status } = spawnSync("npm", ["install", ...options], {
    cwd: folder,
    shell: true,
    stdio: ["ignore", process.stderr, process.stderr],
  });
  if (status === 0) writeFileSync(done, definition);
  else console.error("bench: the peers could not be installed; is there a network?");
}

/**
 * One of the packages.
 * @throws where it is not there
 */
export async function load<Module>(name: keyof typeof dependencies): Promise<Module> {
  const { load } = (await import(pathToFileURL(join(folder, "load.js")).href)) as Loader;
  const module = (await load(name)) as { default?: Module } & Module;
  return module.default ?? module;
}

interface Loader {
  readonly load: (name: string) => Promise<unknown>;
}
