/** The set-up of an editor as `docs/editors.md` has people copy it, with the server of this tree in place of the installed one. */

import { readFileSync } from "node:fs";
import { resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");

/** The first block of a language below an editor's heading; `between` stands between the words of a command there. */
export const setupOf = (editor: string, language: string, between: string): string => {
  const page = readFileSync(resolve(root, "docs/editors.md"), "utf8");
  const [, block] =
    new RegExp(`## ${editor}[\\s\\S]*?\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(page) ?? [];
  if (block === undefined) throw new Error(`docs/editors.md has a block of ${language} for ${editor}`);
  const command = [process.execPath, resolve(root, "packages/language-server/dist/def-language-server.js")];
  return block.replace('"def-language-server"', () =>
    command.map((word) => JSON.stringify(word)).join(between),
  );
};
