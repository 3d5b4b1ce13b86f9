/** The code in the pages and in the docstrings runs, and gives what it says that it gives. */
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { agrees, check, format } from "./documentation/check.ts";
import { ofPage, ofSource } from "./documentation/extract.ts";
import { type Exports, moduleOf, Runner } from "./documentation/module.ts";
import { filesBelow, packages, read } from "./files.ts";

const LIMIT = 30_000;
const runner = new Runner();

afterAll(() => runner.clear());

beforeEach(() => {
  for (const method of ["log", "info", "warn", "error", "table"] as const) {
    vi.spyOn(console, method).mockImplementation(() => {});
  }
  return () => vi.restoreAllMocks();
});

const none: Exports = new Map();

describe("pages", () => {
  const pages = [
    "README.md",
    ...packages().flatMap((name) => filesBelow(`packages/${name}`, "README.md")),
    ...filesBelow("docs", ".md"),
  ];

  test("are found", () => expect(pages).toContain("README.md"));

  for (const page of pages) {
    for (const snippet of ofPage(page, read(page))) {
      test(`${page}:${snippet.line}`, { timeout: LIMIT }, () => runner.run(snippet, none));
    }
  }
});

describe("docstrings", () => {
  /** Where an example's names may come from without an import of its own. */
  const doors = [
    "@cadena/graph",
    "@cadena/graph/extend",
    "@cadena/notation",
    "@cadena/arrays",
    "@cadena/nn",
    "@cadena/checker",
    "@cadena/wasm",
  ];
  const names = Promise.all(
    doors.map(async (door) => {
      const module = (await import(/* @vite-ignore */ door)) as object;
      return Object.keys(module).map((name): [string, string] => [name, door]);
    }),
  );
  // Nothing may fail before a test asks for the names.
  names.catch(() => {});

  /** All exported names; where two packages export one name, the file's own package counts. */
  async function exportsFor(file: string): Promise<Exports> {
    const own = `@cadena/${file.split("/")[1]}`;
    const [mine, others]: [string, string][][] = [[], []];
    for (const pair of (await names).flat().reverse()) (pair[1].startsWith(own) ? mine : others)?.push(pair);
    return new Map([...(others ?? []), ...(mine ?? [])]);
  }

  test("can import every door", async () => {
    expect((await names).length).toBe(doors.length);
  });

  for (const file of packages().flatMap((name) => filesBelow(`packages/${name}/src`, ".ts"))) {
    for (const snippet of ofSource(file, read(file))) {
      test(`${file}:${snippet.line}`, { timeout: LIMIT }, async () => {
        await runner.run(snippet, await exportsFor(file));
      });
    }
  }
});

describe("the runner of documentation", () => {
  const page = (...lines: string[]): string => lines.join("\n");
  const runPage = async (text: string, names: Exports = none): Promise<void> => {
    for (const snippet of ofPage("page.md", text)) await runner.run(snippet, names);
  };

  test("lets blocks of a page build on each other", async () => {
    const text = page("# A page", "```ts", "const a = 2;", "```", "and", "```ts", "a + 1; //=> 3", "```");
    await expect(runPage(text)).resolves.toBeUndefined();
  });

  test("says the file and the line of a wrong value", async () => {
    const text = page("# A page", "", "```ts", "const a = 2;", "a +", "  1; //=> 4", "```");
    await expect(runPage(text)).rejects.toThrow(/^page\.md:5: gives\s+3\s+but the page says\s+4$/);
  });

  test("says the file and the line of an error", async () => {
    const text = page("```ts", "const a: number[] = [];", "", 'throw new RangeError("no");', "```");
    await expect(runPage(text)).rejects.toThrow("page.md:4: RangeError: no");
  });

  test("says the line of a mistake in the syntax", async () => {
    await expect(runPage(page("", "```ts", "const a = ;", "```"))).rejects.toThrow(/^page\.md:3: /);
  });

  test("says the line of a value that belongs to nothing", async () => {
    const text = page("```ts", "for (const a of [1]) {", "  a; //=> 1", "}", "```");
    await expect(runPage(text)).rejects.toThrow(/^page\.md:3: /);
  });

  test("compares what is declared, printed, awaited or thrown", async () => {
    const text = page(
      "```ts",
      "const a = [1 / 3, 2]; //=> [0.33, 2]",
      'console.log("a is", a); //=> a is [0.333, 2]',
      "await Promise.resolve(new Float64Array([1, 2]));",
      "//=> [1, 2]",
      "JSON.parse('{'); //=> throws SyntaxError",
      '"one\\ntwo";',
      "//=> one",
      "//   two",
      "```",
    );
    await expect(runPage(text)).resolves.toBeUndefined();
  });

  test("fails where an expected error does not come", async () => {
    await expect(runPage(page("```ts", "1; //=> throws Error", "```"))).rejects.toThrow("page.md:2: gives 1");
  });

  test("imports a name once though two blocks show the import", async () => {
    const show = ["```ts", 'import { sep } from "node:path";', "sep.length; //=> 1", "```"];
    await expect(runPage(page(...show, ...show))).resolves.toBeUndefined();
  });

  test("skips `no-run`, starts afresh at `new`, and leaves other languages", () => {
    const text = page(
      "```ts no-run",
      "a",
      "```",
      "```ts",
      "b",
      "```",
      "```js",
      "c",
      "```",
      "```ts new",
      "d",
      "```",
    );
    const snippets = ofPage("page.md", text);
    expect(snippets.map(({ line, code }) => [line, code.trim()])).toEqual([
      [5, "b"],
      [11, "d"],
    ]);
  });

  test("finds examples in docstrings, fenced or not", () => {
    const text = page(
      "/**",
      " * Adds.",
      " * @example",
      " * ```ts",
      " * add(1, 2); //=> 3",
      " * ```",
      " * @returns the sum",
      " */",
      "  /** @example add(1, 1); //=> 2 */",
    );
    const snippets = ofSource("a.ts", text);
    expect(snippets.map(({ line, code }) => [line, code.trim()])).toEqual([
      [5, "add(1, 2); //=> 3"],
      [9, "add(1, 1); //=> 2"],
    ]);
  });

  test("imports what a docstring uses and does not declare", () => {
    const [snippet] = ofPage("page.md", page("```ts", "const join = sep;", "```"));
    const names = new Map([
      ["sep", "node:path"],
      ["join", "node:path"],
    ]);
    expect(moduleOf(snippet!, names)).toContain('import { sep } from "node:path"');
    expect(moduleOf(snippet!, names)).not.toContain("import { join }");
  });

  test.for([
    ["0.693147", "0.6931", true],
    ["0.693147", "0.6932", false],
    ["3", "3", true],
    ["3.4", "3", false],
    ["2.9999999999999996", "3", true],
    ["1.23e-7", "1.2e-7", true],
    ["[1, 2]", "[ 1,2 ]", true],
    ["[1, 2]", "[1, 2, 3]", false],
    ["NaN", "0", false],
  ] as const)("%s is shown as %s: %s", ([actual, expected, answer]) => {
    expect(agrees(actual, expected)).toBe(answer);
  });

  test("formats values as a reader expects", () => {
    expect(format([[1, -0], ["a"]])).toBe("[[1, 0], [a]]");
    expect(format({ a: new Float32Array([1, 2]), b: null })).toBe("{ a: [1, 2], b: null }");
  });

  test("remembers the line that it is at", async () => {
    const at = { line: 0 };
    await check(at, 7, async () => 1, "1");
    expect(at.line).toBe(7);
  });
});
