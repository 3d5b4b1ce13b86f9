import { defineConfig } from "vitest/config";

/** Where to write the results as JSON, for whoever counts them; unset for people. */
const results = process.env.CADENA_TEST_RESULTS;

export default defineConfig({
  ssr: {
    // The packages are tested from their sources. This list replaces the defaults, so it repeats them.
    resolve: { conditions: ["@cadena/source", "module", "node", "development|production"] },
  },
  server: { watch: { ignored: ["**/.generated/**"] } },
  test: {
    include: ["packages/*/test/**/*.test.ts", "test/**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/dist/**", "**/.generated/**"],
    maxWorkers: "100%",
    // No test is about time: a slow or busy machine fails none of them.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: results === undefined ? ["default"] : ["default", ["json", { outputFile: results }]],
    coverage: { provider: "v8", include: ["packages/*/src/**/*.ts"], reporter: ["text", "html"] },
  },
});
