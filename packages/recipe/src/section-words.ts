/** The words of a section line behind the name: cut at the first `#`, split on blanks, as all consumers in the engine do. */

import type { SectionNode, Word } from "@deftools/grammar";

/** The words of a section's argument, each with its place. */
export const wordsOf = ({ argument }: SectionNode): readonly Word[] => {
  if (argument === undefined) return [];
  const read = argument.text.split("#", 1)[0] ?? "";
  return [...read.matchAll(/\S+/g)].map(({ 0: text, index }) => {
    const start = argument.span.start + index;
    return { text, span: { start, end: start + text.length } };
  });
};
