import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ParseError } from "@cadena/graph";
import { csv, type LabelledCsvOptions } from "@cadena/nn";
import { FileError, readCsv } from "@cadena/nn/node";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";

describe("csv", () => {
  test("reads numbers, and a column of classes as labels in the order of their names", () => {
    const text = "a,kind,b\n1,dog,-2.5\n.5,cat,1e3\n+7,dog,0\n";
    const { features, targets, classNames, columns } = csv(text, { label: "kind" });
    expect(String(features)).toBe("[[1, -2.5], [0.5, 1000], [7, 0]]");
    expect(columns).toEqual(["a", "b"]);
    expect(String(targets)).toBe("[1, 0, 1]");
    expect(targets.dtype).toBe("integer");
    expect(classNames).toEqual(["cat", "dog"]);
  });

  test("sorts classes that are numbers by their size", () => {
    expect(csv("x,y\n0,10\n0,9\n0,-1", { label: "y" }).classNames).toEqual(["-1", "9", "10"]);
  });

  test("takes classes in a given order, so that a test set has the labels of its training set", () => {
    expect(String(csv("x,y\n0,b\n0,a", { label: "y", classNames: ["b", "c", "a"] }).targets)).toBe("[0, 2]");
  });

  test("takes the columns that are asked for, in that order", () => {
    expect(String(csv("a,b,c\n1,2,3", { columns: ["c", "a"] }).features)).toBe("[[3, 1]]");
  });

  test("understands quotes, blanks, empty lines, Windows line ends and a byte order mark", () => {
    const text = '\uFEFFa, "b, or ""c""" ,k\r\n\r\n 1 ,"2",x\r\n\r\n3,4,"y\ny"\r\n';
    const { features, columns, classNames } = csv(text, { label: "k" });
    expect(columns).toEqual(["a", 'b, or "c"']);
    expect(String(features)).toBe("[[1, 2], [3, 4]]");
    expect(classNames).toEqual(["x", "y\ny"]);
  });

  test("reads back every table of finite numbers", () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true });
    const rows = fc
      .integer({ min: 1, max: 5 })
      .chain((width) =>
        fc.array(fc.array(number, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
      );
    fc.assert(
      fc.property(rows, (table) => {
        const header = table[0]!.map((_, k) => `c${k}`).join(",");
        const { features } = csv([header, ...table.map((row) => row.join(","))].join("\n"));
        expect([...features.data]).toEqual(table.flat().map((x) => (Object.is(x, -0) ? 0 : x)));
      }),
      { numRuns: 100 },
    );
  });

  const label = { label: "kind" };
  test.each<[string, string, Partial<LabelledCsvOptions>, string, number, number]>([
    ["an empty text", "", {}, "the text is empty", 1, 1],
    ["blank lines only", "\n\n", {}, "the text is empty", 1, 1],
    ["a header alone", "a,b\n", {}, "there are no rows below the header", 2, 1],
    ["a missing column", "a,b\n1,2", label, "no column kind; there are a, b", 1, 1],
    ["missing columns", "a,b\n1,2", { columns: ["x", "a", "y"] }, "no columns x, y; there are a, b", 1, 1],
    ["a missing column without a name", "a,\n1,2", { columns: ["b"] }, 'no column b; there are a, ""', 1, 1],
    [
      "semicolons",
      "a;b\n1;2",
      { columns: ["a", "b"] },
      "no columns a, b; there are a;b (fields are separated by commas)",
      1,
      1,
    ],
    [
      "semicolons around a class",
      "a;kind\n1;2",
      { label: -1 },
      "there are no columns to take as features (fields are separated by commas)",
      1,
      1,
    ],
    ["a class alone", "kind\nx", label, "there are no columns to take as features", 1, 1],
    ["a doubled column", "a,b,a\n1,2,3", {}, "two columns are named a", 1, 5],
    ["a row that is too short", "a,b,c\n1,2,3\n4,5", {}, "the row has 2 fields, the header has 3", 3, 3],
    ["a row that is too long", "a,b\n1,2,3", {}, "the row has 3 fields, the header has 2", 2, 5],
    ["text for a number", "a,b\n1,2\n\n30,wide", {}, 'b is "wide", a number is needed', 4, 4],
    ["a first field after an empty line", "a,b\n\n\nx,1", {}, 'a is "x", a number is needed', 4, 1],
    [
      "a field after a comma in quotes",
      'k,b\n"1,2",x',
      { columns: ["b"] },
      'b is "x", a number is needed',
      2,
      7,
    ],
    ["nothing for a number", "a,b\n1,\n", {}, "b is empty, a number is needed", 2, 3],
    ["NaN", "a,b\n1,NaN", {}, 'b is "NaN", a number is needed', 2, 3],
    ["a number that is too large", "a\n1e999", {}, 'a is "1e999", a number is needed', 2, 1],
    ["an empty class", "a,kind\n1,x\n2,", label, "the class is empty", 3, 3],
    [
      "a class without a label",
      "a,kind\n1,x",
      { label: "kind", classNames: ["y", "z"] },
      '"x" is none of y, z',
      2,
      3,
    ],
    [
      "a field after one of several lines",
      'a,b,kind\n1,2,"x\ny"\n3,"u\nv",w',
      label,
      'b is "u\\nv", a number is needed',
      4,
      3,
    ],
    ["an open quote", 'a,b\n1,2\n3,"4\n5,6', {}, "a quote is not closed", 3, 3],
    ["a quote inside a field", 'a,b\n1,2"\n', {}, "a quote stands at a wrong place", 2, 3],
    ["text after a quote", 'a,b\n"1"x,2\n', {}, "a quote stands at a wrong place", 2, 1],
  ])("says where: %s", (_, text, options, what, line, column) => {
    let error: unknown;
    try {
      csv(text, options as LabelledCsvOptions);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(ParseError);
    expect((error as ParseError).message).toBe(`csv: line ${line}, column ${column}: ${what}`);
    expect(error).toMatchObject({ line, column });
  });
});

describe("readCsv", () => {
  const folder = mkdtempSync(join(tmpdir(), "cadena-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  test("reads a file, and names it in errors", () => {
    const path = join(folder, "table.csv");
    writeFileSync(path, "a,b\n1,2\n");
    expect(String(readCsv(path).features)).toBe("[[1, 2]]");
    writeFileSync(path, "a,b\n1,x\n");
    expect(() => readCsv(path)).toThrow(`${path}: line 2, column 3: b is "x", a number is needed`);
  });

  test("says that a path does not exist, or is a folder", () => {
    expect(() => readCsv("no/such.csv")).toThrow(FileError);
    expect(() => readCsv("no/such.csv")).toThrow(/^no\/such\.csv: there is no such file$/);
    expect(() => readCsv(folder)).toThrow(`${folder}: this is a folder, not a file`);
  });

  test("refuses bytes that are no text in UTF-8, and skips a byte order mark", () => {
    const path = join(folder, "utf16.csv");
    writeFileSync(path, "\uFEFFa,b\n1,2\n", "utf16le");
    expect(() => readCsv(path)).toThrow(new FileError(path, "this is no text in UTF-8"));
    writeFileSync(path, "\uFEFFa,b\n1,2\n");
    expect(readCsv(path).columns).toEqual(["a", "b"]);
  });
});
