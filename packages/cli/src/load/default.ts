// What a model file's default export is: derivations, a plain model, or something else that can be named.
import { basename, extname } from "node:path";
import type { AnyDerivation } from "@cadena/checker";

/**
 * The derivations among a module's exports, or in words what its default export is instead. A plain model is a
 * derivation without claims, named after its file where it does not say so itself.
 */
export function derivationsIn(
  exports: Readonly<Record<string, unknown>>,
  file: string,
): readonly AnyDerivation[] | string {
  if (!("default" in exports)) return "it has no default export";
  const value = exports.default;
  if (isDerivation(value)) return [value];
  if (isPlainModel(value)) {
    const { id = basename(file, extname(file)), title = basename(file), dimensions = {} } = value;
    return [{ ...value, id, title, dimensions, claims: [] }];
  }
  if (!Array.isArray(value)) return `its default export is ${named(value)}`;
  if (value.length === 0) return "its default export is an empty list";
  const other = value.findIndex((one) => !isDerivation(one));
  if (other < 0) return value as readonly AnyDerivation[];
  return `its default export is a list whose element ${other + 1} is ${named(value[other])}`;
}

function isDerivation(value: unknown): value is AnyDerivation {
  if (typeof value !== "object" || value === null) return false;
  const { id, title, build, claims } = value as Partial<Record<keyof AnyDerivation, unknown>>;
  return (
    typeof id === "string" &&
    typeof title === "string" &&
    typeof build === "function" &&
    Array.isArray(claims)
  );
}

/** What a model needs to be one: how it is built, and what it says besides. */
type PlainModel = Pick<AnyDerivation, "build"> & Partial<Omit<AnyDerivation, "build" | "claims">>;

function isPlainModel(value: unknown): value is PlainModel {
  if (typeof value !== "object" || value === null) return false;
  const { build, claims, dimensions = {} } = value as Partial<Record<keyof AnyDerivation, unknown>>;
  return typeof build === "function" && claims === undefined && typeof dimensions === "object";
}

function named(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === "function") return value.name ? `the function ${value.name}` : "a function";
  if (typeof value !== "object") return `the ${typeof value} ${JSON.stringify(value) ?? String(value)}`;
  if (Array.isArray(value)) return "a list";
  if (value instanceof Promise) return "a promise";
  const { name } = value.constructor ?? {};
  return name === undefined || name === "Object" ? "an object that is no derivation" : `a ${name}`;
}
