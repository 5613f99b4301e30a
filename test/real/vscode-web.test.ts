/** The packed extension in VS Code for the web: nothing but a browser, and all that needs no machine. */

import { afterAll, beforeAll, expect, it } from "vitest";
import { describeReal } from "./programs.ts";
import { openWebEditor, type WebEditor } from "./vscode-web.ts";
import { LANGUAGE, titled } from "./workbench.ts";

describeReal("the extension in VS Code for the web", ["code-server", "chromium"], () => {
  let code: WebEditor;
  beforeAll(async () => {
    code = await openWebEditor();
  });
  afterAll(() => code?.close());

  it("begins a recipe with a template", async () => {
    await code.command(titled("New Recipe from Template"));
    await code.pick("A program from a distribution's packages.");
    await expect.poll(code.text, { timeout: 60_000 }).toMatch(/^Bootstrap: docker\nFrom: debian/);
    await code.language(LANGUAGE);
  });

  it("tells of the server, which runs in a worker", async () => {
    await expect.poll(code.status, { timeout: 60_000 }).toContain("Apptainer 1.5, with neither ShellCheck");
  });

  it("offers neither builds nor plans, which need a machine", async () => {
    // the server answered
    await code.page.locator(".view-line").getByText("/bin/sh -ex").first().waitFor();
    expect(await code.page.locator(".codelens-decoration").count()).toBe(0);
    const offered = await code.offered(titled(""));
    expect(offered.some((title) => title.includes("New Recipe"))).toBe(true);
    expect(offered.filter((title) => /Build|Plan/.test(title))).toEqual([]);
  });

  it("underlines findings and explains them", async () => {
    await code.goTo(2, 13);
    await code.page.keyboard.press("Shift+End");
    await code.page.keyboard.press("Delete");
    await code.page.locator(".squiggly-warning, .squiggly-error").first().waitFor({ state: "attached" });
    await code.page.locator(".view-line").filter({ hasText: "From:" }).getByText("debian").hover();
    const hover = code.page.locator(".monaco-hover").first();
    await hover.getByText("has no tag and no digest").waitFor();
    await code.page.mouse.move(0, 0);
    await hover.waitFor({ state: "hidden" });
  });

  it("mends a finding", async () => {
    await code.goTo(6, 10);
    await code.page.keyboard.press("End");
    await code.page.keyboard.press("Enter");
    await code.page.keyboard.type("apt-get install curl");
    await code.page.keyboard.press("Escape");
    await code.page.locator(".squiggly-error").first().waitFor({ state: "attached" });
    await code.goTo(7, 10);
    await code.page.keyboard.press("Control+.");
    await code.page.locator(".action-widget").getByText("add -y", { exact: true }).click();
    await expect.poll(code.text, { timeout: 30_000 }).toContain("apt-get install -y curl");
  });

  it("proposes what may stand at a place", async () => {
    await code.goTo(3, 1);
    await code.page.keyboard.type("%la");
    await code.page.locator(".suggest-widget").getByText("%labels").first().waitFor();
  });
});
