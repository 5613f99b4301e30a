/** The templates once more as snippets, for those who type rather than choose: `def-docker` and so on. */

import { globSync, readFileSync } from "node:fs";
import { basename, resolve } from "node:path";

/** What `contributes.snippets` names: the text of a snippets file of VS Code. */
export const snippetsJson = (): string => {
  const folder = resolve(import.meta.dirname, "templates");
  const entries = globSync("*.def", { cwd: folder })
    .sort()
    .map((file) => {
      const [first = "", ...rest] = readFileSync(resolve(folder, file), "utf8").trimEnd().split("\n");
      const name = basename(file, ".def");
      const body = rest.map((line) => line.replace(/[\\$}]/g, "\\$&"));
      return [name, { prefix: `def-${name}`, description: first.replace(/^# /, ""), body }] as const;
    });
  return `${JSON.stringify(Object.fromEntries(entries), undefined, 2)}\n`;
};
