// Imports a module of the user's, TypeScript or JavaScript, with the @cadena packages of this very command.
import { register } from "node:module";
import { extname } from "node:path";
import { pathToFileURL } from "node:url";
import type { Home } from "./hooks.ts";

/** Gives the exports of the module in the file at an absolute path. */
export type Import = (path: string) => Promise<Readonly<Record<string, unknown>>>;

/** Teaches this process TypeScript, and where the @cadena packages are; to be called before any of them is loaded. */
export async function prepareImports(): Promise<Import> {
  const here = import.meta.url;
  const ending = extname(here);
  const { register: registerTypeScript } = await import("tsx/esm/api");
  registerTypeScript();
  const home: Home = { url: here, conditions: ending === ".ts" ? ["@cadena/source"] : [] };
  register(new URL(`./hooks${ending}`, here), { data: home });
  return (path) => import(pathToFileURL(path).href);
}
