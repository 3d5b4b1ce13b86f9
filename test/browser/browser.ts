// A page with the engine in a real browser: which browser, the bundle, and a server for both.
import { existsSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import process from "node:process";
import { chromium } from "playwright-core";
import { build } from "vite";
import { root } from "../files.ts";

/** Where Chromium is on most machines. */
const usual = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/snap/bin/chromium",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** The program of a browser: that which CHROMIUM_PATH names, or one at a usual place. */
export function browserPath(): string | undefined {
  const named = process.env.CHROMIUM_PATH;
  return named ?? [chromium.executablePath(), ...usual].find((path) => existsSync(path));
}

/** The page's program with everything that it imports, from the sources. */
export async function bundled(): Promise<string> {
  const made = await build({
    configFile: false,
    logLevel: "silent",
    root,
    resolve: { conditions: ["@cadena/source", "module", "browser", "development|production"] },
    build: {
      write: false,
      minify: false,
      target: "esnext",
      rollupOptions: { input: join(root, "test/browser/page.ts") },
    },
  });
  const output = [made].flat().flatMap((one) => ("output" in one ? one.output : []));
  const chunks = output.flatMap((one) => (one.type === "chunk" ? [one.code] : []));
  if (chunks.length !== 1) throw new Error(`the page was bundled to ${chunks.length} files`);
  return chunks[0] as string;
}

/** A page that nothing else may look into, as shared memory demands it. */
const isolating = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

/** Serves the page, isolated below /isolated and as any other page below /plain. */
export async function serving(program: string): Promise<{ server: Server; address: string }> {
  const server = createServer(({ url = "" }, response) => {
    const isScript = url.endsWith(".js");
    response.writeHead(200, {
      "Content-Type": isScript ? "text/javascript" : "text/html",
      ...(url.startsWith("/isolated") && isolating),
    });
    response.end(isScript ? program : '<!doctype html><script type="module" src="page.js"></script>');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
