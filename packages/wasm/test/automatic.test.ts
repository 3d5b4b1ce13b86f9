import { input, interpreter, mul, Session } from "@cadena/graph";
import { automatic, wasm } from "@cadena/wasm";
import { afterEach, expect, test, vi } from "vitest";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

function told(): { lines: string[]; engine: ReturnType<typeof automatic> } {
  const lines: string[] = [];
  return { engine: automatic((line) => lines.push(line)), lines };
}

test("where WebAssembly runs, it is used and nothing is told", () => {
  expect(told()).toEqual({ engine: wasm, lines: [] });
});

test("without WebAssembly the interpreter runs, and this is told", () => {
  vi.stubGlobal("WebAssembly", undefined);
  const { engine, lines } = told();
  expect(engine).toBe(interpreter);
  expect(lines).toEqual([
    "wasm: there is no WebAssembly here; the interpreter runs instead, many times slower",
  ]);
  const x = input("x", []);
  expect(
    new Session({ engine })
      .compile({ outputs: [mul(x, x)] })
      .run({ x: 3 })[0]
      .item(),
  ).toBe(9);
});

test("where modules are refused, the reason is told", () => {
  vi.spyOn(WebAssembly, "Module").mockImplementation(function refuse() {
    throw new WebAssembly.CompileError("violates the content security policy");
  });
  const { engine, lines } = told();
  expect(engine).toBe(interpreter);
  expect(lines).toEqual([
    "wasm: a module was refused (violates the content security policy); the interpreter runs instead, many times slower",
  ]);
});

test("the console is told once", () => {
  vi.stubGlobal("WebAssembly", undefined);
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  automatic();
  automatic();
  expect(warn).toHaveBeenCalledTimes(1);
});
