/** A real Helix, set up as `docs/editors.md` says: findings, fix, rename, formatting, hover, completion, by what stands on its screen. */

import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { MENDED, RECIPE } from "./editor-recipe.ts";
import { installPrograms, removeFolder, setupOf } from "./editor-setup.ts";
import { describeReal, must } from "./programs.ts";
import { openTerminal, type Terminal } from "./terminal.ts";

describeReal("the language server in Helix", ["hx", "tmux", "shellcheck"], () => {
  const folder = mkdtempSync(join(tmpdir(), "deftools-helix-"));
  const said: Record<string, string> = {};
  let terminal: Terminal | undefined;
  afterAll(async () => {
    await terminal?.end(":quit-all!", "Enter");
    await removeFolder(folder);
  });
  beforeAll(async () => {
    mkdirSync(join(folder, "helix"));
    writeFileSync(join(folder, "helix/languages.toml"), setupOf("Helix", "toml"));
    writeFileSync(join(folder, "image.def"), RECIPE);
    const PATH = installPrograms(folder);
    must("chmod", ["-R", "a+rwX", folder]);
    terminal = openTerminal(folder, "hx", ["image.def"], {
      PATH,
      XDG_CONFIG_HOME: folder,
      XDG_CACHE_HOME: folder,
    });
    const { type, shows } = terminal;
    said.findings = await shows("Double quote");

    type("gg", "/install", "Enter", " ", "a");
    said.fixes = await shows("leave recommended packages out");
    type("Enter");
    await shows("install -y curl");

    type("gg", "/VERSION", "Enter", " ", "k");
    said.hover = await shows("Becomes 1.2");
    type(" ", "r");
    await shows("rename-to:");
    type("C-u", "RELEASE", "Enter");
    await shows("{{ RELEASE }}");

    type(":format", "Enter");
    await shows("From: ubuntu:24.04");

    type("gg", "O", "%la");
    said.completion = await shows("%labels");
    // on its own, or it would be Alt with the next key
    type("Escape");
    await shows("NOR");
    type("u", " ", "s");
    said.symbols = await shows("%runscript stage 1");
    type("C-c", ":write", "Enter");
    await shows("written");
  });

  it("shows findings at their lines, ShellCheck's among them", () => {
    expect(said.findings).toMatch(/● +8 +apt-get install curl +"apt-get install" may ask/);
    expect(said.findings).toMatch(/● +12 +exec curl \$URL +Double quote/);
  });
  it("offers fixes", () => {
    expect(said.fixes).toContain("add -y");
  });
  it("shows what an argument becomes", () => {
    expect(said.hover).toContain("build argument VERSION");
  });
  it("proposes sections", () => {
    expect(said.completion).toMatch(/%labels +keyword/);
  });
  it("lists what the stage holds", () => {
    expect(said.symbols).toMatch(/property From +stage 1 /);
  });
  it("mends, renames and formats", () => {
    expect(readFileSync(join(folder, "image.def"), "utf8")).toBe(MENDED);
  });
});
