/** The templates once more as snippets, for those who type rather than choose: `def-docker` and so on. */

import { readTemplates } from "./templates.ts";

/** What `contributes.snippets` names: the text of a snippets file of VS Code. */
export const snippetsJson = (): string => {
  const entries = readTemplates().map(({ name, description, text }) => {
    const body = text
      .trimEnd()
      .split("\n")
      .map((line) => line.replace(/[\\$}]/g, "\\$&"));
    return [name, { prefix: `def-${name}`, description, body }] as const;
  });
  return `${JSON.stringify(Object.fromEntries(entries), undefined, 2)}\n`;
};
