/**
 * The packed extension in a real VS Code, as its user sees it: findings, fixes, completion, rename, outline, build.
 * `DEFTOOLS_PICTURES=FOLDER` has pictures taken; `extension/pictures/` has those of the README.
 */

import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
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

/** Builds without network. */
const SCRATCH = `Bootstrap: scratch

%files
    data.txt /data.txt

%labels
    Author A. Scientist
`;

/** A folder with the program `defbuild`, as PATH has it. */
const programFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "deftools-programs-"));
  const program = resolve(import.meta.dirname, "../../packages/defbuild/dist/defbuild.js");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "defbuild"), `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`);
  chmodSync(join(folder, "defbuild"), 0o755);
  return folder;
};

describeReal("the extension in VS Code", ["code-server", "chromium"], () => {
  let code: Workbench;
  let programs: string;
  beforeAll(async () => {
    programs = programFolder();
    const files = {
      "image.def": RECIPE,
      "scratch.def": SCRATCH,
      "data.txt": "hello\n",
      "linker.def": "LIBRARY x\nEXPORTS\n  y\n",
    };
    code = await openWorkbench(files, { "deftools.build.program": join(programs, "defbuild") });
    await code.open("image.def");
  });
  afterAll(async () => {
    await code?.close();
    rmSync(programs, { recursive: true });
  });

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

  it("shows what the engine makes of it, and what a build would do", async () => {
    await code.command("Singularity/Apptainer Definition: Show Engine's View");
    const shown = code.page.locator(".editor-instance").last();
    await expect.poll(() => shown.innerText(), { timeout: 30_000 }).toContain("apptainer");
    await code.picture("engine-view");
    await code.command("View: Close All Editors");
  });

  it("builds, and shows it in the terminal", async () => {
    await code.open("scratch.def");
    await code.page.locator(".codelens-decoration").getByText("Build", { exact: true }).first().click();
    await expect.poll(() => existsSync(join(code.folder, "scratch.sif")), { timeout: 60_000 }).toBe(true);
    await code.page.locator(".terminal-wrapper").first().waitFor();
    await code.picture("build");
  });

  it("shows what keeps an image from being built among the problems", async () => {
    writeFileSync(join(code.folder, "scratch.def"), SCRATCH.replace("data.txt /", "missing.txt /"));
    await code.command("Singularity/Apptainer Definition: Build");
    // the terminal comes to the front when the task starts, so the other view is asked for until it stays
    const problem = code.page.locator(".markers-panel").getByText("missing.txt").first();
    const shown = async (): Promise<boolean> => {
      await code.command("Problems: Focus on Problems View");
      return problem.isVisible();
    };
    await expect.poll(shown, { timeout: 60_000, interval: 1_000 }).toBe(true);
    await code.picture("build-problem");
  });

  it("leaves files of others alone that end alike", async () => {
    await code.open("linker.def");
    await code.page.locator('.statusbar-item[aria-label="Plain Text"]').waitFor();
  });
});
