/** The templates of new recipes, as the commands and the snippets want them: in a browser no folder can be listed. */

import { globSync, readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import type { Template } from "./src/new-recipe.ts";

/** Every template, by name. */
export const readTemplates = (): readonly Template[] => {
  const folder = resolve(import.meta.dirname, "templates");
  return globSync("*.def", { cwd: folder })
    .sort()
    .map((file) => {
      const [first = "", ...rest] = readFileSync(resolve(folder, file), "utf8").split("\n");
      return { name: basename(file, ".def"), description: first.replace(/^# /, ""), text: rest.join("\n") };
    });
};
