/**
 * The page of a check in a real browser: it loads nothing, complains of nothing, fits a narrow screen, and its filter and its
 * entries work by keyboard. Where there is no Chromium the tests are skipped, and say so.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { check, derivation, toHTML } from "@cadena/checker";
import { input, matmul, mul, type Node, parameter, square, sub, sum } from "@cadena/graph";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserPath } from "./browser.ts";

const executablePath = browserPath();
if (executablePath === undefined) {
  console.log("test/browser is skipped: no Chromium was found; CHROMIUM_PATH can name one");
}

const squares = derivation({
  id: "squares",
  title: "A linear map and squares",
  dimensions: { n: 3, m: 4 },
  build: ({ n, m }) => {
    const [X, Y] = [input("X", [n, m]), input("Y", [1, m])] as [Node, Node];
    const W: Node = parameter("W", [1, n]);
    const Z = matmul(W, X);
    return { loss: sum(square(sub(Z, Y))), quantities: { X, Y, W, Z } };
  },
})
  .claim("dZ", { formula: ({ Z, Y }) => mul(2, sub(Z, Y)) })
  .claim("dW", { formula: "dZ X^T / 2" });

describe.skipIf(executablePath === undefined)("the page of a check", { timeout: 120_000 }, () => {
  let browser: Browser;
  let folder: string;
  let address: string;
  const complaints: string[] = [];
  const asked: string[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "cadena-"));
    const file = join(folder, "report.html");
    writeFileSync(file, await toHTML(check(squares), { derivations: [squares] }));
    address = `file://${file}`;
    browser = await chromium.launch({ executablePath: executablePath as string, args: ["--no-sandbox"] });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  async function opened(options: Parameters<Browser["newPage"]>[0] = {}): Promise<Page> {
    const page = await browser.newPage(options);
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => complaints.push(message.text()));
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(address);
    return page;
  }

  test("loads nothing, complains of nothing, and shows formulas as mathematics", async () => {
    const page = await opened();
    const heights = await page
      .locator("figure math")
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
    expect(heights.length).toBeGreaterThan(1);
    expect(Math.min(...heights)).toBeGreaterThan(8);
    expect([complaints, asked]).toEqual([[], [address]]);
    await page.close();
  });

  test.each([
    ["light", "rgb(252, 252, 251)"],
    ["dark", "rgb(21, 23, 27)"],
  ] as const)("is %s where that is preferred", async (colorScheme, ground) => {
    const page = await opened({ colorScheme });
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(ground);
    await page.close();
  });

  test("fits a narrow screen", async () => {
    const page = await opened({ viewport: { width: 380, height: 800 } });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(380);
    await page.close();
  });

  test("leads to the claims and opens one, by keyboard alone", async () => {
    const page = await opened();
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("To the claims");
    await page.locator(".claim.good > summary").focus();
    await page.keyboard.press("Enter");
    expect(await page.locator(".claim.good .sides").isVisible()).toBe(true);
    await page.close();
  });

  test("shows the value and the gradient of a node beside it, by keyboard, and by mouse without scripts", async () => {
    const page = await opened();
    const node = page.locator(".picture a", { hasText: "Z" }).first();
    await page.locator(".picture a[tabindex='0']").focus();
    const all = await page.locator(".picture a").count();
    for (let k = 0; k < all && !(await node.evaluate((one) => one === document.activeElement)); k++) {
      await page.keyboard.press("ArrowRight");
    }
    await page.keyboard.press("Enter");
    const card = page.getByRole("dialog", { name: "values of Z" });
    expect(await card.textContent()).toMatch(/Value.*Gradient of/s);
    await page.keyboard.press("Escape");
    expect(await card.count()).toBe(0);
    expect(await node.evaluate((one) => one === document.activeElement)).toBe(true);
    await page.close();
    const context = await browser.newContext({ javaScriptEnabled: false });
    const plain = await context.newPage();
    await plain.goto(address);
    await plain.locator(".picture a", { hasText: "Z" }).first().click();
    expect(await plain.locator("tr:target").isVisible()).toBe(true);
    await context.close();
  });

  test("marks the edit in the formulas, not by colour alone", async () => {
    const page = await opened();
    const look = (selector: string): Promise<string> =>
      page
        .locator(selector)
        .first()
        .evaluate((one) => {
          const { backgroundImage, borderBottomWidth } = getComputedStyle(one);
          return `${backgroundImage.split("(")[0]} ${borderBottomWidth}`;
        });
    expect(await look("math .del")).toBe("linear-gradient 0px");
    expect(await page.locator("figure.repair math").count()).toBe(1);
    await page.close();
  });

  test("shows what is looked for", async () => {
    const page = await opened();
    const shown = (): Promise<number> => page.locator(".claim:visible").count();
    expect(await shown()).toBe(2);
    await page.getByLabel("exact").uncheck();
    expect(await shown()).toBe(1);
    expect(await page.locator(".filter output").textContent()).toBe("1 of 2 claims");
    await page.getByLabel("Search").fill("nothing of this name");
    expect(await shown()).toBe(0);
    expect(await page.locator("section.derivation").isVisible()).toBe(false);
    await page.close();
  });

  test("can be read without scripts", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(address);
    expect(await page.locator(".claim").count()).toBe(2);
    expect(await page.locator(".filter").isVisible()).toBe(false);
    await context.close();
  });

  test("shows on paper what is closed on the screen", async () => {
    const page = await opened();
    expect(await page.locator(".claim.good .certificate").isVisible()).toBe(false);
    await page.emulateMedia({ media: "print" });
    const height = await page
      .locator(".claim.good .certificate")
      .evaluate((one) => one.getBoundingClientRect().height);
    expect(height).toBeGreaterThan(50);
    await page.close();
  });
});
