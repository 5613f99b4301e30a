/** A real nano, set up as `docs/editors.md` says: its colors, findings by `deflint`, formatting by `deffmt`. */

import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { RECIPE } from "./editor-recipe.ts";
import { installPrograms, removeFolder, setupOf } from "./editor-setup.ts";
import { describeReal, must } from "./programs.ts";
import { openTerminal, type Terminal } from "./terminal.ts";

const COLORED = `‹green›Bootstrap:‹magenta› docker
‹green›From:‹›   ubuntu:24.04

‹blue›%arguments
‹›    VERSION=1.2

‹blue›%post
‹›    apt-get install curl
    ‹green›if‹› true; ‹green›then‹› echo ‹magenta›{{ VERSION }}‹› ‹yellow›"a ‹red›$HOME‹yellow›"‹›; ‹green›fi

‹blue›%runscript
‹›    exec curl ‹red›$URL

‹blue›%help
‹›    Serve ‹green›for‹› it.
`;

/** nano looks for the home of root in passwd(5), but an ordinary user's where HOME says. */
const nano = process.getuid?.() === 0 ? ["setpriv", "--reuid=65534", "--clear-groups", "nano"] : ["nano"];

describeReal("recipes in nano", ["nano", "tmux"], () => {
  const folder = mkdtempSync(join(tmpdir(), "deftools-nano-"));
  const said: Record<string, string> = {};
  let terminal: Terminal | undefined;
  afterAll(async () => {
    await terminal?.end("C-x");
    await removeFolder(folder);
  });
  beforeAll(async () => {
    const syntax = resolve(import.meta.dirname, "../../editors/nano/singularity-def.nanorc");
    cpSync(syntax, join(folder, ".nano/singularity-def.nanorc"));
    writeFileSync(join(folder, ".nanorc"), setupOf("nano", "nanorc"));
    writeFileSync(join(folder, "image.def"), RECIPE);
    const PATH = installPrograms(folder);
    must("chmod", ["-R", "a+rwX", folder]);
    const [program = "", ...args] = [...nano, "image.def"];
    terminal = openTerminal(folder, program, args, { PATH });
    const { type, shows, colors } = terminal;
    await shows("Read 15 lines");
    said.colors = colors();
    type("M-b");
    said.findings = await shows("Next Linter message");
    type("C-c");
    await shows("Execute");
    type("M-f");
    await shows("Buffer has been processed");
    type("C-s");
    await shows("Wrote 15 lines");
  });

  it("tells headers, sections, placeholders and shell apart", () => {
    expect(said.colors).toContain(COLORED);
  });
  it("shows findings", () => {
    expect(said.findings).toMatch(/error DEF701 .*may ask a question/);
  });
  it("formats", () => {
    expect(readFileSync(join(folder, "image.def"), "utf8")).toBe(RECIPE.replace("From:   ", "From: "));
  });
});
