/**
 * The WebAssembly engine in a real browser: ops, their derivatives and random graphs within computed error bounds, with
 * and without threads. Where there is no Chromium the tests are skipped, and say so.
 */
import type { Server } from "node:http";
import { type Browser, chromium, type Page as Tab } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserPath, bundled, serving } from "./browser.ts";
import type { Page } from "./page.ts";

const executablePath = browserPath();
if (executablePath === undefined) {
  console.log("test/browser is skipped: no Chromium was found; CHROMIUM_PATH can name one");
}

describe.skipIf(executablePath === undefined)("in a browser", { timeout: 120_000 }, () => {
  let browser: Browser;
  let server: Server;
  let address: string;

  beforeAll(async () => {
    ({ server, address } = await serving(await bundled()));
    browser = await chromium.launch({ executablePath: executablePath as string, args: ["--no-sandbox"] });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  /** Opens the page, and fails with whatever it complains of. */
  async function opened(path: string): Promise<Tab> {
    const tab = await browser.newPage();
    const complaints: string[] = [];
    tab.on("pageerror", (error) => complaints.push(String(error)));
    await tab.goto(`${address}${path}`);
    await tab.waitForFunction(() => "page" in globalThis).catch(() => {});
    expect(complaints).toEqual([]);
    return tab;
  }

  test.each(["float64", "float32"] as const)(
    "all ops with derivatives, and random graphs, agree with the interpreter in %s",
    async (precision) => {
      const tab = await opened("/plain/");
      const [ops, graphs] = await tab.evaluate((name) => {
        const { page } = globalThis as unknown as { page: Page };
        return [page.ops(name), page.graphs(name)] as const;
      }, precision);
      expect([ops.wrong, graphs.wrong]).toEqual([[], []]);
      expect(ops.compared).toBeGreaterThan(900);
      expect(graphs.compared).toBe(70);
      await tab.close();
    },
  );

  const large = (): ReturnType<Page["large"]> => (globalThis as unknown as { page: Page }).page.large();

  test("an isolated page has threads, and gets the same bits from any number of them, waiting or not", async () => {
    const tab = await opened("/isolated/");
    expect(await tab.evaluate(() => globalThis.crossOriginIsolated)).toBe(true);
    expect(await tab.evaluate(large)).toEqual({ threads: 3, because: undefined, same: true });
    await tab.close();
  });

  test("a page that is not isolated has one thread, is told why, and runs the same programs", async () => {
    const tab = await opened("/plain/");
    expect(await tab.evaluate(() => "SharedArrayBuffer" in globalThis)).toBe(false);
    expect(await tab.evaluate(large)).toEqual({
      threads: 1,
      because: "memory cannot be shared here: a page has to be cross-origin isolated",
      same: true,
    });
    await tab.close();
  });
});
