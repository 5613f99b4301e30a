/** How tests are found and run: every room's `test/`, and what crosses rooms in `test/`. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: [
      "grammar/test/**/*.test.ts",
      "packages/*/test/**/*.test.ts",
      "extension/test/**/*.test.ts",
      "test/**/*.test.ts",
    ],
    testTimeout: 120_000,
    hookTimeout: 300_000,
    // what is waited for comes at once, save on machines that do much else
    expect: { poll: { timeout: 20_000 } },
    maxWorkers: 2,
  },
});
