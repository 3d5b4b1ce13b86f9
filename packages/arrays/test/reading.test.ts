/** Files that NumPy and the safetensors package wrote are read as what was in them; all others are told apart. */
import { readArrays, readJSON, readNpy, readNpz, readSafetensors, readTable } from "@cadena/arrays";
import { describe, expect, test } from "vitest";
import { file } from "./files.ts";

describe("a .npy file", () => {
  test.each([
    ["float64", "[[1.5, -2, 3], [4, 5, 6.25]]", "real"],
    ["fortran", "[[1.5, -2, 3], [4, 5, 6.25]]", "real"],
    ["float32", `[${Math.fround(1e-3)}, 2]`, "real"],
    ["float16", "[1.5, -0.0999755859375, 5.960464477539063e-8, Infinity, NaN]", "real"],
    ["bigEndian", "[1.5, -2]", "real"],
    ["scalar", "2.5", "real"],
    ["int64", "[[1, -2], [3, 2147483647]]", "integer"],
    ["large", "[1099511627776]", "real"],
    ["uint8", "[0, 255]", "integer"],
    ["bool", "[true, false]", "boolean"],
    ["empty", "[]", "real"],
  ] as const)("of %s is read", (name, values, dtype) => {
    const array = readNpy(file(name));
    expect([String(array), array.dtype]).toEqual([values, dtype]);
  });

  test("keeps a shape without elements", () => {
    expect(readNpy(file("empty")).shape).toEqual([0, 3]);
  });

  test("of floats of 32 bits stays in 32 bits", () => {
    expect(readNpy(file("float32")).data).toBeInstanceOf(Float32Array);
  });

  test.each([
    ["complex", "x.npy: it holds elements of kind <c16, not numbers or truths"],
    ["objects", "x.npy: it holds Python objects, not numbers or truths"],
    ["record", "x.npy: it holds records, not numbers or truths"],
  ] as const)("of %s is refused", (name, message) => {
    expect(() => readNpy(file(name), "x.npy")).toThrow(message);
  });

  test("that was cut off anywhere is an error, and never an array", () => {
    const bytes = file("float64");
    for (let end = 0; end < bytes.length; end++) {
      expect(() => readNpy(bytes.subarray(0, end), "x.npy"), String(end)).toThrow(/^x\.npy: /);
    }
  });

  test("that claims a huge shape is refused before anything is allocated", () => {
    const text = String.fromCharCode(...file("float64")).replace("(2, 3), }", "(9999999999, 999999999), }");
    const bytes = Uint8Array.from(text, (c) => c.charCodeAt(0));
    expect(() => readNpy(bytes)).toThrow("an array of shape [9999999999, 999999999] is impossible");
  });
});

describe("a .npz file", () => {
  test("is read with its names, packed or not", () => {
    const arrays = readNpz(file("npz"));
    expect(Object.entries(arrays).map(([name, array]) => `${name} ${array}`)).toEqual([
      "dW1 [[1, 2]]",
      "db1 [3]",
    ]);
    expect(readNpz(file("npzCompressed")).dW1?.at(9, 9)).toBe(99);
  });

  test("that was cut off is an error", () => {
    const bytes = file("npz");
    for (const end of [0, 10, 100, bytes.length - 30, bytes.length - 1]) {
      expect(() => readNpz(bytes.subarray(0, end), "x.npz")).toThrow(/^x\.npz/);
    }
  });
});

describe("a .safetensors file", () => {
  const bytes = file("safetensors");

  test("is read, floats of 16 bits and truths too; its metadata are no array", () => {
    const arrays = readSafetensors(bytes);
    expect(Object.fromEntries(Object.entries(arrays).map(([name, array]) => [name, String(array)]))).toEqual({
      dW1: "[[1, 2]]",
      labels: "[3]",
      mask: "[true, false]",
      h: "[0.5, -0.0999755859375]",
    });
  });

  test("that was cut off anywhere is an error", () => {
    for (let end = 0; end < bytes.length; end++) {
      expect(() => readSafetensors(bytes.subarray(0, end), "x"), String(end)).toThrow(/^x: /);
    }
  });

  /** A file with a header of one's own. */
  const made = (header: string, data: number): Uint8Array => {
    const text = new TextEncoder().encode(header);
    const out = new Uint8Array(8 + text.length + data);
    new DataView(out.buffer).setBigUint64(0, BigInt(text.length), true);
    out.set(text, 8);
    return out;
  };

  test.each([
    ["arrays that overlap", { a: [[1], 0, 4], b: [[1], 2, 6] }, 6, "x: b begins at byte 2, not at 4"],
    ["a gap between arrays", { a: [[1], 0, 4], b: [[1], 8, 12] }, 12, "x: b begins at byte 8, not at 4"],
    ["bytes behind the last one", { a: [[1], 0, 4] }, 9, "x: its arrays are 4 bytes, 9 are there"],
    ["a shape of another size", { a: [[3], 0, 4] }, 4, "x: a: its shape and its place do not fit each other"],
    [
      "a shape with a minus",
      { a: [[-1, -1], 0, 4] },
      4,
      "x: a: its shape and its place do not fit each other",
    ],
  ] as const)("with %s is refused", (_, entries, data, message) => {
    const header = Object.fromEntries(
      Object.entries(entries).map(([name, [shape, from, to]]) => [
        name,
        { dtype: "F32", shape, data_offsets: [from, to] },
      ]),
    );
    expect(() => readSafetensors(made(JSON.stringify(header), data), "x")).toThrow(message);
  });

  test("with a header that is no object, or a kind that nobody knows, is refused", () => {
    expect(() => readSafetensors(made("[]", 0), "x")).toThrow("x: its header is no JSON object");
    expect(() => readSafetensors(made("{", 0), "x")).toThrow("x: its header is no JSON");
    expect(() => readSafetensors(made('{"a": 1}', 0), "x")).toThrow(
      "x: a has elements of an unknown kind undefined",
    );
    const odd = '{"a": {"dtype": "toString", "shape": [], "data_offsets": [0, 0]}}';
    expect(() => readSafetensors(made(odd, 0), "x")).toThrow("x: a has elements of an unknown kind toString");
  });
});

describe("JSON", () => {
  test("holds numbers, truths and nested lists under names", () => {
    const { dW, lr, mask } = readJSON('{"dW": [[1, 2], [3, 4.5]], "lr": 0.5, "mask": [true, false]}');
    expect([dW, lr, mask].map(String)).toEqual(["[[1, 2], [3, 4.5]]", "0.5", "[true, false]"]);
  });

  test("of a name that objects have by themselves is an array like any other", () => {
    expect(Object.keys(readJSON('{"__proto__": [1]}'))).toEqual(["__proto__"]);
  });

  test.each([
    ["[1, 2]", 'x: arrays under names are needed: {"dW": [[1, 2], [3, 4]]}'],
    ['{"a": "1"}', 'x: a: numbers in lists are needed, got "1"'],
    ['{"a": [1, null]}', "x: a: numbers in lists are needed, got null"],
    ['{"a": {}}', "x: a: numbers in lists are needed, got {}"],
    ['{"a": [[1], [2, 3]]}', /^x: a: tensor/],
    ['{"a": NaN}', /^x: it is no JSON .*\n {2}Hint: JSON has no NaN and no Infinity$/s],
  ])("%s is refused", (text, message) => {
    expect(() => readJSON(text, "x")).toThrow(message);
  });
});

describe("a table of numbers", () => {
  test.each([
    [
      "as numpy.savetxt writes it",
      "# gradients\n1.000e+00 2.000e+00\n-3.0e-1 nan\n",
      "[[1, 2], [-0.3, NaN]]",
    ],
    ["between commas", "1,2\r\n3, -inf\r\n", "[[1, 2], [3, -Infinity]]"],
    ["between semicolons", "1;2;3", "[[1, 2, 3]]"],
  ])("is read %s", (_, text, values) => {
    expect(String(readTable(text))).toBe(values);
  });

  test.each([
    ["1 2\n3\n", "x:2: 1 in this row, 2 in the first one: rows must be of one length"],
    ["1,a", 'x:1: "a" is no number'],
    ["1,,2", 'x:1: "" is no number'],
    ["# nothing", "x: there are no numbers in it"],
  ])("%j is refused with its line", (text, message) => {
    expect(() => readTable(text, "x")).toThrow(message);
  });
});

describe("any file", () => {
  test("is read by its ending, and one array takes the name of the file", () => {
    expect(String(readArrays("out/dW1.NPY", file("scalar")).dW1)).toBe("2.5");
    expect(Object.keys(readArrays("c:\\out\\x.npz", file("npz")))).toEqual(["dW1", "db1"]);
    expect(String(readArrays("db.csv", new TextEncoder().encode("1,2")).db)).toBe("[[1, 2]]");
  });

  test("with another ending is refused, with a remark where its first bytes are known", () => {
    expect(() => readArrays("x.pt", new Uint8Array(4))).toThrow(
      "x.pt: arrays are read from files that end in .npy, .npz, .safetensors, .json, .csv, .tsv, .txt",
    );
    expect(() => readArrays("x", file("scalar"))).toThrow("; it looks like a .npy file");
  });

  test("of text that is no UTF-8 is refused", () => {
    expect(() => readArrays("x.json", Uint8Array.of(0xff, 0xfe))).toThrow("x.json: it is no text");
  });
});
