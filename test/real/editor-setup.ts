/** The set-up of an editor as `docs/editors.md` has people copy it, with the server of this tree in place of the installed one. */

import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { copyProgram } from "./copied-program.ts";

const root = resolve(import.meta.dirname, "../..");

/** The first block of a language below an editor's heading; `between` stands between the words of a command there. */
export const setupOf = (folder: string, editor: string, language: string, between: string): string => {
  const page = readFileSync(resolve(root, "docs/editors.md"), "utf8");
  const [, block] =
    new RegExp(`## ${editor}[\\s\\S]*?\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(page) ?? [];
  if (block === undefined) throw new Error(`docs/editors.md has a block of ${language} for ${editor}`);
  copyProgram(folder, "language-server");
  const words = ["node", "dist/def-language-server.js"].map((path) => JSON.stringify(join(folder, path)));
  return block.replace('"def-language-server"', () => words.join(between));
};
