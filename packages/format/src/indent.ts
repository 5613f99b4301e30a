/** How far the lines of `%files` and `%labels` go in: as far as the file's own scripts do, so that it looks of one piece. */

import type { DefinitionFile, SectionNode } from "@deftools/grammar";

/** As the examples of the Apptainer user guide have it. */
const FALLBACK = "    ";
/** Deeper is alignment with something. */
const INDENTS = /^(?: {0,8}|\t)$/;

/** What most scripts put before their first line; where they put nothing, what the sections with lines do. */
export const usualIndent = ({ text, stages }: DefinitionFile): string => {
  const sections = stages.flatMap((stage) => stage.sections);
  const withLines = sections.filter(({ content }) => "lines" in content || "pairs" in content);
  const scripts = sections.filter(({ content }) => content.kind === "script");
  return mostUsed(text, scripts) || (mostUsed(text, withLines) ?? FALLBACK);
};

/** Of equals the deeper; absent when nothing looks like an indentation. */
const mostUsed = (text: string, sections: readonly SectionNode[]): string | undefined => {
  const votes = new Map<string, number>();
  for (const section of sections) {
    const indent = indentOf(text, section);
    if (indent !== undefined) votes.set(indent, (votes.get(indent) ?? 0) + 1);
  }
  const ranked = [...votes].sort(([a, m], [b, n]) => n - m || b.length - a.length || (a < b ? -1 : 1));
  return ranked[0]?.[0];
};

/** What stands before the first line of a body that is neither blank nor a comment, when it looks like an indentation. */
const indentOf = (text: string, { body }: SectionNode): string | undefined => {
  const found = /^([ \t]*)[^#\s]/m.exec(text.slice(body.start, body.end))?.[1];
  return found !== undefined && INDENTS.test(found) ? found : undefined;
};
