/** The traps of `docs/traps.md`: each a recipe, what the engine does with it, and what `deflint` says. */

import { readFileSync } from "node:fs";
import { resolve } from "node:path";

/** One section of the page. */
export interface Trap {
  readonly title: string;
  readonly recipe: string;
  /** Commands, and what each prints. */
  readonly transcript: readonly { readonly command: string; readonly output: string }[];
  /** Lines of `deflint --format compact`; it may say more. */
  readonly findings: readonly string[];
}

/** The base image that the page names; the engine is given one made on the spot. */
export const BASE = "Bootstrap: docker\nFrom: debian:12\n";

/** All traps, in the order of the page. */
export const readTraps = (): readonly Trap[] =>
  readFileSync(resolve(import.meta.dirname, "../docs/traps.md"), "utf8")
    .split(/^## /m)
    .slice(1)
    .map((section) => ({
      title: section.split("\n", 1)[0] ?? "",
      recipe: block(section, "singularity"),
      transcript: block(section, "console")
        .split(/^\$ /m)
        .slice(1)
        .map((entry) => {
          const [command = "", ...output] = entry.split("\n");
          return { command, output: output.join("\n") };
        }),
      findings: block(section, "text").split("\n").filter(Boolean),
    }));

/** @throws Error when the section has no such block */
const block = (section: string, language: string): string => {
  const found = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "ms").exec(section)?.[1];
  if (found === undefined) throw new Error(`no ${language} block in "${section.slice(0, 60)}"`);
  return found;
};
