// The frameworks that we are compared with.
import type { Framework } from "../framework.ts";
import { install } from "./install.ts";
import { jax } from "./jax.ts";
import { loops } from "./loops.ts";
import { onnx } from "./onnx.ts";
import { tensorflow } from "./tensorflow.ts";

/** What has to be installed first. */
const installed: Readonly<Record<string, () => Promise<Framework>>> = {
  "jax-js": jax,
  "onnxruntime-web": onnx,
  "tfjs-wasm": () => tensorflow("wasm"),
  "tfjs-cpu": () => tensorflow("cpu"),
};

/** The names of all of them. */
export const names: readonly string[] = [...Object.keys(installed), loops.name];

/** Those with the given names, or all of them; says which ones are missing, and why. */
export async function peers(chosen?: readonly string[]): Promise<Framework[]> {
  const wanted = (name: string): boolean => chosen?.includes(name) ?? true;
  const found: Framework[] = [];
  const makers = Object.entries(installed).filter(([name]) => wanted(name));
  if (makers.length > 0) install();
  for (const [name, make] of makers) {
    try {
      found.push(await make());
    } catch (problem) {
      console.error(`bench: without ${name}: ${(problem as Error).message.split("\n")[0]}`);
    }
  }
  if (wanted(loops.name)) found.push(loops);
  return found;
}
