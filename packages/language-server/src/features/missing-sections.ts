/** Sections that an image should have and has not. */

import type { SectionType } from "@deftools/grammar";
import type { Recipe } from "@deftools/recipe";
import type { CodeAction } from "./code-action.ts";
import { lineEndOf } from "./line-end.ts";

/** What each is for, and what to begin with, in the notation of snippets. */
const bodies: readonly {
  readonly name: SectionType;
  readonly purpose: string;
  readonly body: readonly string[];
}[] = [
  {
    name: "labels",
    purpose: "who made the image, and its version",
    body: ["    Author ${1:name}", "    Version ${2:1.0}"],
  },
  { name: "runscript", purpose: "what the image does when it is run", body: ['    exec "\\$@"'] },
  { name: "test", purpose: "a check that the image works", body: ["    set -e"] },
  { name: "help", purpose: "what its users should know", body: ["    ${1:How to use it}"] },
];

/** One offer per section that the last stage lacks: it is put at the end of the file. */
export const missingSections = ({ file: { text }, stages }: Recipe): readonly CodeAction[] => {
  const last = stages.at(-1);
  if (!last || last.node.header.entries.length === 0) return [];
  const lineEnd = lineEndOf(text);
  const end = text.trimEnd().length;
  return bodies
    .filter(({ name }) => !last.sections.some(({ type }) => type === name))
    .map(({ name, purpose, body }) => {
      const snippet = ["", "", `%${name}`, ...body, ""].join(lineEnd);
      return {
        kind: "rewrite",
        title: `add %${name}: ${purpose}`,
        edits: [{ span: { start: end, end: text.length }, text: withoutPlaces(snippet), snippet }],
      };
    });
};

/** What is written where nobody fills in. */
const withoutPlaces = (snippet: string): string =>
  snippet.replace(/\$\{\d:[^}]*\}/g, "").replaceAll("\\$", "$");
