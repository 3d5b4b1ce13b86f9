import { execFileSync } from "node:child_process";
import {
  chmodSync,
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { worst } from "../src/exit.ts";
import { hasColour } from "../src/output/colour.ts";
import { Progress } from "../src/output/progress.ts";
import { checkPlace, replaceFile } from "../src/output/replace.ts";
import { folder } from "./surroundings.ts";

function stream(isTTY: boolean) {
  const written: string[] = [];
  return { isTTY, written, write: (text: string) => written.push(text) };
}

test.each([
  [[], 0],
  [[0, 0], 0],
  [[0, 2], 2],
  [[2, 1, 0], 1],
  [[1, 2, 3], 3],
] as const)("the worst of %j is %i", (parts, status) => expect(worst(parts)).toBe(status));

describe("colours", () => {
  test("are for terminals", () => {
    vi.stubEnv("NO_COLOR", undefined);
    expect(hasColour(stream(true))).toBe(true);
    expect(hasColour(stream(false))).toBe(false);
    vi.unstubAllEnvs();
  });

  test("are left out where NO_COLOR is set, and not where it is empty", () => {
    vi.stubEnv("NO_COLOR", "1");
    expect(hasColour(stream(true))).toBe(false);
    vi.stubEnv("NO_COLOR", "");
    expect(hasColour(stream(true))).toBe(true);
    vi.unstubAllEnvs();
  });
});

describe("progress", () => {
  test("is shown on a terminal once a second has passed, and erased", () => {
    const terminal = stream(true);
    let now = 5000;
    const progress = new Progress(terminal, () => now);
    progress.show("1 of 3");
    progress.clear();
    now += 1000;
    progress.show("2 of 3");
    progress.clear();
    progress.clear();
    expect(terminal.written).toEqual(["\r\u001b[2K2 of 3", "\r\u001b[2K"]);
  });

  test("is not written to a file", () => {
    const file = stream(false);
    let now = 0;
    const progress = new Progress(file, () => now);
    now = 2000;
    progress.show("2 of 3");
    progress.clear();
    expect(file.written).toEqual([]);
  });
});

describe("a written file", () => {
  test("takes the place of the one before, and nothing is left beside it", () => {
    const path = folder({ "a.svg": "before" });
    replaceFile(join(path, "a.svg"), "after");
    expect(readFileSync(join(path, "a.svg"), "utf8")).toBe("after");
    expect(readdirSync(path)).toEqual(["a.svg"]);
  });

  test("leaves what was there where it cannot be written", () => {
    const path = folder();
    mkdirSync(join(path, "a.svg"));
    writeFileSync(join(path, "a.svg", "inside"), "");
    expect(() => replaceFile(join(path, "a.svg"), "after")).toThrow(`cannot write ${join(path, "a.svg")}: `);
    expect(readdirSync(path)).toEqual(["a.svg"]);
    expect(readdirSync(join(path, "a.svg"))).toEqual(["inside"]);
  });

  test("keeps a link to it, and what others may do with it", () => {
    const path = folder({ "a.svg": "before" });
    chmodSync(join(path, "a.svg"), 0o640);
    symlinkSync("a.svg", join(path, "link.svg"));
    replaceFile(join(path, "link.svg"), "after");
    expect(readFileSync(join(path, "a.svg"), "utf8")).toBe("after");
    expect(readlinkSync(join(path, "link.svg"))).toBe("a.svg");
    expect(statSync(join(path, "a.svg")).mode & 0o777).toBe(0o640);
  });

  test.skipIf(process.platform === "win32")("is not put in the place of a pipe or a device", () => {
    const path = join(folder(), "pipe");
    execFileSync("env", ["mkfifo", path]);
    const end = openSync(path, "r+");
    checkPlace(path);
    replaceFile(path, "after");
    const read = Buffer.alloc(5);
    readSync(end, read);
    closeSync(end);
    expect(read.toString()).toBe("after");
    expect(statSync(path).isFIFO()).toBe(true);
  });

  test.skipIf(process.getuid?.() === 0)(
    "needs the permission to write it, and to write in its folder",
    () => {
      const path = folder({ "a.svg": "before" });
      chmodSync(join(path, "a.svg"), 0o400);
      expect(() => checkPlace(join(path, "a.svg"))).toThrow("a.svg: permission denied");
      chmodSync(path, 0o500);
      expect(() => checkPlace(join(path, "b.svg"))).toThrow(`permission denied in the folder ${path}`);
      chmodSync(path, 0o700);
    },
  );

  test("needs a folder that exists, and a name that is not a folder's", () => {
    const path = folder({ file: "" });
    const [missing, file] = [join(path, "none"), join(path, "file")];
    expect(() => checkPlace(join(missing, "a.svg"))).toThrow(
      `cannot write ${missing}/a.svg: the folder ${missing} does not exist`,
    );
    expect(() => checkPlace(join(file, "a.svg"))).toThrow(
      `cannot write ${file}/a.svg: ${file} is not a folder`,
    );
    expect(() => checkPlace(join(file, "b", "a.svg"))).toThrow(
      `cannot write ${file}/b/a.svg: the folder ${file}/b does not exist`,
    );
    const long = "n".repeat(300);
    expect(() => checkPlace(join(path, long))).toThrow(`cannot look at ${path}/${long}: ENAMETOOLONG`);
    expect(() => checkPlace(path)).toThrow(`cannot write ${path}: it is a folder`);
    expect(() => checkPlace("")).toThrow("cannot write a file without a name");
    expect(() => checkPlace(join(path, "a.svg"))).not.toThrow();
  });
});
