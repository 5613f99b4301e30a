/**
 * What the extension does beside the language, in a real VS Code: restricted mode and trust, builds, plans, templates, status, settings, the
 * walkthrough, and the server's ends and beginnings. `DEFTOOLS_PICTURES=FOLDER` has pictures taken.
 */

import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { makeDashTree } from "./dash-base.ts";
import { describeReal } from "./programs.ts";
import { type Editor, openEditor } from "./vscode.ts";
import { titled } from "./workbench.ts";

/** Builds and runs without network: its programs are those of this machine. */
const RECIPE = `Bootstrap: scratch

%files
    tree/* /

%labels
    Author A. Scientist

%test
    echo "all is well"
`;

/** One build with arguments of its own. */
const TASK = { type: "deftools", recipe: "image.def", arguments: ["--compression", "zstd"] };

const programs = mkdtempSync(join(tmpdir(), "deftools-programs-"));
const marker = join(programs, "own-server-ran");

/** A program of that name, as PATH would have it, that runs one of ours. */
const programOf = (name: string, ours: string, before = ""): string => {
  const path = join(programs, name);
  const script = resolve(import.meta.dirname, "../../packages", ours);
  writeFileSync(path, `#!/bin/sh\n${before}exec "${process.execPath}" "${script}" "$@"\n`);
  chmodSync(path, 0o755);
  return path;
};

describeReal("commands in VS Code", ["code-server", "chromium", "shellcheck"], () => {
  let code: Editor;
  beforeAll(async () => {
    const defbuild = programOf("defbuild", "defbuild/dist/defbuild.js");
    const ownServer = programOf(
      "own-server",
      "language-server/dist/def-language-server.js",
      `: > "${marker}"\n`,
    );
    const files = {
      "image.def": RECIPE,
      ".vscode/settings.json": JSON.stringify({ "deftools.server.path": ownServer }),
      ".vscode/tasks.json": JSON.stringify({ version: "2.0.0", tasks: [TASK] }),
    };
    const ofUser = {
      "security.workspace.trust.enabled": true,
      "security.workspace.trust.startupPrompt": "never",
      "security.workspace.trust.banner": "never",
    };
    code = await openEditor(files, { ofUser, ofMachine: { "deftools.build.program": defbuild } });
    makeDashTree(join(code.folder, "tree"));
    await code.open("image.def");
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail")
      await code.picture(`failed ${task.name.replace(/[^a-z]+/g, "-").slice(0, 30)}`);
  });
  afterAll(async () => {
    await code?.close();
    rmSync(programs, { recursive: true });
  });

  const status = () => expect.poll(code.status, { timeout: 30_000 });
  const image = () => join(code.folder, "image.sif");
  const notice = (text: string) => code.page.locator(".notification-toast").filter({ hasText: text });

  it("tells in the status bar which engine is assumed, and of ShellCheck", async () => {
    await status().toMatch(/: Apptainer 1\.5, with ShellCheck \d/);
  });

  it("runs nothing of a folder that nobody trusts, and offers to trust it", async () => {
    expect(code.servers()).toHaveLength(1);
    await code.command(titled("Build Image"));
    await notice("in trusted workspaces only").getByText("Manage Workspace Trust").click();
    await code.page
      .locator(".workspace-trust-editor")
      .getByRole("button", { name: "Trust", exact: true })
      .click();
    // what the folder's settings name runs now
    await expect.poll(() => existsSync(marker), { timeout: 30_000 }).toBe(true);
    await code.command("View: Close All Editors");
    expect(existsSync(image())).toBe(false);
  });

  it("starts its own server again, as settings say", async () => {
    writeFileSync(join(code.folder, ".vscode/settings.json"), '{ "deftools.engine": "singularity-ce-4.3" }');
    await expect.poll(code.servers, { timeout: 30_000 }).toHaveLength(1);
    await code.open("image.def");
    await status().toContain("SingularityCE 4.3");
  });

  it("starts the server again when it is asked to, and when it broke down", async () => {
    const [first] = code.servers();
    await code.command(titled("Restart Language Server"));
    await expect.poll(() => code.servers()[0] ?? first, { timeout: 30_000 }).not.toBe(first);
    await status().toContain("SingularityCE 4.3");
    const [second = 0] = code.servers();
    process.kill(second, "SIGKILL");
    await expect.poll(() => code.servers()[0] ?? second, { timeout: 30_000 }).not.toBe(second);
    await status().toContain("SingularityCE 4.3");
  });

  it("shows what the engine makes of a recipe", async () => {
    await code.command(titled("Show Engine's View"));
    await code.page.locator(".tab").getByText("image.def (engine's view)").waitFor();
    await code.page.locator(".view-line").getByText('"singularity-ce-4.3"').waitFor();
    await code.picture("engine-view");
    await code.command("View: Close Other Editors in Group");
  });

  it("shows what a build would do", async () => {
    await code.command(titled("Show Build Plan"));
    await code.page.locator(".tab").getByText("image.def (build plan)").waitFor();
    await code.page.locator(".view-line").getByText("tree/* to /").waitFor();
  });

  it("builds by the lens, and shows it in the terminal", async () => {
    await code.command("View: Close All Editors");
    await code.open("image.def");
    await code.lens("Build").click();
    await expect.poll(() => existsSync(image()), { timeout: 60_000 }).toBe(true);
    await code.page.locator(".terminal-wrapper").getByText("built").first().waitFor();
    await code.page.locator('.explorer-viewlet .monaco-list-row[aria-label^="image.sif"]').waitFor();
    await code.picture("build");
  });

  it("offers builds in the title of the editor and in the explorer, and recipes among new files", async () => {
    await code.page.locator('.editor-actions [aria-label^="Build Image"]').first().waitFor();
    const row = code.page.locator('.explorer-viewlet .monaco-list-row[aria-label^="image.def"]');
    await row.click({ button: "right" });
    await code.page.locator(".monaco-menu").getByText("Build Image and Run %test").waitFor();
    await code.page.keyboard.press("Escape");
    await code.command("Create: New File...");
    await code.page.locator(".quick-input-widget").getByText("Recipe for Singularity/Apptainer").waitFor();
    await code.page.keyboard.press("Escape");
  });

  it("builds and runs %test", async () => {
    rmSync(image());
    await code.command(titled("Build Image and Run %test"));
    await code.page.locator(".terminal-wrapper").getByText("all is well").waitFor();
    expect(existsSync(image())).toBe(true);
  });

  it("builds as tasks.json says", async () => {
    rmSync(image());
    await code.command("Tasks: Run Build Task");
    await code.pick("build image.def --compression zstd");
    await expect.poll(() => existsSync(image()), { timeout: 60_000 }).toBe(true);
  });

  it("shows what keeps an image from being built among the problems", async () => {
    writeFileSync(join(code.folder, "image.def"), RECIPE.replace("tree/* /", "missing.txt /"));
    await code.command(titled("Build Image"));
    // the terminal comes to the front when the task starts, so the other view is asked for until it stays
    const problem = code.page.locator(".markers-panel").getByText("missing.txt").first();
    const shown = async (): Promise<boolean> => {
      await code.command("Problems: Focus on Problems View");
      return problem.isVisible();
    };
    await expect.poll(shown, { timeout: 60_000, interval: 1_000 }).toBe(true);
    await code.picture("build-problem");
  });

  it("tells that the program is missing, and where it is set", async () => {
    code.setOnMachine({ "deftools.build.program": "/nowhere/defbuild" });
    const told = notice('no program "/nowhere/defbuild"');
    const tried = async (): Promise<boolean> => {
      await code.command(titled("Build Image"));
      return told.isVisible();
    };
    await expect.poll(tried, { timeout: 30_000, interval: 1_000 }).toBe(true);
    await told.getByText("Settings", { exact: true }).first().click();
    await code.page.locator(".settings-editor").getByText("the program that builds images").waitFor();
  });

  it("shows its settings", async () => {
    await code.page.locator(".settings-editor .monaco-editor").first().click();
    await code.page.keyboard.press("Control+a");
    await code.page.keyboard.insertText("@ext:deftools.deftools-vscode profile");
    await code.page.locator(".settings-editor").getByText("Which rules run where no").waitFor();
    await code.page.keyboard.press("Escape");
    await code.page.keyboard.press("Escape");
  });

  it("begins a recipe with a template, from the walkthrough", async () => {
    await code.command("Welcome: Open Walkthrough...");
    await code.pick("Singularity and Apptainer definition files");
    await code.page.locator(".gettingStartedContainer").getByText("New Recipe from Template").click();
    await code.pick("A program from a distribution's packages.");
    await expect.poll(code.text, { timeout: 30_000 }).toMatch(/^Bootstrap: docker\nFrom: debian/);
    await code.lens("Run %test").waitFor();
  });
});
