/** The comments of a stage: of its header, its section lines, its scripts, and its lists of files, labels and arguments. */

import type { HeaderNode, SectionNode } from "@deftools/grammar";
import type { Stage } from "@deftools/recipe";
import { type Span, textAt } from "@deftools/text";

/** Each from its `#` to its line's end, in file order. */
export const commentsOf = (text: string, { node, scripts }: Stage): readonly Span[] => [
  ...headerComments(node.header),
  ...node.sections.flatMap((section) => {
    const script = scripts.find((each) => each.node === section);
    const isShell = script !== undefined && script.dialect !== "other";
    return [...behindSection(section), ...(isShell ? script.tree.comments : lineComments(text, section))];
  }),
];

/** Lines of their own, and what follows values. */
const headerComments = ({ comments, entries }: HeaderNode): readonly Span[] =>
  [...comments, ...entries.flatMap(({ comment }) => comment ?? [])].sort((a, b) => a.start - b.start);

/** Engines cut the arguments of a section at the first `#`. */
const behindSection = ({ argument }: SectionNode): readonly Span[] => {
  const at = argument?.text.indexOf("#") ?? -1;
  return argument && at !== -1 ? [{ start: argument.span.start + at, end: argument.span.end }] : [];
};

/** A line that begins with `#`, in scripts of other languages, too; `%help` is all text. */
const lineComments = (text: string, { body, content }: SectionNode): readonly Span[] =>
  content.kind === "text" || content.kind === "unknown"
    ? []
    : [...textAt(text, body).matchAll(/^[ \t]*(#.*)$/gm)].map((match) => {
        const start = body.start + match.index;
        return { start: start + match[0].indexOf("#"), end: start + match[0].trimEnd().length };
      });
