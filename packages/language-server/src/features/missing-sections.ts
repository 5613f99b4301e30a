/** Sections that an image should have and has not. */

import { type SectionType, section } from "@deftools/grammar";
import type { Recipe } from "@deftools/recipe";
import type { CodeAction } from "./code-action.ts";
import { lineEndOf } from "./line-end.ts";

/** What to begin with. */
const bodies: readonly { readonly name: SectionType; readonly body: readonly string[] }[] = [
  { name: "labels", body: ["    Author ", "    Version "] },
  { name: "runscript", body: ['    exec "$@"'] },
  { name: "test", body: ["    set -e"] },
  { name: "help", body: ["    "] },
];

/** One offer per section that the last stage lacks: it is put at the end of the file. */
export const missingSections = ({ file: { text }, stages }: Recipe): readonly CodeAction[] => {
  const last = stages.at(-1);
  if (!last || last.node.header.entries.length === 0) return [];
  const lineEnd = lineEndOf(text);
  const end = text.trimEnd().length;
  return bodies
    .filter(({ name }) => !last.sections.some(({ type }) => type === name))
    .map(({ name, body }) => ({
      kind: "rewrite",
      title: `add %${name}: ${summaryOf(name)}`,
      edits: [
        {
          span: { start: end, end: text.length },
          text: ["", "", `%${name}`, ...body, ""].join(lineEnd),
        },
      ],
    }));
};

/** The first sentence of its documentation, without markup. */
const summaryOf = (name: SectionType): string =>
  (section(name)?.doc ?? "").split(/[.,:;](?:\s|$)/, 1)[0]?.replaceAll("`", "") ?? "";
