/**
 * The formatter: edits that make a definition file tidy and leave what every engine reads of it as it was.
 * Bodies that engines store as text (scripts, `%help`, `%environment`, app sections) are not touched at all, their blank
 * lines at the end included; neither is what the engines, or we, could not place.
 */

import { type DefinitionFile, parse, type SectionNode, type StageNode } from "@deftools/grammar";
import { applyEdits, type TextEdit } from "@deftools/text";
import { type Draft, draftOf } from "./draft.ts";
import { formatHeader } from "./header.ts";
import { usualIndent } from "./indent.ts";
import { formatLineSection } from "./line-section.ts";
import { withSameMeaning } from "./same-meaning.ts";
import { formatSectionLine } from "./section-line.ts";

export interface FormatOptions {
  /** What stands before the lines of `%files` and `%labels`; absent: what the scripts of the file begin with, or four blanks. */
  readonly indent?: string;
  /**
   * `tidy` also formats the lines of `%arguments`. Engines keep this body as text before they read the pairs in it, so the text
   * in their dumps changes, and the pairs do not. Absent: `keep`.
   */
  readonly arguments?: "keep" | "tidy";
}

/** The edits that format a file, in file order; none when it is tidy. Never throws; formatting twice is formatting once. */
export const format = (source: DefinitionFile | string, options: FormatOptions = {}): readonly TextEdit[] => {
  const file = typeof source === "string" ? parse(source) : source;
  const edits = propose(file, options);
  return withSameMeaning(file.text, edits, { arguments: options.arguments ?? "keep" });
};

/** The edits as the parts of the file propose them. */
export const propose = (file: DefinitionFile, options: FormatOptions): readonly TextEdit[] => {
  const draft = draftOf(file);
  const indent = options.indent ?? usualIndent(file);
  for (const [index, stage] of file.stages.entries())
    formatStage(stage, draft, {
      indent,
      arguments: options.arguments ?? "keep",
      isFirst: index === 0,
      isLast: index === file.stages.length - 1,
    });
  const edits = draft.edits.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  return [...edits, ...finalLineEnd(file.text, edits, draft)];
};

interface StageOptions extends Required<FormatOptions> {
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

const formatStage = ({ header, sections }: StageNode, draft: Draft, options: StageOptions): void => {
  formatHeader(header, draft, {
    isFirst: options.isFirst,
    followedBy: followerOf(sections[0], options),
  });
  for (const [index, section] of sections.entries()) {
    formatSectionLine(section, sections.slice(0, index), header, draft);
    if (isTidied(section, options) && !isGlued(section, sections, header))
      formatLineSection(section, draft, {
        indent: options.indent,
        followedBy: followerOf(sections[index + 1], options),
      });
  }
};

const isTidied = ({ type }: SectionNode, options: FormatOptions): boolean =>
  type === "files" || type === "labels" || (type === "arguments" && options.arguments === "tidy");

/**
 * Of a section that opens a file engines cut the last line end off before they join it with the next of its name, whose first line is
 * then glued to the last one, blanks and all.
 */
const isGlued = (
  { type }: SectionNode,
  sections: readonly SectionNode[],
  { span }: StageNode["header"],
): boolean =>
  span.start === span.end &&
  type === sections[0]?.type &&
  type !== "files" &&
  sections.slice(1).some((other) => other.type === type);

const followerOf = (next: SectionNode | undefined, { isLast }: StageOptions): "section" | "stage" | "end" => {
  if (next) return "section";
  return isLast ? "end" : "stage";
};

/** Engines end the last line themselves; after a lone CR there, which they drop, CR LF would leave it in. */
const finalLineEnd = (text: string, edits: readonly TextEdit[], draft: Draft): readonly TextEdit[] => {
  const after = applyEdits(text, edits);
  if (after.trim() === "" || after.endsWith("\n")) return [];
  return [
    { span: { start: text.length, end: text.length }, text: after.endsWith("\r") ? "\n" : draft.lineEnd },
  ];
};
