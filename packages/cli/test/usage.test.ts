import { describe, expect, test } from "vitest";
import { runs } from "./surroundings.ts";

describe("wrong usage is one line on the error stream and exit status 3:", () => {
  test.each([
    [
      [],
      "cadena: no command (check, equal, derive, diagnose, lint, replay, graph or explain; --help tells more)",
    ],
    [["chek"], "cadena: unknown command 'chek' (Did you mean check?)"],
    [["--formt"], "cadena: unknown option '--formt'"],
    [["check"], "cadena: missing required argument 'paths'"],
    [["check", "a.ts", "--formt", "json"], "cadena: unknown option '--formt' (Did you mean --format?)"],
    [
      ["check", "a.ts", "--format", "xml"],
      "cadena: option '--format <format>' argument 'xml' is invalid. Allowed choices are text, json, md, junit, html.",
    ],
    [
      ["check", "a.ts", "--seed", "1.5"],
      "cadena: option '--seed <integer>' argument '1.5' is invalid. It is not an integer below 2^53.",
    ],
    [
      ["check", "a.ts", "--seed", "9007199254740993"],
      "cadena: option '--seed <integer>' argument '9007199254740993' is invalid. It is not an integer below 2^53.",
    ],
    [["check", "a.ts", "--seed"], "cadena: option '--seed <integer>' argument missing"],
    [
      ["check", "a.ts", "--points", "0"],
      "cadena: option '--points <count>' argument '0' is invalid. At least one is needed.",
    ],
    [["equal", "x"], "cadena: missing required argument 'right'"],
    [
      ["equal", "x", "y", "--format", "md"],
      "cadena: option '--format <format>' argument 'md' is invalid. Allowed choices are text, json.",
    ],
    [["derive"], "cadena: missing required argument 'path'"],
    [
      ["derive", "a.ts", "--format", "json"],
      "cadena: option '--format <format>' argument 'json' is invalid. Allowed choices are text, md, latex, html.",
    ],
    [
      ["derive", "a.ts", "--layout", "numerator"],
      "cadena: option '--layout <layout>' argument 'numerator' is invalid. Allowed choices are same, transposed.",
    ],
    [["lint"], "cadena: missing required argument 'paths'"],
    [["graph"], "cadena: missing required argument 'path'"],
    [["graph", "a.ts", "b.ts"], "cadena: too many arguments for 'graph'. Expected 1 argument but got 2."],
    [["explain"], "cadena: missing required argument 'path'"],
    [
      ["explain", "a.ts", "--precision", "float16"],
      "cadena: option '--precision <floats>' argument 'float16' is invalid. Allowed choices are float64, float32.",
    ],
    [
      ["explain", "a.ts", "--format", "dot"],
      "cadena: option '--format <format>' argument 'dot' is invalid. Allowed choices are text, svg, json.",
    ],
  ])("%j", async (words, message) => {
    expect(await runs(words)).toEqual({ status: 3, out: "", err: `${message}\n` });
  });
});

describe("help and version", () => {
  test("of the program name the commands and give examples", async () => {
    const { status, out, err } = await runs(["--help"]);
    expect({ status, err }).toEqual({ status: 0, err: "" });
    expect(out).toMatch(
      /check \[options\] <paths\.\.\.>.*graph \[options\] <path>.*\$ cadena check model\.ts/s,
    );
  });

  test.each([[["check", "--help"]], [["help", "check"]]])(
    "of a command explain its options: %j",
    async (words) => {
      const { status, out } = await runs(words);
      expect(status).toBe(0);
      expect(out).toMatch(/--format <format>.*--seed <integer>.*--points <count>.*Exit status:/s);
    },
  );

  test("the version is that of the package", async () => {
    expect(await runs(["--version"])).toEqual({ status: 0, out: "0.1.0\n", err: "" });
  });
});
