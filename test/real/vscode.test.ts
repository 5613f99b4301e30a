/**
 * The packed extension in a real VS Code, as its user sees it: findings, fixes, completion, rename, outline, build.
 * `DEFTOOLS_PICTURES=FOLDER` has pictures taken; `extension/pictures/` has those of the README.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeReal } from "./programs.ts";
import { openWorkbench, type Workbench } from "./vscode.ts";

const RECIPE = `Bootstrap: docker
From: ubuntu
Stage: devel

%arguments
    VERSION=1.2

%post
    apt-get update
    apt-get install curl
    git clone --branch v{{ VERSION }} https://example.org/tool /root/tool

%runscript
    exec curl $@
`;

describeReal("the extension in VS Code", ["code-server", "chromium"], () => {
  let code: Workbench;
  beforeAll(async () => {
    code = await openWorkbench({ "image.def": RECIPE });
    await code.open("image.def");
  });
  afterAll(() => code?.close());

  const lines = () => code.page.locator(".editor-instance .view-line");
  const text = async (): Promise<string> =>
    (await lines().allInnerTexts()).join("\n").replaceAll("\u00a0", " ");

  it("knows the language by the file's name", async () => {
    await code.page.locator('.statusbar-item[aria-label="Singularity/Apptainer Definition"]').waitFor();
  });

  it("underlines findings and explains them", async () => {
    await code.page.locator(".squiggly-error").first().waitFor({ state: "attached" });
    await lines().filter({ hasText: "From: ubuntu" }).getByText("ubuntu").hover();
    const hover = code.page.locator(".monaco-hover").first();
    await hover.getByText("has no tag and no digest").waitFor();
    expect(await hover.innerText()).toContain("DEF201");
    await code.picture("finding");
    await code.page.mouse.move(0, 0);
    await hover.waitFor({ state: "hidden" });
  });

  it("mends a finding", async () => {
    await code.goTo(10, 10);
    await code.page.keyboard.press("Control+.");
    const menu = code.page.locator(".action-widget").first();
    await menu.waitFor();
    await code.picture("quick-fix-before");
    await menu.getByText("add -y", { exact: true }).click();
    await expect.poll(text, { timeout: 30_000 }).toContain("apt-get install -y curl");
    await code.picture("quick-fix-after");
  });

  it("proposes what may stand at a place", async () => {
    await code.goTo(12, 1);
    await code.page.keyboard.type("%la");
    const proposals = code.page.locator(".suggest-widget");
    await proposals.getByText("%labels").first().waitFor();
    await code.picture("completion");
    await code.page.keyboard.press("Escape");
    for (let typed = 0; typed < "%la".length; typed++) await code.page.keyboard.press("Backspace");
  });

  it("renames an argument wherever it is", async () => {
    await code.goTo(6, 7);
    await code.page.keyboard.press("F2");
    const box = code.page.locator(".rename-box input").first();
    await box.fill("RELEASE");
    await code.picture("rename");
    await box.press("Enter");
    await expect.poll(text, { timeout: 30_000 }).toContain("v{{ RELEASE }}");
    expect(await text()).toContain("RELEASE=1.2");
  });

  it("shows the outline", async () => {
    await code.command("Explorer: Focus on Outline View");
    const outline = code.page.locator(".outline-pane");
    for (const name of ["devel", "Bootstrap", "%arguments", "%post"])
      await outline.getByText(name, { exact: true }).first().waitFor();
    await code.picture("outline");
  });

  it("formats and saves", async () => {
    await code.goTo(15, 1);
    await code.page.keyboard.press("Control+s");
    await expect
      .poll(() => readFileSync(join(code.folder, "image.def"), "utf8"), { timeout: 30_000 })
      .toContain("v{{ RELEASE }}");
  });
});
