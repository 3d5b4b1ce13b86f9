/** Each numbered example runs to its end. */
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { filesBelow, root } from "./files.ts";

const LIMIT = 60_000;

afterEach(() => vi.restoreAllMocks());

describe("examples", () => {
  const examples = filesBelow("examples", ".ts").filter(
    (file) => /\/\d[^/]*$/.test(file) && !file.endsWith(".test.ts"),
  );

  // A describe without a test is an error.
  test("are files", () => expect(examples).toEqual([...new Set(examples)]));

  for (const example of examples) {
    test(example, { timeout: LIMIT }, async () => {
      const printed: unknown[][] = [];
      for (const method of ["log", "info", "warn", "error", "table"] as const) {
        vi.spyOn(console, method).mockImplementation((...values: unknown[]) => {
          printed.push(values);
        });
      }
      for (const stream of [process.stdout, process.stderr]) {
        vi.spyOn(stream, "write").mockImplementation((chunk: string | Uint8Array) => {
          printed.push([chunk]);
          return true;
        });
      }
      const status = process.exitCode;
      try {
        await import(/* @vite-ignore */ join(root, example));
        expect(process.exitCode, `${example} sets its exit status`).toBe(status);
      } catch (error) {
        const text = printed.map((values) => values.map(String).join(" ")).join("\n");
        throw new Error(`${example} failed${text === "" ? "" : ` after printing\n${text}`}`, {
          cause: error,
        });
      } finally {
        process.exitCode = status;
      }
    });
  }
});
