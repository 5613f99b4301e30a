/** A real Vim with ALE, set up as `docs/editors.md` says: findings, fix, rename, formatting, hover, completion, by what stands on its screen. */

import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { MENDED, RECIPE } from "./editor-recipe.ts";
import { installPrograms, removeFolder, setupOf, vimPlugin } from "./editor-setup.ts";
import { describeReal } from "./programs.ts";
import { openTerminal, type Terminal } from "./terminal.ts";

describeReal(
  "the language server in Vim with ALE",
  ["vim", "/usr/share/doc/vim-ale", "tmux", "shellcheck"],
  () => {
    const folder = mkdtempSync(join(tmpdir(), "deftools-vim-"));
    const said: Record<string, string> = {};
    let terminal: Terminal | undefined;
    afterAll(async () => {
      await terminal?.end(":quitall!", "Enter");
      await removeFolder(folder);
    });
    beforeAll(async () => {
      cpSync(vimPlugin, join(folder, ".vim/pack/deftools/start/deftools"), { recursive: true });
      const others = "source $VIMRUNTIME/defaults.vim\npackadd! ale\n";
      writeFileSync(join(folder, ".vimrc"), others + setupOf("ALE", "vim"));
      writeFileSync(join(folder, "image.def"), RECIPE);
      terminal = openTerminal(folder, "vim", ["image.def"], { PATH: installPrograms(folder) });
      const { type, shows } = terminal;
      said.findings = await shows("Double quote");

      type("/install", "Enter", ":ALECodeAction", "Enter");
      said.fixes = await shows("empty cancels");
      type("1", "Enter");
      await shows("install -y curl");

      type("gg", "/VERSION", "Enter", ":ALEHover", "Enter");
      said.hover = await shows("Becomes `1.2`");
      type(":pclose", "Enter", ":ALERename", "Enter");
      await shows("New name: VERSION");
      type("C-u", "RELEASE", "Enter");
      await shows("{{ RELEASE }}");
      type(":ALEFix", "Enter");
      await shows("From: ubuntu");

      type("2GoRegi", "C-x", "C-o");
      said.completion = await shows("Registry: ");
      type("Escape");
      await shows(/^(?![\s\S]*-- (INSERT|Omni))/);
      type("u", ":write", "Enter");
      await shows("written");
    });

    it("shows findings at their lines, ShellCheck's among them", () => {
      expect(said.findings).toMatch(/apt-get install curl > .*"apt-get in/);
      expect(said.findings).toMatch(/exec curl \$URL > Double quote/);
    });
    it("offers fixes", () => {
      expect(said.fixes).toContain("1) add -y");
    });
    it("shows what an argument becomes", () => {
      expect(said.hover).toContain("**build argument** `VERSION`");
    });
    it("proposes header keywords", () => {
      expect(said.completion).toContain("Registry: ");
    });
    it("mends, renames and formats", () => {
      expect(readFileSync(join(folder, "image.def"), "utf8")).toBe(MENDED);
    });
  },
);
