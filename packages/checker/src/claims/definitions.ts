// What notes define on the way, s = 1 - A1² or g(z) = tanh(z): read where a later formula uses it, and nowhere else.
import type { Node } from "@cadena/graph";
import { type FunctionTable, parse, type ScopeTable, type WrittenClaim } from "@cadena/notation";

type Value = Node | number;

/** The formula of a claim, over a scope and what is defined before it. */
export function readOver(scope: ScopeTable, definitions: readonly WrittenClaim[], claim: WrittenClaim): Node {
  let names: ScopeTable = scope;
  let functions: FunctionTable = {};
  for (const definition of definitions) {
    const before = { names, functions };
    const { whole, text, parameters } = definition;
    const value = (scope: ScopeTable): Node =>
      parse(text, scope, { ...definition, functions: before.functions });
    const [parameter, second] = parameters;
    if (parameter === undefined || second !== undefined) {
      names = withName(names, whole, () => value(before.names));
    } else {
      functions = { ...functions, [whole]: (x) => value(withName(before.names, parameter, () => x)) };
    }
  }
  return parse(claim.text, names, { ...claim, functions });
}

/** A table with one more name, whose value is made when it is asked for first. */
function withName(names: ScopeTable, name: string, make: () => Value): ScopeTable {
  let value: Value | undefined;
  const get = (): Value => {
    value ??= make();
    return value;
  };
  const own = { [name]: { enumerable: true, configurable: true, get } };
  return Object.defineProperties({}, { ...Object.getOwnPropertyDescriptors(names), ...own });
}
