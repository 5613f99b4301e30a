/** The pure rooms run unchanged in a browser: bundled, in a real headless Chromium, on the whole corpus, equal to Node. */

import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { everythingAbout } from "./browser-entry.ts";
import { chromiumArguments, describeReal, findProgram } from "./programs.ts";

const corpus = resolve(import.meta.dirname, "../corpus");

describeReal("the pure rooms in Chromium", ["chromium"], () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    const bundle = await build({
      entryPoints: [join(import.meta.dirname, "browser-entry.ts")],
      bundle: true,
      write: false,
      format: "iife",
      globalName: "deftools",
      platform: "browser",
      target: "es2024",
    });
    browser = await chromium.launch({
      executablePath: findProgram("chromium") ?? "",
      args: chromiumArguments,
    });
    page = await browser.newPage();
    await page.addScriptTag({ content: bundle.outputFiles[0]?.text ?? "" });
  });
  afterAll(() => browser.close());

  it("say the same as in Node about every recipe of the corpus", async () => {
    const files = globSync("*.def", { cwd: corpus }).sort();
    expect(files.length).toBeGreaterThan(60);
    for (const file of files) {
      const text = readFileSync(join(corpus, file), "utf8");
      const there = await page.evaluate(
        (given) => Reflect.get(globalThis, "deftools").everythingAbout(given),
        text,
      );
      expect(there, file).toBe(everythingAbout(text));
    }
  });
});
