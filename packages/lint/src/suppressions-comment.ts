/** What a comment such as `# deflint disable-next-line=DEF201,untagged-image -- reason` says. */

import type { Word } from "@deftools/grammar";
import { type Span, span } from "@deftools/text";
import { nearest } from "./nearest.ts";

/** How far a suppression reaches; `enable` ends a `disable`. */
export const suppressionVerbs = [
  "disable",
  "enable",
  "disable-line",
  "disable-next-line",
  "disable-section",
  "disable-stage",
  "disable-file",
] as const;

export type SuppressionVerb = (typeof suppressionVerbs)[number];

/** A comment that speaks to the linter. Without a known verb it does nothing, and somebody should say so. */
export interface SuppressionComment {
  /** From `#` to the last character before the line's end. */
  readonly span: Span;
  readonly verb: Word;
  readonly known?: SuppressionVerb;
  /** Codes and names, as written; empty means every rule. */
  readonly rules: readonly Word[];
  /** What stands behind ` -- `; absent when nothing does. */
  readonly reason?: string;
}

/** Reads a comment of `text`; absent when it does not speak to the linter. */
export const readSuppression = (text: string, comment: Span): SuppressionComment | undefined => {
  const written = text.slice(comment.start, comment.end).trimEnd();
  const parts =
    /^(#+[ \t]*deflint:?[ \t]+)([A-Za-z-]+)(?:([ \t]*=[ \t]*)((?:(?!\s--(?:\s|$)).)*))?(.*)$/.exec(written);
  if (!parts) return undefined;
  const [, opening = "", verb = "", equals = "", list = "", rest = ""] = parts;
  const known = suppressionVerbs.find((each) => each === verb);
  // prose about deflint is no suppression: only what comes near one is
  if (known === undefined && equals === "" && nearest(verb, suppressionVerbs) === undefined) return undefined;
  const verbStart = comment.start + opening.length;
  const listStart = verbStart + verb.length + equals.length;
  const reason = /^\s*--\s+(.*\S)/.exec(rest)?.[1];
  return {
    span: span(comment.start, comment.start + written.length),
    verb: { text: verb, span: span(verbStart, verbStart + verb.length) },
    ...(known === undefined ? {} : { known }),
    rules: wordsOf(list, listStart),
    ...(reason === undefined ? {} : { reason }),
  };
};

const wordsOf = (list: string, start: number): readonly Word[] =>
  Array.from(list.matchAll(/[^\s,]+/g), ({ 0: text, index }) => ({
    text,
    span: span(start + index, start + index + text.length),
  }));
