// How Node resolves and loads a user's model: every @cadena package is the copy that this command uses, wherever the
// model lies, and a model is an ES module, whatever package.json lies above it. Runs in Node's own thread for hooks.
import { readFileSync } from "node:fs";
import type { InitializeHook, LoadHook, ResolveHook } from "node:module";
import { fileURLToPath } from "node:url";

/** From where the command resolves the @cadena packages, and the condition under which it does. */
export interface Home {
  readonly url: string;
  readonly conditions: readonly string[];
}

let home: Home;

/** @public called by Node with what `register` hands on */
export const initialize: InitializeHook<Home> = (data) => {
  home = data;
};

/** @public called by Node for each import */
export const resolve: ResolveHook = (specifier, context, next) =>
  next(
    specifier,
    specifier.startsWith("@cadena/")
      ? { ...context, parentURL: home.url, conditions: [...context.conditions, ...home.conditions] }
      : context,
  );

/** @public called by Node for each file */
export const load: LoadHook = (url, context, next) =>
  next(url, context.format === "commonjs" && isModule(url) ? { ...context, format: "module" } : context);

/** Whether a file of the user's is written as an ES module, or has nothing in it. */
function isModule(url: string): boolean {
  if (!/^file:.*\.[jt]s$/.test(url) || url.includes("/node_modules/")) return false;
  const text = readFileSync(fileURLToPath(url), "utf8");
  return /^\s*(?:import|export)\b/m.test(text) || text.trim() === "";
}
