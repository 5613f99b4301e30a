/**
 * The language in a real VS Code with the packed extension, as its user sees it: findings, fixes, completion, navigation, colors, formatting.
 * `DEFTOOLS_PICTURES=FOLDER` has pictures taken; `extension/pictures/` has those of the README.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { describeReal } from "./programs.ts";
import { type Editor, openEditor } from "./vscode.ts";
import { LANGUAGE } from "./workbench.ts";

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

const MINIMAL = "Bootstrap: scratch\n\n%labels\n    Author A. Scientist\n";

/** What else ends in `.def`. */
const FOREIGN = {
  "linker.def": "LIBRARY tool\nEXPORTS\n  run\n",
  "opcodes.def": "/* generated */\nOPCODE(add)\n",
  "encoding.def": "%% a font encoding\n\\ProvidesFile{encoding.def}\n",
};

describeReal("the language in VS Code", ["code-server", "chromium"], () => {
  let code: Editor;
  beforeAll(async () => {
    const files = {
      "image.def": RECIPE,
      Singularity: MINIMAL,
      "Singularity.cuda": MINIMAL,
      Apptainer: "Bootstrap: docker\nFrom: debian\n",
      "empty.def": "",
      "begun.def": "",
      "untidy.def": "bootstrap:scratch\n%labels\n  Author   A. Scientist\n%post\n  apt-get install x\n",
      "notes.txt": "Bootstrap: is a word, too\n",
      ...FOREIGN,
    };
    const ofUser = {
      "[singularity-def]": {
        "editor.formatOnSave": true,
        "editor.codeActionsOnSave": { "source.fixAll.deflint": "explicit" },
      },
    };
    code = await openEditor(files, { ofUser });
    await code.open("image.def");
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail")
      await code.picture(`failed ${task.name.replace(/[^a-z]+/g, "-").slice(0, 30)}`);
  });
  afterAll(() => code?.close());

  const line = (text: string) => code.page.locator(".editor-instance .view-line").filter({ hasText: text });

  it("underlines findings and explains them", async () => {
    await code.page.locator(".squiggly-error").first().waitFor({ state: "attached" });
    await line("From: ubuntu").getByText("ubuntu").hover();
    const hover = code.page.locator(".monaco-hover").first();
    await hover.getByText("has no tag and no digest").waitFor();
    expect(await hover.innerText()).toContain("DEF201");
    await code.picture("finding");
    await code.page.mouse.move(0, 0);
    await hover.waitFor({ state: "hidden" });
  });

  it("leads from a code to the page of its rule", async () => {
    await code.goTo(2, 8);
    // one that stays where the mouse is not
    await code.command("Show or Focus Hover");
    await code.page.locator(".monaco-hover a").getByText("DEF201").click();
    await code.page.locator('.tab.active[data-resource-name="DEF201.md"]').waitFor();
    const page = code.page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
    await page.getByRole("heading", { name: "What it finds" }).waitFor();
    await code.picture("rule-page");
    await page.getByRole("link", { name: "All rules" }).click();
    await page.getByRole("heading", { name: "Rules of deflint" }).waitFor();
    await code.command("View: Close All Editors");
    await code.open("image.def");
  });

  it("finds in files that nobody opened", async () => {
    await code.page.locator('.statusbar-item[id="status.problems"]').click();
    await code.page.locator(".markers-panel").getByText("untidy.def", { exact: true }).first().waitFor();
    await code.command("View: Toggle Panel Visibility");
  });

  it("mends a finding", async () => {
    await code.goTo(10, 10);
    await code.page.keyboard.press("Control+.");
    const menu = code.page.locator(".action-widget").first();
    await menu.waitFor();
    await code.picture("quick-fix-before");
    await menu.getByText("add -y", { exact: true }).click();
    await expect.poll(code.text, { timeout: 30_000 }).toContain("apt-get install -y curl");
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
    await expect.poll(code.text, { timeout: 30_000 }).toContain("v{{ RELEASE }}");
    expect(await code.text()).toContain("RELEASE=1.2");
  });

  it("counts no finding twice where a file is compared with what is saved", async () => {
    const label = () => code.page.locator('.statusbar-item[id="status.problems"]').getAttribute("aria-label");
    const count = async () =>
      [...((await label()) ?? "").matchAll(/\d+/g)].reduce((sum, [number]) => sum + Number(number), 0);
    const before = await count();
    await code.command("File: Compare Active File with Saved");
    await code.page.locator(".monaco-diff-editor .squiggly-warning").first().waitFor({ state: "attached" });
    await code.page.keyboard.press("Control+End");
    await code.page.keyboard.type("%setup");
    // a finding more; those of the saved text would be there by now
    await expect.poll(count, { timeout: 30_000 }).toBe(before + 1);
    for (let typed = 0; typed < "%setup".length; typed++) await code.page.keyboard.press("Backspace");
    await code.command("View: Close Editor");
  });

  it("goes to the definition, and shows the references that a lens counts", async () => {
    await code.goTo(11, 30);
    await code.page.keyboard.press("F12");
    await code.page.locator('.statusbar-item[aria-label^="Ln 6, Col 5"]').waitFor();
    await code.lens("1 reference").click();
    const peek = code.page.locator(".reference-zone-widget");
    await peek.locator(".ref-tree").getByText("{{ RELEASE }}").waitFor();
    await code.page.keyboard.press("Escape");
    await peek.waitFor({ state: "hidden" });
  });

  it("colors by meaning, the shell in scripts included", async () => {
    await code.goTo(10, 6);
    await code.command("Developer: Inspect Editor Tokens and Scopes");
    const inspected = code.page.locator(".token-inspect-widget");
    await inspected.getByText("semantic token type").waitFor();
    const text = await inspected.innerText();
    expect(text).toMatch(/^apt-get/);
    expect(text).toMatch(/language\tshellscript/);
    expect(text).toMatch(/semantic token type\tfunction/);
    expect(text).toContain("meta.embedded.block.shell");
    await code.page.keyboard.press("Escape");
  });

  it("shows the outline", async () => {
    await code.command("Explorer: Focus on Outline View");
    const outline = code.page.locator(".outline-pane");
    for (const name of ["devel", "Bootstrap", "From", "%arguments"])
      await outline.getByText(name, { exact: true }).first().waitFor();
    await code.picture("outline");
    await code.command("View: Show Explorer");
  });

  it("formats and mends what is saved", async () => {
    await code.open("untidy.def");
    await code.goTo(3, 30);
    await code.page.keyboard.type("s");
    await code.page.keyboard.press("Control+s");
    const saved = () => readFileSync(join(code.folder, "untidy.def"), "utf8");
    await expect
      .poll(saved, { timeout: 30_000 })
      .toBe("Bootstrap: scratch\n\n%labels\n  Author A. Scientists\n\n%post\n  apt-get install -y x\n");
  });

  it("takes snippets", async () => {
    await code.open("empty.def");
    await code.page.keyboard.press("Control+1");
    await code.page.keyboard.type("def");
    await code.page
      .locator(".suggest-widget .monaco-list-row")
      .filter({ hasText: "def-docker" })
      .first()
      .click();
    await expect.poll(code.text, { timeout: 30_000 }).toMatch(/^Bootstrap: docker\nFrom: debian/);
    expect(await code.text()).toContain('exec curl "$@"');
  });

  it("asks at once for what comes behind a key", async () => {
    await code.open("begun.def");
    await code.page.keyboard.press("Control+1");
    await code.page.keyboard.type("Boo");
    const proposals = code.page.locator(".suggest-widget .monaco-list-row");
    await proposals.filter({ hasText: "Bootstrap" }).first().click();
    await proposals.filter({ hasText: "localimage" }).first().waitFor();
    await code.page.keyboard.press("Escape");
  });

  it.each(["Singularity", "Singularity.cuda", "Apptainer"])("knows %s by its name", async (name) => {
    await code.open(name);
    await code.language(LANGUAGE);
  });

  it.each([...Object.keys(FOREIGN), "notes.txt"])("leaves %s to others", async (name) => {
    await code.open(name);
    await code.language("Plain Text");
  });
});
