// Shapes with sizes that may be letters: A: n m, x: m, c.
import { ParseError } from "@cadena/graph";
import { nameOf, spelling } from "./name.ts";

/** A shape whose sizes are numbers, or letters that stand for any size. */
export type SymbolicShape = readonly (number | string)[];

/** Shapes by name. */
export type SymbolicShapes = Readonly<Record<string, SymbolicShape>>;

const entry = /^\s*([^\s:[\]×]+)\s*(?::|\s)?\s*\[?(.*?)\]?\s*$/u;

/**
 * Reads shapes as people list them: "A: n m, x: m, c" and "A [n, m]; W 3x4". A name without sizes is a number.
 * @throws ParseError for what is no name, or no size
 * @example
 * const { A, x, c } = parseShapes("A: n x 3, x: n, c");
 * [A.join(" "), x.join(" "), c.length].join("; ") //=> n 3; n; 0
 */
export function parseShapes(text: string): SymbolicShapes {
  const shapes: Record<string, SymbolicShape> = {};
  // A comma inside of brackets stands between two sizes.
  for (const part of text.matchAll(/(?:\[[^\]]*\]|[^,;[])+/g)) {
    if (part[0].trim() === "") continue;
    const [, written = "", sizes = ""] = entry.exec(part[0]) ?? [];
    const name = nameOf(written);
    const fail = (what: string): never => {
      const column = part.index + part[0].search(/\S/) + 1;
      throw new ParseError(`shapes: ${what} (in ${part[0].trim()})`, 1, column, {
        hint: "write them as in A: n m, x: m, c",
      });
    };
    if (name === undefined) return fail(`${written || part[0].trim()} is no name`);
    shapes[spelling(name)] = sizesOf(sizes).map((size) =>
      /^\d+$/.test(size) && Number(size) > 0
        ? Number(size)
        : /^\p{L}[\p{L}\p{N}_]*$/u.test(size)
          ? size
          : fail(`${size} is no size`),
    );
  }
  return shapes;
}

/** n m, n×m, 3x4 and n, m; an x between two sizes is a sign. */
function sizesOf(text: string): string[] {
  const plain = text.replace(/[,×*]/g, " ").replace(/(\d)x(?=\d|\p{L}\b)/gu, "$1 ");
  const words = plain.split(/\s+/).filter((word) => word !== "");
  return words.filter((word, k) => word !== "x" || k % 2 === 0);
}

/** A name with its shape, as people write it: A [n, m]; a number is its name alone. */
export function shapeAsText(name: string, shape: SymbolicShape): string {
  return shape.length === 0 ? name : `${name} [${shape.join(", ")}]`;
}
