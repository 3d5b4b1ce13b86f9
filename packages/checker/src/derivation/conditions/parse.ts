// Reads conditions as people write them: "columns of Y sum to 1", "Y one-hot axis 0", "0 < a < 1", "A is symmetric".
import { CadenaError } from "@cadena/graph";
import { nearest } from "@cadena/graph/extend";
import type { Condition } from "../condition.ts";
import { below, between, positive, zeroOrOne } from "./elements.ts";
import { columnsHaveUnitLength, hasUnitLength, rowsHaveUnitLength } from "./length.ts";
import type { Lines } from "./lines.ts";
import { lowRank, orthogonal, positiveDefinite, symmetric } from "./matrices.ts";
import { oneHotColumns, oneHotRows, oneHotVector } from "./oneHot.ts";
import {
  columnsHaveZeroMean,
  columnsSumToOne,
  hasZeroMean,
  rowsHaveZeroMean,
  rowsSumToOne,
  sumsToOne,
} from "./sums.ts";

/**
 * What `parseCondition` reads, by examples; where columns are named, rows can be, and a vector by itself.
 * @example
 * conditionForms[0] //=> the columns of Y sum to 1
 */
export const conditionForms: readonly string[] = [
  "the columns of Y sum to 1",
  "the columns of Y are one-hot",
  "the columns of X have zero mean",
  "the columns of W have length 1",
  "y is 0 or 1",
  "t is one of 0 to 9",
  "a > 0",
  "0 < a < 1",
  "A is symmetric",
  "A is symmetric and positive definite",
  "Q is orthogonal",
  "A has rank 2",
];

/** Makes a condition on the leaf of a name. */
type Maker = (of: string) => Condition;

/** A pattern in which NAME stands for a leaf's name, NUMBER for a number, and _ for a space that may be missing. */
const pattern = (source: string): RegExp =>
  new RegExp(
    `^${source
      .replaceAll("NAME", "([^\\s<>=,{}()|‖∈^ᵀ]+)")
      .replaceAll("NUMBER", "(-?\\d+(?:\\.\\d+)?(?:e[-+]?\\d+)?)")
      .replaceAll("_", " ?")}$`,
    "i",
  );

/** What can be said of columns, of rows, and of a vector. */
const ofLines: readonly (readonly [says: RegExp, makers: Readonly<Record<Lines, Maker>>])[] = [
  [
    pattern("(?:sums? (?:up )?to|adds? up to|(?:has|have) (?:the )?sum) (?:1|one)"),
    { columns: columnsSumToOne, rows: rowsSumToOne, vector: sumsToOne },
  ],
  [
    pattern("(?:(?:is|are) )?(?:all |an? )?one[- ]?hot(?: vectors?)?"),
    { columns: oneHotColumns, rows: oneHotRows, vector: oneHotVector },
  ],
  [
    pattern(
      "(?:(?:has|have) (?:a )?(?:zero mean|mean (?:0|zero)|the mean (?:0|zero))|(?:is|are) cent(?:e?re|ere)d)",
    ),
    { columns: columnsHaveZeroMean, rows: rowsHaveZeroMean, vector: hasZeroMean },
  ],
  [
    pattern(
      "(?:(?:has|have) (?:a )?(?:unit (?:length|norm)|(?:the )?(?:length|norm) (?:1|one))|(?:is|are) (?:a )?unit vectors?)",
    ),
    { columns: columnsHaveUnitLength, rows: rowsHaveUnitLength, vector: hasUnitLength },
  ],
];

/** What can be said of a leaf as a whole: its name, and numbers. */
const ofLeaves: readonly (readonly [RegExp, (of: string, number: number) => Condition])[] = [
  [pattern("NAME (?:is |are )?(?:either )?(?:0 or 1|binary)"), zeroOrOne],
  [pattern("NAME_(?:is )?(?:∈|in)_{_0_,_1_}"), zeroOrOne],
  [
    pattern("NAME_(?:is )?(?:one of|∈|in)_{?_0(?:_,_1)?,?_(?:to|\\.{2,3}|…),?_NUMBER_}?"),
    (of, last) => below(of, last + 1),
  ],
  [pattern("NAME (?:is |are )?(?:all )?positive"), positive],
  [pattern("NAME_>_0"), positive],
  [pattern("0_<_NAME"), positive],
  [pattern("NAME (?:is )?symmetric"), symmetric],
  [pattern("NAME_(?:ᵀ|\\^T|\\.T)_=_\\1"), symmetric],
  [pattern("NAME (?:is )?(?:symmetric(?:,| and|, and)? )?positive[- ]definite"), positiveDefinite],
  [pattern("NAME (?:is )?(?:an )?orthogonal(?: matrix)?"), orthogonal],
  [pattern("NAME (?:has|is of) (?:the )?rank (?:at most )?NUMBER"), lowRank],
  [pattern("rank_\\(?_NAME_\\)?_=_NUMBER"), lowRank],
  [pattern("(?:\\|\\|?|‖)_NAME_(?:\\|\\|?|‖)_=_1"), hasUnitLength],
];

const bounded = pattern("NUMBER_<_NAME_<_NUMBER");
const ofEach = pattern("(?:(?:all|the|each|every) )*(columns?|rows?) (?:of|in) NAME (.+)");
const whose = pattern("(?:the )?NAME['’]s (columns|rows) (.+)");
const onAxis = pattern("NAME (.+?)(?:,| on| over| along)* (?:the )?axis_=?_([01])");
const vector = pattern("NAME (.+)");

/**
 * A condition from words or signs, as people write it; `conditionForms` lists what can be said, and "columns of Y",
 * "Y's columns" and "Y ... axis 0" mean the same. What a condition's `text` says is read as that condition.
 * @throws CadenaError where it is none of these
 * @example
 * parseCondition("Y one-hot axis 0").text //=> the columns of Y are one-hot
 * parseCondition("0 < a < 1").text //=> 0 < a < 1
 */
export function parseCondition(text: string): Condition {
  const line = text.trim().replace(/\s+/g, " ").replace(/[.;]$/, "");
  const found = ofBounds(line) ?? ofLine(line) ?? ofLeaf(line);
  if (found !== undefined) return found;
  const meant = nearest(line, conditionForms);
  throw new CadenaError(`given: "${text}" is no condition that can be read`, {
    hint: meant === undefined ? `what can be said: ${conditionForms.join("; ")}` : `did you mean "${meant}"?`,
    origin: undefined,
  });
}

function ofBounds(line: string): Condition | undefined {
  const [, low, of, high] = bounded.exec(line) ?? [];
  return of === undefined ? undefined : between(of, Number(low), Number(high));
}

/** The readings in which a text says something of lines. */
function ofLine(line: string): Condition | undefined {
  const [, each, ofEachLine, saysEach] = ofEach.exec(line) ?? [];
  const [, owner, lines, saysOwn] = whose.exec(line) ?? [];
  const [, along, saysAlong, axis] = onAxis.exec(line) ?? [];
  const [, one, saysOne] = vector.exec(line) ?? [];
  return (
    saidOf(/^c/i.test(each ?? "") ? "columns" : "rows", ofEachLine, saysEach) ??
    saidOf(/^c/i.test(lines ?? "") ? "columns" : "rows", owner, saysOwn) ??
    saidOf(axis === "0" ? "columns" : "rows", along, saysAlong) ??
    saidOf("vector", one, saysOne)
  );
}

function saidOf(lines: Lines, of: string | undefined, says = ""): Condition | undefined {
  const [, makers] = ofLines.find(([said]) => said.test(says)) ?? [];
  return of === undefined ? undefined : makers?.[lines](of);
}

function ofLeaf(line: string): Condition | undefined {
  for (const [said, make] of ofLeaves) {
    const [, of, number] = said.exec(line) ?? [];
    if (of !== undefined) return make(of, Number(number));
  }
  return undefined;
}
