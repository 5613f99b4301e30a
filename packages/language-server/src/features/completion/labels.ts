/** Proposals in `%labels`: keys that tools and people look for. */

import type { SectionNode } from "@deftools/grammar";
import { labelKeys } from "../label-keys.ts";
import { type Completion, wordAt } from "./completion.ts";

/** The keys that the section has not yet, while the first word of a line is written. */
export const labelCompletions = (
  text: string,
  { content }: SectionNode,
  lineStart: number,
  offset: number,
): readonly Completion[] => {
  const opening = /^[ \t]*(?=[^\s#]*$)/.exec(text.slice(lineStart, offset));
  if (content.kind !== "labels" || !opening) return [];
  const span = wordAt(text, lineStart + opening[0].length, offset, /\s|$/);
  const written = new Set(
    content.pairs.flatMap(({ key }) => (key.span.start === span.start ? [] : [key.text.toLowerCase()])),
  );
  const blank = /^[ \t]/.test(text.slice(span.end)) ? "" : " ";
  return labelKeys
    .filter(({ name }) => !written.has(name.toLowerCase()))
    .map(({ name, example }) => ({ kind: "label", label: name, detail: example, span, text: name + blank }));
};
