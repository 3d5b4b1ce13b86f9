// What a formula sees: the quantities, the sizes, and what was claimed before; a name that is not there is an error.
import { CadenaError, type Nested, type Node } from "@cadena/graph";
import type { Problem } from "./problem.ts";

/** Nodes and sizes by name. */
export type NodeScope = Readonly<Record<string, Node | number>>;

/** A record in which asking for an unknown name is an error that lists the known ones. */
function strict<V>(entries: Readonly<Record<string, V>>): Readonly<Record<string, V>> {
  return new Proxy(entries, {
    get: (target, name) => {
      if (typeof name === "symbol" || Object.hasOwn(target, name)) return target[name as string];
      const known = Object.keys(target).join(", ");
      throw new CadenaError(`there is no quantity ${name} (there are ${known})`);
    },
  });
}

/** The scope of a formula over nodes: a quantity of the model goes before a claim of its name. */
export function scopeOf({ sizes, quantities }: Problem, earlier: Readonly<Record<string, Node>>): NodeScope {
  return strict<Node | number>({ ...sizes, ...earlier, ...quantities });
}

/** The scope of a function over numbers. */
export function numberScope(
  { sizes }: Problem,
  values: Readonly<Record<string, Nested>>,
): Readonly<Record<string, Nested>> {
  return strict<Nested>({ ...sizes, ...values });
}
