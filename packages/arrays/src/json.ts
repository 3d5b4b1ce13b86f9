// Arrays as JSON: an object of nested lists of numbers or truths.
import { CadenaError, type Nested, type Tensor, tensor } from "@cadena/graph";
import { type Arrays, FormatError } from "./arrays.ts";

/**
 * Reads arrays from JSON: `{"dW": [[1, 2]], "db": 0.5}`.
 * @param source what the text is called in errors
 * @throws FormatError for a text that is no JSON object, or an array that is ragged or holds something else than
 * numbers or truths
 * @example
 * String(readJSON('{"dW": [[1, 2], [3, 4]]}').dW) //=> [[1, 2], [3, 4]]
 */
export function readJSON(text: string, source = "JSON"): Arrays {
  const value = parsed(text, source);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new FormatError(source, 'arrays under names are needed: {"dW": [[1, 2], [3, 4]]}');
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, array]) => [name, asTensor(array, `${source}: ${name}`)]),
  );
}

function parsed(text: string, source: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const hint = /\b(NaN|Infinity)\b/.test(text) ? "JSON has no NaN and no Infinity" : undefined;
    throw new FormatError(
      source,
      `it is no JSON (${error instanceof Error ? error.message : String(error)})`,
      hint,
    );
  }
}

function asTensor(value: unknown, source: string): Tensor {
  const odd = oddIn(value);
  if (odd !== undefined)
    throw new FormatError(source, `numbers in lists are needed, got ${JSON.stringify(odd)}`);
  try {
    return tensor(value as Nested);
  } catch (error) {
    if (error instanceof CadenaError) throw new FormatError(source, error.what);
    throw error;
  }
}

/** The first element of nested lists that is neither a number nor a truth. */
function oddIn(value: unknown): unknown {
  const todo = [value];
  for (let one = todo.pop(); todo.length > 0 || one !== undefined; one = todo.pop()) {
    if (Array.isArray(one)) for (const inner of one.toReversed()) todo.push(inner);
    else if (typeof one !== "number" && typeof one !== "boolean") return one;
  }
  return undefined;
}
