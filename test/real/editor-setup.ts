/** The set-up of an editor as `docs/editors.md` has people copy it, and the programs of this tree where it finds them: on PATH. */

import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { copyProgram } from "./copied-program.ts";
import { processesWith } from "./processes.ts";

const root = resolve(import.meta.dirname, "../..");

/** The plugin for Vim and Neovim. */
export const vimPlugin = join(root, "editors/vim");

/** The first block of a language below a heading. */
export const setupOf = (heading: string, language: string): string => {
  const page = readFileSync(resolve(root, "docs/editors.md"), "utf8");
  const [, block] =
    new RegExp(`\n##+ ${heading}\n[\\s\\S]*?\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(page) ?? [];
  if (block === undefined) throw new Error(`docs/editors.md has a block of ${language} below "${heading}"`);
  return block;
};

/** Puts the language server, `deflint` and `deffmt` below a folder; returns the PATH that has them. */
export const installPrograms = (folder: string): string => {
  copyProgram(folder, "language-server", "deflint");
  mkdirSync(join(folder, "bin"));
  for (const name of ["def-language-server", "deflint", "deffmt"]) {
    const words = ["node", `dist/${name}.js`].map((path) => `'${join(folder, path)}'`);
    writeFileSync(join(folder, "bin", name), `#!/bin/sh\nexec ${words.join(" ")} "$@"\n`, { mode: 0o755 });
  }
  return [join(folder, "bin"), process.env.PATH].join(delimiter);
};

/** Removes such a folder, as soon as the language server has seen that its editor is gone. */
export const removeFolder = async (folder: string): Promise<void> => {
  while (processesWith(join(folder, "dist/def-language-server.js")).length > 0) await setTimeout(50);
  rmSync(folder, { recursive: true });
};
