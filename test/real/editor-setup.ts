/** The set-up of an editor as `docs/editors.md` has people copy it, with the server of this tree in place of the installed one. */

import { copyFileSync, cpSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");

/** The server and Node in a folder of the test's: this tree may lie where another user, as whom the editor runs, has no access. */
const serverIn = (folder: string): readonly string[] => {
  const node = join(folder, "node");
  copyFileSync(process.execPath, node);
  cpSync(resolve(root, "packages/language-server/dist"), join(folder, "server"), { recursive: true });
  return [node, join(folder, "server/def-language-server.js")];
};

/** The first block of a language below an editor's heading; `between` stands between the words of a command there. */
export const setupOf = (folder: string, editor: string, language: string, between: string): string => {
  const page = readFileSync(resolve(root, "docs/editors.md"), "utf8");
  const [, block] =
    new RegExp(`## ${editor}[\\s\\S]*?\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(page) ?? [];
  if (block === undefined) throw new Error(`docs/editors.md has a block of ${language} for ${editor}`);
  const words = serverIn(folder).map((word) => JSON.stringify(word));
  return block.replace('"def-language-server"', () => words.join(between));
};
