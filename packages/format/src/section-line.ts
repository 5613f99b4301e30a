/** `%name` lines: names in lower case, and no blank behind them where it has no meaning. */

import { type HeaderNode, isAppSection, type SectionNode } from "@deftools/grammar";
import type { Draft } from "./draft.ts";

/** Formats the line of a section; `before` are the sections above it in its stage. */
export const formatSectionLine = (
  section: SectionNode,
  before: readonly SectionNode[],
  header: HeaderNode,
  draft: Draft,
): void => {
  const { type, name, line } = section;
  // app sections are matched to the letter, and their name ends at the next blank
  if (type === undefined || isAppSection(type)) return;
  if (name.span.start !== line.start + 1 || draft.isBroken(line)) return;
  if (isQuotedInRefusal(section, before, header, draft)) return;
  draft.replace(name.span.start, name.span.end, type);
  if (mayLoseBlanks(section, before, draft)) draft.replace(name.span.end, line.end, "");
};

/** A file that begins with a section without a body is refused in words that repeat the line. */
const isQuotedInRefusal = (
  { body }: SectionNode,
  before: readonly SectionNode[],
  header: HeaderNode,
  { text }: Draft,
): boolean =>
  before.length === 0 &&
  header.span.start === header.span.end &&
  text.slice(body.start, body.end).trim() === "";

/**
 * Blanks behind a name are arguments to the engines. One blank is the empty argument, which only counts where it takes an earlier
 * one's place (and a placeholder above may bring such an earlier one); those of `%labels` are never used.
 */
const mayLoseBlanks = (
  { type, name, line }: SectionNode,
  before: readonly SectionNode[],
  { text, plainEnd }: Draft,
): boolean => {
  const rest = text.slice(name.span.end, line.end);
  if (type === "labels") return /^ [ \t]*$/.test(rest);
  if (rest !== " ") return false;
  if (type === "files") return true;
  return (
    plainEnd({ start: 0, end: line.start }) === line.start &&
    before.every((other) => other.type !== type || !other.argument)
  );
};
